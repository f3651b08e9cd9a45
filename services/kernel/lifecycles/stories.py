"""The life of a story."""

from kernel.lifecycles.moves import Lifecycle

stories = Lifecycle(
    "story",
    {
        "draft": ("in_review", "scheduled", "live", "withdrawn"),
        "in_review": ("draft", "scheduled", "live", "withdrawn"),
        "scheduled": ("live", "draft", "expired", "withdrawn"),
        "live": ("expired", "withdrawn"),
        "expired": ("scheduled", "live", "withdrawn"),
        "withdrawn": (),
    },
)
