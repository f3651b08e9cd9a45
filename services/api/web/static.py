"""The built SPA, read once into memory: no path traversal, no disk at request time, compressed as the browser takes it."""

import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.web.problems import Problem, render

RESERVED = ("api", "l", ".well-known", "scim", "livez", "readyz", "metrics")
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript", ".woff2": "font/woff2"}
YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the build; `bodies` by content coding, "" is the plain one."""

    bodies: dict[str, bytes]
    media_type: str
    cache: str
    etag: str


def load(folder: Path) -> dict[str, Asset]:
    """Every file of the build by its path; what begins with a dot is not served."""
    assets: dict[str, Asset] = {}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if not file.is_file() or hidden or file.suffix in (".br", ".gz"):
            continue
        plain = file.read_bytes()
        bodies = {"": plain}
        for coding, suffix in ENCODINGS:
            packed = file.with_name(file.name + suffix)
            if packed.is_file() and packed.stat().st_size < len(plain):
                bodies[coding] = packed.read_bytes()
        media = TYPES.get(file.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        cache = YEAR if name.startswith("assets/") else "no-cache"
        assets["/" + name] = Asset(bodies, media, cache, sha256(plain).hexdigest()[:20])
    return assets


def _accepted(header: str) -> set[str]:
    parts = (part.strip().replace(" ", "").split(";") for part in header.split(","))
    return {name for name, *weight in parts if "q=0" not in weight and "q=0.0" not in weight}


def _refusal(status: int, title: str, headers: dict[str, str]) -> Response:
    kind = f"/problems/{title.lower().replace(' ', '-')}"
    return render(Problem(type=kind, title=title, status=status, detail=title, errors=[]), headers)


class Spa:
    """Mounted last at "/": a file by its name, index.html for a page, 404 for everything else."""

    def __init__(self, folder: Path) -> None:
        self.assets = load(folder)
        self.page = self.assets["/index.html"]

    def find(self, path: str, headers: Headers) -> Asset | None:
        """The asset for a path, the page for a route of the SPA, or None."""
        segments = path.split("/")[1:]
        if segments[0] in RESERVED or any(part.startswith(".") for part in segments):
            return None
        if found := self.assets.get(path):
            return found
        destination = headers.get("sec-fetch-dest", "document")
        wants_page = destination == "document" and "text/html" in headers.get("accept", "")
        return self.page if wants_page and segments[0] != "assets" else None

    def answer(self, scope: Scope) -> Response:
        """The answer to one request."""
        headers, path = Headers(scope=scope), scope["path"]
        if scope["method"] not in ("GET", "HEAD"):
            known = path in self.assets
            return (
                _refusal(405, "Method Not Allowed", {"Allow": "GET, HEAD"}) if known else _refusal(404, "Not Found", {})
            )
        asset = self.find(path, headers)
        if asset is None:
            return _refusal(404, "Not Found", {})
        codings = _accepted(headers.get("accept-encoding", ""))
        coding = next((name for name, _ in ENCODINGS if name in codings and name in asset.bodies), "")
        etag = f'"{asset.etag}{"-" + coding if coding else ""}"'
        extra = {"Cache-Control": asset.cache, "ETag": etag}
        if len(asset.bodies) > 1:
            extra["Vary"] = "Accept-Encoding"
        if coding:
            extra["Content-Encoding"] = coding
        if etag in headers.get("if-none-match", ""):
            return Response(status_code=304, headers=extra)
        return Response(asset.bodies[coding], media_type=asset.media_type, headers=extra)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory."""
        await self.answer(scope)(scope, receive, send)
