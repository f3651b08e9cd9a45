"""The feed, which Postgres writes, against the same thing written with the ORM, over many invented programmes."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from api.auth.actor import load_actor
from api.features.feed.schemas import Feed, FeedItem
from builders import (
    make_ambassador,
    make_asset,
    make_post,
    make_profile,
    make_seen,
    make_share,
    make_story,
    make_story_text,
)
from callers import Api
from kernel.kit.clock import now
from kernel.kit.db import be, transaction_on
from kernel.lifecycles.posts import posts
from kernel.lifecycles.stories import stories
from kernel.tables.ambassadors import Ambassador
from kernel.tables.people import Person
from plain_feed import PlainFeed
from worlds import Place, make_member

TAGS = ("Smedjen", "Kontor", "Nathold")
LANGUAGES = ("da", "en")


def some(dice: random.Random, words: tuple[str, ...]) -> list[str]:
    return [word for word in words if dice.random() < 0.3]


async def invent(session: AsyncSession, place: Place, dice: random.Random) -> None:
    """Stories of every sort, and eight people who share some of them."""
    for _ in range(8):
        await make_member(session, place, "ambassador")
        place.ambassadors["ambassador"].tags = some(dice, TAGS)
        place.ambassadors["ambassador"].languages = some(dice, LANGUAGES)
        session.add(place.ambassadors["ambassador"])
    people = list(await session.scalars(select(Ambassador).where(col(Ambassador.programme_id) == place.programme.id)))
    for _ in range(14):
        language, at = dice.choice(LANGUAGES), now() - timedelta(hours=dice.randrange(100))
        story = await make_story(
            session,
            place.programme,
            language=language,
            state=dice.choice([*sorted(stories.states), *["live"] * 8]),
            publish_at=at,
            expires_at=dice.choice([None, now() + timedelta(days=1), now() - timedelta(days=1)]),
            pinned=dice.random() < 0.2,
            must_know=dice.random() < 0.2,
            audience_tags=some(dice, TAGS) if dice.random() < 0.4 else [],
            audience_languages=some(dice, LANGUAGES) if dice.random() < 0.4 else [],
            asset_id=(await make_asset(session, place.programme)).id if dice.random() < 0.5 else None,
        )
        if dice.random() < 0.5:
            other = "en" if language == "da" else "da"
            body = "Æ" * dice.randrange(4000)
            await make_story_text(session, story, language=other, body=body, angles=["a" * dice.randrange(900)])
        for who in people:
            if dice.random() < 0.6:
                person = await session.get_one(Person, who.person_id)
                profile = await make_profile(session, place.organisation_id, person)
                share = await make_share(session, who, story)
                await make_post(
                    session, share, profile, state=dice.choice([*sorted(posts.states), *["published"] * 30])
                )
            if dice.random() < 0.3:
                await make_seen(session, story, who)


@pytest.mark.parametrize("seed", range(2))
async def test_it_answers_what_the_orm_would(
    owner_engine: AsyncEngine, app_engine: AsyncEngine, api: Api, nord: Place, nord_two: Place, syd: Place, seed: int
) -> None:
    dice = random.Random(seed)
    async with transaction_on(owner_engine) as session:
        await make_ambassador(session, nord_two.programme, nord.people["ambassador"], languages=["en"])
        reader = nord.people["ambassador"]
        reader.locale = dice.choice(LANGUAGES)
        session.add(reader)
        for place in (nord, nord_two, syd):
            await invent(session, place, dice)
        everyone = list(
            await session.scalars(
                select(Person).join(Ambassador).where(col(Ambassador.organisation_id) == nord.organisation_id)
            )
        )
    compared: list[FeedItem] = []
    for person in {person.id: person for person in [reader, *everyone]}.values():
        client = await api.sign_in(person, nord.organisation_id)
        given = Feed.model_validate_json((await client.get("/feed", params={"limit": 200})).text)
        async with transaction_on(app_engine) as session:
            await be(session, person.id)
            actor = await load_actor(session, person.id, nord.organisation_id, uuid4())
            assert actor is not None
            expected = await PlainFeed(session, actor).read(200)
        assert given == expected
        compared += given.items
    assert any(item.shared_by for item in compared)
    assert any(item.my_posts for item in compared)
