"""Every statement about shares."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from kernel.lifecycles.posts import posts
from kernel.tables.ambassadors import Ambassador
from kernel.tables.assets import Asset
from kernel.tables.profiles import Profile
from kernel.tables.programmes import Programme
from kernel.tables.shares import Post, Share
from kernel.tables.stories import Story, StoryText

_RUNS = text(
    "SELECT COALESCE(p.starts_on, today) <= today AND COALESCE(p.ends_on, today) >= today FROM programme p"
    " JOIN organisation o ON o.id = p.organisation_id,"
    " LATERAL (SELECT (clock_timestamp() AT TIME ZONE o.time_zone)::date AS today) t"
    " WHERE p.organisation_id = :organisation AND p.id = :programme"
)
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('near copies ' || :organisation, 0))")
ALIKE = text(
    "WITH alike AS (SELECT post_id, array_agg(fingerprint) AS shared, count(*) AS many FROM post_fingerprint"
    " WHERE organisation_id = :organisation AND fingerprint = ANY(CAST(:prints AS bigint[]))"
    " GROUP BY post_id HAVING count(*) >= :least)"
    " SELECT alike.shared FROM alike JOIN post p ON p.organisation_id = :organisation AND p.id = alike.post_id"
    " WHERE p.profile_id <> ALL(:besides) AND p.state NOT IN ('cancelled', 'withdrawn', 'refused')"
    " AND p.due_at > clock_timestamp() - interval '30 days' ORDER BY alike.many DESC, alike.post_id LIMIT :most"
)
_REMEMBER = text(
    "INSERT INTO post_fingerprint (organisation_id, post_id, fingerprint)"
    " SELECT :organisation, :post, unnest(CAST(:prints AS bigint[]))"
)
_FORGET = text(
    "DELETE FROM post_fingerprint f USING post p WHERE f.organisation_id = :organisation AND f.post_id = p.id"
    " AND p.organisation_id = :organisation AND p.profile_id = ANY(:profiles)"
    " AND p.state IN ('published', 'declared', 'cancelled', 'withdrawn', 'refused')"
    " AND p.due_at < clock_timestamp() - interval '30 days'"
)
MOST_ALIKE = 8
"""Of how many posts that share most with a text the likeness is worked out."""


@dataclass(frozen=True, slots=True)
class Mine:
    """A share and the title of its story, in the language in which it was shared if there is one."""

    share: Share
    title: str | None


async def programme(session: AsyncSession, organisation_id: UUID, programme_id: UUID) -> Programme:
    """The programme, which is there."""
    found = await session.scalars(
        select(Programme).where(col(Programme.organisation_id) == organisation_id, col(Programme.id) == programme_id)
    )
    return found.one()


async def programme_runs(session: AsyncSession, organisation_id: UUID, programme_id: UUID) -> bool:
    """Whether today, where the organisation is, lies between the programme's first and last day."""
    where = {"organisation": organisation_id, "programme": programme_id}
    return (await session.execute(_RUNS, where)).scalar_one()


async def story(
    session: AsyncSession, organisation_id: UUID, programme_id: UUID, story_id: UUID, ambassador_id: UUID, *, lock: bool
) -> Story | None:
    """A story of the programme that is meant for the ambassador. Locked, it cannot be withdrawn meanwhile."""
    query = (
        select(Story)
        .join(
            Ambassador,
            (col(Ambassador.organisation_id) == col(Story.organisation_id)) & (col(Ambassador.id) == ambassador_id),
        )
        .where(
            col(Story.organisation_id) == organisation_id,
            col(Story.programme_id) == programme_id,
            col(Story.id) == story_id,
            or_(func.cardinality(Story.audience_tags) == 0, col(Story.audience_tags).op("&&")(Ambassador.tags)),
            or_(
                func.cardinality(Story.audience_languages) == 0,
                col(Story.audience_languages).op("&&")(Ambassador.languages),
            ),
        )
    )
    return await session.scalar(query.with_for_update(read=True, of=Story) if lock else query)


async def texts(session: AsyncSession, organisation_id: UUID, story_id: UUID) -> list[StoryText]:
    """The story in its languages."""
    found = await session.scalars(
        select(StoryText).where(col(StoryText.organisation_id) == organisation_id, col(StoryText.story_id) == story_id)
    )
    return list(found)


async def assets(session: AsyncSession, organisation_id: UUID, asset_ids: Collection[UUID]) -> dict[UUID, Asset]:
    """Pictures, by id."""
    found = await session.scalars(
        select(Asset).where(col(Asset.organisation_id) == organisation_id, col(Asset.id).in_(asset_ids))
    )
    return {asset.id: asset for asset in found}


async def own_profiles(
    session: AsyncSession, organisation_id: UUID, person_id: UUID, profile_ids: Sequence[UUID], *, lock: bool
) -> dict[UUID, Profile]:
    """Those of the profiles that are the person's and not given up. Locked, none can be given up meanwhile."""
    query = (
        select(Profile)
        .where(
            col(Profile.organisation_id) == organisation_id,
            col(Profile.person_id) == person_id,
            col(Profile.id).in_(profile_ids),
            col(Profile.state) != "revoked",
        )
        .order_by(col(Profile.id))
    )
    found = await session.scalars(query.with_for_update(read=True) if lock else query)
    return {profile.id: profile for profile in found}


async def every_own_profile(session: AsyncSession, organisation_id: UUID, person_id: UUID) -> list[UUID]:
    """The person's profiles, those they have given up too."""
    query = select(Profile.id).where(
        col(Profile.organisation_id) == organisation_id, col(Profile.person_id) == person_id
    )
    return list(await session.scalars(query))


async def one_at_a_time(session: AsyncSession, organisation_id: UUID) -> None:
    """Until the transaction ends nobody else of the organisation writes where copies are forbidden."""
    await session.execute(_ONE_AT_A_TIME, {"organisation": str(organisation_id)})


async def alike(
    session: AsyncSession, organisation_id: UUID, prints: Collection[int], *, least: int, besides: Sequence[UUID]
) -> list[set[int]]:
    """Which of the fingerprints the most similar posts of 30 days have, those of each apart, if they have `least`.

    Planned ones count, whatever came to nothing does not, and neither do posts on the profiles `besides`.
    """
    where = {"organisation": organisation_id, "prints": list(prints), "least": least, "besides": list(besides)}
    rows = await session.execute(ALIKE, where | {"most": MOST_ALIKE})
    return [set(row.shared) for row in rows]


async def remember_fingerprints(
    session: AsyncSession, organisation_id: UUID, post_id: UUID, prints: Collection[int]
) -> None:
    """Have later posts compared with this one."""
    await session.execute(_REMEMBER, {"organisation": organisation_id, "post": post_id, "prints": list(prints)})


async def forget_fingerprints(session: AsyncSession, organisation_id: UUID, profile_ids: Sequence[UUID]) -> None:
    """Delete those of posts on these profiles that are too old to be compared with, and get no other time."""
    await session.execute(_FORGET, {"organisation": organisation_id, "profiles": list(profile_ids)})


_TITLE = (
    select(StoryText.title)
    .where(col(StoryText.organisation_id) == col(Share.organisation_id), col(StoryText.story_id) == col(Share.story_id))
    .order_by((col(StoryText.language) == col(Share.language)).desc())
    .limit(1)
    .correlate(Share)
    .scalar_subquery()
)
_WAITS = (
    select(Post.id)
    .where(
        col(Post.organisation_id) == col(Share.organisation_id),
        col(Post.share_id) == col(Share.id),
        col(Post.state).not_in(posts.final),
    )
    .correlate(Share)
    .exists()
)


async def own_shares(
    session: AsyncSession,
    organisation_id: UUID,
    person_id: UUID,
    *,
    only: UUID | None = None,
    over: bool | None = None,
    before: UUID | None = None,
    limit: int = 1,
) -> list[Mine]:
    """The person's own shares, newest first: `only` one, or those of which nothing (`over`) or something still waits."""
    query = (
        select(Share, _TITLE)
        .join(
            Ambassador,
            (col(Ambassador.organisation_id) == col(Share.organisation_id))
            & (col(Ambassador.id) == col(Share.ambassador_id)),
        )
        .where(col(Share.organisation_id) == organisation_id, col(Ambassador.person_id) == person_id)
        .order_by(col(Share.id).desc())
        .limit(limit)
    )
    if only is not None:
        query = query.where(col(Share.id) == only)
    if over is not None:
        query = query.where(~_WAITS if over else _WAITS)
    if before is not None:
        query = query.where(col(Share.id) < before)
    return [Mine(*row) for row in await session.execute(query)]
