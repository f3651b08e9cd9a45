"""An address waits sealed to be confirmed; what is long over can be cleared; owners have names"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("sign_in", sa.Column("sealed", sa.LargeBinary(), nullable=True))
    op.shield(
        "person",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "mine": ["ALL", "fortaler_app", "id = NULLIF(current_setting('fortaler.person', true), '')::uuid"],
                "colleague": [
                    "SELECT",
                    "fortaler_app, fortaler_worker",
                    "EXISTS (SELECT FROM ambassador a WHERE a.person_id = person.id AND a.organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid)",
                ],
                "owner_here": [
                    "SELECT",
                    "fortaler_app",
                    "EXISTS (SELECT FROM organisation_role r WHERE r.person_id = person.id AND r.organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid)",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["SELECT"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "mine": ["ALL", "fortaler_app", "id = NULLIF(current_setting('fortaler.person', true), '')::uuid"],
                "colleague": [
                    "SELECT",
                    "fortaler_app, fortaler_worker",
                    "EXISTS (SELECT FROM ambassador a WHERE a.person_id = person.id AND a.organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid)",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["SELECT"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "sign_in",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "bearer": [
                    "ALL",
                    "fortaler_app",
                    "lookup = decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')",
                ],
                "long_over": ["ALL", "fortaler_app", "expires_at < now() - interval '1 day'"],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "bearer": [
                    "ALL",
                    "fortaler_app",
                    "lookup = decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
    )


def downgrade() -> None:
    op.shield(
        "sign_in",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "bearer": [
                    "ALL",
                    "fortaler_app",
                    "lookup = decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "bearer": [
                    "ALL",
                    "fortaler_app",
                    "lookup = decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')",
                ],
                "long_over": ["ALL", "fortaler_app", "expires_at < now() - interval '1 day'"],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
    )
    op.shield(
        "person",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "mine": ["ALL", "fortaler_app", "id = NULLIF(current_setting('fortaler.person', true), '')::uuid"],
                "colleague": [
                    "SELECT",
                    "fortaler_app, fortaler_worker",
                    "EXISTS (SELECT FROM ambassador a WHERE a.person_id = person.id AND a.organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid)",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["SELECT"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "mine": ["ALL", "fortaler_app", "id = NULLIF(current_setting('fortaler.person', true), '')::uuid"],
                "colleague": [
                    "SELECT",
                    "fortaler_app, fortaler_worker",
                    "EXISTS (SELECT FROM ambassador a WHERE a.person_id = person.id AND a.organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid)",
                ],
                "owner_here": [
                    "SELECT",
                    "fortaler_app",
                    "EXISTS (SELECT FROM organisation_role r WHERE r.person_id = person.id AND r.organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid)",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["SELECT"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.drop_column("sign_in", "sealed")
