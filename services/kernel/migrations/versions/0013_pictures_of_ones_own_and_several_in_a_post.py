"""Pictures of one's own, several in a post, and a light version of large ones"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid"


def upgrade() -> None:
    op.add_column("asset", sa.Column("person_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_asset_person_id"), "asset", "person", ["person_id"], ["id"])
    op.add_column("asset", sa.Column("light", JSONB(), server_default=sa.text("'{}'"), nullable=False))
    op.create_index(
        "ix_asset_own",
        "asset",
        ["organisation_id", "person_id", "created_at"],
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_table(
        "post_picture",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "post_id"],
            ["post.organisation_id", "post.id"],
            name=op.f("fk_post_picture_organisation_id_post_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asset_id"],
            ["asset.organisation_id", "asset.id"],
            name=op.f("fk_post_picture_organisation_id_asset_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_post_picture_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "post_id", "number", name=op.f("pk_post_picture")),
    )
    op.shield(
        "post_picture",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": ["ALL", "fortaler_app", HERE],
            },
            {"fortaler_app": ["INSERT", "SELECT"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )
    op.execute(
        "INSERT INTO post_picture (organisation_id, post_id, number, asset_id, alt)"
        " SELECT organisation_id, id, 0, asset_id, COALESCE(alt, '') FROM post WHERE asset_id IS NOT NULL"
    )
    op.drop_constraint(op.f("fk_post_organisation_id_asset_id"), "post", type_="foreignkey")
    op.drop_column("post", "asset_id")
    op.drop_column("post", "alt")


def downgrade() -> None:
    op.add_column("post", sa.Column("alt", sa.Text(), nullable=True))
    op.add_column("post", sa.Column("asset_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_post_organisation_id_asset_id"),
        "post",
        "asset",
        ["organisation_id", "asset_id"],
        ["organisation_id", "id"],
    )
    op.execute(
        "UPDATE post SET asset_id = p.asset_id, alt = p.alt FROM post_picture p"
        " WHERE p.organisation_id = post.organisation_id AND p.post_id = post.id AND p.number = 0"
    )
    op.drop_table("post_picture")
    op.drop_index("ix_asset_own", table_name="asset", postgresql_where=sa.text("person_id IS NOT NULL"))
    op.drop_column("asset", "light")
    op.drop_constraint(op.f("fk_asset_person_id"), "asset", type_="foreignkey")
    op.drop_column("asset", "person_id")
