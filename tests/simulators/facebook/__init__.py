"""A small, strict Facebook: people with pages, tokens for each, photos that nobody sees until a post shows them."""
