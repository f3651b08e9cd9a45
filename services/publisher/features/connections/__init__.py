"""Connections to networks: kept usable, renewed before they end, held and told about when the network ended them."""
