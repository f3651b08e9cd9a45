"""The organisation that a person is at work in. Everyone in it may see it; its owners may change it."""
