"""What is special to Instagram: no words without a picture, JPEG alone, shapes, hashtags, quotas, and nothing to delete."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from graph_rig import GraphRig
from instagram_rig import settings_for
from network_posts import LINK, PICTURE, Post, begin, connect
from networks.contract import NotFound, TakesApps
from networks.drafts import Draft, Picture
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.graph.versions import version_of
from networks.instagram.dialect import limits_here
from networks.instagram.network import Instagram
from networks.rules import LIMITS
from networks.text import count_utf16
from simulators.graph.door import Orders
from simulators.instagram.manner import check_words

LIMITS_HERE = limits_here(pictures=True, hashtags=30)
WITH = (PICTURE,)


def codes(draft: Draft, *, pictures: bool = True, hashtags: int = 30) -> list[tuple[str, str]]:
    limits = limits_here(pictures=pictures, hashtags=hashtags)
    return [(issue.code, issue.severity) for issue in Instagram().measure(draft, limits).issues]


def sized(width: int, height: int) -> Picture:
    return replace(PICTURE, width=width, height=height)


async def refusal(post: Post, kind: str | None = None) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        await post.run(kind)
    return caught.value


async def test_an_account_remembers_the_number_by_which_the_app_knows_its_owner(instagram: GraphRig) -> None:
    _, connection = await connect(instagram)
    assert connection.subject == instagram.person.id
    assert connection.secrets == {"granted_by": f"9{instagram.person.id}"}


async def test_an_account_is_professional_and_known_by_its_own_id(instagram: GraphRig) -> None:
    _, connection = await connect(instagram)
    assert (connection.kind, connection.subject) == ("professional", instagram.person.id)
    assert connection.url == "https://www.instagram.com/asta/"
    assert await instagram.network.fetch_account(instagram.egress, connection) == {"followers": 7, "posts": 0}


async def test_only_what_was_granted_is_ours(instagram: GraphRig) -> None:
    app, started = await begin(instagram)
    callback = instagram.consent(started.url, without="instagram_business_content_publish")
    with pytest.raises(ConsentRefused):
        await instagram.network.complete(instagram.egress, app, started, callback)
    app, started = await begin(instagram)
    callback = instagram.consent(started.url, without="instagram_business_manage_insights")
    connection = await instagram.network.complete(instagram.egress, app, started, callback)
    assert connection.scopes == ("instagram_business_basic", "instagram_business_content_publish")
    caps = (await instagram.network.probe(instagram.egress, connection)).caps
    assert (caps.metrics, caps.followers) == ((), True)


@pytest.mark.parametrize(
    ("draft", "issues"),
    [
        (Draft("Words"), [("picture-required", "error")]),
        (Draft("Words", pictures=WITH), []),
        (Draft("Words", link=LINK, pictures=WITH), [("link-not-clickable", "warning")]),
        (Draft("@a " * 21, pictures=WITH), [("too-many-mentions", "error")]),
        (Draft("#tag " * 31, pictures=WITH), [("too-many-hashtags", "error")]),
        (Draft("#tag " * 6, pictures=WITH), [("many-hashtags", "warning")]),
        (Draft("Words", pictures=(sized(800, 1000), sized(1080, 1080))), [("picture-cropped", "warning")]),
        (Draft("Words", pictures=(sized(500, 1000),)), [("picture-shape", "error")]),
        (Draft("Words", pictures=(sized(2000, 1000),)), [("picture-shape", "error")]),
        (Draft("Words", pictures=(replace(PICTURE, media_type="image/png"),)), []),
        (Draft("Words", pictures=(replace(PICTURE, media_type="image/gif"),)), [("picture-type", "error")]),
        (Draft("Words", pictures=WITH * 11), [("too-many-pictures", "error")]),
    ],
)
def test_what_instagram_refuses_is_found_before(draft: Draft, issues: list[tuple[str, str]]) -> None:
    assert codes(draft) == issues


def test_hashtags_are_as_many_as_the_installation_allows_and_pictures_need_an_address() -> None:
    assert codes(Draft("#a " * 6, pictures=WITH), hashtags=5) == [("too-many-hashtags", "error")]
    assert codes(Draft("Words", pictures=WITH), pictures=False) == [("pictures-not-fetchable", "error")]


def test_by_hand_everything_stays_as_it_was() -> None:
    assert LIMITS["instagram"].pictures.media_types == ("image/jpeg",)
    assert LIMITS_HERE.pictures.media_types == ("image/jpeg", "image/png")


@pytest.mark.parametrize("text", ["a" * 2200, "👍" * 1100, "a" * 2201, "👍" * 1101])
def test_our_count_and_theirs_agree(text: str) -> None:
    ours = Instagram().measure(Draft(text, pictures=WITH), LIMITS_HERE)
    assert ours.used == count_utf16(text)
    assert ours.allowed is (check_words(text) is None)


async def test_it_always_asks_for_jpeg_and_lets_what_is_none_be_refused(instagram: GraphRig) -> None:
    _, connection = await connect(instagram)
    await Post(instagram, connection, Draft("One", pictures=(replace(PICTURE, media_type="image/png"),))).run()
    assert instagram.world.fetched == [f"{instagram.world.pictures}/asset-1.jpeg"]
    out = BytesIO()
    Image.new("RGB", (400, 300)).save(out, "PNG")
    instagram.world.served["asset-1.jpeg"] = (200, {"Content-Type": "image/jpeg"}, out.getvalue())
    assert (await refusal(Post(instagram, connection, Draft("Two", pictures=WITH)))).kind is Kind.MEDIA


async def test_a_carousel_holds_its_pictures_and_the_words_once(instagram: GraphRig) -> None:
    _, connection = await connect(instagram)
    await Post(instagram, connection, Draft("Three", pictures=WITH * 3)).run()
    assert instagram.posts() == ["Three"]
    (post,) = instagram.world.posts.values()
    assert (post.fields["media_type"], post.pictures) == ("CAROUSEL", 3)
    children = [
        container for container in instagram.world.containers.values() if "is_carousel_item" in container.fields
    ]
    assert all("caption" not in child.fields and child.fields["alt_text"] == PICTURE.alt for child in children)


async def test_pictures_that_nobody_can_fetch_are_said_to_be_that(instagram: GraphRig) -> None:
    _, connection = await connect(instagram)
    instagram.world.served["asset-1.jpeg"] = (302, {"Location": "https://elsewhere.example/"}, b"")
    error = await refusal(Post(instagram, connection))
    assert (error.kind, "fetched" in error.reason) == (Kind.MEDIA, True)
    at_home = Instagram(settings_for(instagram.world, FORTALER_PUBLIC_URL="http://192.168.1.4"))
    probe = await at_home.probe(instagram.egress, connection)
    assert (probe.caps.images, probe.limits.pictures.count) == (0, 0)


async def test_the_quota_is_asked_for_and_a_refusal_for_it_waits_until_tomorrow(instagram: GraphRig) -> None:
    _, connection = await connect(instagram)
    instagram.order(Orders(posts_a_day=1))
    late = Post(instagram, connection, Draft("Late"))
    await late.run("UPLOAD")
    await late.run("WAIT")
    assert await Post(instagram, connection, Draft("First")).run()
    error = await refusal(late, "CREATE")
    assert error.kind is Kind.RATE
    assert error.retry_at
    instagram.pass_time(timedelta(hours=23))
    assert await Post(instagram, connection).reconcile() == NotFound(replayable=False)
    assert (await refusal(Post(instagram, connection, Draft("Second")))).kind is Kind.RATE
    instagram.pass_time(timedelta(hours=2))
    assert await Post(instagram, connection, Draft("Third")).run()


async def test_an_expired_container_is_laid_anew_when_the_post_is_prepared_again(instagram: GraphRig) -> None:
    _, connection = await connect(instagram)
    post = Post(instagram, connection)
    await post.run("UPLOAD")
    first = post.state["containers"]["post"]
    assert (await post.run("UPLOAD"), post.state["containers"]["post"]) == (None, first)
    post.state["containers"]["post"]["made"] = "2026-01-01T00:00:00+00:00"
    await post.run("UPLOAD")
    assert post.state["containers"]["post"]["id"] != first["id"]


async def test_nothing_can_be_deleted_and_that_is_said(instagram: GraphRig) -> None:
    _, connection = await connect(instagram)
    ref = await Post(instagram, connection).run()
    assert ref
    with pytest.raises(NetworkError) as caught:
        await instagram.network.delete(instagram.egress, connection, ref)
    assert (caught.value.kind, caught.value.retry_class) == (Kind.POLICY, "C")


async def test_an_app_is_tried_with_a_code_that_is_none(instagram: GraphRig) -> None:
    app, network = instagram.app, instagram.network
    assert app
    assert isinstance(network, TakesApps)
    found = [finding.code for finding in await network.try_app(instagram.egress, app)]
    assert found == ["app-accepted", "first-connection-tells"]
    wrong = replace(app, client_secret=hashlib.sha256(b"x").hexdigest())
    assert [finding.code for finding in await network.try_app(instagram.egress, wrong)] == ["app-refused"]


@pytest.mark.parametrize(
    ("version", "ends"),
    [
        ("v20.0", date(2027, 1, 21)),
        ("v21.0", date(2027, 1, 21)),
        ("v23.0", date(2027, 1, 21)),
        ("v24.0", date(2028, 2, 18)),
        ("v25.0", date(2028, 2, 18)),
    ],
)
def test_a_version_lasts_at_least_as_long_as_the_newest_known_before_it(version: str, ends: date) -> None:
    assert version_of("instagram", version, "FORTALER_INSTAGRAM_VERSION").ends == ends
