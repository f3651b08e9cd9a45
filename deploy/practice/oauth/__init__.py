"""Apps, consent and tokens, as Mastodon's Doorkeeper gives and refuses them."""
