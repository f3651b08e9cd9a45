"""Nobody reaches into another organisation, another programme or another person: every route, tried with every role.

The cells are made from the routes themselves, so a new route is in the matrix on its first day. A path parameter or a
body's field that names a thing is filled with the id of somebody else's; whoever asks must hear that there is none.
"""

import json
import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx2
import psycopg
import pytest
from psycopg import sql
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import SQLModel

from addresses import Addresses
from api.app import create_fastapi
from belongings import NAMES, Belongings, make_belongings
from callers import Api, Client
from doors import PREFIX
from doors import routes as doors
from kernel.kit.db import transaction_on
from kernel.tables.shields import OPERATIONAL
from worlds import ROLES, Place, make_member, make_place

DOCUMENT = create_fastapi(None).openapi()
NO_THING = {"code", "network", "instance", "name", "file"}
"""Path parameters that name something public."""


@dataclass(frozen=True)
class Route:
    """One operation of the API."""

    name: str
    method: str
    path: str
    operation: dict[str, Any] = field(repr=False)

    @property
    def things(self) -> list[str]:
        """What its path names."""
        return [name for name in re.findall(r"{(\w+)}", self.path) if name not in NO_THING]


def routes() -> list[Route]:
    found = [
        Route(
            f"{route.tags[0]}.{route.name}", method, route.path, DOCUMENT["paths"][PREFIX + route.path][method.lower()]
        )
        for route in doors()
        if route.include_in_schema
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]
    return sorted(found, key=lambda route: route.name)


ROUTES = routes()


def example(schema: dict[str, Any], ids: dict[str, Any], name: str = "") -> Any:
    """A value that the schema takes; ids of things are those of `ids`."""
    if "$ref" in schema:
        return example(DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], ids, name)
    for key in ("oneOf", "anyOf"):
        if key in schema:
            chosen = next((one for one in schema[key] if one.get("type") != "null"), schema[key][0])
            return example(chosen, ids, name)
    if name in ids:
        return str(ids[name])
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    made = {"object": _object, "array": _array, "string": _string}.get(schema.get("type", "object"))
    if made is not None:
        return made(schema, ids, name)
    return {"boolean": True, "integer": max(1, schema.get("minimum", 1)), "number": 0.5}[schema["type"]]


def _object(schema: dict[str, Any], ids: dict[str, Any], _name: str) -> Any:
    required = set(schema.get("required", [])) | (set(schema.get("properties", {})) & ids.keys())
    return {key: example(schema["properties"][key], ids, key) for key in sorted(required)}


def _array(schema: dict[str, Any], ids: dict[str, Any], name: str) -> Any:
    return [example(schema["items"], ids, name)] if schema.get("minItems") else []


def _string(schema: dict[str, Any], _ids: dict[str, Any], name: str) -> Any:
    by_format = {
        "uuid": "00000000-0000-7000-8000-000000000000",
        "date": "2027-03-01",
        "date-time": "2027-03-01T12:00:00Z",
    }
    if schema.get("format") in by_format:
        return by_format[schema["format"]]
    if "url" in name or name in ("address", "link"):
        return "https://nordlys.example/"
    if name in ("zone", "time_zone"):
        return "Europe/Copenhagen"
    return "x" * max(1, schema.get("minLength", 1))


async def ask(client: Client, route: Route, things: Belongings) -> httpx2.Response:
    """Call the route with these ids wherever it takes ids."""
    path = route.path.format_map({**dict.fromkeys(NO_THING, "mastodon"), **things.ids, "code": "ZZ"})
    content = route.operation.get("requestBody", {}).get("content", {})
    request: dict[str, Any] = {"headers": {"If-Match": "*"}}
    if "application/json" in content:
        request["json"] = example(content["application/json"]["schema"], things.ids)
    elif content:
        request["files"] = {"file": ("picture.png", b"no picture", "image/png")}
    return await client.request(route.method, path, **request)


def takes_ids(route: Route) -> bool:
    body = json.dumps(route.operation.get("requestBody", {}))
    refs = re.findall(r"schemas/(\w+)", body)
    words = body + "".join(json.dumps(DOCUMENT["components"]["schemas"][name]) for name in refs)
    return bool(route.things) or any(f'"{name}"' in words for name in NAMES)


@dataclass
class World:
    """Two organisations, the first with two programmes, and clients for every role in the first programme."""

    clients: dict[str, Client]
    colleague: Belongings
    neighbour: Belongings
    foreign: Belongings
    place: Place
    foreign_place: Place
    addresses: Addresses


@pytest.fixture
async def world(api: Api, owner_engine: AsyncEngine, empty_database: Addresses) -> World:
    async with transaction_on(owner_engine) as session:
        nord = await make_place(session, "Nord")
        two = await make_place(session, "Nord to", kind="member", organisation=nord.organisation)
        syd = await make_place(session, "SYDKANARIE", kind="citizen")
        colleague = await _colleague(session, nord)
        neighbour = await make_belongings(session, two, "naboens-kanarie")
        foreign = await make_belongings(session, syd, "sydens-kanarie")
    clients = {role: await api.sign_in(nord.people[role], nord.organisation_id) for role in ROLES}
    return World(clients, colleague, neighbour, foreign, nord, syd, empty_database)


async def _colleague(session: Any, place: Place) -> Belongings:
    """Another ambassador of the same programme, with things of their own."""
    held = place.people["ambassador"], place.ambassadors["ambassador"]
    await make_member(session, place, "ambassador")
    belongings = await make_belongings(session, place, "kollegaens-kanarie")
    place.people["ambassador"], place.ambassadors["ambassador"] = held
    return belongings


def rows_of(place: Place, addresses: Addresses) -> dict[str, str]:
    """A digest of every row of an organisation, by table."""
    digests: dict[str, str] = {}
    with psycopg.connect(addresses.owner.replace("+psycopg", "")) as connection:
        for name, table in sorted(SQLModel.metadata.tables.items()):
            if "organisation_id" not in table.columns or name in OPERATIONAL:
                continue
            digest = "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {} t"
            query = sql.SQL(digest + " WHERE organisation_id = %s").format(sql.Identifier(name))
            row = connection.execute(query, [place.organisation_id]).fetchone()
            digests[name] = row[0] if row else ""
    return digests


def seen(response: httpx2.Response, canary: str) -> bool:
    return canary.lower() in response.text.lower() or canary.lower() in str(response.headers).lower()


async def test_another_organisations_things_do_not_exist(world: World) -> None:
    before, cells, wrong = rows_of(world.foreign_place, world.addresses), 0, list[str]()
    for route in filter(takes_ids, ROUTES):
        for role, client in world.clients.items():
            for things in (world.foreign, Belongings.of_nobody()):
                response = await ask(client, route, things)
                cells += 1
                if response.status_code != HTTPStatus.NOT_FOUND or seen(response, "kanarie"):
                    wrong.append(f"{role} {route.name}: {response.status_code} {response.text[:200]}")
    assert not wrong, f"{len(wrong)} of {cells} cells\n" + "\n".join(wrong)
    assert rows_of(world.foreign_place, world.addresses) == before


async def test_no_list_shows_what_belongs_elsewhere(world: World) -> None:
    for route in ROUTES:
        if route.method != "GET" or route.things:
            continue
        for role, client in world.clients.items():
            response = await ask(client, route, Belongings.of_nobody())
            for canary in ("sydens-kanarie", "sydkanarie"):
                assert not seen(response, canary), f"{role} {route.name}"
            if role != "owner":
                assert not seen(response, "naboens-kanarie"), f"{role} {route.name}"


async def test_another_programmes_things_do_not_exist_for_those_who_are_not_in_it(world: World) -> None:
    wrong = list[str]()
    for route in filter(takes_ids, ROUTES):
        for role, client in world.clients.items():
            if role == "owner":
                continue
            response = await ask(client, route, world.neighbour)
            if response.status_code != HTTPStatus.NOT_FOUND or seen(response, "naboens-kanarie"):
                wrong.append(f"{role} {route.name}: {response.status_code} {response.text[:200]}")
    assert not wrong, "\n".join(wrong)


PRIVATE = {"profile_id", "share_id", "post_id", "session_id", "choice_id"}
"""Things that are their person's alone, whoever runs the programme."""


async def test_another_persons_things_do_not_exist_not_even_for_those_who_run_the_programme(world: World) -> None:
    wrong = list[str]()
    for route in ROUTES:
        if not set(route.things) & PRIVATE:
            continue
        for role, client in world.clients.items():
            response = await ask(client, route, world.colleague)
            if response.status_code != HTTPStatus.NOT_FOUND or seen(response, "kollegaens-kanarie"):
                wrong.append(f"{role} {route.name}: {response.status_code} {response.text[:200]}")
    assert not wrong, "\n".join(wrong)


async def test_a_stranger_is_asked_to_sign_in_everywhere_but_at_the_public_doors(api: Api, world: World) -> None:
    stranger = api.stranger()
    for route in ROUTES:
        response = await ask(stranger, route, world.foreign)
        assert not seen(response, "kanarie"), route.name
        asked = "401" in route.operation["responses"]
        if asked and "people.sign_in" not in route.name:
            assert response.status_code == HTTPStatus.UNAUTHORIZED, f"{route.name}: {response.status_code}"


WORKED_ON_ACROSS = {"job", "post", "dirty_day", "click", "hold"}
"""Tables of which the worker finds what is due in all organisations at once; their policies say which rows."""


@pytest.mark.parametrize("role", ["app", "worker"])
async def test_the_database_alone_keeps_organisations_apart(world: World, role: str) -> None:
    """With every filter of ours left out: what may one who entered the first organisation do with the second's rows?"""
    url = getattr(world.addresses, role).replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        for name, table in sorted(SQLModel.metadata.tables.items()):
            if "organisation_id" not in table.columns or name in OPERATIONAL:
                continue
            if role == "worker" and name in WORKED_ON_ACROSS:
                continue
            assert rows_touched(connection, name, world) == [], name


def rows_touched(connection: psycopg.Connection[Any], table: str, world: World) -> list[str]:
    """Which statements reach the other organisation's rows."""
    touched: list[str] = []
    for statement in ("SELECT FROM {}", "UPDATE {} SET organisation_id = organisation_id", "DELETE FROM {}"):
        query = sql.SQL(statement + " WHERE organisation_id = %s").format(sql.Identifier(table))  # pyright: ignore[reportArgumentType]
        with connection.transaction(force_rollback=True):
            connection.execute(
                "SELECT set_config('fortaler.organisation', %s, true)", [str(world.place.organisation_id)]
            )
            try:
                if connection.execute(query, [world.foreign_place.organisation_id]).rowcount:
                    touched.append(statement)
            except psycopg.errors.InsufficientPrivilege:
                continue
    return touched
