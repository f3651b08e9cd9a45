"""One post in flight per profile; counts of empty reads and of failures of our own"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("post", sa.Column("empty_reads", sa.Integer(), server_default="0", nullable=False))
    op.add_column("post", sa.Column("faults", sa.Integer(), server_default="0", nullable=False))
    op.create_index(
        "uq_post_in_flight",
        "post",
        ["organisation_id", "profile_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('claimed', 'sending')"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_post_in_flight", table_name="post", postgresql_where=sa.text("state IN ('claimed', 'sending')")
    )
    op.drop_column("post", "faults")
    op.drop_column("post", "empty_reads")
