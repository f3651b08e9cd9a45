"""What is read of LinkedIn's numbers, in either shape of its answers, and what is not asked for because nobody may."""

from dataclasses import replace

import pytest

from linkedin_rig import Account, LinkedInRig
from network_posts import PICTURE, Post, connect
from network_rigs import REDIRECT
from networks.contract import PostRef
from networks.drafts import Draft
from networks.errors import Kind, NetworkError
from simulators.linkedin.door import Orders
from simulators.linkedin.stage import LinkedInStage

SEEN = {"IMPRESSION": 90, "MEMBERS_REACHED": 60, "REACTION": 7, "COMMENT": 3, "RESHARE": 0}
READ = {"impressions": 90, "reach": 60, "likes": 7, "comments": 3, "reposts": 0}


@pytest.mark.parametrize("version", ["202602", "202604", "202605", "202608"])
async def test_a_persons_post_is_read_figure_by_figure_in_either_shape(
    linkedin_stage: LinkedInStage, version: str
) -> None:
    rig = LinkedInRig(linkedin_stage.raise_world(REDIRECT), "counted", version)
    _, connection = await connect(rig)
    share = await Post(rig, connection).run()
    several = await Post(rig, connection, Draft("Two.", pictures=(PICTURE, PICTURE))).run()
    assert share is not None
    assert several is not None
    assert several.id.startswith("urn:li:ugcPost:")
    for post in rig.world.standing():
        post.counts.update(SEEN)
    before = len(rig.urls)
    readings = await rig.network.fetch_post_metrics(rig.egress, connection, [share, several])
    assert {post_id: reading.counts for post_id, reading in readings.items()} == {share.id: READ, several.id: READ}
    assert len(rig.urls) - before == 2 * len(READ)
    assert await rig.network.fetch_account(rig.egress, connection) == {"followers": 40}


async def test_a_pages_posts_are_read_in_one_call(company: LinkedInRig) -> None:
    _, connection = await connect(company)
    refs = [ref for number in range(3) if (ref := await Post(company, connection, Draft(f"Post {number}")).run())]
    two = await Post(company, connection, Draft("Two.", pictures=(PICTURE, PICTURE))).run()
    assert two is not None
    for post in company.world.standing():
        post.counts.update(SEEN)
    before = len(company.urls)
    readings = await company.network.fetch_post_metrics(company.egress, connection, [*refs, two])
    assert [reading.counts for reading in readings.values()] == [READ] * 4
    assert len(company.urls) - before == 1


@pytest.mark.parametrize("edge", ["COMPANY_FOLLOWED_BY_MEMBER", "CompanyFollowedByMember"])
async def test_a_pages_followers_are_found_however_linkedin_spells_them(company: LinkedInRig, edge: str) -> None:
    _, connection = await connect(company)
    company.world.edge = edge
    assert await company.network.fetch_account(company.egress, connection) == {"followers": 700}


@pytest.mark.parametrize("account", ["person", "counted", "page"])
async def test_what_was_not_granted_is_not_asked_for_and_stays_unknown(
    linkedin_stage: LinkedInStage, account: Account
) -> None:
    rig = LinkedInRig(linkedin_stage.raise_world(REDIRECT), account)
    _, connection = await connect(rig)
    ref = await Post(rig, connection).run()
    assert ref is not None
    before, bare = len(rig.urls), replace(connection, scopes=("w_member_social",))
    assert await rig.network.fetch_post_metrics(rig.egress, bare, [ref]) == {}
    assert await rig.network.fetch_account(rig.egress, bare) == {"followers": None}
    assert len(rig.urls) == before


async def test_a_page_that_may_not_look_does_not_call_a_silent_post_gone(company: LinkedInRig) -> None:
    _, connection = await connect(company)
    silent = PostRef("urn:li:share:1", None)
    seen = await company.network.fetch_post_metrics(company.egress, connection, [silent])
    assert seen[silent.id].gone
    blind = replace(connection, scopes=tuple(s for s in connection.scopes if s != "r_organization_social"))
    assert await company.network.fetch_post_metrics(company.egress, blind, [silent]) == {}


async def test_a_used_up_day_leaves_numbers_for_later(counted: LinkedInRig) -> None:
    _, connection = await connect(counted)
    ref = await Post(counted, connection).run()
    assert ref is not None
    counted.order(Orders(calls_a_day=1))
    with pytest.raises(NetworkError) as caught:
        await counted.network.fetch_post_metrics(counted.egress, connection, [ref])
    assert caught.value.kind is Kind.RATE
    assert caught.value.retry_at is not None


def test_numbers_are_kept_for_a_year(counted: LinkedInRig) -> None:
    kept = counted.network.retention()
    assert kept["profile"] is None
    assert all(kept[name] is not None for name in ("post_readings", "profile_readings"))
