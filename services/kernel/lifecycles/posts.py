"""The life of a post.

By API: scheduled → claimed (lease, epoch) → sending (the attempt is committed before any byte leaves) → published, or
retry_wait, needs_reconnect, refused, unknown. An unknown is read back: published, retry_wait or ask_person. By hand:
prepared → opened → declared, while the grade of evidence only rises.
"""

from kernel.lifecycles.moves import Lifecycle

_WAITING = ("cancelled", "withdrawn", "missed", "held", "needs_reconnect", "unknown")
"""Where what waits may go. It is unknown after a restore, which may have forgotten that it went out."""

posts = Lifecycle(
    "post",
    {
        "draft": ("in_review", "scheduled", "prepared", "cancelled", "withdrawn"),
        "in_review": ("scheduled", "prepared", "cancelled", "withdrawn"),
        "scheduled": ("claimed", *_WAITING),
        "claimed": ("sending", "scheduled", "retry_wait", "refused", *_WAITING),
        "sending": ("published", "retry_wait", "needs_reconnect", "refused", "unknown", "held"),
        "published": (),
        "retry_wait": ("claimed", *_WAITING),
        "needs_reconnect": ("scheduled", "cancelled", "withdrawn", "missed", "unknown"),
        "refused": (),
        "unknown": ("published", "retry_wait", "ask_person", "needs_reconnect", "refused", "sending"),
        "ask_person": ("published", "scheduled", "cancelled"),
        "cancelled": (),
        "withdrawn": (),
        "missed": ("scheduled", "cancelled"),
        "held": ("scheduled", "cancelled", "withdrawn", "missed", "unknown"),
        "prepared": ("opened", "declared", "cancelled", "withdrawn"),
        "opened": ("declared", "cancelled"),
        "declared": (),
    },
)

EVIDENCE = ("opened", "declared", "clicks", "link", "confirmed")
"""Grades of evidence that a post is out there, weakest first."""


def stronger(held: str | None, new: str) -> str:
    """The better of two grades: evidence rises and never falls."""
    return new if held is None or EVIDENCE.index(new) > EVIDENCE.index(held) else held
