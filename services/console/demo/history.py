"""What has happened in the demo: shares over 28 days, the clicks on them, and what a network said of them.

Much the same in every installation. The figures by day are the metrics worker's, from the raw clicks, as always.
"""

import os
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.features.links.service import address_of, new_code
from api.features.shares.service import STATEMENT
from console.demo.cast import PARTS, Cast, Part
from console.demo.words import Told
from kernel.kit.clock import now
from kernel.tables.links import DirtyDay, Link, click
from kernel.tables.profiles import Profile
from kernel.tables.readings import PostReading, ProfileReading
from kernel.tables.shares import Attempt, Consent, Post, Share
from kernel.tables.stories import Story, StorySeen
from networks.drafts import Caps, Draft, Rendered
from networks.registry import API_NETWORKS, ASSISTED, network_for
from networks.stored import digest, from_json, to_json

SERVER = "norden.example"
CLICKS = {"linkedin": (6, 26), "facebook": (4, 15), "mastodon": (2, 9)}
"""How many people follow a link from there, at least and at most."""
AGES = (timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""When a post's counts were read."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Writes the history; `dice` always fall the same."""

    session: AsyncSession
    cast: Cast
    public_url: str
    at: datetime
    dice: random.Random

    async def add(self, *rows: Any) -> None:
        """Write rows, in this order."""
        for row in rows:
            self.session.add(row)
            await self.session.flush()


def id_at(at: datetime) -> UUID:
    """An id that sorts as if it had been made at that time."""
    return uuid_utils.compat.uuid7(nanoseconds=int(at.timestamp() * 1_000_000_000))


async def add_history(
    session: AsyncSession, cast: Cast, public_url: str, told: Iterable[tuple[Told, Story]], at: datetime
) -> None:
    """Let colleagues share what is live, each on a profile of theirs, and people follow the links."""
    teller = Teller(session, cast, public_url, at, random.Random("Nordlys"))  # noqa: S311  (dice of a story, no secret)
    profiles = {part.key: await _add_profile(teller, part) for part in PARTS if part.network}
    clicks: list[dict[str, Any]] = []
    for words, story in told:
        if words.state == "live":
            for part, said, when in _who_shares(teller, words):
                await _add_seen(teller, part, story, when)
                clicks += await _add_share(teller, part, profiles[part.key], words, story, said, when)
    await session.execute(insert(click), clicks)
    days = {one["at"].date() for one in clicks}
    await teller.add(
        *(DirtyDay(organisation_id=cast.organisation_id, day=day, marked_at=now()) for day in sorted(days))
    )


def _who_shares(teller: Teller, words: Told) -> Iterator[tuple[Part, str, datetime]]:
    """Who shares this story, in which words, and when: most on the first days, none before they joined."""
    number = 0
    for part in PARTS:
        if not part.network or teller.dice.random() >= part.shares:
            continue
        hours = min(teller.dice.expovariate(1 / 40), words.days_ago * 24 - 5) + teller.dice.uniform(1, 4)
        when = teller.at - timedelta(days=words.days_ago) + timedelta(hours=hours)
        if when > teller.at - timedelta(days=part.joined):
            yield part, words.said[number % len(words.said)], when
            number += 1


async def _add_profile(teller: Teller, part: Part) -> Profile:
    """The profile that somebody shares on: noted where one shares by hand, else as if it were connected."""
    network = part.network
    by_api = network == "mastodon"
    adapter = API_NETWORKS[network] if by_api else ASSISTED[network]
    person, joined = teller.cast.ambassadors[part.key], teller.at - timedelta(days=part.joined)
    profile = Profile(
        organisation_id=teller.cast.organisation_id,
        id=id_at(joined),
        person_id=person.person_id,
        network=network,
        instance=SERVER if by_api else "",
        service=f"https://{SERVER}" if by_api else None,
        external_id=part.key if by_api else "",
        handle=f"{part.key}@{SERVER}" if by_api else "",
        display_name=part.name,
        state="connected" if by_api else "declared",
        capabilities=to_json(adapter.caps),
        limits=to_json(adapter.limits),
        created_at=joined,
    )
    await teller.add(profile)
    followers = teller.dice.randint(60, 400)
    for days in (28, 21, 14, 7, 0) if by_api else ():
        followers += teller.dice.randint(0, 9)
        await teller.add(
            ProfileReading(
                organisation_id=profile.organisation_id,
                profile_id=profile.id,
                metric="followers",
                value=followers,
                source="network",
                as_of=teller.at - timedelta(days=days, hours=1),
                definition="followers-1",
            )
        )
    return profile


async def _add_seen(teller: Teller, part: Part, story: Story, when: datetime) -> None:
    seen = when - timedelta(minutes=teller.dice.randint(2, 300))
    ambassador = teller.cast.ambassadors[part.key]
    await teller.add(
        StorySeen(organisation_id=story.organisation_id, ambassador_id=ambassador.id, story_id=story.id, at=seen)
    )


async def _add_share(
    teller: Teller, part: Part, profile: Profile, words: Told, story: Story, said: str, when: datetime
) -> list[dict[str, Any]]:
    """A share with its consent, post and link; returns the clicks on it."""
    code, adapter = new_code(), network_for(profile.network, from_json(Caps, profile.capabilities))
    text = f"{said}\n\n{teller.cast.programme.disclosure['da']}"
    draft = Draft(text=text, link=address_of(teller.public_url, code), language="da")
    rendered = adapter.render(draft, adapter.limits)
    consent, share = _share_of(teller, part, profile, story, rendered, when)
    post = _post_of(share, profile, rendered, when)
    await teller.add(consent, share, post)
    if post.mode == "api":
        await _add_confirmation(teller, consent, post)
    link = Link(
        organisation_id=share.organisation_id,
        id=id_at(when),
        code=code,
        destination=words.url,
        programme_id=share.programme_id,
        ambassador_id=share.ambassador_id,
        story_id=story.id,
        post_id=post.id,
        network=profile.network,
        created_at=when,
    )
    await teller.add(link)
    return list(_clicks(teller, link, when))


def _share_of(
    teller: Teller, part: Part, profile: Profile, story: Story, rendered: Rendered, when: datetime
) -> tuple[Consent, Share]:
    ambassador = teller.cast.ambassadors[part.key]
    consent = Consent(
        organisation_id=ambassador.organisation_id,
        id=id_at(when),
        person_id=ambassador.person_id,
        statement=STATEMENT,
        shown={str(profile.id): digest(to_json(rendered))},
        given_at=when,
        created_at=when,
    )
    share = Share(
        organisation_id=ambassador.organisation_id,
        id=id_at(when),
        programme_id=ambassador.programme_id,
        ambassador_id=ambassador.id,
        story_id=story.id,
        consent_id=consent.id,
        language="da",
        created_at=when,
    )
    return consent, share


def _post_of(share: Share, profile: Profile, rendered: Rendered, when: datetime) -> Post:
    payload, by_api = to_json(rendered), profile.state == "connected"
    return Post(
        organisation_id=share.organisation_id,
        id=id_at(when),
        share_id=share.id,
        profile_id=profile.id,
        network=profile.network,
        mode="api" if by_api else "assisted",
        state="published" if by_api else "declared",
        text=rendered.text,
        payload=payload,
        payload_hash=bytes.fromhex(digest(payload)),
        due_at=when,
        turn_at=when,
        evidence="confirmed" if by_api else "declared",
        published_at=when + timedelta(seconds=12),
        created_at=when,
    )


async def _add_confirmation(teller: Teller, consent: Consent, post: Post) -> None:
    """What the network said: that the post is there, and how it was received."""
    assert post.published_at is not None
    post.external_id = str(teller.dice.randrange(10**17, 10**18))
    post.external_url = f"https://{SERVER}/@{post.profile_id.hex[-6:]}/{post.external_id}"
    attempt = Attempt(
        organisation_id=post.organisation_id,
        post_id=post.id,
        number=1,
        epoch=1,
        consent_id=consent.id,
        payload_hash=post.payload_hash,
        started_at=post.published_at - timedelta(seconds=1),
        finished_at=post.published_at,
        outcome="published",
    )
    await teller.add(attempt)
    counts = {"likes": 0, "reposts": 0, "comments": 0}
    for age in AGES:
        if post.published_at + age > teller.at:
            break
        for metric, most in (("likes", 7), ("reposts", 3), ("comments", 2)):
            counts[metric] += teller.dice.randint(0, most)
            await teller.add(
                PostReading(
                    organisation_id=post.organisation_id,
                    post_id=post.id,
                    metric=metric,
                    value=counts[metric],
                    source="network",
                    as_of=post.published_at + age,
                    definition=f"{metric}-1",
                )
            )


def _clicks(teller: Teller, link: Link, when: datetime) -> Iterator[dict[str, Any]]:
    """Who followed the link: most within a day, some twice; previewers and other machines beside them."""
    dice = teller.dice
    for _ in range(dice.randint(*CLICKS[link.network])):
        person = {"visitor": os.urandom(16), "kind": "human"}
        person["referrer"] = dice.choices(["network", "none", "other"], [6, 3, 1])[0]
        person["device"] = dice.choices(["phone", "computer", "tablet"], [12, 7, 1])[0]
        moment = when + timedelta(hours=min(dice.expovariate(1 / 22), 24 * 9), minutes=4)
        for _ in range(dice.choices([1, 2], [9, 1])[0]):
            yield {"organisation_id": link.organisation_id, "link_id": link.id, "at": min(moment, teller.at), **person}
    for kind, most in (("preview", 3), ("bot", 2)):
        for _ in range(dice.randint(0, most)):
            yield {
                "organisation_id": link.organisation_id,
                "link_id": link.id,
                "at": when + timedelta(seconds=dice.randint(2, 600)),
                "kind": kind,
                "referrer": "none",
                "device": "other",
                "visitor": None,
            }
