"""What may go wrong with a share."""

from collections.abc import Sequence

from kernel.kit.errors import Conflict, Gone, NotFound, Unprocessable


class ShareNotFound(NotFound):
    """None of yours."""

    type = "share-not-found"
    title = "You have no such share"


class StoryWithdrawn(Gone):
    """It was taken back while somebody wrote about it."""

    type = "story-withdrawn"
    title = "The story has been withdrawn"


class StoryExpired(Gone):
    """Its time was over before somebody was done writing."""

    type = "story-expired"
    title = "The story is over and is no longer shared"


class ProgrammeOver(Conflict):
    """Its last day has passed, or its first is yet to come."""

    type = "programme-over"
    title = "The programme is not running today"


class ApprovalWanted(Conflict):
    """The programme wants each post approved, and nobody can approve here yet."""

    type = "approval-wanted"
    title = "This programme wants posts approved first"


class ShownDiffers(Conflict):
    """What would be posted is not what was on the screen."""

    type = "shown-differs"
    title = "What would be posted has changed since you saw it; look at it again"


class TextRefused(Unprocessable):
    """The networks would not take it like this; names every field to mend."""

    type = "text-refused"
    title = "The network would not take it like this"

    def __init__(self, refusals: Sequence[tuple[str, str, str]]) -> None:
        """`refusals` holds (field, type, detail) of each."""
        super().__init__("; ".join(detail for _, _, detail in refusals))
        self.refusals = refusals

    @property
    def fields(self) -> Sequence[tuple[str, str, str]]:
        """All of them."""
        return self.refusals


class ProfileUnusable(Unprocessable):
    """Not one of the person's, or it must be connected again first."""

    type = "profile-unusable"
    title = "Connect this profile again first"


class TwiceOnOneProfile(Unprocessable):
    """The same profile stands there twice."""

    type = "twice-on-one-profile"
    title = "Each profile gets one post"


class LinkNotWanted(Unprocessable):
    """A story brings its own link."""

    type = "link-not-wanted"
    title = "The story brings its own link"
