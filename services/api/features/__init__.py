"""The rooms: one folder per word of the product."""
