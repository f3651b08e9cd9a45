"""The rigs of all networks that we can post to, by key."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from facebook_rig import facebook_rig
from instagram_rig import instagram_rig
from linkedin_rig import linkedin_rig
from network_rigs import Rig, bluesky_rig, mastodon_rig
from threads_rig import threads_rig
from x_rig import x_rig

RIGS: dict[str, Callable[[pytest.FixtureRequest], AbstractContextManager[Rig]]] = {
    "mastodon": mastodon_rig,
    "bluesky": bluesky_rig,
    "x": x_rig,
    "linkedin": linkedin_rig("person"),
    "linkedin-counted": linkedin_rig("counted"),
    "linkedin-page": linkedin_rig("page"),
    "threads": threads_rig,
    "instagram": instagram_rig,
    "facebook": facebook_rig,
}
