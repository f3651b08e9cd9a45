"""The organisation: its people read it, its owners change it."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from callers import Api, Client
from worlds import ROLES, Place

WHERE = "/organisation"


async def test_everybody_in_it_reads_it_and_nobody_another_one(api: Api, nord: Place, syd: Place) -> None:
    for role in ROLES:
        answer = await (await api.sign_in(nord.people[role], nord.organisation_id)).get(WHERE)
        assert (answer.status_code, answer.json()["name"]) == (200, "Nord"), role
        assert answer.headers["etag"]
    outside = await api.sign_in(syd.people["owner"], nord.organisation_id)
    assert (await outside.get(WHERE)).status_code == 401
    assert (await api.stranger().get(WHERE)).status_code == 401


async def test_an_owner_changes_it_from_the_version_they_read(owner: Client, owner_engine: AsyncEngine) -> None:
    read = await owner.get(WHERE)
    change = {"name": "Nordlys Vinduer", "time_zone": "Europe/London", "brand_colour": "#0B5C4A"}
    assert (await owner.patch(WHERE, json=change)).status_code == 428
    changed = await owner.change(WHERE, read.headers["etag"], change)
    assert changed.status_code == 200, changed.text
    assert changed.json() == read.json() | change | {"brand_colour": "#0b5c4a"}
    assert (await owner.change(WHERE, read.headers["etag"], {"name": "Sent"})).status_code == 412
    back = await owner.change(WHERE, changed.headers["etag"], {"brand_colour": None})
    assert back.json()["brand_colour"] is None
    async with owner_engine.connect() as connection:
        events = (await connection.execute(text("SELECT verb, detail FROM event ORDER BY sequence"))).all()
    assert [tuple(event) for event in events] == [
        ("organisation.changed", {"fields": ["brand_colour", "name", "time_zone"]}),
        ("organisation.changed", {"fields": ["brand_colour"]}),
    ]


async def test_nobody_else_changes_it(api: Api, nord: Place) -> None:
    for role in ROLES[1:]:
        client = await api.sign_in(nord.people[role], nord.organisation_id)
        assert (await client.change(WHERE, "*", {"name": "Vort"})).status_code == 403, role


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "Nord\x00"}, "name"),
        ({"locale": "de"}, "locale"),
        ({"time_zone": "CET/Nowhere"}, "time_zone"),
        ({"brand_colour": "red"}, "brand_colour"),
        ({"brand_colour": "#fff8e0"}, "brand_colour"),
        ({"brand_colour": "#12345"}, "brand_colour"),
        ({"slug": "andres"}, "slug"),
        ({"id": "01a20e31-079f-7395-bf53-34cd535da33a"}, "id"),
    ],
)
async def test_what_cannot_be_is_refused_by_the_field_s_name(owner: Client, body: dict[str, Any], field: str) -> None:
    refused = await owner.change(WHERE, "*", body)
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == [field]
