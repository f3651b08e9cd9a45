"""What is special to Threads: how it counts, tokens that renew themselves, containers, pictures that it fetches."""

from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest

from graph_rig import GraphRig
from kernel.kit.clock import now
from network_posts import BYTES, LINK, PICTURE, Post, begin, connect
from networks.contract import Found, NotFound, TakesApps
from networks.drafts import Card, Draft, Picture
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.grants import AppCredentials, Connection
from networks.threads.dialect import limits_here
from networks.threads.network import Threads
from simulators.graph.door import Orders
from simulators.threads.manner import check_words
from threads_rig import settings_for

WEEKS = timedelta(days=8)


async def kind_of(rig: GraphRig, connection: Connection) -> Kind | None:
    """What a probe says of the connection; None = it stands."""
    try:
        await rig.network.probe(rig.egress, connection)
    except NetworkError as error:
        return error.kind
    return None


async def refusal(post: Post, kind: str | None = None) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        await post.run(kind)
    return caught.value


async def findings(rig: GraphRig, app: AppCredentials) -> list[tuple[str, str]]:
    assert isinstance(rig.network, TakesApps)
    return [(finding.code, finding.severity) for finding in await rig.network.try_app(rig.egress, app)]


async def test_a_connection_lasts_sixty_days_and_is_renewed_long_before(threads: GraphRig) -> None:
    app, connection = await connect(threads)
    assert connection.handle == "@asta"
    assert connection.expires_at
    assert connection.refresh_expires_at
    assert connection.expires_at < now() + timedelta(days=8)
    assert timedelta(days=59) < connection.refresh_expires_at - now() <= timedelta(days=60)
    threads.pass_time(WEEKS)
    renewed = await threads.network.refresh(threads.egress, app, connection)
    assert renewed.access_token != connection.access_token
    threads.pass_time(timedelta(days=55))
    assert await kind_of(threads, connection) is Kind.REAUTH
    assert await kind_of(threads, renewed) is None


async def test_a_token_that_has_ended_or_is_too_young_cannot_be_renewed(threads: GraphRig) -> None:
    app, connection = await connect(threads)
    for wait in (timedelta(hours=1), timedelta(days=61)):
        threads.pass_time(wait)
        with pytest.raises(NetworkError) as caught:
            await threads.network.refresh(threads.egress, app, connection)
        assert caught.value.kind is Kind.REAUTH
        assert connection.access_token not in caught.value.excerpt + caught.value.reason


async def test_without_the_right_to_post_there_is_no_connection_and_without_the_one_to_read_no_numbers(
    threads: GraphRig,
) -> None:
    app, started = await begin(threads)
    threads.world.manner = replace(threads.world.manner, lists_permissions=True)
    callback = threads.consent(started.url, without="threads_content_publish")
    with pytest.raises(ConsentRefused):
        await threads.network.complete(threads.egress, app, started, callback)
    app, started = await begin(threads)
    callback = threads.consent(started.url, without="threads_manage_insights")
    connection = await threads.network.complete(threads.egress, app, started, callback)
    probe = await threads.network.probe(threads.egress, connection)
    assert (probe.caps.metrics, probe.caps.followers) == ((), False)
    ref = await Post(threads, connection).run()
    assert ref
    assert await threads.network.fetch_post_metrics(threads.egress, connection, [ref]) == {}
    assert await threads.network.fetch_account(threads.egress, connection) == {"followers": None}


async def test_trying_an_app_says_what_is_wrong_with_it(threads: GraphRig) -> None:
    app = threads.app
    assert app
    assert await findings(threads, app) == [("app-accepted", "ok"), ("first-connection-tells", "warning")]
    for wrong in (
        replace(app, client_id="1"),
        replace(app, client_secret="another"),
        replace(app, redirect_uri="https://elsewhere.example/"),
    ):
        assert await findings(threads, wrong) == [("app-refused", "error")]


async def test_an_app_that_is_refused_while_somebody_connects_is_the_administrators_to_mend(threads: GraphRig) -> None:
    app, started = await begin(threads)
    callback = threads.consent(started.url)
    with pytest.raises(NetworkError) as caught:
        await threads.network.complete(threads.egress, replace(app, client_secret="another"), started, callback)
    assert caught.value.kind is Kind.CONFIG


async def test_an_installation_that_cannot_be_reached_posts_words_and_says_why_no_pictures(threads: GraphRig) -> None:
    _, connection = await connect(threads)
    at_home = settings_for(threads.world, FORTALER_PUBLIC_URL="http://fortaler.local:8080")
    adapter = Threads(at_home)
    probe = await adapter.probe(threads.egress, connection)
    assert (probe.caps.images, probe.limits.pictures.count) == (0, 0)
    measure = adapter.measure(Draft("Words", pictures=(PICTURE,)), probe.limits)
    assert [issue.code for issue in measure.issues] == ["pictures-not-fetchable"]
    assert not measure.allowed
    assert adapter.measure(Draft("Words"), probe.limits).allowed
    assert threads.app
    found = await adapter.try_app(threads.egress, threads.app)
    assert "pictures-not-fetchable" in [finding.code for finding in found]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [("a" * 500, True), ("a" * 501, False), ("👍" * 125, True), ("👍" * 126, False), ("é" * 500, True)],
)
async def test_our_count_and_theirs_agree_to_the_last_emoji(threads: GraphRig, text: str, allowed: bool) -> None:
    assert threads.network.measure(Draft(text), limits_here(pictures=True)).allowed is allowed
    assert (check_words(text) is None) is allowed


def test_what_threads_has_no_place_for_is_said() -> None:
    card = Card("A bridge", "over a fjord")
    long = replace(PICTURE, width=4000, height=300)
    draft = Draft("Words", link=LINK, card=card, pictures=(long,), content_warning="height", visibility="unlisted")
    codes = {issue.code for issue in Threads().measure(draft, limits_here(pictures=True)).issues}
    assert codes == {"no-content-warnings", "always-public", "picture-shape", "card-hidden-by-pictures"}


async def test_words_alone_have_their_link_as_a_card_and_pictures_have_alternative_texts(threads: GraphRig) -> None:
    _, connection = await connect(threads)
    await Post(threads, connection).run()
    await Post(threads, connection, Draft("One", pictures=(PICTURE,))).run()
    await Post(threads, connection, Draft("Two", pictures=(PICTURE, PICTURE))).run()
    words, one, two = (post.fields for post in threads.world.posts.values())
    assert words["link_attachment"] == LINK
    assert (one["media_type"], one["alt_text"]) == ("IMAGE", PICTURE.alt)
    assert two["media_type"] == "CAROUSEL"
    assert len(threads.world.fetched) == 3


async def test_a_container_is_published_once_however_often_that_is_asked(threads: GraphRig) -> None:
    _, connection = await connect(threads)
    post = Post(threads, connection)
    first = await post.run()
    again = await post.run("CREATE")
    assert first
    assert again == first
    assert len(threads.posts()) == 1
    creation = {"creation_id": post.state["containers"]["post"]["id"]}
    url = f"{threads.world.graph}/v1.0/{connection.subject}/threads_publish"
    async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {connection.access_token}"}) as client:
        assert (await client.post(url, data=creation)).json()["error"]["error_subcode"] == 2207027
    assert len(threads.posts()) == 1


async def test_a_container_denied_for_a_moment_is_asked_about_again(threads: GraphRig) -> None:
    _, connection = await connect(threads)
    threads.order(Orders(denied_looks=2))
    post = Post(threads, connection)
    assert await post.run()
    assert post.polls == 2


async def test_a_container_that_is_never_ready_is_given_up(threads: GraphRig) -> None:
    _, connection = await connect(threads)
    threads.slow_media(timedelta(hours=2))
    error = await refusal(Post(threads, connection, Draft("A bridge.", pictures=(PICTURE,))))
    assert error.kind is Kind.MEDIA


async def test_a_container_that_has_expired_cannot_be_posted_twice_nor_found(threads: GraphRig) -> None:
    _, connection = await connect(threads)
    post = Post(threads, connection)
    threads.lie("fail_500")
    assert (await refusal(post)).kind is Kind.UNCERTAIN
    assert await post.reconcile() == NotFound(replayable=True)
    threads.pass_time(timedelta(hours=25))
    assert await post.reconcile() == NotFound(replayable=False)
    assert (await refusal(post, "CREATE")).kind is Kind.TRANSIENT
    assert threads.posts() == []


async def test_the_same_words_of_another_day_are_not_taken_for_the_post_and_two_are_told(threads: GraphRig) -> None:
    _, connection = await connect(threads)
    await Post(threads, connection, Draft("Good morning")).run()
    threads.pass_time(timedelta(days=1))
    post = Post(threads, connection, Draft("Good morning"))
    post.state["at"] = threads.now.isoformat()
    threads.lie("fail_500")
    assert (await refusal(post)).kind is Kind.UNCERTAIN
    assert isinstance(await post.reconcile(), NotFound)
    await post.run("CREATE")
    await Post(threads, connection, Draft("Good morning")).run()
    found = await post.reconcile()
    assert isinstance(found, Found)
    assert (found.matched, len(found.copies)) == ("text", 1)


async def test_a_days_worth_of_posts_is_used_up_before_anything_is_laid(threads: GraphRig) -> None:
    _, connection = await connect(threads)
    threads.order(Orders(posts_a_day=1))
    assert await Post(threads, connection).run()
    laid = len(threads.world.containers)
    error = await refusal(Post(threads, connection, Draft("Another")))
    assert (error.kind, error.retry_class) == (Kind.RATE, "A")
    assert error.retry_at
    assert len(threads.world.containers) == laid
    threads.pass_time(timedelta(hours=24))
    assert await Post(threads, connection, Draft("Another")).run()


@pytest.mark.parametrize("subcode", [2207050, 2207051, 4279013])
async def test_a_restricted_profile_is_the_networks_decision(threads: GraphRig, subcode: int) -> None:
    _, connection = await connect(threads)
    threads.order(Orders(barred={"asta": subcode}))
    assert (await refusal(Post(threads, connection))).kind is Kind.POLICY


@pytest.mark.parametrize(
    "answer",
    [
        (302, {"Location": "https://elsewhere.example/"}, b""),
        (404, {"Content-Type": "application/json"}, b"{}"),
        (200, {"Content-Type": "text/html"}, BYTES),
        (200, {"Content-Type": "image/jpeg"}, b"no picture"),
        (200, {"Content-Type": "image/jpeg"}, b"GIF89a"),
    ],
)
async def test_what_is_no_picture_at_its_address_is_the_pictures_fault(
    threads: GraphRig, answer: tuple[int, dict[str, str], bytes]
) -> None:
    _, connection = await connect(threads)
    threads.world.served["asset-1.jpeg"] = answer
    error = await refusal(Post(threads, connection, Draft("A bridge.", pictures=(PICTURE,))))
    assert (error.kind, error.retry_class) == (Kind.MEDIA, "C")


async def test_a_pause_lasts_as_long_as_the_header_says(threads: GraphRig) -> None:
    _, connection = await connect(threads)
    threads.order(Orders.model_validate({"next": [{"lie": "rate_limited", "retry_after": 600}]}))
    error = await refusal(Post(threads, connection))
    assert error.kind is Kind.RATE
    assert error.retry_at
    assert timedelta(minutes=9) < error.retry_at - now() < timedelta(minutes=11)


async def test_a_plan_has_a_container_for_each_picture_and_one_around_several() -> None:
    network = Threads()
    picture = Picture("p", "image/png", 10)
    plans = [
        [step.kind for step in network.plan(network.render(Draft("x", pictures=(picture,) * number), network.limits))]
        for number in range(3)
    ]
    assert plans == [
        ["CONTAINER", "WAIT", "CREATE"],
        ["UPLOAD", "WAIT", "CREATE"],
        ["UPLOAD", "WAIT", "UPLOAD", "WAIT", "CONTAINER", "WAIT", "CREATE"],
    ]
