"""Somebody with something to share: what the composer sends, and the rows it needs."""

from typing import Any
from uuid import UUID, uuid4

import httpx2
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_asset, make_profile, make_story, make_story_text
from callers import Client
from kernel.kit.db import transaction_on
from kernel.tables.profiles import Profile
from kernel.tables.stories import Story
from networks.registry import API_NETWORKS, ASSISTED
from networks.stored import to_json
from worlds import Place

CAPTION = "Vores nye ovn bruger en tredjedel mindre strøm, og det er jeg glad for at kunne fortælle om."
WORDS = "Jeg har selv været med til at køre den ind. Sikke en forskel!"


async def add_profile(
    engine: AsyncEngine, place: Place, network: str = "mastodon", role: str = "ambassador", **other: Any
) -> Profile:
    """A profile with what its network offers by hand; connected where there is no such way."""
    adapter = ASSISTED.get(network) or API_NETWORKS[network]
    fields: dict[str, Any] = {
        "network": network,
        "state": "connected" if adapter.caps.mode == "api" else "declared",
        "instance": "norden.example" if network == "mastodon" else "",
        "capabilities": to_json(adapter.caps),
        "limits": to_json(adapter.limits),
    }
    async with transaction_on(engine) as session:
        return await make_profile(session, place.organisation_id, place.people[role], **fields | other)


async def add_story(engine: AsyncEngine, place: Place, **other: Any) -> Story:
    """A live story in two languages, with an address, a picture and a suggestion."""
    async with transaction_on(engine) as session:
        asset = await make_asset(session, place.programme)
        fields: dict[str, Any] = {"url": "https://nordlys.example/ovn", "asset_id": asset.id}
        story = await make_story(session, place.programme, **fields | other)
        await make_story_text(session, story, language="en", title="A new furnace", captions={"x": CAPTION})
        return story


def of_story(story: Story, alt: str = "Et vindue set fra gaden") -> dict[str, str]:
    """The story's picture, as it is chosen for a share."""
    return {"asset_id": str(story.asset_id), "alt": alt}


class Sharer:
    """A person in the composer."""

    def __init__(self, client: Client, place: Place) -> None:
        self.client, self.place = client, place

    def wish(self, *profiles: Profile, story: Story | None = None, text: str = WORDS, **other: Any) -> dict[str, Any]:
        """What is sent to be checked."""
        posts: list[dict[str, Any]] = [{"profile_id": str(profile.id), "text": text} for profile in profiles]
        return {
            "programme_id": str(self.place.programme.id),
            "story_id": str(story.id) if story else None,
            "language": "da",
            "posts": posts,
            "with_link": True,
            **other,
        }

    async def check(self, *profiles: Profile, **other: Any) -> list[dict[str, Any]]:
        """The check of every post."""
        answer = await self.client.post("/shares/check", json=self.wish(*profiles, **other))
        assert answer.status_code == 200, answer.text
        return answer.json()["posts"]

    async def confirmed(self, *profiles: Profile, when: dict[str, Any] | None = None, **other: Any) -> dict[str, Any]:
        """What is sent to be shared, once it was seen."""
        wish, checks = self.wish(*profiles, **other), await self.check(*profiles, **other)
        for post, check in zip(wish["posts"], checks, strict=True):
            post["shown"] = check["shown"]
        return wish | {"when": when or {"kind": "now"}, "confirmed": True}

    async def send(self, body: dict[str, Any], key: str | None = None) -> httpx2.Response:
        """Share it."""
        return await self.client.post("/shares", json=body, headers={"Idempotency-Key": key or str(uuid4())})

    async def share(self, *profiles: Profile, **other: Any) -> dict[str, Any]:
        """Check and share; the share as it is answered."""
        answer = await self.send(await self.confirmed(*profiles, **other))
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def look(self, share_id: str | UUID) -> dict[str, Any]:
        """The share now."""
        return (await self.client.get(f"/shares/{share_id}")).json()
