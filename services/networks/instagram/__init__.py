"""Instagram's professional accounts, by Instagram's own sign-in. `networks.graph` does what it shares with Threads.

`dialect` is how Instagram differs, `compose` counts and renders, `profiles` asks who somebody is, `network` is the contract.
Private accounts have no API: they share by hand (`networks.assisted.instagram`).
"""
