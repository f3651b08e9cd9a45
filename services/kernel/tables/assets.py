"""Pictures that stories are told with."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from kernel.tables.base import MaybeWords, OwnedRow, Words, owned


class Asset(OwnedRow, table=True):
    """A checked, re-encoded picture; its bytes lie in the blob store under `blob`, narrower ones under `widths` by width."""

    __tablename__ = "asset"
    __table_args__ = (owned("programme_id", "programme"),)

    programme_id: UUID
    blob: Words
    media_type: Words
    width: int
    height: int
    bytes: int
    widths: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    alt: Words = ""
    focal_x: float = 0.5
    focal_y: float = 0.5
    rights: Words = ""
    source_url: MaybeWords = None
    version: int = 1
