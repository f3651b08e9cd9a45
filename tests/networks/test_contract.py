"""What every network we can post to must keep, held against a simulator that loses answers and refuses on command."""

import asyncio
import json
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta

import pytest

from kernel.kit.egress import Egress
from network_posts import LINK, PICTURE, Post, begin, connect, fitted
from network_rigs import KEEPS_POSTS, KEEPS_TOKENS, TRADES_BY_ADDRESS, Lie, Nowhere, Rig
from networks.contract import Found, NotFound, PostRef, Unknown
from networks.drafts import Draft
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.stored import digest, from_json, to_json

LOST_BUT_STORED: list[Lie] = ["store_then_500", "store_then_drop", "store_then_garbage", "store_then_slow"]
LOST_AND_NOT_STORED: list[Lie] = ["drop", "fail_500"]
QUICK_LIES: list[Lie] = [
    "store_then_500", "store_then_drop", "store_then_garbage", "drop", "fail_500", "rate_limited", "unavailable",
]  # fmt: skip


def assert_found(rig: Rig, seen: Found | NotFound | Unknown, post_id: str | None = None) -> None:
    """The post that stands is found, once; where the network does not let us look, nobody claims to know."""
    if not rig.reads_back:
        assert isinstance(seen, Unknown)
        assert seen.reason
        return
    assert isinstance(seen, Found)
    assert seen.post.url
    assert seen.copies == ()
    assert post_id in (None, seen.post.id)


def assert_missing(rig: Rig, seen: Found | NotFound | Unknown) -> None:
    """The post is not there, and may be sent again only where that cannot make a copy."""
    if rig.reads_back:
        assert seen == NotFound(replayable=rig.replays)
    else:
        assert isinstance(seen, Unknown)


async def send_again(post: Post) -> None:
    """Create once more, as the person asked for; a network may know the post and refuse it for that."""
    try:
        assert await post.run("CREATE")
    except NetworkError as error:
        assert error.kind in (Kind.UNCERTAIN, Kind.DUPLICATE)  # noqa: PT017 both are as good as success


async def landed(rig: Rig) -> None:
    """Wait for what is on its way still."""
    for _ in range(100):
        if rig.posts():
            return
        await asyncio.sleep(0.1)


async def test_a_consent_becomes_a_connection_that_knows_who_it_is(rig: Rig) -> None:
    app, connection = await connect(rig)
    assert connection.subject
    assert connection.handle
    assert connection.network == rig.network.key
    assert set(connection.scopes) <= set(app.scopes)
    for secret in filter(None, (connection.access_token, connection.refresh_token, app.client_secret)):
        assert secret not in repr(connection) + repr(app)


async def test_a_callback_that_is_not_ours_or_says_no_is_refused(rig: Rig) -> None:
    app, started = await begin(rig)
    callback = rig.consent(started.url)
    _, other = await begin(rig)
    for wrong in (
        callback | {"state": other.state},
        callback | {"state": ""},
        callback | {"iss": "https://elsewhere.example"},
        {name: value for name, value in callback.items() if name != "code"},
        callback | {"code": "guessed"},
    ):
        with pytest.raises(ConsentRefused):
            await rig.network.complete(rig.egress, app, started, wrong)
    app, started = await begin(rig)
    with pytest.raises(ConsentRefused):
        await rig.network.complete(rig.egress, app, started, rig.consent(started.url, allow=False))


async def test_a_code_works_once(rig: Rig) -> None:
    app, started = await begin(rig)
    callback = rig.consent(started.url)
    await rig.network.complete(rig.egress, app, started, callback)
    with pytest.raises(ConsentRefused):
        await rig.network.complete(rig.egress, app, started, callback)


async def test_a_probe_tells_abilities_limits_and_profile(rig: Rig) -> None:
    _, connection = await connect(rig)
    probe = await rig.network.probe(rig.egress, connection)
    assert probe.caps.mode == "api"
    assert probe.caps.text
    assert probe.caps.images == probe.limits.pictures.count > 0
    assert probe.limits.max_text
    assert probe.profile.handle == connection.handle
    assert from_json(type(probe), json.loads(json.dumps(to_json(probe)))) == probe


async def test_a_post_appears_once_with_exactly_the_rendered_words(rig: Rig) -> None:
    _, connection = await connect(rig)
    post = Post(rig, connection)
    assert [step.kind for step in post.plan if step.fenced] == ["CREATE"]
    ref = await post.run()
    assert ref is not None
    assert ref.url
    assert rig.posts() == [post.rendered.text]
    assert_found(rig, await post.reconcile(), ref.id)


async def test_rendering_and_planning_give_the_same_every_time(rig: Rig) -> None:
    draft = Draft("Words", link=LINK, pictures=(PICTURE,), content_warning="bridges", visibility="unlisted")
    first, second = (rig.network.render(draft, rig.network.limits) for _ in range(2))
    assert digest(first.payload) == digest(second.payload)
    assert rig.network.plan(first) == rig.network.plan(second)
    assert json.loads(json.dumps(first.payload)) == first.payload
    assert from_json(type(first), json.loads(json.dumps(to_json(first)))) == first


async def test_pictures_go_along_even_when_the_network_works_on_them_for_a_while(rig: Rig) -> None:
    _, connection = await connect(rig)
    rig.slow_media(timedelta(seconds=7))
    post = Post(rig, connection, Draft("A bridge.", pictures=(PICTURE, PICTURE)))
    assert await post.run()
    assert len(rig.posts()) == 1
    assert [step.kind for step in post.plan].count("UPLOAD") == 2


async def test_as_many_pictures_go_along_as_the_network_takes_in_their_order_each_with_its_description(
    rig: Rig,
) -> None:
    _, connection = await connect(rig)
    limits = (await rig.network.probe(rig.egress, connection)).limits
    alts = [f"Picture {number}" for number in range(limits.pictures.count)]
    draft = Draft("A bridge.", pictures=tuple(replace(PICTURE, alt=alt) for alt in alts))
    assert rig.network.measure(draft, limits).allowed
    assert await Post(rig, connection, draft).run()
    assert rig.described() == [alts]
    too_many = replace(draft, pictures=(*draft.pictures, PICTURE))
    assert "too-many-pictures" in {issue.code for issue in rig.network.measure(too_many, limits).issues}


async def test_steps_before_the_create_may_be_repeated(rig: Rig) -> None:
    _, connection = await connect(rig)
    post = Post(rig, connection, Draft("A bridge.", pictures=(PICTURE,)))
    await post.run("UPLOAD")
    await post.run("UPLOAD")
    await post.run()
    assert len(rig.posts()) == 1


async def test_a_picture_that_cannot_be_processed_is_the_pictures_fault(rig: Rig) -> None:
    _, connection = await connect(rig)
    rig.break_media()
    post = Post(rig, connection, Draft("A bridge.", pictures=(PICTURE,)))
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert caught.value.kind is Kind.MEDIA
    assert caught.value.retry_class == "C"
    assert rig.posts() == []


@pytest.mark.parametrize("lie", LOST_BUT_STORED)
async def test_a_lost_answer_is_uncertain_and_reading_back_finds_the_post_where_there_is_any(
    rig: Rig, lie: Lie
) -> None:
    _, connection = await connect(rig)
    post = Post(rig, connection)
    rig.lie(lie)
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert caught.value.kind is Kind.UNCERTAIN
    assert caught.value.retry_class == "B"
    assert_found(rig, await post.reconcile())
    assert len(rig.posts()) == 1


@pytest.mark.parametrize("lie", LOST_AND_NOT_STORED)
async def test_a_create_that_never_happened_is_uncertain_too_and_replayed_only_where_that_is_safe(
    rig: Rig, lie: Lie
) -> None:
    _, connection = await connect(rig)
    post = Post(rig, connection)
    rig.lie(lie)
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert caught.value.kind is Kind.UNCERTAIN
    assert rig.posts() == []
    assert_missing(rig, await post.reconcile())
    assert await post.run("CREATE")
    assert len(rig.posts()) == 1


async def test_replaying_a_create_whose_post_cannot_be_seen_yet_makes_no_copy(rig: Rig) -> None:
    _, connection = await connect(rig)
    rig.hide_new_posts()
    post = Post(rig, connection)
    rig.lie("store_then_500")
    with pytest.raises(NetworkError):
        await post.run()
    seen = await post.reconcile()
    if not isinstance(seen, Found):
        assert_missing(rig, seen)
    await send_again(post)
    assert len(rig.posts()) == 1


async def test_a_create_that_lands_after_we_gave_up_makes_no_copy_either(rig: Rig) -> None:
    _, connection = await connect(rig)
    post = Post(rig, connection)
    rig.lie("slow")
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert caught.value.kind is Kind.UNCERTAIN
    rig.stop_lying()
    if not rig.replays:
        await landed(rig)
    await send_again(post)
    assert len(rig.posts()) == 1


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_is_lost_on_the_way_every_post_stands_exactly_once(rig: Rig, seed: int) -> None:
    _, connection = await connect(rig)
    rig.lie_often({**dict.fromkeys(QUICK_LIES, 0.1), "slow": 0.02}, seed)
    posts = [Post(rig, connection, Draft(f"Post {number}")) for number in range(20)]
    for post in posts:
        assert await until_it_stands(rig, post)
    rig.stop_lying()
    assert sorted(rig.posts()) == sorted(post.rendered.text for post in posts)


async def until_it_stands(rig: Rig, post: Post) -> PostRef | None:
    """As the publisher goes about it: never again without having looked, by itself only where the network allows it.

    Elsewhere the person looks at their profile, and asks for it again when it is not there.
    """
    for _ in range(30):
        try:
            return await post.run("CREATE")
        except NetworkError as error:
            lost, existing = "B" if error.kind is Kind.DUPLICATE else error.retry_class, error.existing
        rig.pass_time(timedelta(seconds=20))
        assert lost in ("A", "B")
        if existing:
            return PostRef(existing, None)
        seen = await post.reconcile() if lost == "B" else None
        if isinstance(seen, Found):
            assert seen.copies == ()
            return seen.post
        if seen is not None:
            assert_missing(rig, seen)
            if not rig.replays and post.rendered.text in rig.posts():
                return PostRef("as the person says", None)
    return None


@pytest.mark.parametrize(("lie", "kind"), [("rate_limited", Kind.RATE), ("unavailable", Kind.TRANSIENT)])
async def test_an_announced_pause_means_not_sent_and_says_until_when(rig: Rig, lie: Lie, kind: Kind) -> None:
    _, connection = await connect(rig)
    post = Post(rig, connection)
    rig.lie(lie)
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert caught.value.kind is kind
    assert caught.value.retry_class == "A"
    assert caught.value.retry_at is not None
    assert rig.posts() == []
    assert await post.run("CREATE")


async def test_refused_words_come_with_the_networks_reason(rig: Rig) -> None:
    _, connection = await connect(rig)
    post = Post(rig, connection)
    rig.lie("refuse_text")
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert caught.value.kind is Kind.CONTENT
    assert caught.value.reason
    assert caught.value.excerpt
    assert connection.access_token not in caught.value.excerpt + caught.value.reason + str(caught.value)
    assert rig.posts() == []


async def test_words_that_are_too_long_are_found_before_the_network_refuses_them(rig: Rig) -> None:
    _, connection = await connect(rig)
    limits = (await rig.network.probe(rig.egress, connection)).limits
    draft = fitted(rig, Draft("ø" * ((limits.max_text or 0) + 1)))
    measure = rig.network.measure(draft, limits)
    assert not measure.allowed
    assert [issue.code for issue in measure.issues] == ["too-long"]
    with pytest.raises(NetworkError) as caught:
        await Post(rig, connection, draft).run()
    assert caught.value.kind is Kind.CONTENT
    longest = fitted(rig, Draft("ø" * (limits.max_text or 0)))
    assert rig.network.measure(longest, limits).allowed
    assert await Post(rig, connection, longest).run()


async def test_a_revoked_token_asks_for_reconnection_whatever_is_called(rig: Rig) -> None:
    _, connection = await connect(rig)
    rig.revoke_tokens()
    post = Post(rig, connection)
    calls: list[Awaitable[object]] = [post.run(), rig.network.probe(rig.egress, connection)]
    if rig.counts and not rig.public_counts:
        calls.append(rig.network.fetch_account(rig.egress, connection))
    for call in calls:
        with pytest.raises(NetworkError) as caught:
            await call
        assert caught.value.kind is Kind.REAUTH
        assert caught.value.retry_class == "D"
    assert rig.posts() == []


async def test_a_token_is_given_back_once_and_a_second_time_is_no_error(rig: Rig) -> None:
    app, connection = await connect(rig)
    for _ in range(2):
        await rig.network.revoke(rig.egress, app, connection)
    if rig.network.key in KEEPS_TOKENS:
        assert await rig.network.probe(rig.egress, connection)
        return
    with pytest.raises(NetworkError) as caught:
        await rig.network.probe(rig.egress, connection)
    assert caught.value.kind is Kind.REAUTH


async def test_a_deleted_post_is_gone_and_deleting_it_again_is_no_error(rig: Rig) -> None:
    _, connection = await connect(rig)
    post = Post(rig, connection)
    ref = await post.run()
    assert ref is not None
    if rig.network.key in KEEPS_POSTS:
        with pytest.raises(NetworkError) as caught:
            await rig.network.delete(rig.egress, connection, ref)
        assert (caught.value.kind, len(rig.posts())) == (Kind.POLICY, 1)
        return
    for _ in range(2):
        await rig.network.delete(rig.egress, connection, ref)
    assert rig.posts() == []
    seen = await post.reconcile()
    assert isinstance(seen, NotFound if rig.reads_back else Unknown)
    readings = await rig.network.fetch_post_metrics(rig.egress, connection, [ref])
    assert [reading.gone for reading in readings.values()] == ([True] if rig.counts else [])
    assert not any(count for reading in readings.values() for count in reading.counts.values())


async def test_counts_are_read_in_batches_and_promised_by_the_abilities(rig: Rig) -> None:
    _, connection = await connect(rig)
    caps = (await rig.network.probe(rig.egress, connection)).caps
    refs = [ref for number in range(3) if (ref := await Post(rig, connection, Draft(f"Post {number}")).run())]
    readings = await rig.network.fetch_post_metrics(rig.egress, connection, refs)
    assert set(readings) == ({ref.id for ref in refs} if rig.counts else set())
    for reading in readings.values():
        assert not reading.gone
        assert set(reading.counts) == set(caps.metrics)
    account = await rig.network.fetch_account(rig.egress, connection)
    assert bool(caps.metrics) is caps.followers is rig.counts
    assert isinstance(account.get("followers"), int) is rig.counts
    assert await rig.network.fetch_post_metrics(rig.egress, connection, []) == {}


async def test_readings_become_rarer_and_end(rig: Rig) -> None:
    age, waits = timedelta(), list[timedelta]()
    while wait := rig.network.metric_plan(age):
        age += wait
        waits.append(wait)
    assert waits == sorted(waits)
    assert timedelta(days=28) < age < timedelta(days=800)
    assert rig.network.metric_plan(age + timedelta(days=800)) is None


async def test_no_secret_ever_stands_in_an_address(rig: Rig) -> None:
    app, connection = await connect(rig)
    ref = await Post(rig, connection).run()
    assert ref is not None
    await rig.network.fetch_post_metrics(rig.egress, connection, [ref])
    if rig.network.key not in KEEPS_POSTS:
        await rig.network.delete(rig.egress, connection, ref)
    await rig.network.revoke(rig.egress, app, connection)
    secrets = [connection.access_token, connection.refresh_token, app.client_secret, *app.secrets.values()]
    assert rig.urls
    trades = TRADES_BY_ADDRESS.get(rig.network.key, ())
    for secret in filter(None, secrets):
        assert all(secret not in url for url in rig.urls if not any(path in url for path in trades))


async def test_a_network_that_cannot_be_reached_has_received_nothing(rig: Rig) -> None:
    _, connection = await connect(rig)
    post = Post(rig, connection)
    rig.egress = Egress(transport=Nowhere())
    with pytest.raises(NetworkError) as caught:
        await post.run("CREATE")
    assert caught.value.kind is Kind.TRANSIENT
    assert caught.value.retry_class == "A"
