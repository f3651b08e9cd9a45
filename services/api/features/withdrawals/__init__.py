"""Consents taken back at the network: Meta's calls when somebody removes the organisation's app, or asks for deletion.

Anybody may call; what counts is the signature by the secret of the app that the organisation registered (apps). The
publisher does what was asked, and the audit log holds both: that it was asked for, and that it is done.
"""
