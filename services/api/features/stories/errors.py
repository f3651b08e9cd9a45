"""What may go wrong with a story."""

from collections.abc import Sequence

from kernel.kit.errors import Conflict, NotFound, Unprocessable


class StoryNotFound(NotFound):
    """Not here, or not for this reader."""

    type = "story-not-found"
    title = "There is no such story here"


class StoryWithdrawn(Conflict):
    """Withdrawn is for good."""

    type = "story-withdrawn"
    title = "The story has been withdrawn"


class StoryNotReady(Unprocessable):
    """Something is missing without which nobody should be asked to share it; names every field that lacks."""

    type = "story-not-ready"
    title = "Something is missing before the story can be published"

    def __init__(self, missing: Sequence[tuple[str, str, str]]) -> None:
        """`missing` holds (field, type, detail) of each."""
        super().__init__("; ".join(detail for _, _, detail in missing))
        self.missing = missing

    @property
    def fields(self) -> Sequence[tuple[str, str, str]]:
        """All of them."""
        return self.missing


class TextMissing(Unprocessable):
    """A story needs words in its main language."""

    type = "text-missing"
    title = "Write the story in its main language"


class PictureElsewhere(Unprocessable):
    """The picture is not one of the programme's."""

    type = "picture-unknown"
    title = "Choose a picture of this programme"


class EndsTooEarly(Unprocessable):
    """It would be over before it begins, or is over already."""

    type = "ends-too-early"
    title = "Choose an end after the beginning, in the future"
