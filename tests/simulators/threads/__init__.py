"""A small, strict Threads: what it has of its own is in `manner`, the rest is every network of Meta's (`simulators.graph`)."""
