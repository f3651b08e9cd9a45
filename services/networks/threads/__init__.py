"""Threads: any profile, by an app that an administrator makes at Meta. `networks.graph` does what it shares with Instagram.

`dialect` is how Threads differs, `compose` counts and renders, `profiles` asks who somebody is, `network` is the contract.
"""
