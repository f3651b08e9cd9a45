"""Networks that fail are left alone by all publishers; who waits is found by organisation"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BREAKER = ({}, {"fortaler_app": ["SELECT"], "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"]})


def upgrade() -> None:
    op.create_table(
        "breaker",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'half_open')", name=op.f("ck_breaker_state")),
        sa.PrimaryKeyConstraint("network", "instance", name=op.f("pk_breaker")),
    )
    op.create_index(
        "ix_post_waiting",
        "post",
        ["organisation_id", "turn_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('scheduled', 'retry_wait')"),
    )
    op.shield("breaker", BREAKER, ({}, {}))


def downgrade() -> None:
    op.shield("breaker", ({}, {}), BREAKER)
    op.drop_index("ix_post_waiting", table_name="post")
    op.drop_table("breaker")
