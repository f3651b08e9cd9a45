"""Bringing together what is known of one person's posts."""

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.impact import policy, queries
from api.features.impact.schemas import Impact, ImpactDay, ImpactPost

MOST_POSTS = 200


async def read_impact(session: AsyncSession, actor: Actor, *, days: int) -> Impact:
    """The caller's own figures, from all programmes in which they take part here; live, today included."""
    mine = [m.ambassador_id for m in actor.memberships if "impact:read" in m.scopes]
    when = await queries.period(session, actor.organisation_id, days)
    posts = await queries.own_posts(session, actor.organisation_id, mine, when)
    counted = await queries.own_days(session, actor.organisation_id, mine, when)
    first_link = await queries.first_link_on(session, actor.organisation_id, mine)
    return Impact(
        days=days,
        figures=policy.figures(posts, counted, when, measurable=first_link is not None),
        series=[_day(day, counted.get(day), known=policy.is_known(day, first_link, when)) for day in _days(when)],
        posts=[
            ImpactPost(
                post_id=post.id,
                share_id=post.share_id,
                title=post.title,
                network=post.network,
                instance=post.instance,
                published_at=post.at,
                url=post.external_url,
                figures=policy.figures_of(post, when),
            )
            for post in posts[:MOST_POSTS]
        ],
    )


def _days(when: queries.Period) -> list[date]:
    return [when.first + timedelta(days=n) for n in range((when.last - when.first).days + 1)]


def _day(day: date, found: queries.Day | None, *, known: bool) -> ImpactDay:
    if found is None:
        return ImpactDay(day=day, clicks=0 if known else None, visitors=0 if known else None)
    return ImpactDay(day=day, clicks=found.clicks, visitors=found.visitors)
