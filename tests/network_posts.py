"""A profile connected and a post on its way, as api and publisher do it: everything they store goes through JSON."""

import json
from dataclasses import replace
from uuid import uuid4

from network_rigs import NEEDS_PICTURES, REDIRECT, Rig
from networks.contract import Done, Found, HasPages, Media, NotFound, Poll, PostRef, Step, Unknown
from networks.drafts import Draft, Picture, State
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, AuthStart, Connection
from networks.stored import from_json, to_json
from practice_network import picture_of

LINK = "http://127.0.0.1:8080/l/Zx81kQ"
DRAFT = Draft("Reklame. We built a bridge.", link=LINK, language="en")
BYTES = picture_of("JPEG")
PICTURE = Picture("asset-1", "image/jpeg", len(BYTES), alt="A bridge over a fjord", width=64, height=48)


class OnePicture:
    """The pictures of an installation that has one, and nobody outside who could fetch it."""

    async def read(self, ref: str) -> bytes:
        assert ref == PICTURE.ref
        return BYTES

    def address(self, ref: str, media_type: str) -> str:
        raise NetworkError(Kind.MEDIA, f"nobody can fetch {ref} as {media_type}")


MEDIA = OnePicture()


async def begin(rig: Rig) -> tuple[AppCredentials, AuthStart]:
    app = rig.app or await rig.network.register_app(
        rig.egress,
        instance=rig.instance,
        client_name="Fortaler",
        redirect_uri=REDIRECT,
        website="https://fortaler.example",
    )
    stored = from_json(AppCredentials, json.loads(json.dumps(to_json(app))))
    return stored, await rig.network.authorize(rig.egress, stored, handle=rig.handle)


async def connect(rig: Rig) -> tuple[AppCredentials, Connection]:
    app, started = await begin(rig)
    started = from_json(AuthStart, json.loads(json.dumps(to_json(started))))
    connection = await rig.network.complete(rig.egress, app, started, rig.consent(started.url))
    if rig.page:
        assert isinstance(rig.network, HasPages)
        connection, *_ = await rig.network.list_pages(rig.egress, app, connection)
    return app, from_json(Connection, json.loads(json.dumps(to_json(connection))))


def fitted(rig: Rig, draft: Draft) -> Draft:
    """The draft, with a picture where the network takes nothing without one."""
    return replace(draft, pictures=draft.pictures or (PICTURE,)) if rig.network.key in NEEDS_PICTURES else draft


class Post:
    """A post on its way, as the publisher keeps it: a plan, a position, and a state that goes through JSON."""

    def __init__(self, rig: Rig, connection: Connection, draft: Draft = DRAFT) -> None:
        self.rig, self.connection = rig, connection
        self.media: Media = rig.media or MEDIA
        self.rendered = rig.network.render(fitted(rig, draft), rig.network.limits)
        self.plan = rig.network.plan(self.rendered)
        self.state: State = rig.network.start(self.rendered, key=str(uuid4()), at=rig.now)
        self.ready = set[Step]()
        self.polls = 0

    async def run(self, kind: str | None = None) -> PostRef | None:
        """Run the whole plan, or the steps of one kind; before a create also what was never made ready for it."""
        post = None
        for step in self.plan:
            while kind in (None, step.kind) or (kind == "CREATE" and step not in self.ready):
                result = await self.rig.network.run(self.rig.egress, step, self.connection, self.state, self.media)
                self.state = json.loads(json.dumps(result.state))
                if isinstance(result, Done):
                    self.ready.add(step)
                    post = result.post or post
                    break
                assert isinstance(result, Poll)
                self.polls += 1
                self.rig.pass_time(result.after)
        return post

    async def reconcile(self) -> Found | NotFound | Unknown:
        return await self.rig.network.reconcile(self.rig.egress, self.connection, self.state, now=self.rig.now)
