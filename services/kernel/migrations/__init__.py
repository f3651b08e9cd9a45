"""The schema's one history."""
