"""The public API and the door of the web app."""
