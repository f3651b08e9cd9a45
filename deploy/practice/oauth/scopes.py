"""The scopes that Mastodon's authorisation server knows, the administrators' among them left out."""

DEFAULT_SCOPE = "read"
SCOPES = (
    "read",
    "write",
    "write:accounts",
    "write:blocks",
    "write:bookmarks",
    "write:conversations",
    "write:favourites",
    "write:filters",
    "write:follows",
    "write:lists",
    "write:media",
    "write:mutes",
    "write:notifications",
    "write:reports",
    "write:statuses",
    "read:accounts",
    "read:blocks",
    "read:bookmarks",
    "read:favourites",
    "read:filters",
    "read:follows",
    "read:lists",
    "read:mutes",
    "read:notifications",
    "read:search",
    "read:statuses",
    "follow",
    "push",
    "profile",
)


def requested_scopes(given: str, allowed: tuple[str, ...]) -> tuple[str, ...] | None:
    """The scopes asked for, `read` when none were; None unless each stands literally among the allowed."""
    asked = tuple(dict.fromkeys((given or DEFAULT_SCOPE).split(" ")))
    return asked if set(asked) <= set(allowed) else None
