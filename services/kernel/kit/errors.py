"""What may go wrong, in words for people and a `type` for programs.

AppError
├── Unauthenticated 401
├── Forbidden       403
├── NotFound        404   also a thing of another organisation
├── Conflict        409
├── Gone            410
├── PreconditionFailed 412
├── Unprocessable   422   a field breaks a rule; `field` names it
├── PreconditionRequired 428
├── TooMany         429
└── Unavailable     503

Rooms subclass these and set `type` (stable, kebab case) and `title`.
"""

from collections.abc import Sequence
from typing import ClassVar


class AppError(Exception):
    """An answer that is not a success. `detail` is for the person; `field` names what to mend, where there is one."""

    status: ClassVar[int] = 500
    type: ClassVar[str] = "unexpected"
    title: ClassVar[str] = "Something unexpected happened"

    def __init__(self, detail: str = "", *, field: str | None = None, retry_after: int | None = None) -> None:
        """`retry_after` is in seconds."""
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.field = field
        self.retry_after = retry_after

    @property
    def fields(self) -> Sequence[tuple[str, str, str]]:
        """(field, type, detail) of each field to mend; an error that is about several overrides it."""
        return [(self.field, self.type, self.detail)] if self.field else []


class Unauthenticated(AppError):
    """Nobody is signed in, or the session or key no longer counts."""

    status = 401
    type = "sign-in-needed"
    title = "Sign in first"


class Forbidden(AppError):
    """Known, but not allowed."""

    status = 403
    type = "forbidden"
    title = "You may not do this"


class NotFound(AppError):
    """There is no such thing here for this caller."""

    status = 404
    type = "not-found"
    title = "There is no such thing here"


class Conflict(AppError):
    """It clashes with the state things are in now."""

    status = 409
    type = "conflict"
    title = "That is not possible in its present state"


class Gone(AppError):
    """It was here, and is no more."""

    status = 410
    type = "gone"
    title = "It is no longer here"


class PreconditionFailed(AppError):
    """Somebody else changed it in the meantime."""

    status = 412
    type = "precondition-failed"
    title = "Somebody else changed it in the meantime"


class Unprocessable(AppError):
    """A field breaks a rule."""

    status = 422
    type = "unprocessable"
    title = "A field needs another value"


class PreconditionRequired(AppError):
    """A change must say which version it was made from."""

    status = 428
    type = "precondition-required"
    title = "Say which version you changed, with If-Match"


class TooMany(AppError):
    """Too often; `retry_after` says when again."""

    status = 429
    type = "too-many-requests"
    title = "Too many attempts; wait a little"


class Unavailable(AppError):
    """Something we need is away for now."""

    status = 503
    type = "unavailable"
    title = "That is not available right now; try again in a moment"
