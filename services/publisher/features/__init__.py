"""The publisher's rooms."""
