"""A small, strict Instagram for professional accounts: its own is in `manner`, the rest is in `simulators.graph`."""
