"""Pictures: those that stories are told with, and those that people post beside their own words."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from kernel.tables.base import MaybeWords, OwnedRow, Words, owned


class Asset(OwnedRow, table=True):
    """A checked, re-encoded picture; its bytes lie in the blob store under `blob`, narrower ones under `widths` by width.

    `light` is the same picture as a small JPEG (blob, width, height, bytes), for networks that take no more; empty where
    the picture is small by itself. `person_id`: whose own it is, and nobody else sees it; empty for the programme's.
    """

    __tablename__ = "asset"
    __table_args__ = (
        owned("programme_id", "programme"),
        Index(
            "ix_asset_own",
            "organisation_id",
            "person_id",
            "created_at",
            postgresql_where=text("person_id IS NOT NULL"),
        ),
    )

    programme_id: UUID
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    blob: Words
    media_type: Words
    width: int
    height: int
    bytes: int
    widths: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    light: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    alt: Words = ""
    focal_x: float = 0.5
    focal_y: float = 0.5
    rights: Words = ""
    source_url: MaybeWords = None
    version: int = 1
