"""One thing of every kind that belongs to a place, marked with words that must never be seen from outside."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from builders import (
    make_asset,
    make_attempt,
    make_choice,
    make_credential,
    make_days,
    make_hold,
    make_invitation,
    make_link,
    make_post,
    make_post_reading,
    make_profile,
    make_profile_reading,
    make_seen,
    make_session,
    make_share,
    make_story,
)
from kernel.tables.people import Session
from worlds import Place


@dataclass(frozen=True)
class Belongings:
    """Ids by the names they bear in paths and bodies. `canary` stands in every text."""

    canary: str
    ids: dict[str, UUID]
    code: str

    @classmethod
    def of_nobody(cls) -> "Belongings":
        """Ids that do not exist anywhere."""
        return cls("", {name: uuid4() for name in NAMES}, "ZZZZZZZZ")


NAMES = (
    "programme_id",
    "ambassador_id",
    "invitation_id",
    "story_id",
    "asset_id",
    "profile_id",
    "share_id",
    "post_id",
    "session_id",
    "hold_id",
    "choice_id",
)


async def make_belongings(
    session: AsyncSession, place: Place, canary: str, *, holder: str = "ambassador"
) -> Belongings:
    """What the person in the role `holder` has and sees there."""
    person, ambassador, programme = place.people[holder], place.ambassadors[holder], place.programme
    asset = await make_asset(session, programme, alt=canary, rights=canary)
    story = await make_story(session, programme, title=canary, asset_id=asset.id, url=f"https://{canary}.example/")
    invitation = await make_invitation(session, programme, label=canary)
    profile = await make_profile(session, place.organisation_id, person, handle=canary, display_name=canary)
    share = await make_share(session, ambassador, story)
    post = await make_post(session, share, profile, text=canary)
    await make_attempt(session, post, share, excerpt=canary)
    await make_days(session, await make_link(session, share, post, destination=f"https://{canary}.example/"))
    await make_post_reading(session, post)
    held = {"scope": "profile", "network": profile.network, "profile_id": profile.id, "because": canary}
    hold = await make_hold(session, place.organisation_id, **held)
    await make_profile_reading(session, profile)
    await make_seen(session, story, ambassador)
    await make_credential(session, person, subject=f"{canary}@example.org")
    await make_session(session, person, place.organisation_id)
    query = select(Session).where(col(Session.person_id) == person.id)
    signed_in = (await session.execute(query)).scalars().first()
    assert signed_in is not None
    choice = await make_choice(session, place.organisation_id, signed_in, return_to=f"/{canary}")
    ids = {
        "programme_id": programme.id,
        "ambassador_id": ambassador.id,
        "invitation_id": invitation.id,
        "story_id": story.id,
        "asset_id": asset.id,
        "profile_id": profile.id,
        "share_id": share.id,
        "post_id": post.id,
        "hold_id": hold.id,
        "session_id": signed_in.id,
        "choice_id": choice.id,
    }
    return Belongings(canary, ids, invitation.code)
