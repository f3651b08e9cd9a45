"""The life of a membership. One who left or was declined may come back."""

from kernel.lifecycles.moves import Lifecycle

ambassadors = Lifecycle(
    "ambassador",
    {
        "applied": ("active", "declined", "left"),
        "invited": ("active", "left"),
        "active": ("paused", "left"),
        "paused": ("active", "left"),
        "left": ("applied", "active"),
        "declined": ("applied", "active"),
    },
)
