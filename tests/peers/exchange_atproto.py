"""Bluesky's adapter against the reference servers of the AT Protocol. Run by `make peers`."""

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import httpx2
import pytest

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from network_posts import MEDIA, PICTURE
from networks.bluesky.client import call
from networks.bluesky.network import Bluesky
from networks.bluesky.surroundings import Surroundings
from networks.contract import Found, NotFound, PostRef, Step
from networks.drafts import Card, Counts, Draft, State
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.grants import AppCredentials, Connection
from peers.servers import HERE, MAIN_PASSWORD, ROOT, Peers, account_wish, new_handle

RETURN = "http://127.0.0.1:27302/api/v1/profiles/return/bluesky/-"
DRAFT = Draft(
    "Reklame. Vi byggede en bro 👨‍👩‍👧‍👦 #Grøn https://nordlys.example/bro, tak @{handle}!",
    link="https://nordlys.example/l/Zx81kQ",
    card=Card("A bridge", "Over the fjord", PICTURE),
    language="da",
)


class Bench:
    """The adapter, and a new person at the reference server."""

    def __init__(self, peers: Peers) -> None:
        self.peers = peers
        self.egress = Egress(peers.loopback())
        self.network = Bluesky(Surroundings(peers.directory, peers.pds))
        self.http = httpx2.AsyncClient(base_url=f"{peers.pds}/xrpc/", timeout=30)
        self.handle = new_handle()
        self.main: dict[str, Any] = {}

    async def post(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.main['accessJwt']}"} if self.main else {}
        answer = await self.http.post(name, json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def open_account(self) -> None:
        self.main = await self.post("com.atproto.server.createAccount", account_wish(self.handle))

    async def sign_in(self) -> Connection:
        made = await self.post("com.atproto.server.createAppPassword", {"name": "Fortaler"})
        return await self.network.sign_in(self.egress, handle=f"@{self.handle}", password=made["password"])

    async def register(self) -> AppCredentials:
        website = RETURN.partition("/api")[0]
        return await self.network.register_app(
            self.egress, instance="", client_name="Fortaler", redirect_uri=RETURN, website=website
        )

    async def consent(self) -> tuple[AppCredentials, Connection]:
        """Through the server's own pages, in a browser."""
        app = await self.register()
        started = await self.network.authorize(self.egress, app, handle=self.handle)
        command = ["node", str(HERE / "consent.mjs"), started.url, MAIN_PASSWORD, RETURN]
        browser = await asyncio.create_subprocess_exec(*command, cwd=ROOT / "frontend", stdout=asyncio.subprocess.PIPE)
        said, _ = await browser.communicate()
        assert browser.returncode == 0
        callback = dict(parse_qsl(urlsplit(said.decode().strip()).query))
        return app, await self.network.complete(self.egress, app, started, callback)

    async def publish(self, connection: Connection, draft: Draft) -> tuple[PostRef | None, State]:
        rendered = self.network.render(draft, self.network.limits)
        state = self.network.start(rendered, key=str(uuid4()), at=now())
        post = None
        for step in self.network.plan(rendered):
            done = await self.run(step, connection, state)
            state, post = json.loads(json.dumps(done.state)), done.post
        return post, state

    async def run(self, step: Step, connection: Connection, state: State) -> Any:
        return await self.network.run(self.egress, step, connection, state, MEDIA)

    async def records(self) -> list[dict[str, Any]]:
        query = {"repo": self.handle, "collection": "app.bsky.feed.post"}
        return (await self.http.get("com.atproto.repo.listRecords", params=query)).json()["records"]


@pytest.fixture
async def bench(peers: Peers) -> AsyncGenerator[Bench]:
    made = Bench(peers)
    await made.open_account()
    yield made
    await made.http.aclose()


async def publish_and_replay(bench: Bench, connection: Connection) -> None:
    """A post appears as it was rendered; put again it stays one; 301 graphemes are refused."""
    draft = Draft(DRAFT.text.format(handle=bench.handle), DRAFT.link, DRAFT.card, language="da")
    post, state = await bench.publish(connection, draft)
    assert post is not None
    (record,) = await bench.records()
    assert record["uri"] == post.id
    assert record["value"]["text"] == draft.text
    kinds = [facet["features"][0]["$type"].rpartition("#")[2] for facet in record["value"]["facets"]]
    assert kinds == ["tag", "link", "mention"]
    assert record["value"]["embed"]["external"]["thumb"]["size"] == PICTURE.size
    assert isinstance(await bench.network.reconcile(bench.egress, connection, state, now=now()), Found)
    for _ in range(3):
        assert (await bench.run(Step("CREATE"), connection, state)).post == post
    assert await bench.records() == [record]
    with pytest.raises(NetworkError) as caught:
        await bench.publish(connection, Draft("ø" * 301))
    assert caught.value.kind is Kind.CONTENT
    assert (await bench.publish(connection, Draft("ø" * 300)))[0]
    await bench.network.delete(bench.egress, connection, post)
    await bench.network.delete(bench.egress, connection, post)
    gone = await bench.network.reconcile(bench.egress, connection, state, now=now())
    assert gone == NotFound(replayable=True)


async def kind_of(bench: Bench, connection: Connection) -> Kind | None:
    try:
        await bench.network.probe(bench.egress, connection)
    except NetworkError as error:
        return error.kind
    return None


async def test_an_app_password_publishes_and_renews(bench: Bench) -> None:
    with pytest.raises(ConsentRefused):
        await bench.network.sign_in(bench.egress, handle=bench.handle, password="aaaa-aaaa-aaaa-aaaa")
    connection = await bench.sign_in()
    await publish_and_replay(bench, connection)
    app = await bench.register()
    renewed = await bench.network.refresh(bench.egress, app, connection)
    assert renewed.refresh_token != connection.refresh_token
    assert await kind_of(bench, renewed) is None
    for _ in range(2):
        await bench.network.revoke(bench.egress, app, renewed)
    with pytest.raises(NetworkError) as caught:
        await bench.network.refresh(bench.egress, app, renewed)
    assert caught.value.kind is Kind.REAUTH


async def test_a_consent_on_the_servers_own_pages_publishes_with_no_more_rights_than_it_needs(bench: Bench) -> None:
    _, connection = await bench.consent()
    assert connection.scopes == ("atproto", "repo:app.bsky.feed.post", "blob:image/*")
    await publish_and_replay(bench, connection)
    body = {"repo": connection.subject, "collection": "app.bsky.feed.like", "record": dict[str, str]()}
    with pytest.raises(NetworkError) as caught:
        await call(
            bench.egress, Surroundings(bench.peers.directory, bench.peers.pds), connection,
            "POST", "com.atproto.repo.createRecord", json=body,
        )  # fmt: skip
    assert caught.value.kind is Kind.SCOPE


async def test_a_used_refresh_token_is_refused_and_a_revoked_session_is_over(bench: Bench) -> None:
    app, connection = await bench.consent()
    renewed = await bench.network.refresh(bench.egress, app, connection)
    assert await kind_of(bench, renewed) is None
    with pytest.raises(NetworkError) as caught:
        await bench.network.refresh(bench.egress, app, connection)
    assert (caught.value.kind, "replayed" in caught.value.excerpt) == (Kind.REAUTH, True)
    assert await kind_of(bench, renewed) is Kind.REAUTH
    app, connection = await bench.consent()
    for _ in range(2):
        await bench.network.revoke(bench.egress, app, connection)
    assert await kind_of(bench, connection) is Kind.REAUTH


async def test_the_public_view_counts_what_others_do(bench: Bench) -> None:
    connection = await bench.sign_in()
    post, _ = await bench.publish(connection, Draft("Count me"))
    assert post is not None
    (record,) = await bench.records()
    subject = {"uri": record["uri"], "cid": record["cid"]}
    like = {"$type": "app.bsky.feed.like", "subject": subject, "createdAt": now().isoformat()}
    await bench.post(
        "com.atproto.repo.createRecord",
        {"repo": connection.subject, "collection": "app.bsky.feed.like", "record": like},
    )
    viewer = Bluesky(Surroundings(bench.peers.directory, bench.peers.view))
    counts: Counts = {}
    for _ in range(60):
        readings = await viewer.fetch_post_metrics(bench.egress, connection, [post])
        counts = readings[post.id].counts if post.id in readings else {}
        if counts.get("likes"):
            break
        await asyncio.sleep(0.5)
    assert counts == {"likes": 1, "comments": 0, "reposts": 0, "quotes": 0, "saves": 0}
    assert (await viewer.fetch_account(bench.egress, connection))["posts"] == 1
