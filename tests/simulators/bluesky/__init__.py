"""A strict little AT Protocol: directory, a person's own server, its authorization server and the public view, each at its
own address. Written after the reference server (@atproto/pds 0.6, 2026-08-20); it refuses what that refuses, and more
where the specification asks for more. `door` makes it lie, `sky` is what it knows, `stage` serves it over real HTTP.
"""
