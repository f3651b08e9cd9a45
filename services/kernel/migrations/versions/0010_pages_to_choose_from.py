"""Pages to choose from, once a consent has come back"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("connecting", sa.Column("kind", sa.Text(), server_default="personal", nullable=False))
    op.create_check_constraint(op.f("ck_connecting_kind"), "connecting", "kind IN ('personal', 'page', 'choice')")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_connecting_kind"), "connecting", type_="check")
    op.drop_column("connecting", "kind")
