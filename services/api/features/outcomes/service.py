"""Bringing together what a programme brings."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.outcomes import policy, queries
from api.features.outcomes.schemas import ByNetwork, OutcomeDay, Outcomes, StateCount, Waiting
from api.web.figures import Coverage, Figure
from kernel.kit.errors import NotFound


async def read_outcomes(session: AsyncSession, actor: Actor, programme_id: UUID, *, days: int) -> Outcomes:
    """A programme's figures over the last closed days. Raises NotFound, Forbidden."""
    actor.need("outcomes:read", programme_id)
    when = await queries.period(session, actor.organisation_id, programme_id, days)
    if when is None:
        raise NotFound
    programme = queries.Programme(session, actor.organisation_id, programme_id, when)
    states = policy.states_shown(await programme.states(), when.least)
    return Outcomes(
        days=days,
        until=when.last,
        min_group_size=when.least,
        figures=[*await _people(programme, when), *await _reach(programme, when)],
        posts_by_state=[StateCount.model_validate({"state": s, "count": n}) for s, n in states.items()],
        series=await _series(programme, when),
        by_network=await _networks(programme, when),
        waiting=await _waiting(programme, when),
    )


async def _people(programme: queries.Programme, when: queries.Period) -> list[Figure]:
    ambassadors, active = await programme.ambassadors(), await programme.active()
    told_apart = policy.people_told_apart(active, ambassadors)
    rate = 100 * active / ambassadors if ambassadors else None
    shares = (await programme.shares())[None]
    least, closed = when.least, when.closed
    return [
        policy.figure(
            "active_rate", rate, people=told_apart, least=least, source="fortaler", as_of=closed, unit="percent"
        ),
        policy.figure("active", active, people=told_apart, least=least, source="fortaler", as_of=closed),
        policy.figure("ambassadors", ambassadors, people=ambassadors, least=least, source="fortaler", as_of=closed),
        policy.figure("shares", shares.value, people=shares.people, least=least, source="fortaler", as_of=closed),
    ]


async def _reach(programme: queries.Programme, when: queries.Period) -> list[Figure]:
    posts, days = await programme.posts(), (await programme.days()).values()
    authors = sum(people for _, people in await programme.authors_since())
    # The coverage counts posts that came out in the period: it is said where enough people made them.
    known = posts.people >= when.least
    linked = Coverage(measured=posts.linked, of=posts.posts) if known else None
    read = Coverage(measured=posts.read, of=posts.posts) if known else None
    least = when.least
    clicks, visitors, counted = policy.counted(list(days), when)
    reactions = posts.reactions if posts.read else None
    # Where no network told anything, that is said of the authors; nobody's reactions can be made out.
    told_of = posts.people_read if posts.read else posts.people
    return [
        policy.figure("clicks", clicks, people=authors, least=least, source="own_link", as_of=counted, coverage=linked),
        policy.figure(
            "visitors", visitors, people=authors, least=least, source="own_link", as_of=counted, coverage=linked
        ),
        policy.figure(
            "reactions", reactions, people=told_of, least=least, source="network", as_of=posts.read_at, coverage=read
        ),
    ]


async def _series(programme: queries.Programme, when: queries.Period) -> list[OutcomeDay]:
    days = [when.first + timedelta(days=n) for n in range((when.last - when.first).days + 1)]
    clicks_on = policy.days_shown(days, await programme.authors_since(), when.least)
    counted = await programme.days()

    def nothing(day: date) -> tuple[int | None, int | None]:
        return (0, 0) if when.counted_on is not None and day <= when.counted_on else (None, None)

    by_day = {day: cell for day, cell in (await programme.shares()).items() if day is not None}
    shares = policy.shown(by_day, when.least)
    return [
        OutcomeDay(
            day=day,
            clicks=counted.get(day, nothing(day))[0] if day in clicks_on else None,
            visitors=counted.get(day, nothing(day))[1] if day in clicks_on else None,
            shares=shares.get(day),
        )
        for day in days
    ]


async def _networks(programme: queries.Programme, when: queries.Period) -> list[ByNetwork]:
    posts, clicks = await programme.posts_by_network(), await programme.clicks_by_network()
    posts_shown, clicks_shown = policy.shown(posts, when.least), policy.shown(clicks, when.least)
    return [
        ByNetwork(network=network, posts=posts_shown.get(network), clicks=clicks_shown.get(network))
        for network in sorted(posts.keys() | {network for network, cell in clicks.items() if cell.value})
    ]


async def _waiting(programme: queries.Programme, when: queries.Period) -> Waiting:
    waiting = await programme.waiting()
    return Waiting(
        applications=waiting.applications,
        drafts=waiting.drafts,
        unknown_posts=waiting.unknown if waiting.people >= when.least else None,
    )
