"""What a page says of itself, read for a curator; and where we do not let ourselves be sent."""

from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from callers import Api, Client
from kernel.kit.db import transaction_on
from kernel.tables.ambassadors import Ambassador
from kernel.tables.assets import Asset
from pictures import picture
from websites import Site
from worlds import Place

OVEN = """
<title>Ny ovn | Nordlys</title><meta name="description" content="Kort">
<meta property="og:title" content="  Ny ovn &amp;
 nye tider "><meta property="og:description" content="Den bruger en tredjedel mindre strøm.">
<meta property="og:site_name" content="Nordlys Vinduer"><meta property="og:image" content="/ovn.jpg">
<link rel="canonical" href="/ovn">
"""


async def ask(client: Client, place: Place, url: str) -> Response:
    return await client.post(f"/programmes/{place.programme.id}/address", json={"url": url})


async def read(client: Client, place: Place, url: str) -> dict[str, Any]:
    answer = await ask(client, place, url)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def refusal(client: Client, place: Place, url: str) -> str:
    answer = await ask(client, place, url)
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert error["field"] == "url"
    return str(error["type"])


async def test_a_page_is_read_and_its_picture_kept(curator: Client, nord: Place, site: Site) -> None:
    url = site.page(OVEN, path="/ovn?utm_source=x", lang="da-DK")
    site.put("/ovn.jpg", "image/jpeg", picture())
    page = await read(curator, nord, url)
    assert page["url"] == f"{site.url}/ovn"
    assert (page["title"], page["site_name"], page["language"]) == ("Ny ovn & nye tider", "Nordlys Vinduer", "da")
    assert page["description"] == "Den bruger en tredjedel mindre strøm."
    assert page["notes"] == []
    image = await curator.get(page["image"]["url"].removeprefix("/api/v1"))
    assert (image.status_code, image.headers["content-type"]) == (200, "image/webp")


async def test_a_page_without_open_graph_is_read_by_its_title(curator: Client, nord: Place, site: Site) -> None:
    page = await read(curator, nord, site.page("<title>Ny ovn</title><meta name=description content=Kort>"))
    assert (page["title"], page["description"], page["image"], page["language"]) == ("Ny ovn", "Kort", None, None)
    assert [note["type"] for note in page["notes"]] == ["picture-missing"]


async def test_words_are_read_in_the_encoding_that_the_page_names(curator: Client, nord: Place, site: Site) -> None:
    head = '<html><meta charset="iso-8859-1"><title>Rødgrød</title></html>'
    page = await read(curator, nord, site.put("/", "text/html", head.encode("latin-1")))
    assert page["title"] == "Rødgrød"


async def test_a_page_may_not_speak_for_another_host(curator: Client, nord: Place, site: Site) -> None:
    url = site.page('<title>x</title><meta property="og:url" content="https://bank.example/">')
    assert (await read(curator, nord, url))["url"] == url


@pytest.mark.parametrize(
    ("media_type", "body", "note"),
    [
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture-type"),
        ("image/jpeg", picture()[:4000], "picture-unreadable"),
        ("image/jpeg", b"\xff" * 20_000_001, "picture-too-large"),
    ],
)
async def test_a_picture_that_cannot_be_had_is_a_note(
    curator: Client, nord: Place, site: Site, media_type: str, body: bytes, note: str
) -> None:
    url = site.page('<title>x</title><meta property="og:image" content="/p">')
    site.put("/p", media_type, body)
    page = await read(curator, nord, url)
    assert (page["image"], [found["type"] for found in page["notes"]]) == (None, [note])


async def test_a_picture_inside_our_own_network_is_never_asked_for(curator: Client, nord: Place, site: Site) -> None:
    for image in ("http://127.0.0.1:1/x.png", "https://10.0.0.1/x.png", "https://[::1]/", "file:///etc/passwd"):
        page = await read(curator, nord, site.page(f'<title>x</title><meta property="og:image" content="{image}">'))
        assert page["image"] is None
        assert len(page["notes"]) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.0.0.1:22/", "http://localhost/", "https://169.254.169.254/latest/meta-data/",
        "http://10.1.2.3/", "http://192.168.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0/",
        "http://2130706433/", "http://0x7f000001/", "http://127.1/", "http://[fd00:ec2::254]/", "http://0.0.0.0/",
        "https://example.com:8443/", "http://example.com:6379/", "http://[64:ff9b::7f00:1]/",
    ],
)  # fmt: skip
async def test_an_address_that_is_not_on_the_open_web_is_refused(
    curator: Client, nord: Place, site: Site, url: str
) -> None:
    assert await refusal(curator, nord, url) == "address-refused"
    assert site.asked == []


async def test_a_redirect_inside_is_refused_like_an_address_inside(curator: Client, nord: Place, site: Site) -> None:
    for inside in ("http://127.0.0.1:1/", "https://169.254.169.254/", "http://[::1]:8080/"):
        assert await refusal(curator, nord, site.put("/", inside, b"", status=302)) == "address-refused"


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "javascript:alert(1)//://", "https://", "https://a b.example/", "x" * 3000]
)
async def test_what_is_no_web_address_is_said_to_be_none(curator: Client, nord: Place, url: str) -> None:
    answer = await ask(curator, nord, url)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "url")


async def test_a_name_or_password_in_an_address_is_refused(curator: Client, nord: Place, site: Site) -> None:
    assert await refusal(curator, nord, f"http://a:b@127.0.0.1:{site.port}/") == "web-address"


async def test_an_address_is_completed_as_people_type_it(curator: Client, nord: Place) -> None:
    assert await refusal(curator, nord, "127.0.0.1/ovn") == "address-refused"


async def test_each_way_of_not_being_a_page_has_its_words(curator: Client, nord: Place, site: Site) -> None:
    big = b"<html>" + b"x" * 2_000_001
    assert await refusal(curator, nord, f"{site.url}/gone") == "address-not-a-page"
    assert await refusal(curator, nord, site.put("/pdf", "application/pdf", b"%PDF-1.7")) == "address-not-a-page"
    assert await refusal(curator, nord, site.put("/big", "text/html", big)) == "address-too-large"
    assert await refusal(curator, nord, site.put("/500", "text/html", b"<html>", 500)) == "address-unreachable"
    assert await refusal(curator, nord, site.put("/login", "text/html", b"<html>", 403)) == "address-unreachable"
    for n in range(5):
        site.put(f"/{n}", f"{site.url}/{n + 1}", b"", status=302)
    assert await refusal(curator, nord, f"{site.url}/0") == "address-unreachable"


async def test_a_site_that_is_down_did_not_answer(curator: Client, nord: Place, site: Site, api: Api) -> None:
    url = site.page("<title>x</title>")
    site.pages.clear()
    site.pages["/"] = (200, "text/html\r\nContent-Length: 5", b"")
    assert await refusal(curator, nord, url) == "address-unreachable"


async def test_only_those_who_write_stories_have_pages_read(
    ambassador: Client, viewer: Client, stranger: Client, api: Api, nord: Place, syd: Place, site: Site
) -> None:
    url = site.page("<title>x</title>")
    assert (await ask(ambassador, nord, url)).status_code == 403
    assert (await ask(viewer, nord, url)).status_code == 403
    assert (await ask(stranger, nord, url)).status_code == 401
    elsewhere = await api.sign_in(syd.people["curator"], syd.organisation_id)
    assert (await ask(elsewhere, nord, url)).status_code == 404
    assert site.asked == []


async def test_whoever_knocks_at_too_many_doors_is_told_to_wait(curator: Client, nord: Place, site: Site) -> None:
    url = site.page("<title>x</title>")
    for _ in range(60):
        assert (await ask(curator, nord, url)).status_code == 200
    answer = await ask(curator, nord, url)
    assert (answer.status_code, "retry-after" in answer.headers) == (429, True)


async def test_no_connection_is_held_while_the_page_and_its_picture_are_waited_for(
    api: Api, curator: Client, nord: Place, site: Site
) -> None:
    held: dict[str, int] = {}

    async def look(path: str) -> None:
        held[path] = api.fastapi.state.engine.pool.checkedout() + api.fastapi.state.counting.pool.checkedout()

    site.pause = look
    site.put("/ovn.jpg", "image/jpeg", picture())
    page = await read(curator, nord, site.page(OVEN))
    assert page["image"] is not None
    assert held == {"/": 0, "/ovn.jpg": 0}


async def test_whoever_may_not_read_any_more_when_the_page_has_come_keeps_nothing(
    api: Api, curator: Client, nord: Place, site: Site, owner_engine: AsyncEngine
) -> None:
    async def leave(path: str) -> None:
        async with transaction_on(owner_engine) as session:
            await session.execute(update(Ambassador).values(state="left"))

    site.pause = leave
    site.put("/ovn.jpg", "image/jpeg", picture())
    assert (await ask(curator, nord, site.page(OVEN))).status_code in (401, 404)
    async with transaction_on(owner_engine) as session:
        assert list(await session.scalars(select(Asset))) == []
