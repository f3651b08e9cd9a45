"""A person on the way to a network's consent page and back."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2

from callers import Client
from practice_network import Network

PAGE = "/you/profiles"


class Traveller:
    """Goes to the practice network."""

    def __init__(self, practice: Network) -> None:
        self.practice = practice
        self.instance = urlsplit(practice.url).netloc

    async def start(self, client: Client, **other: Any) -> str:
        """Where the network asks for consent."""
        wish = {"network": "mastodon", "instance": self.instance, "return_to": PAGE}
        answer = await client.post("/profiles/connect", json=wish | other)
        assert answer.status_code == 200, answer.text
        return answer.json()["authorize_url"]

    def consent(self, url: str, account: str = "mette", *, allow: bool = True) -> str:
        """Where the network sends the browser back to."""
        form = dict(parse_qsl(urlsplit(url).query)) | {"account": account, "decision": "allow" if allow else "deny"}
        return self.practice.http.post("/oauth/authorize", data=form).headers["location"]

    async def connect(self, client: Client, account: str = "mette") -> dict[str, Any]:
        """A connected profile, as the list shows it."""
        back = await client.get(self.consent(await self.start(client), account))
        number = outcome(back)["profile"]
        profiles = (await client.get("/profiles")).json()["items"]
        return next(profile for profile in profiles if profile["id"] == number)


def outcome(back: httpx2.Response) -> dict[str, str]:
    """The page that the browser ends on, and what it is told."""
    assert back.status_code == 303, back.text
    parts = urlsplit(back.headers["location"])
    assert (parts.scheme, parts.netloc) == ("", "")
    return {"page": parts.path} | dict(parse_qsl(parts.query))
