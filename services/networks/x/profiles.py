"""Who a connection stands for on X, and what that lets it do."""

from dataclasses import replace
from typing import Any

from kernel.kit.egress import Egress
from kernel.kit.settings import XSettings
from networks.answers import read_address, read_count, read_part, read_text
from networks.drafts import Counts, Limits
from networks.errors import Kind, NetworkError
from networks.grants import Connection, Probe, Profile
from networks.rules import LIMITS
from networks.x.client import call
from networks.x.limits import LONG_TEXT, LONG_TEXT_FOLD, WITH_LONG_TEXT, caps_of

FIELDS = "id,name,username,profile_image_url,subscription_type,public_metrics"


async def fetch_own_user(egress: Egress, at: XSettings, connection: Connection) -> dict[str, Any]:
    """Read the account the token stands for."""
    said = await call(egress, at, connection, "GET", "/2/users/me", params=[("user.fields", FIELDS)])
    return read_part(said.get("data"))


async def look(egress: Egress, at: XSettings, connection: Connection) -> Probe:
    """Read who the connection stands for now, and how much its owner may write."""
    user = await fetch_own_user(egress, at, connection)
    limits = limits_of(user)
    return Probe(caps=caps_of(connection.scopes, limits), limits=limits, profile=profile_of(at, user, connection))


async def read_account(egress: Egress, at: XSettings, connection: Connection) -> Counts:
    """Read followers, followed and posts."""
    counts = read_part((await fetch_own_user(egress, at, connection)).get("public_metrics"))
    posts = read_count(counts.get("tweet_count"))
    return {
        "followers": read_count(counts.get("followers_count")),
        "following": read_count(counts.get("following_count")),
        "posts": read_count(counts.get("post_count")) if posts is None else posts,
    }


def subject_of(user: dict[str, Any]) -> str:
    """The account's id. Raises NetworkError where X does not say."""
    subject = read_text(user.get("id"), limit=100)
    if not subject or not subject.isdecimal():
        raise NetworkError(Kind.TRANSIENT, "X does not say who you are.")
    return subject


def profile_of(at: XSettings, user: dict[str, Any], connection: Connection) -> Profile:
    """How the account presents itself now."""
    username = read_text(user.get("username"), limit=50) or connection.handle.removeprefix("@")
    return Profile(
        handle=f"@{username}",
        display_name=read_text(user.get("name"), limit=200) or username,
        avatar=read_address(user.get("profile_image_url")),
        url=f"{at.web_url}/{username}",
    )


def limits_of(user: dict[str, Any]) -> Limits:
    """How much the account may write: who subscribes may write long texts, which others open to read on."""
    if user.get("subscription_type") in WITH_LONG_TEXT:
        return replace(LIMITS["x"], max_text=LONG_TEXT, fold=LONG_TEXT_FOLD)
    return LIMITS["x"]
