"""The life of a connection to a network."""

from kernel.lifecycles.moves import Lifecycle

profiles = Lifecycle(
    "profile",
    {
        "connected": ("expiring", "needs_reconnect", "revoked"),
        "expiring": ("connected", "needs_reconnect", "revoked"),
        "needs_reconnect": ("connected", "revoked"),
        "revoked": (),
        "declared": ("revoked", "connected"),
    },
)
