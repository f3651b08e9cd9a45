"""The rooms of metrics."""
