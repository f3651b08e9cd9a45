"""Many share one story: on X no two of them say the same, whatever they try. AMBASSADORS=500 is the whole of it."""

import asyncio
import os
import random
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import select

from api.auth.actor import Actor, load_actor
from api.features.shares.errors import TextRefused
from api.features.shares.schemas import NewShare, ShareCheck
from api.features.shares.service import check_share, create_share
from builders import make_ambassador, make_person
from callers import Api
from kernel.kit.db import be, transaction_on
from kernel.kit.ids import new_id
from kernel.tables.people import Person
from kernel.tables.profiles import Profile
from kernel.tables.shares import Post
from kernel.tables.stories import Story
from networks.likeness import words_of
from networks.text import LINK
from sharers import CAPTION, add_profile, add_story
from worlds import Place

AMBASSADORS = int(os.environ.get("AMBASSADORS", "40"))
AT_ONCE = 8
WORDS = (
    "ovn glas vindue nat vagt kaffe kollega støv varme strøm regning måler morgen skift handsker vand larm stille lys mester"
    " lærling elleve år håb tvivl smil kage port hal truck sand slibe skære løfte vente måle tælle lære lytte huske savne"
)
SAID = (
    "Sikke en dag i hallen: ovnen er tændt, og den bruger en tredjedel mindre strøm.",
    "Sikke en dag i hallen! Ovnen er tændt 🔥 og den bruger en tredjedel mindre strøm",
    "Endelig er ovnen tændt i hallen, og den bruger en tredjedel mindre strøm end før.",
)


@dataclass
class Crowd:
    """Everybody, and what they were told."""

    api: Api
    place: Place
    engine: AsyncEngine
    story: Story
    told: Counter[str] = field(default_factory=Counter[str])

    async def share(self, person: Person, profiles: list[Profile], tries: list[str]) -> None:
        """Try one text after another, as somebody in a hurry does, until one goes out on X."""
        for words in tries:
            wish = self.wish(profiles, words)
            async with transaction_on(self.engine) as session:
                actor = await self.enter(session, person)
                checks = (await check_share(session, actor, self.tools, wish=ShareCheck(**wish))).posts
            on_x, elsewhere = ({issue.type for issue in check.issues} for check in checks)
            self.told["elsewhere warned"] += "near-copy" in elsewhere
            if on_x & {"near-copy", "caption-unedited"}:
                self.told["on X refused at the check"] += 1
                continue
            for post, check in zip(wish["posts"], checks, strict=True):
                post["shown"] = check.shown
            try:
                async with transaction_on(self.engine) as session:
                    actor = await self.enter(session, person)
                    confirmed = NewShare(**wish, when={"kind": "now"}, confirmed=True)  # pyright: ignore[reportArgumentType]
                    await create_share(session, actor, self.tools, wish=confirmed)
            except TextRefused:
                self.told["on X refused at the last moment"] += 1
            else:
                return
        pytest.fail("nothing of it went out")

    @property
    def tools(self) -> Any:
        return self.api.fastapi.state.tools

    async def enter(self, session: AsyncSession, person: Person) -> Actor:
        session.info["wake"] = self.api.fastapi.state.waker.wake
        await be(session, person.id)
        actor = await load_actor(session, person.id, self.place.organisation_id, new_id())
        assert actor is not None
        return actor

    def wish(self, profiles: list[Profile], words: str) -> dict[str, Any]:
        return {
            "programme_id": self.place.programme.id, "story_id": self.story.id, "language": "da", "with_link": True,
            "posts": [{"profile_id": profile.id, "text": words} for profile in profiles],
        }  # fmt: skip


async def make_crowd(engine: AsyncEngine, place: Place) -> list[tuple[Person, list[Profile]]]:
    made: list[tuple[Person, list[Profile]]] = []
    for number in range(AMBASSADORS):
        async with transaction_on(engine) as session:
            person = place.people[str(number)] = await make_person(session)
            await make_ambassador(session, place.programme, person)
        made.append((person, [await add_profile(engine, place, name, role=str(number)) for name in ("x", "mastodon")]))
    return made


async def test_no_two_of_many_say_the_same_on_x(
    api: Api, nord: Place, owner_engine: AsyncEngine, app_engine: AsyncEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, crowd = random.Random(7), Crowd(api, nord, app_engine, await add_story(owner_engine, nord))
    people, gate = await make_crowd(owner_engine, nord), asyncio.Semaphore(AT_ONCE)
    own = (" ".join(chance.sample(WORDS.split(), 14)) for _ in count())

    async def one(person: Person, profiles: list[Profile]) -> None:
        async with gate:
            await crowd.share(person, profiles, [CAPTION, *chance.sample(SAID, 2), next(own), next(own)])

    await asyncio.gather(*(one(person, profiles) for person, profiles in people))
    async with transaction_on(owner_engine) as session:
        texts = list(await session.scalars(select(Post.text).where(Post.network == "x")))
    normalised = Counter(tuple(words_of(LINK.sub("", words))) for words in texts)
    assert len(texts) == AMBASSADORS
    assert [words for words, many in normalised.items() if many > 1] == []
    assert crowd.told["on X refused at the check"] >= AMBASSADORS
    with capsys.disabled():
        print(f"\n{AMBASSADORS} ambassadors, one story, 0 equal texts on X; told:", dict(crowd.told))  # noqa: T201
