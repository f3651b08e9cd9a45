"""Connections to networks: kept usable, renewed before they end, held and told about when the network ended them.

A profile is asked about daily for as long as it is not given up: *connected* and *expiring* (its person has to consent
again soon) follow from its token, *needs_reconnect* from the network's refusal. A profile that was given up
stays *revoked*; its token goes back to the network and is deleted here.
"""
