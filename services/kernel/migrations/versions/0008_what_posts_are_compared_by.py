"""What posts are compared by, to find near copies"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid"


def upgrade() -> None:
    op.create_table(
        "post_fingerprint",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "post_id"],
            ["post.organisation_id", "post.id"],
            name=op.f("fk_post_fingerprint_organisation_id_post_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_post_fingerprint_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "fingerprint", "post_id", name=op.f("pk_post_fingerprint")),
    )
    op.create_index("ix_post_fingerprint_post", "post_fingerprint", ["organisation_id", "post_id"])
    op.shield(
        "post_fingerprint",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": ["ALL", "fortaler_app", HERE],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )


def downgrade() -> None:
    op.drop_index("ix_post_fingerprint_post", table_name="post_fingerprint")
    op.drop_table("post_fingerprint")
