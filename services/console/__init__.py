"""The `fortaler` command."""
