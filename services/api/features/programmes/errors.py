"""What may go wrong with a programme."""

from kernel.kit.errors import Unprocessable


class EndsBeforeItStarts(Unprocessable):
    """Its last day lies before its first."""

    type = "ends-before-it-starts"
    title = "Choose a last day that is not before the first"
