"""Compare an invitation's code with what a bearer shows as bytes: a session's digest is shown by the same way, and is no text"""

from collections.abc import Sequence
from typing import Any

from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SHOWN = "decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')"


def guard(bearer: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The invitation's policies and grants, with this condition for who bears a code."""
    here = "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid"
    return (
        {
            "owner": ["ALL", "fortaler_owner", "true"],
            "backup": ["SELECT", "fortaler_backup", "true"],
            "here": ["ALL", "fortaler_app", here],
            "bearer": ["SELECT", "fortaler_app", bearer],
        },
        {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
    )


AS_BYTES = guard(f"convert_to(code, 'UTF8') = {SHOWN}")
AS_TEXT = guard(f"code = convert_from({SHOWN}, 'UTF8')")


def upgrade() -> None:
    op.shield("invitation", AS_BYTES, AS_TEXT)


def downgrade() -> None:
    op.shield("invitation", AS_TEXT, AS_BYTES)
