"""What comes back: clicks, and numbers read from networks."""
