"""What a code looks like, what one may give out, and whether it still lets anybody in: no session, no clock."""

import re
import secrets
from datetime import date, datetime, timedelta

from api.auth.scopes import RANKS
from api.features.invitations.errors import EndsInThePast, RoleNeedsLimits, RoleTooHigh
from api.features.invitations.schemas import InvitationState, NewInvitation
from kernel.tables.invitations import Invitation
from kernel.tables.programmes import Programme

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing in it looks like something else in it."""
LENGTH = 8
"""40 bits: short enough for a poster. What protects a programme is the cap, the end, the role, the limit on guesses."""
MOST_OF_A_ROLE = 20
LONGEST_OF_A_ROLE = timedelta(days=30)
USUAL_OF_A_ROLE = timedelta(days=7)
_LOOKALIKES = str.maketrans("OIL", "011")


def new_code() -> str:
    """A fresh code, as it is kept."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def kept_code(written: str) -> str:
    """A code as it is kept, however somebody wrote it; empty where it cannot be one."""
    plain = re.sub(r"[\s-]", "", written).upper().translate(_LOOKALIKES)
    return plain if len(plain) == LENGTH and set(plain) <= set(LETTERS) else ""


def shown_code(code: str) -> str:
    """A code as it is printed: in two halves."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def state_of(invitation: Invitation, programme: Programme, at: datetime, today: date) -> InvitationState:
    """Whether the code still lets somebody in, and else why not. `today` is the organisation's day."""
    if invitation.revoked_at is not None:
        return "revoked"
    if (invitation.expires_at is not None and invitation.expires_at <= at) or (
        programme.ends_on is not None and programme.ends_on < today
    ):
        return "expired"
    return "used_up" if invitation.cap is not None and invitation.used >= invitation.cap else "open"


def needs_application(role: str, programme: Programme) -> bool:
    """Whether somebody must accept who comes for this role; those called to run the programme have been chosen already."""
    return programme.joining == "apply" and role == "ambassador"


def check_invitation(own_rank: int, new: NewInvitation, at: datetime) -> tuple[int | None, datetime | None]:
    """The cap and the end that it gets. Raises RoleTooHigh, RoleNeedsLimits or EndsInThePast."""
    if RANKS[new.role] > own_rank:
        raise RoleTooHigh(field="role")
    if new.expires_at is not None and new.expires_at <= at:
        raise EndsInThePast(field="expires_at")
    if new.role == "ambassador":
        return new.cap, new.expires_at
    cap, ends = new.cap or 1, new.expires_at or at + USUAL_OF_A_ROLE
    if cap > MOST_OF_A_ROLE:
        raise RoleNeedsLimits(f"At most {MOST_OF_A_ROLE} people for this role", field="cap")
    if ends > at + LONGEST_OF_A_ROLE:
        raise RoleNeedsLimits(f"At most {LONGEST_OF_A_ROLE.days} days for this role", field="expires_at")
    return cap, ends
