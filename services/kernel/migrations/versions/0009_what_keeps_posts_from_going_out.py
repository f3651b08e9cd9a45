"""What keeps posts from going out: holds of an organisation, standstills of all, and the lives of the database"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HOLD = (
    {
        "owner": ["ALL", "fortaler_owner", "true"],
        "backup": ["SELECT", "fortaler_backup", "true"],
        "here": [
            "ALL",
            "fortaler_app, fortaler_worker",
            "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
        ],
        "work": ["SELECT", "fortaler_worker", "true"],
    },
    {
        "fortaler_app": ["DELETE", "INSERT", "SELECT"],
        "fortaler_worker": ["DELETE", "INSERT", "SELECT"],
        "fortaler_backup": ["SELECT"],
    },
)
GENERATION = ({}, {"fortaler_worker": ["INSERT", "SELECT", "UPDATE"]})
STANDSTILL = ({}, {"fortaler_app": ["SELECT"], "fortaler_worker": ["INSERT", "SELECT"]})


def upgrade() -> None:
    op.create_table(
        "generation",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_generation")),
    )
    op.create_table(
        "standstill",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("placed_by", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('switch', 'restore')", name=op.f("ck_standstill_kind")),
        sa.PrimaryKeyConstraint("kind", "network", name=op.f("pk_standstill")),
    )
    op.create_table(
        "hold",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("app_hash", sa.LargeBinary(), nullable=True),
        sa.Column("placed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('switch', 'pause')", name=op.f("ck_hold_kind")),
        sa.CheckConstraint("scope IN ('organisation', 'network', 'profile')", name=op.f("ck_hold_scope")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "profile_id"],
            ["profile.organisation_id", "profile.id"],
            name=op.f("fk_hold_organisation_id_profile_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_hold_organisation_id")),
        sa.ForeignKeyConstraint(["placed_by"], ["person.id"], name=op.f("fk_hold_placed_by"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_hold")),
    )
    op.create_index(
        "uq_hold_scope",
        "hold",
        [
            "organisation_id",
            "kind",
            "scope",
            "network",
            "instance",
            sa.literal_column("COALESCE(profile_id, organisation_id)"),
        ],
        unique=True,
    )
    op.shield("generation", GENERATION, ({}, {}))
    op.shield("standstill", STANDSTILL, ({}, {}))
    op.shield("hold", HOLD, ({}, {}))


def downgrade() -> None:
    op.shield("hold", ({}, {}), HOLD)
    op.shield("standstill", ({}, {}), STANDSTILL)
    op.shield("generation", ({}, {}), GENERATION)
    op.drop_index("uq_hold_scope", table_name="hold")
    op.drop_table("hold")
    op.drop_table("standstill")
    op.drop_table("generation")
