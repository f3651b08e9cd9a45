"""What may go wrong with a code."""

from kernel.kit.errors import Gone, NotFound, Unprocessable


class JoinCodeUnknown(NotFound):
    """Nobody gave out such a code."""

    type = "join-code-unknown"
    title = "We do not know that code; check it against the poster or the message"


class JoinCodeUsedUp(Gone):
    """As many have joined with it as may."""

    type = "join-code-used-up"
    title = "All places on this code are taken; ask whoever gave it to you for a new one"


class JoinCodeExpired(Gone):
    """Its time is over, or the programme's."""

    type = "join-code-expired"
    title = "This code has expired; ask whoever gave it to you for a new one"


class JoinCodeRevoked(Gone):
    """Whoever gave it out has taken it back."""

    type = "join-code-revoked"
    title = "This code is no longer in use; ask whoever gave it to you for a new one"


class RoleTooHigh(Unprocessable):
    """More than one has oneself."""

    type = "role-too-high"
    title = "Nobody can give a role that is above their own"


class RoleNeedsLimits(Unprocessable):
    """A code for more than an ambassador may not hang about for anyone."""

    type = "role-needs-limits"
    title = "A code for this role needs a smaller cap or an earlier end"


class EndsInThePast(Unprocessable):
    """It would let nobody in."""

    type = "ends-in-the-past"
    title = "Choose an end that is still to come"
