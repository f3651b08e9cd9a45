"""What may go wrong with joining, and with those who joined."""

from kernel.kit.errors import Conflict, Unprocessable


class AlreadyAMember(Conflict):
    """Nobody is in a programme twice."""

    type = "already-a-member"
    title = "You are in this programme already"


class ApplicationNeeded(Unprocessable):
    """The programme wants to know something of those who apply."""

    type = "application-needed"
    title = "Answer the question; one sentence is enough"


class KeyTooShort(Unprocessable):
    """The key of a joining stands for whoever joined with it, so it must be past guessing."""

    type = "idempotency-key-too-short"
    title = "Use a random UUID as the Idempotency-Key"
