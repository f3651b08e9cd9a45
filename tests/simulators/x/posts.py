"""Posts: making one, refusing the same words again, reading and deleting. There is no key that makes a second try safe."""

import json
import secrets
from datetime import datetime, timedelta
from html import escape
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.common.lies import lied_about
from simulators.x import text
from simulators.x.callers import for_people
from simulators.x.errors import PROBLEMS, Refusal, Words, forbidden, invalid, missing, unseen
from simulators.x.world import MEDIA_LIFE, POST, POST_WITH_LINK, Account, Medium, Post, World

FIELDS = {"text", "media", "reply_settings", "made_with_ai", "paid_partnership"}
MOST_MEDIA, MOST_IDS = 4, 100
SMALLEST_PAGE, LARGEST_PAGE = 5, 100
PRIVATE_FOR = timedelta(days=30)
PUBLIC = ("impression_count", "like_count", "reply_count", "retweet_count", "quote_count", "bookmark_count")
PRIVATE = ("impression_count", "url_link_clicks", "user_profile_clicks", "engagements")
KNOWN_FIELDS = {
    "created_at",
    "entities",
    "note_tweet",
    "public_metrics",
    "non_public_metrics",
    "organic_metrics",
    "id",
    "text",
}
LONG = {"Premium", "PremiumPlus"}
LONGEST = 25_000


async def create(request: Request, world: World, account: Account) -> Response:
    body = _body(await request.body())

    async def store() -> Response:
        return _store(world, account, body)

    return await lied_about(world.door, account.username, Words(world), store)


async def delete(request: Request, world: World, account: Account) -> Response:
    post = world.posts.get(request.path_params["id"])
    if post is None:
        body = {"title": "Not Found Error", "detail": "Could not find it.", "type": f"{PROBLEMS}resource-not-found"}
        raise Refusal(404, body)
    if post.author is not account:
        raise forbidden("You are not authorized to delete this Tweet.")
    del world.posts[post.id]
    _note(world, "delete", post)
    return JSONResponse({"data": {"deleted": True}})


async def look_up(request: Request, world: World, account: Account) -> Response:
    """Posts by their ids: those there are, and beside them an error for each that is not, or may not be seen so."""
    ids = request.query_params.get("ids", "").split(",")
    fields = _fields(request)
    if not 0 < len(ids) <= MOST_IDS or not all(part.isdecimal() for part in ids):
        raise invalid(f"The number of values in the `ids` query parameter list [{len(ids)}] is not between 1 and 100")
    data, errors = list[dict[str, Any]](), list[dict[str, Any]]()
    for post_id in ids:
        post = world.posts.get(post_id)
        hidden = fields & {"non_public_metrics", "organic_metrics"}
        if post is None:
            errors.append(missing(post_id))
        elif hidden and (post.author is not account or post.at + PRIVATE_FOR < world.clock()):
            errors.append(unseen(post_id, f"{min(hidden)}.impression_count"))
        else:
            world.charge_read(post_id)
            data.append(shown(post, fields))
    return JSONResponse(({"data": data} if data else {}) | ({"errors": errors} if errors else {}))


async def timeline(request: Request, world: World, account: Account) -> Response:
    """A person's posts, the newest first; new ones are left out for as long as the view lags."""
    query, fields = request.query_params, _fields(request)
    size, start = query.get("max_results", "10"), query.get("start_time")
    if request.path_params["id"] != account.id:
        raise forbidden("Only one's own posts are simulated.")
    if not size.isdecimal() or not SMALLEST_PAGE <= int(size) <= LARGEST_PAGE:
        raise invalid(f"The `max_results` query parameter value [{size}] is not between 5 and 100", max_results=[size])
    if set(query) - {"max_results", "start_time", "exclude", "tweet.fields", "pagination_token"}:
        raise invalid("A query parameter is not known")
    since = datetime.fromisoformat(start) if start and start.endswith("Z") else None
    if start and since is None:
        raise invalid("start_time is no RFC 3339 time", start_time=[start])
    seen = [
        post
        for post in world.standing(account.id)
        if post.at + world.view_lag <= world.clock() and (since is None or post.at >= since)
    ]
    first = int(query.get("pagination_token", "page-0").removeprefix("page-"))
    page = seen[first : first + int(size)]
    for post in page:
        world.charge_read(post.id)
    meta: dict[str, Any] = {"result_count": len(page)}
    if len(seen) > first + len(page):
        meta["next_token"] = f"page-{first + len(page)}"
    return JSONResponse(({"data": [shown(post, fields) for post in page]} if page else {}) | {"meta": meta})


def shown(post: Post, fields: set[str]) -> dict[str, Any]:
    """A post as X gives it: escaped, links shortened, pictures' links added, a long text cut."""
    words, urls = post.text, list[dict[str, Any]]()
    for short, link in post.urls.items():
        words = words.replace(link, short, 1)
        whole = link if link.lower().startswith("http") else f"http://{link}"
        urls.append({"url": short, "expanded_url": whole, "display_url": link[:25]})
    words = escape(words, quote=False)
    entities = {"entities": {"urls": urls}} if urls else {}
    body: dict[str, Any] = {"id": post.id, "edit_history_tweet_ids": [post.id]}
    if text.weigh(post.text) > text.HEAVIEST:
        body |= {"text": f"{words[:270]}… {_short()}"}
        if "note_tweet" in fields:
            body["note_tweet"] = {"text": words} | entities
    else:
        for medium in post.media:
            short = _short()
            words = f"{words} {short}".strip()
            at = f"https://x.com/{post.author.username}/status/{post.id}/photo/1"
            urls.append({"url": short, "expanded_url": at, "media_key": f"3_{medium.id}"})
        entities = {"entities": {"urls": urls}} if urls else {}
        body |= {"text": words} | (entities if "entities" in fields else {})
    if "created_at" in fields:
        body["created_at"] = post.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if "public_metrics" in fields:
        body["public_metrics"] = {name: post.public[name] for name in PUBLIC}
    if "non_public_metrics" in fields:
        body["non_public_metrics"] = {name: post.private[name] for name in PRIVATE if post.urls or "url" not in name}
    return body


def _body(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except ValueError:
        raise invalid("Request body is not valid JSON") from None
    if not isinstance(body, dict):
        raise invalid("Request body is not valid JSON")
    fields = cast("dict[str, Any]", body)
    for name in set(fields) - FIELDS:
        raise invalid(f"The field [{name}] is not one of [{', '.join(sorted(FIELDS))}]")
    if not isinstance(fields.get("text", ""), str) or not isinstance(fields.get("paid_partnership", False), bool):
        raise invalid("A field is not of its type")
    return fields


def _store(world: World, account: Account, body: dict[str, Any]) -> Response:
    words, media = body.get("text", ""), _media(world, account, body)
    if not words and not media:
        raise invalid("At least one of text, media is required.")
    if text.weigh(words) > (LONGEST if account.subscription in LONG else text.HEAVIEST):
        raise invalid(
            "Your Tweet text is too long. For more information on how Twitter determines text length see the docs."
        )
    if text.cashtags_in(words) > 1:
        raise forbidden("You may not post more than one cashtag.")
    if any(text.same(post.text, words) for post in world.standing(account.id)):
        raise forbidden("You are not allowed to create a Tweet with duplicate content.")
    urls = {_short(): link for link in text.links_in(words)}
    post = Post(world.next_id(), account, words, world.clock(), urls, media, body.get("paid_partnership", False))
    world.posts[post.id] = post
    world.charge("post", POST_WITH_LINK if urls else POST)
    _note(world, "create", post)
    return JSONResponse(
        {"data": {"id": post.id, "text": shown(post, set())["text"], "edit_history_tweet_ids": [post.id]}}, 201
    )


def _media(world: World, account: Account, body: dict[str, Any]) -> tuple[Medium, ...]:
    given = cast("dict[str, Any]", body.get("media", {}))
    if set(given) - {"media_ids", "tagged_user_ids"}:
        raise invalid("The field [media] is not valid")
    ids = [str(part) for part in given.get("media_ids", [])]
    if "media" in body and not 1 <= len(ids) <= MOST_MEDIA:
        raise invalid("A Tweet takes 1 to 4 media ids")
    found = [world.media.get(media_id) for media_id in ids]
    usable = [m for m in found if m and m.owner == account.id and m.at + MEDIA_LIFE > world.clock()]
    if len(usable) != len(ids):
        raise invalid("Your media IDs are invalid.")
    return tuple(usable)


def _fields(request: Request) -> set[str]:
    fields = {field for field in request.query_params.get("tweet.fields", "").split(",") if field}
    for field in fields - KNOWN_FIELDS:
        raise invalid(f"The `tweet.fields` query parameter value [{field}] is not known")
    return fields


def _note(world: World, act: str, post: Post) -> None:
    world.ledger.append(
        {"act": act, "id": post.id, "account": post.author.username, "text": post.text, "at": world.clock().isoformat()}
    )


def _short() -> str:
    return f"https://t.co/{secrets.token_hex(5)}"


ROUTES: list[BaseRoute] = [
    Route("/2/tweets", for_people("create", "tweet.read", "tweet.write", "users.read", act=create), methods=["POST"]),
    Route("/2/tweets", for_people("lookup", "tweet.read", "users.read", act=look_up)),
    Route(
        "/2/tweets/{id}",
        for_people("delete", "tweet.read", "tweet.write", "users.read", act=delete),
        methods=["DELETE"],
    ),
    Route("/2/users/{id}/tweets", for_people("timeline", "tweet.read", "users.read", act=timeline)),
]
