"""Records and pictures on a person's own server. Putting the same record again is no change; creating on a used key fails."""

import asyncio
import io
import json
from datetime import timedelta
from typing import Any

from PIL import Image, UnidentifiedImageError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from practice.door.drop import Dropped
from practice.door.lies import STORES, Lie, Telling
from simulators.bluesky.errors import Refusal, xrpc
from simulators.bluesky.lexicon import check_record
from simulators.bluesky.proofs import caller_of
from simulators.bluesky.sky import COLLECTION, Account, Blob, Record, Session, Sky, cid_of, record_cid, sky_of

LARGEST_BLOB = 50_000_000
POINTS = {"create": 3, "put": 2, "delete": 1}
RIGHT_TO_POST = {"transition:generic", f"repo:{COLLECTION}", "app"}
RIGHT_TO_UPLOAD = {"transition:generic", "blob:image/*", "app"}


async def create_record(request: Request) -> Response:
    return await _write(request, "create")


async def put_record(request: Request) -> Response:
    return await _write(request, "put")


async def delete_record(request: Request) -> Response:
    sky = sky_of(request)
    account, session = caller_of(sky, request)
    body = await _body(request, account)
    _need(session, RIGHT_TO_POST, "repo:app.bsky.feed.post?action=delete")
    _spend(sky, account, "delete")
    uri = f"at://{account.did}/{body['collection']}/{body['rkey']}"
    if sky.records.pop(uri, None):
        _note(sky, "delete", uri, None)
    return JSONResponse({})


async def get_record(request: Request) -> Response:
    sky, query = sky_of(request), request.query_params
    account = sky.named(query["repo"])
    if account is None:
        raise Refusal(400, "InvalidRequest", "Could not locate record")
    uri = f"at://{account.did}/{query['collection']}/{query['rkey']}"
    record = sky.records.get(uri)
    if record is None:
        raise Refusal(400, "RecordNotFound", f"Could not locate record: {uri}")
    return JSONResponse({"uri": uri, "cid": record.cid, "value": record.value})


async def list_records(request: Request) -> Response:
    sky, query = sky_of(request), request.query_params
    account = sky.named(query["repo"])
    limit = int(query.get("limit", "50"))
    found = sky.standing(account.did)[:limit] if account else []
    return JSONResponse({"records": [{"uri": uri, "cid": r.cid, "value": r.value} for uri, r in found]})


async def upload_blob(request: Request) -> Response:
    sky = sky_of(request)
    account, session = caller_of(sky, request)
    _need(session, RIGHT_TO_UPLOAD, "blob:image/*")
    data = await request.body()
    media_type = request.headers.get("content-type", "")
    if not media_type or not data:
        raise Refusal(400, "InvalidRequest", "Request encoding (Content-Type) required but not provided")
    if sky.broken_uploads:
        sky.broken_uploads -= 1
        raise Refusal(413, "PayloadTooLarge", "request entity too large")
    if len(data) > LARGEST_BLOB:
        raise Refusal(413, "PayloadTooLarge", "request entity too large")
    link = cid_of(data, 0x55)
    blob = Blob(_sniffed(data) or media_type, data, sky.clock())
    sky.blobs[account.did, link] = blob
    shape = {"$type": "blob", "ref": {"$link": link}, "mimeType": blob.media_type, "size": len(data)}
    return JSONResponse({"blob": shape})


async def _write(request: Request, act: str) -> Response:
    sky = sky_of(request)
    account, session = caller_of(sky, request)
    body = await _body(request, account)
    _need(session, RIGHT_TO_POST, f"repo:app.bsky.feed.post?action={act}")
    telling = sky.door.draw(account.handle)
    sky.door.seen["creates"] += 1
    if telling and telling.lie is Lie.SLOW:
        await asyncio.sleep(telling.seconds)
    if telling and telling.lie not in STORES:
        return _unstored(telling)
    _spend(sky, account, act)
    check_record(sky, account.did, body["rkey"], body["record"])
    answer = _store(sky, account, body["rkey"], body["record"], act)
    match telling.lie if telling else None:
        case Lie.STORE_THEN_500:
            raise Refusal(500, "InternalServerError", "Internal Server Error")
        case Lie.STORE_THEN_DROP:
            return Dropped(reset=bool(telling and telling.reset))
        case Lie.STORE_THEN_GARBAGE:
            return PlainTextResponse("OK")
        case Lie.STORE_THEN_SLOW:
            await asyncio.sleep(telling.seconds if telling else 0)
        case _:
            pass
    return answer


def _unstored(telling: Telling) -> Response:
    match telling.lie:
        case Lie.DROP:
            return Dropped(reset=telling.reset)
        case Lie.RATE_LIMITED:
            raise Refusal(429, "RateLimitExceeded", "Rate Limit Exceeded", Retry_After=str(telling.retry_after))
        case Lie.UNAVAILABLE:
            raise Refusal(503, "ServiceUnavailable", "Down for a moment", Retry_After=str(telling.retry_after))
        case Lie.REFUSE_TEXT:
            raise Refusal(400, "InvalidRequest", telling.message)
        case _:
            raise Refusal(500, "InternalServerError", "Internal Server Error")


def _store(sky: Sky, account: Account, rkey: str, value: dict[str, Any], act: str) -> Response:
    uri, cid = f"at://{account.did}/{COLLECTION}/{rkey}", record_cid(value)
    standing = sky.records.get(uri)
    if standing and act == "create":
        raise Refusal(500, "InternalServerError", "Internal Server Error")
    answer = {"uri": uri, "cid": cid, "validationStatus": "valid"}
    if standing and standing.cid == cid:
        sky.door.seen["repeated"] += 1
        return JSONResponse(answer)
    sky.records[uri] = Record(value, cid, sky.clock())
    sky.door.seen["stored"] += 1
    _note(sky, "update" if standing else "create", uri, value)
    return JSONResponse(answer | {"commit": {"cid": cid_of(cid.encode(), 0x71), "rev": rkey}})


def _note(sky: Sky, act: str, uri: str, value: dict[str, Any] | None) -> None:
    sky.ledger.append({"act": act, "uri": uri, "record": value, "at": sky.clock().isoformat()})


async def _body(request: Request, account: Account) -> dict[str, Any]:
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise Refusal(400, "InvalidRequest", "Unable to parse body") from None
    if body.get("repo") not in (account.did, account.handle):
        raise Refusal(401, "AuthenticationRequired", "Authentication Required")
    if account.status:
        raise Refusal(401, "AccountDeactivated", "Account is deactivated")
    if body.get("collection") != COLLECTION or not isinstance(body.get("rkey"), str):
        raise Refusal(400, "InvalidRequest", "Only posts, under a key")
    return body


def _need(session: Session, rights: set[str], asked: str) -> None:
    if not rights & set(session.scopes):
        raise Refusal(403, "ScopeMissingError", f'Missing required scope "{asked}"')


def _spend(sky: Sky, account: Account, act: str) -> None:
    at = sky.clock()
    spent = [entry for entry in sky.points.get(account.did, []) if entry[0] > at - timedelta(hours=1)]
    sky.points[account.did] = spent
    if sum(points for _, points in spent) + POINTS[act] > sky.points_an_hour:
        reset = int((at + timedelta(hours=1)).timestamp())
        limit = str(sky.points_an_hour)
        raise Refusal(
            429, "RateLimitExceeded", "Rate Limit Exceeded", RateLimit_Limit=limit, RateLimit_Reset=str(reset)
        )
    spent.append((at, POINTS[act]))


def _sniffed(data: bytes) -> str | None:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return Image.MIME.get(image.format or "")
    except UnidentifiedImageError:
        return None


ROUTES: list[BaseRoute] = [
    Route("/xrpc/com.atproto.repo.createRecord", xrpc(create_record), methods=["POST"]),
    Route("/xrpc/com.atproto.repo.putRecord", xrpc(put_record), methods=["POST"]),
    Route("/xrpc/com.atproto.repo.deleteRecord", xrpc(delete_record), methods=["POST"]),
    Route("/xrpc/com.atproto.repo.getRecord", xrpc(get_record)),
    Route("/xrpc/com.atproto.repo.listRecords", xrpc(list_records)),
    Route("/xrpc/com.atproto.repo.uploadBlob", xrpc(upload_blob), methods=["POST"]),
]
