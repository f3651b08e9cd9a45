"""What networks still take from apps and profiles"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BUDGET = (
    {
        "owner": ["ALL", "fortaler_owner", "true"],
        "backup": ["SELECT", "fortaler_backup", "true"],
        "here": [
            "ALL",
            "fortaler_app, fortaler_worker",
            "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
        ],
        "work": ["ALL", "fortaler_worker", "true"],
    },
    {
        "fortaler_app": ["SELECT"],
        "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
        "fortaler_backup": ["SELECT"],
    },
)


def upgrade() -> None:
    op.create_table(
        "budget",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=True),
        sa.Column("span", sa.Text(), nullable=False),
        sa.Column("remaining", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("each", sa.Integer(), nullable=False),
        sa.Column("resets_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("unit IN ('calls', 'posts', 'points', 'percent')", name=op.f("ck_budget_unit")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "profile_id"],
            ["profile.organisation_id", "profile.id"],
            name=op.f("fk_budget_organisation_id_profile_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_budget_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_budget")),
    )
    op.create_index(
        "uq_budget_span",
        "budget",
        ["organisation_id", "network", "instance", sa.literal_column("COALESCE(profile_id, organisation_id)"), "span"],
        unique=True,
    )
    op.shield("budget", BUDGET, ({}, {}))


def downgrade() -> None:
    op.shield("budget", ({}, {}), BUDGET)
    op.drop_index("uq_budget_span", table_name="budget")
    op.drop_table("budget")
