"""Style, typeface and icon, and the pictures of people: everything a page loads comes from this machine."""

from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from starlette.requests import Request
from starlette.responses import Response

from practice.network import practice_of
from practice.records.accounts import Account, account_named

FOLDER = Path(__file__).parent / "assets"
FONT_FILE = FOLDER / "atkinson-hyperlegible-next.woff2"
STYLE = ("ground", "frame", "posts", "people", "forms", "messages")
"""The style sheet's parts, in the order in which they win."""
FILES = {
    "style.css": (
        "text/css; charset=utf-8",
        b"\n".join((FOLDER / "style" / f"{part}.css").read_bytes() for part in STYLE),
    ),
    "icon.svg": ("image/svg+xml", (FOLDER / "icon.svg").read_bytes()),
    "font.woff2": ("font/woff2", FONT_FILE.read_bytes()),
}
STYLE_PATH = f"/practice/style.css?{sha256(FILES['style.css'][1]).hexdigest()[:8]}"
FONT_PATH = "/practice/font.woff2"
FOR_A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
FOR_AN_HOUR = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}

GROUNDS = ("#0b5c4a", "#8f4315", "#3b57b5", "#8a3b7a", "#5c5f16", "#7a2f3d")
AVATAR_PIXELS = 240
HEADER_PIXELS = (960, 240)


async def serve_file(request: Request) -> Response:
    """GET /practice/style.css, icon.svg and font.woff2."""
    name = request.url.path.rpartition("/")[2]
    kind, content = FILES[name]
    return Response(content, media_type=kind, headers=FOR_AN_HOUR if name == "icon.svg" else FOR_A_YEAR)


async def serve_avatar(request: Request) -> Response:
    """GET /practice/avatars/:username.png: initials on a colour of their own."""
    account = account_named(practice_of(request).store, request.path_params["username"])
    if account is None:
        return Response(status_code=404)
    return Response(_avatar(account.display_name, _ground(account)), media_type="image/png", headers=FOR_AN_HOUR)


async def serve_header(request: Request) -> Response:
    """GET /practice/headers/:username.png: the account's colour, nothing more."""
    account = account_named(practice_of(request).store, request.path_params["username"])
    if account is None:
        return Response(status_code=404)
    return Response(_header(_ground(account)), media_type="image/png", headers=FOR_AN_HOUR)


def _ground(account: Account) -> str:
    return GROUNDS[account.id % len(GROUNDS)]


@lru_cache(maxsize=256)
def _avatar(display_name: str, ground: str) -> bytes:
    image = Image.new("RGB", (AVATAR_PIXELS, AVATAR_PIXELS), ground)
    words = display_name.split()
    initials = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
    font = ImageFont.truetype(FONT_FILE, AVATAR_PIXELS * 0.42)
    font.set_variation_by_axes([600])
    ImageDraw.Draw(image).text((AVATAR_PIXELS / 2, AVATAR_PIXELS / 2), initials, "#ffffff", font, anchor="mm")
    return _png(image)


@lru_cache(maxsize=len(GROUNDS))
def _header(ground: str) -> bytes:
    return _png(Image.new("RGB", HEADER_PIXELS, ground))


def _png(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
