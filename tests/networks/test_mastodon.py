"""Mastodon in the field: older servers, look-alikes, hostile ones, and the hour in which a key still counts."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from kernel.kit.egress import Allowance, Egress
from network_posts import LINK, PICTURE, Post, begin, connect
from network_rigs import SECONDS, MastodonRig
from networks.contract import Found, NotFound
from networks.drafts import Draft
from networks.errors import AppForgotten, ConsentRefused, InvalidInstance, Kind, NetworkError
from networks.grants import AppCredentials
from networks.mastodon.instances import read_instance
from networks.mastodon.limits import honours_keys
from networks.stored import from_json, to_json

METADATA = "/.well-known/oauth-authorization-server"
Edit = Callable[[dict[str, Any]], dict[str, Any] | int]


class OtherServer(httpx2.AsyncBaseTransport):
    """The practice network as another server: answers at some paths are changed, or are a bare status."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, edits: dict[str, Edit]) -> None:
        self.inner, self.edits = inner, edits
        self.asked = list[httpx2.Request]()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        answer = await self.inner.handle_async_request(request)
        edit = self.edits.get(request.url.path)
        if edit is None:
            return answer
        body: Any = json.loads(await answer.aread())
        changed = edit(body)
        if isinstance(changed, int):
            return httpx2.Response(changed, json={"error": "Not here"}, request=request)
        return httpx2.Response(answer.status_code, json=changed, request=request)


def behind(rig: MastodonRig, **edits: Edit) -> OtherServer:
    """Let the rig speak to the server so changed; `metadata`, `v1`, `v2` and `statuses` name its paths."""
    paths = {"metadata": METADATA, "v1": "/api/v1/instance", "v2": "/api/v2/instance", "statuses": "/api/v1/statuses"}
    other = OtherServer(rig.egress.transport, {paths[name]: edit for name, edit in edits.items()})
    rig.egress = Egress([rig.instance], transport=other, allowance=Allowance(seconds=SECONDS))
    return other


def missing(_: dict[str, Any]) -> int:
    return 404


def changed(**fields: Any) -> Edit:
    return lambda body: body | fields


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("mastodon.social", "mastodon.social"),
        (" Mastodon.Social. ", "mastodon.social"),
        ("https://mastodon.social/@asta", "mastodon.social"),
        ("@asta@mastodon.social", "mastodon.social"),
        ("møn.example", "xn--mn-lka.example"),
    ],
)
def test_a_server_is_read_however_it_was_typed(typed: str, host: str) -> None:
    assert read_instance(Egress(), typed) == host


@pytest.mark.parametrize(
    "typed",
    [
        "", "localhost", "127.0.0.1", "127.1", "0x7f000001", "2130706433", "[::1]", "10.0.0.1", "169.254.169.254",
        "mastodon.social:8080", "ftp://mastodon.social", "javascript://mastodon.social", "a b.example", "a" * 260 + ".example",
        "user:password@", "mastodon", "..", "％00.example",
    ],
)  # fmt: skip
def test_what_is_no_public_server_is_never_called(typed: str) -> None:
    with pytest.raises(InvalidInstance):
        read_instance(Egress(), typed)


async def test_a_server_before_metadata_gets_the_old_rights_no_pkce_and_a_token_for_the_app(
    mastodon: MastodonRig,
) -> None:
    other = behind(mastodon, metadata=missing)
    app, started = await begin(mastodon)
    assert app.scopes == ("read:accounts", "read:statuses", "write:statuses", "write:media")
    assert (started.verifier, "code_challenge" in started.url) == ("", False)
    assert b"client_credentials" in other.asked[-1].content
    connection = await mastodon.network.complete(mastodon.egress, app, started, mastodon.consent(started.url))
    assert (await mastodon.network.fetch_account(mastodon.egress, connection))["followers"] is not None


async def test_pkce_is_used_where_it_is_offered_and_only_with_a_hash(mastodon: MastodonRig) -> None:
    _, started = await begin(mastodon)
    assert "code_challenge_method=S256" in started.url
    assert started.verifier not in started.url
    behind(mastodon, metadata=changed(code_challenge_methods_supported=["plain"]))
    _, started = await begin(mastodon)
    assert started.verifier == ""


@pytest.mark.parametrize(
    "field", ["issuer", "authorization_endpoint", "token_endpoint", "revocation_endpoint", "app_registration_endpoint"]
)
async def test_a_server_that_points_elsewhere_gets_neither_our_secret_nor_a_code(
    mastodon: MastodonRig, field: str
) -> None:
    behind(mastodon, metadata=changed(**{field: "https://evil.example/x"}))
    with pytest.raises(InvalidInstance):
        await begin(mastodon)


async def test_a_server_that_says_it_names_itself_must_do_so(mastodon: MastodonRig) -> None:
    behind(mastodon, metadata=changed(authorization_response_iss_parameter_supported=True))
    app, started = await begin(mastodon)
    callback = mastodon.consent(started.url)
    with pytest.raises(ConsentRefused):
        await mastodon.network.complete(mastodon.egress, app, started, callback)
    issuer = f"{mastodon.practice.url}/"
    assert await mastodon.network.complete(mastodon.egress, app, started, callback | {"iss": issuer})


async def test_a_server_that_forgot_our_registration_is_told_apart_from_a_no(mastodon: MastodonRig) -> None:
    app, started = await begin(mastodon)
    callback = mastodon.consent(started.url)
    forgotten = from_json(AppCredentials, to_json(app) | {"client_id": "of another time"})
    with pytest.raises(AppForgotten):
        await mastodon.network.complete(mastodon.egress, forgotten, started, callback)


async def test_a_servers_own_limits_count(mastodon: MastodonRig) -> None:
    _, connection = await connect(mastodon)

    def larger(body: dict[str, Any]) -> dict[str, Any]:
        body["configuration"]["statuses"] |= {"max_characters": 5000, "max_media_attachments": 6}
        body["configuration"]["media_attachments"] |= {"supported_mime_types": ["image/png"], "description_limit": 420}
        return body

    behind(mastodon, v2=larger)
    limits = (await mastodon.network.probe(mastodon.egress, connection)).limits
    assert (limits.max_text, limits.pictures.count, limits.alt_max) == (5000, 6, 420)
    assert limits.pictures.media_types == ("image/png",)
    assert not mastodon.network.measure(Draft("A bridge.", pictures=(PICTURE,)), limits).allowed


@pytest.mark.parametrize("configuration", [None, [], "many", {"statuses": {"max_characters": "many"}, "rules": 7}])
async def test_limits_that_make_no_sense_leave_the_defaults(mastodon: MastodonRig, configuration: Any) -> None:
    _, connection = await connect(mastodon)
    behind(mastodon, v2=changed(configuration=configuration, rules="be kind"))
    probe = await mastodon.network.probe(mastodon.egress, connection)
    assert (probe.limits.max_text, probe.limits.pictures.count, probe.rules) == (500, 4, ())


async def test_a_server_without_the_new_words_is_asked_in_the_old_ones(mastodon: MastodonRig) -> None:
    _, connection = await connect(mastodon)
    behind(mastodon, v2=missing, v1=lambda body: body | {"configuration": {}, "max_toot_chars": 1000})
    probe = await mastodon.network.probe(mastodon.egress, connection)
    assert probe.limits.max_text == 1000


@pytest.mark.parametrize(
    ("instance", "honours"),
    [
        ({"version": "4.5.2", "api_versions": {"mastodon": 7}}, True),
        ({"version": "4.2.8+glitch"}, True),
        ({"version": "3.5.3 (compatible; Pixelfed 0.12.4)"}, False),
        ({"version": "2.7.2 (compatible; Pleroma 2.6.0)"}, False),
        ({"version": "0.17.3+git-9c4ab0f"}, False),
        ({"version": 4}, False),
        ({}, False),
    ],
)
def test_only_mastodon_itself_is_relied_on_for_its_keys(instance: dict[str, Any], honours: bool) -> None:
    assert honours_keys(instance) is honours


async def test_a_look_alike_never_gets_a_create_twice(mastodon: MastodonRig) -> None:
    _, connection = await connect(mastodon)
    behind(mastodon, v2=lambda body: body | {"version": "3.5.3 (compatible; Pixelfed 0.12.4)", "api_versions": {}})
    assert (await mastodon.network.probe(mastodon.egress, connection)).caps.idempotency == "none"
    post = Post(mastodon, connection)
    mastodon.lie("drop")
    with pytest.raises(NetworkError):
        await post.run()
    assert await post.reconcile() == NotFound(replayable=False)


async def test_a_key_counts_for_fifty_minutes_of_its_hour(mastodon: MastodonRig) -> None:
    _, connection = await connect(mastodon)
    post = Post(mastodon, connection)
    mastodon.lie("drop")
    with pytest.raises(NetworkError):
        await post.run()
    mastodon.pass_time(timedelta(minutes=49))
    assert await post.reconcile() == NotFound(replayable=True)
    mastodon.pass_time(timedelta(minutes=1))
    assert await post.reconcile() == NotFound(replayable=False)


async def test_a_repeated_key_that_answers_500_is_read_back_and_not_repeated(mastodon: MastodonRig) -> None:
    _, connection = await connect(mastodon)
    mastodon.practice.control(repeated_key_500=True)
    post = Post(mastodon, connection)
    ref = await post.run()
    with pytest.raises(NetworkError) as caught:
        await post.run("CREATE")
    assert caught.value.kind is Kind.UNCERTAIN
    found = await post.reconcile()
    assert isinstance(found, Found)
    assert found.post == ref


async def test_a_post_is_found_by_its_link_and_copies_are_said(mastodon: MastodonRig) -> None:
    _, connection = await connect(mastodon)
    first, second = Post(mastodon, connection), Post(mastodon, connection)
    one, two = await first.run(), await second.run()
    found = await first.reconcile()
    assert isinstance(found, Found)
    assert (found.matched, found.post, found.copies) == ("link", one, (two,))


async def test_without_a_link_the_words_tell_whatever_the_server_makes_of_them(mastodon: MastodonRig) -> None:
    _, connection = await connect(mastodon)
    words = "Tak <b>@mette@practice.example</b> & alle:\n\nhttps://nordlys.example/a?x=1&y=2 #Grøn"
    post = Post(mastodon, connection, Draft(words, content_warning="bridges"))
    await post.run()
    other = Post(mastodon, connection, Draft(words))
    found = await post.reconcile()
    assert isinstance(found, Found)
    assert found.matched == "text"
    assert isinstance(await other.reconcile(), NotFound)


async def test_an_older_post_with_the_same_words_is_not_taken_for_this_one(mastodon: MastodonRig) -> None:
    _, connection = await connect(mastodon)
    await Post(mastodon, connection, Draft("Good morning")).run()
    mastodon.pass_time(timedelta(days=1))
    assert isinstance(await Post(mastodon, connection, Draft("Good morning")).reconcile(), NotFound)


async def test_posts_of_servers_without_a_list_are_read_one_by_one(mastodon: MastodonRig) -> None:
    _, connection = await connect(mastodon)
    refs = [ref for number in range(2) if (ref := await Post(mastodon, connection, Draft(f"Post {number}")).run())]
    await mastodon.network.delete(mastodon.egress, connection, refs[0])
    behind(mastodon, statuses=missing)
    readings = await mastodon.network.fetch_post_metrics(mastodon.egress, connection, refs)
    assert [readings[ref.id].gone for ref in refs] == [True, False]
    assert readings[refs[1].id].counts["likes"] == 0


async def test_the_servers_share_page_is_filled_in_and_without_a_server_the_one_that_asks(
    mastodon: MastodonRig,
) -> None:
    draft = Draft("Hej & #tak", link=LINK, pictures=(PICTURE,))
    words = "Hej%20%26%20%23tak%0A%0Ahttp%3A%2F%2F127.0.0.1%3A8080%2Fl%2FZx81kQ"
    intent = mastodon.network.share_intent(draft, "mastodon.social")
    assert intent.url == f"https://mastodon.social/share?text={words}"
    assert (intent.fills_text, intent.fills_link, intent.media) == (True, True, "attach")
    assert mastodon.network.share_intent(draft).url == f"https://share.joinmastodon.org/#text={words}"
