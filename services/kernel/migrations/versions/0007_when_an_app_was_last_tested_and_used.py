"""When an app was last tested and used"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("network_app", sa.Column("tested_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("network_app", sa.Column("used_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("network_app", "used_at")
    op.drop_column("network_app", "tested_at")
