"""Fortaler on one machine with nothing installed: Postgres and Valkey from wheels, and a supervisor for the services."""
