"""The demo's stories as they stand in stories.toml."""

import tomllib
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kernel.tables.stories import Topic


class TextOf(BaseModel):
    """One language of a story."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    title: str
    why: str
    body: str
    facts: list[str]
    angles: list[str]
    questions: list[str]
    captions: dict[str, str] = {}


class Told(BaseModel):
    """A story, when it was published, and what colleagues said of it in their own words."""

    model_config = ConfigDict(extra="forbid")
    key: str
    topic: Topic
    state: Literal["live", "draft"]
    days_ago: int
    pinned: bool = False
    must_know: bool = False
    alt: str
    url: str
    said: list[str] = []
    da: TextOf
    en: TextOf


def stories() -> list[Told]:
    """All of them, as written. Raises pydantic's ValidationError for a mistake in the file."""
    written = tomllib.loads((files("console.demo") / "stories.toml").read_text(encoding="utf-8"))
    return [Told.model_validate(story) for story in written["story"]]
