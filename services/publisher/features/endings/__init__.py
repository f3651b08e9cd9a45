"""What became of posts: written where the epoch is still ours, with what follows from it and what the audit log says of it."""
