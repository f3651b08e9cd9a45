"""What the practice network remembers: every SQL statement stands here, one module per subject."""
