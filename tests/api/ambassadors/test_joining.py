"""From a code on a poster to a member: strangers, people who are here already, and people who come back."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_invitation, make_programme
from callers import Api, Client
from kernel.kit.db import transaction_on
from kernel.tables.invitations import Invitation
from worlds import Place, make_place

NAME = {"name": "Asta Lund", "locale": "da", "zone": "Europe/Copenhagen", "accepts_guidelines": True}


async def invite(engine: AsyncEngine, place: Place, **other: Any) -> Invitation:
    async with transaction_on(engine) as session:
        return await make_invitation(session, place.programme, **other)


async def rows(engine: AsyncEngine, statement: str) -> list[Any]:
    async with engine.connect() as connection:
        return list((await connection.execute(text(statement))).all())


async def test_a_stranger_with_nothing_but_a_name_is_in_and_signed_in(
    owner_engine: AsyncEngine, nord: Place, stranger: Client
) -> None:
    code = (await invite(owner_engine, nord)).code
    offer = await stranger.get(f"/join/{code}")
    assert offer.status_code == 200, offer.text
    assert offer.json()["organisation"]["name"] == "Nord"
    joined = await stranger.once(f"/join/{code}", NAME)
    assert joined.status_code == 201, joined.text
    session = (await stranger.get("/session")).json()
    assert session == joined.json()
    assert session["person"]["name"] == "Asta Lund"
    assert session["person"]["email"] is None
    assert [m["state"] for m in session["memberships"]] == ["active"]
    assert session["memberships"][0]["roles"] == ["ambassador"]
