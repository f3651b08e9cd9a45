"""Whom we tell that a connection ends, and what they were told: workers may read an address to write to, and nothing else"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ORGANISATION = "NULLIF(current_setting('fortaler.organisation', true), '')::uuid"
PERSON = "NULLIF(current_setting('fortaler.person', true), '')::uuid"
BEARER = "decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')"
HAS_PROFILE = f"EXISTS (SELECT FROM profile p WHERE p.person_id = credential.person_id AND p.organisation_id = {ORGANISATION})"


def guard(*, written_to: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """The credential's policies and grants, with or without the worker that writes to people"""
    policies: dict[str, Any] = {
        "owner": ["ALL", "fortaler_owner", "true"],
        "backup": ["SELECT", "fortaler_backup", "true"],
        "mine": ["ALL", "fortaler_app", f"person_id = {PERSON}"],
        "bearer": ["SELECT", "fortaler_app", f"lookup = {BEARER}"],
    }
    grants: dict[str, Any] = {
        "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
        "fortaler_backup": ["SELECT"],
    }
    if written_to:
        policies["write_to"] = ["SELECT", "fortaler_worker", f"kind = 'email' AND {HAS_PROFILE}"]
        grants["fortaler_worker"] = ["SELECT (kind, person_id, subject)"]
    return policies, grants


def upgrade() -> None:
    op.add_column("profile", sa.Column("told_of", sa.DateTime(timezone=True), nullable=True))
    op.add_column("profile", sa.Column("told_days", sa.Integer(), nullable=True))
    op.shield("credential", guard(written_to=True), guard(written_to=False))


def downgrade() -> None:
    op.shield("credential", guard(written_to=False), guard(written_to=True))
    op.drop_column("profile", "told_days")
    op.drop_column("profile", "told_of")
