"""The application with one more route: the feed as one would first write it, with the ORM and a response model."""

import sys
from pathlib import Path

from fastapi import FastAPI

from api.app import create_fastapi
from api.auth.actor import CurrentActor
from api.features.feed.schemas import Feed
from api.settings import ApiSettings
from api.web.transaction import Tx

sys.path.insert(0, str(Path(__file__).parent.parent))
from plain_feed import PlainFeed


async def read_plain_feed(session: Tx, actor: CurrentActor, limit: int = 24) -> Feed:
    """The first page."""
    return await PlainFeed(session, actor).read(limit)


def create_app() -> FastAPI:
    """Both feeds in one process, neither guarded."""
    app = create_fastapi(ApiSettings.from_environment())
    app.add_api_route("/api/v1/plain-feed", read_plain_feed)
    return app
