"""Stories as a curator sends them."""

from typing import Any

from callers import Client
from worlds import Place


def words(language: str = "da", **other: Any) -> dict[str, Any]:
    """One language's text."""
    return {
        "language": language,
        "title": "Ny ovn",
        "why": "Den bruger en tredjedel mindre strøm.",
        "body": "",
        "facts": ["34 % mindre strøm"],
        "angles": [],
        "questions": ["Hvad gjorde du, da den blev tændt?"],
        "captions": {"linkedin": "Vi har fået en ny ovn."},
    } | other


def draft(**other: Any) -> dict[str, Any]:
    """A whole story."""
    everyone: dict[str, list[str]] = {"tags": [], "languages": []}
    return {
        "topic": "projects",
        "language": "da",
        "url": "https://nordlys.example/ovn",
        "texts": [words()],
        "asset_id": None,
        "audience": everyone,
        "pinned": False,
        "must_know": False,
    } | other


async def create(client: Client, place: Place, **other: Any) -> dict[str, Any]:
    """A new draft, as answered."""
    answer = await client.post(f"/programmes/{place.programme.id}/stories", json=draft(**other))
    assert answer.status_code == 201, answer.text
    return answer.json()
