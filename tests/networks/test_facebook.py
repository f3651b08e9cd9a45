"""What is special to Facebook: pages alone, rights that were really given, duplicates, and metrics that are taken away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facebook_rig import FacebookRig
from kernel.kit.settings import FacebookSettings
from network_posts import LINK, PICTURE, Post, begin, connect
from networks.contract import Found, HasPages, TakesApps
from networks.drafts import Card, Draft
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.facebook.network import Facebook
from networks.facebook.rights import surroundings_of
from networks.grants import AppCredentials, Connection
from networks.rules import LIMITS
from simulators.facebook.door import Orders


async def consented(rig: FacebookRig, *, without: str = "") -> tuple[AppCredentials, Connection]:
    app, started = await begin(rig)
    return app, await rig.network.complete(rig.egress, app, started, rig.consent(started.url, without=without))


async def refusal(post: Post) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        await post.run()
    return caught.value


async def test_a_page_remembers_whose_consent_opened_it(facebook: FacebookRig) -> None:
    _, page = await connect(facebook)
    assert page.secrets == {"granted_by": facebook.person.id}
    assert page.subject != facebook.person.id


async def test_a_person_finds_the_pages_on_which_they_may_post_and_no_others(facebook: FacebookRig) -> None:
    app, person = await consented(facebook)
    assert (person.kind, person.display_name) == ("personal", "Asta Lund")
    assert isinstance(facebook.network, HasPages)
    (page,) = await facebook.network.list_pages(facebook.egress, app, person)
    assert (page.kind, page.handle, page.display_name) == ("page", "nordovn", "Nord Ovn")
    assert page.access_token != person.access_token
    assert page.url == f"{facebook.world.web}/nordovn"
    caps = (await facebook.network.probe(facebook.egress, person)).caps
    assert (caps.text, caps.images, caps.metrics) == (False, 0, ())


async def test_what_the_person_kept_back_is_not_ours(facebook: FacebookRig) -> None:
    with pytest.raises(ConsentRefused):
        await consented(facebook, without="pages_manage_posts")
    app, person = await consented(facebook, without="read_insights")
    assert "read_insights" not in person.scopes
    assert isinstance(facebook.network, HasPages)
    (page,) = await facebook.network.list_pages(facebook.egress, app, person)
    caps = (await facebook.network.probe(facebook.egress, page)).caps
    assert (caps.metrics, caps.followers) == (("likes", "comments", "reposts"), True)
    ref = await Post(facebook, page).run()
    assert ref
    readings = await facebook.network.fetch_post_metrics(facebook.egress, page, [ref])
    assert readings[ref.id].counts == {"likes": 0, "comments": 0, "reposts": 0}


async def test_trying_an_app_says_what_is_wrong_with_it(facebook: FacebookRig) -> None:
    app, network = facebook.app, facebook.network
    assert app
    assert isinstance(network, TakesApps)
    found = [finding.code for finding in await network.try_app(facebook.egress, app)]
    assert found == ["app-accepted", "first-connection-tells"]
    for wrong in (replace(app, client_id="1"), replace(app, client_secret="another")):
        assert [finding.code for finding in await network.try_app(facebook.egress, wrong)] == ["app-refused"]


async def test_words_alone_have_their_link_as_a_card_and_pictures_stand_in_one_post(facebook: FacebookRig) -> None:
    _, page = await connect(facebook)
    await Post(facebook, page).run()
    await Post(facebook, page, Draft("Two", link=LINK, pictures=(PICTURE, PICTURE))).run()
    words, pictures = facebook.world.posts.values()
    assert (words.link, words.photos) == (LINK, ())
    assert (pictures.link, len(pictures.photos)) == ("", 2)


async def test_a_duplicate_is_evidence_that_the_post_is_there(facebook: FacebookRig) -> None:
    _, page = await connect(facebook)
    post = Post(facebook, page)
    facebook.lie("store_then_500")
    assert (await refusal(post)).kind is Kind.UNCERTAIN
    assert (await refusal(post)).kind is Kind.DUPLICATE
    assert isinstance(await post.reconcile(), Found)
    assert len(facebook.posts()) == 1


@pytest.mark.parametrize(
    ("code", "kind"), [(368, Kind.POLICY), (200, Kind.SCOPE), (32, Kind.RATE), (1609005, Kind.CONTENT)]
)
async def test_codes_mean_what_they_say(facebook: FacebookRig, code: int, kind: Kind) -> None:
    _, page = await connect(facebook)
    facebook.order(Orders(barred={"nordovn": code}))
    assert (await refusal(Post(facebook, page))).kind is kind
    assert facebook.posts() == []


async def test_a_metric_that_was_taken_away_is_unknown_and_the_others_are_still_read(facebook: FacebookRig) -> None:
    _, page = await connect(facebook)
    ref = await Post(facebook, page).run()
    assert ref
    facebook.world.posts[ref.id].numbers.update({"post_media_view": 120, "post_clicks": 4, "reactions": 9, "shares": 2})
    facebook.order(Orders(forget_metrics=["post_total_media_view_unique"]))
    readings = await facebook.network.fetch_post_metrics(facebook.egress, page, [ref])
    assert readings[ref.id].counts == {
        "views": 120, "reach": None, "clicks": 4, "likes": 9, "comments": 0, "reposts": 2,
    }  # fmt: skip
    assert await facebook.network.fetch_account(facebook.egress, page) == {"followers": 11}


async def test_a_page_outlives_the_persons_token_but_not_their_consent(facebook: FacebookRig) -> None:
    app, person = await consented(facebook)
    assert isinstance(facebook.network, HasPages)
    (page,) = await facebook.network.list_pages(facebook.egress, app, person)
    assert (page.expires_at, page.refresh_token) == (None, None)
    assert page.refresh_expires_at
    facebook.pass_time(timedelta(days=61))
    assert await Post(facebook, page).run()
    with pytest.raises(NetworkError) as caught:
        await facebook.network.probe(facebook.egress, person)
    assert caught.value.kind is Kind.REAUTH


def test_the_version_is_a_setting_and_part_of_every_address() -> None:
    around = surroundings_of(FacebookSettings.model_validate({"FORTALER_FACEBOOK_VERSION": "v26.0"}))
    assert around.api == "https://graph.facebook.com/v26.0"
    assert around.consent == "https://www.facebook.com/v26.0/dialog/oauth"
    assert around.token.endswith("/v26.0/oauth/access_token")


def test_what_a_page_has_no_place_for_is_said() -> None:
    card = Card("A bridge", "over a fjord")
    draft = Draft("Words", link=LINK, card=card, pictures=(PICTURE,), content_warning="height", visibility="private")
    issues = {(issue.code, issue.severity) for issue in Facebook().measure(draft, LIMITS["facebook"]).issues}
    assert issues == {
        ("no-content-warnings", "warning"), ("always-public", "error"), ("card-hidden-by-pictures", "warning"),
    }  # fmt: skip
