"""Consents that people took back at the network: what they had connected ends here, too, and is forgotten if they want it."""
