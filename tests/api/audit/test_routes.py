"""Who may read what was done."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from api.features.audit.service import Doer, record
from callers import Api, Client
from kernel.kit.db import enter, transaction_on
from worlds import Place


async def write(
    engine: AsyncEngine,
    place: Place,
    verb: str,
    *,
    programme_id: UUID | None = None,
    about: str | None = None,
    subject: tuple[str, UUID] | None = None,
) -> None:
    async with transaction_on(engine) as session:
        await enter(session, place.organisation_id)
        kind, id_ = subject or ("organisation", place.organisation_id)
        await record(
            session,
            Doer(place.organisation_id, place.people["administrator"].id),
            verb,
            subject_kind=kind,
            subject_id=id_,
            programme_id=programme_id,
            about_person_id=place.people[about].id if about else None,
        )


async def verbs(client: Client, path: str = "/audit") -> list[str]:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return [event["verb"] for event in answer.json()["items"]]


async def test_an_owner_reads_everything_and_an_administrator_what_concerns_their_programme(
    app_engine: AsyncEngine, nord: Place, nord_two: Place, owner: Client, administrator: Client
) -> None:
    await write(app_engine, nord, "organisation.changed")
    await write(app_engine, nord, "programme.changed", programme_id=nord.programme.id)
    await write(app_engine, nord, "programme.ended", programme_id=nord_two.programme.id)
    assert await verbs(owner) == ["programme.ended", "programme.changed", "organisation.changed"]
    assert await verbs(administrator) == ["programme.changed"]


async def test_others_may_not_read_the_log(curator: Client, ambassador: Client, stranger: Client) -> None:
    assert (await curator.get("/audit")).status_code == 403
    assert (await ambassador.get("/audit")).status_code == 403
    assert (await stranger.get("/audit")).status_code == 401


async def test_names_are_those_of_today(app_engine: AsyncEngine, nord: Place, owner: Client) -> None:
    ambassador = nord.ambassadors["ambassador"]
    await write(app_engine, nord, "ambassador.paused", subject=("ambassador", ambassador.id))
    await write(app_engine, nord, "programme.changed", subject=("programme", nord.programme.id))
    await write(app_engine, nord, "person.changed", subject=("person", nord.people["curator"].id))
    await write(app_engine, nord, "organisation.changed")
    events = (await owner.get("/audit")).json()["items"]
    assert [event["subject"]["name"] for event in events] == [
        "Nord",
        "Curator Nord",
        "Nord employee",
        "Ambassador Nord",
    ]
    assert events[0]["actor"] == {"kind": "person", "name": "Administrator Nord"}


async def test_a_person_reads_who_changed_or_looked_at_their_data(
    app_engine: AsyncEngine, nord: Place, nord_two: Place, ambassador: Client, api: Api
) -> None:
    await write(app_engine, nord, "ambassador.changed", about="ambassador")
    await write(app_engine, nord, "ambassador.changed", about="curator")
    await write(app_engine, nord, "ambassadors.viewed", subject=("programme", nord.programme.id))
    await write(app_engine, nord, "ambassadors.viewed", subject=("programme", nord_two.programme.id))
    assert await verbs(ambassador, "/me/audit") == ["ambassadors.viewed", "ambassador.changed"]
    elsewhere = await api.sign_in(nord_two.people["ambassador"], nord.organisation_id)
    assert await verbs(elsewhere, "/me/audit") == ["ambassadors.viewed"]


async def test_the_log_comes_in_pages(app_engine: AsyncEngine, nord: Place, owner: Client) -> None:
    for _ in range(5):
        await write(app_engine, nord, "organisation.changed")
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await owner.get("/audit", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))).json()
        seen += [event["sequence"] for event in page["items"]]
        cursor = page["next"]
    assert seen == [5, 4, 3, 2, 1]


async def test_a_cursor_that_we_did_not_give_is_refused_by_name(owner: Client) -> None:
    answer = await owner.get("/audit", params={"cursor": "bogus"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "cursor"
