"""The states of things and the moves between them: pure tables, and the only place where a state may change."""
