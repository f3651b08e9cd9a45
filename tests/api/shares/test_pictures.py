"""Several pictures in one post: whose they may be, which of them go along where, and what the person is told of it."""

from io import BytesIO
from typing import Any
from uuid import UUID

import httpx2
import pytest
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select

from api.features.assets import policy
from builders import make_asset, make_profile
from callers import Api, Client
from kernel.kit.db import transaction_on
from kernel.tables.assets import Asset
from kernel.tables.profiles import Profile
from kernel.tables.shares import Post, PostPicture
from networks.drafts import Rendered
from networks.registry import API_NETWORKS
from networks.stored import from_json, to_json
from pictures import picture
from sharers import Sharer, add_profile, add_story, of_story
from worlds import Place


async def upload(client: Client, place: Place, data: bytes) -> httpx2.Response:
    path = f"/programmes/{place.programme.id}/pictures"
    return await client.post(path, files={"file": ("oven.jpg", data, "image/jpeg")})


async def add(client: Client, place: Place, data: bytes = b"") -> dict[str, Any]:
    answer = await upload(client, place, data or picture())
    assert answer.status_code == 201, answer.text
    return answer.json()


def noisy(width: int, height: int) -> bytes:
    """A picture that no encoder makes small."""
    out = BytesIO()
    channels = [Image.effect_noise((width, height), 120) for _ in range(3)]
    Image.merge("RGB", channels).save(out, "JPEG", quality=95)
    return out.getvalue()


async def own_pictures(
    engine: AsyncEngine, place: Place, *sizes: tuple[int, int], **other: Any
) -> list[dict[str, str]]:
    """Pictures of the ambassador's own, as they are chosen for a share."""
    async with transaction_on(engine) as session:
        fields = {"person_id": place.people["ambassador"].id} | other
        made = [
            await make_asset(session, place.programme, width=width, height=height, **fields) for width, height in sizes
        ]
    return [{"asset_id": str(asset.id), "alt": f"Billede {number}"} for number, asset in enumerate(made, start=1)]


async def test_ones_own_picture_is_seen_by_nobody_else(
    ambassador: Client, curator: Client, owner: Client, stranger: Client, nord: Place
) -> None:
    own = await add(ambassador, nord)
    assert (await ambassador.get(f"/assets/{own['id']}/image")).status_code == 200
    for other in (curator, owner, stranger):
        assert (await other.get(f"/assets/{own['id']}/image")).status_code in (401, 404)
    assert (await curator.patch(f"/assets/{own['id']}", json={"alt": "x"})).status_code == 404


async def test_a_picture_of_ones_own_is_taken_in_as_carefully_as_any(ambassador: Client, nord: Place) -> None:
    for data, type_ in ((b"<svg/>", "picture-type"), (picture()[:200], "picture-unreadable")):
        answer = await upload(ambassador, nord, data)
        assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{type_}")
        assert answer.json()["errors"][0]["field"] == "file"


async def test_only_those_who_share_there_add_pictures_and_not_without_end(
    ambassador: Client, viewer: Client, api: Api, nord: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await upload(viewer, nord, picture())).status_code == 403
    assert (await upload(api.stranger(), nord, picture())).status_code == 401
    monkeypatch.setattr(policy, "OWN_A_DAY", 1)
    await add(ambassador, nord)
    answer = await upload(ambassador, nord, picture())
    assert (answer.status_code, answer.json()["type"]) == (429, "/problems/pictures-enough")


async def test_several_pictures_go_along_in_their_order_as_their_author_describes_them(
    sharer: Sharer, ambassador: Client, nord: Place, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    story, own = await add_story(owner_engine, nord), await add(ambassador, nord)
    pictures = [{"asset_id": own["id"], "alt": " Ovnen indefra "}, of_story(story, "Huset")]
    share = await sharer.share(mastodon, story=story, pictures=pictures)
    shown = [
        {"url": own["url"], "alt": "Ovnen indefra"},
        {"url": f"/api/v1/assets/{story.asset_id}/image", "alt": "Huset"},
    ]
    assert share["posts"][0]["images"] == shown
    async with transaction_on(owner_engine) as session:
        post = (await session.scalars(select(Post))).one()
        kept = await session.scalars(select(PostPicture).order_by(col(PostPicture.number)))
        assert [(one.asset_id, one.alt) for one in kept] == [
            (UUID(own["id"]), "Ovnen indefra"),
            (story.asset_id, "Huset"),
        ]
    frozen = from_json(Rendered, post.payload).payload["pictures"]
    assert [one["alt"] for one in frozen] == ["Ovnen indefra", "Huset"]


async def test_neither_a_colleagues_picture_nor_another_storys_nor_another_organisations_goes_along(
    sharer: Sharer, nord: Place, syd: Place, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    story, other = await add_story(owner_engine, nord), await add_story(owner_engine, nord)
    async with transaction_on(owner_engine) as session:
        foreign = await make_asset(session, syd.programme)
    [colleagues] = await own_pictures(owner_engine, nord, (100, 100), person_id=nord.people["curator"].id)
    for wrong in (colleagues, of_story(other), {"asset_id": str(foreign.id)}):
        wish = sharer.wish(mastodon, story=story, pictures=[of_story(story), wrong])
        answer = await sharer.client.post("/shares/check", json=wish)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "pictures.1.asset_id")


async def test_each_network_says_which_pictures_it_leaves_out_and_why(
    sharer: Sharer, nord: Place, owner_engine: AsyncEngine
) -> None:
    shapes = [(1000, 1000), (400, 1000), (1000, 1000), (1000, 1000), (1000, 1000), (1000, 1000)]
    pictures = await own_pictures(owner_engine, nord, *shapes)
    places = [await add_profile(owner_engine, nord, network) for network in ("mastodon", "bluesky", "email")]
    async with transaction_on(owner_engine) as session:
        network = API_NETWORKS["instagram"]
        limits, caps = to_json(network.limits), to_json(network.caps)
        fields: dict[str, Any] = {"network": "instagram", "instance": "", "limits": limits, "capabilities": caps}
        places.append(await make_profile(session, nord.organisation_id, nord.people["ambassador"], **fields))
    mastodon, bluesky, mail, instagram = await sharer.check(*places, pictures=pictures)
    said = [
        {issue["type"]: issue["values"] for issue in check["issues"] if issue["type"].startswith("picture-")}
        for check in (mastodon, bluesky, mail, instagram)
    ]
    assert said == [
        {"picture-beyond-limit": {"limit": 4, "numbers": "5, 6"}},
        {},
        {"picture-left-out": {}},
        {"picture-shape-left-out": {"numbers": "2"}},
    ]
    assert [len(check["rendered"]["images"]) for check in (mastodon, bluesky, mail, instagram)] == [4, 6, 0, 5]
    assert [image["alt"] for image in instagram["rendered"]["images"]] == [f"Billede {n}" for n in (1, 3, 4, 5, 6)]


async def test_descriptions_that_are_missing_are_asked_for_once_with_the_pictures_numbers(
    sharer: Sharer, nord: Place, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    pictures = await own_pictures(owner_engine, nord, (100, 100), (100, 100), (100, 100))
    for number in (0, 2):
        pictures[number]["alt"] = "  "
    [check] = await sharer.check(mastodon, pictures=pictures)
    assert [(issue["type"], issue["values"]) for issue in check["issues"]] == [("alt-missing", {"numbers": "1, 3"})]
    [alone] = await sharer.check(mastodon, pictures=pictures[:1])
    assert [(issue["type"], issue["values"]) for issue in alone["issues"]] == [("alt-missing", {})]


async def test_a_large_picture_goes_along_in_a_light_version_where_the_network_takes_no_more(
    sharer: Sharer, ambassador: Client, nord: Place, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    own = await add(ambassador, nord, noisy(2200, 2200))
    assert own["bytes"] > 2_000_000
    bluesky = await add_profile(owner_engine, nord, "bluesky")
    await sharer.share(mastodon, bluesky, pictures=[{"asset_id": own["id"], "alt": "Sne"}])
    async with transaction_on(owner_engine) as session:
        asset = (await session.scalars(select(Asset))).one()
        sent = {post.network: from_json(Rendered, post.payload).payload for post in await session.scalars(select(Post))}
    assert sent["mastodon"]["pictures"][0]["ref"] == asset.blob
    [light] = sent["bluesky"]["pictures"]
    assert (light["ref"], light["width"], light["media_type"]) == (asset.light["blob"], 1440, "image/jpeg")
    assert light["size"] <= 1_000_000
