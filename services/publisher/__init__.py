"""Everything that goes out: posts to networks, sign-in codes to people, stories whose time has come."""
