"""What the server says about itself: limits, rules, and where OAuth happens."""

from starlette.responses import JSONResponse, Response

from practice.api.calls import Call
from practice.api.entities import Entity
from practice.api.posting import MAX_MEDIA
from practice.files import (
    DESCRIPTION_LIMIT,
    IMAGE_MATRIX_LIMIT,
    IMAGE_SIZE_LIMIT,
    IMAGE_TYPES,
    VIDEO_SIZE_LIMIT,
    VIDEO_TYPES,
)
from practice.oauth.scopes import SCOPES
from practice.records.accounts import take_census
from practice.text import CHARACTERS_PER_URL, MAX_CHARACTERS

TITLE = "Practice network"
VERSION = "4.4.0 (compatible; Fortaler practice network)"
API_VERSION = 6
DESCRIPTION = "A practice network on your own machine: it speaks as Mastodon does, and nothing leaves it."
RULES = (
    ("Nothing here is real", "Posts, people and numbers exist on this machine only."),
    ("Describe your pictures", "Good practice here is good practice there."),
)


async def instance_v2(call: Call) -> Response:
    """GET /api/v2/instance."""
    practice = call.practice
    census = take_census(practice.store, practice.clock())
    return JSONResponse(
        {
            "domain": practice.host,
            "title": TITLE,
            "version": VERSION,
            "source_url": f"{practice.url}/",
            "description": DESCRIPTION,
            "usage": {"users": {"active_month": census.active}},
            "thumbnail": {"url": f"{practice.url}/practice/icon.svg"},
            "icon": [],
            "languages": ["en", "da"],
            "configuration": _configuration(practice.url),
            "registrations": {"enabled": True, "approval_required": False, "message": None, "url": None},
            "api_versions": {} if practice.door.ignore_keys else {"mastodon": API_VERSION},
            "contact": {"email": "", "account": None},
            "rules": _rules(),
        }
    )


async def instance_v1(call: Call) -> Response:
    """GET /api/v1/instance, for clients of old servers."""
    practice = call.practice
    census = take_census(practice.store, practice.clock())
    return JSONResponse(
        {
            "uri": practice.host,
            "title": TITLE,
            "short_description": DESCRIPTION,
            "description": DESCRIPTION,
            "email": "",
            "version": VERSION,
            "urls": {},
            "stats": {"user_count": census.people, "status_count": census.statuses, "domain_count": 0},
            "thumbnail": f"{practice.url}/practice/icon.svg",
            "languages": ["en", "da"],
            "registrations": True,
            "approval_required": False,
            "invites_enabled": False,
            "configuration": _configuration(practice.url),
            "contact_account": None,
            "rules": _rules(),
        }
    )


async def instance_rules(_: Call) -> Response:
    """GET /api/v1/instance/rules."""
    return JSONResponse(_rules())


async def authorization_server(call: Call) -> Response:
    """GET /.well-known/oauth-authorization-server (RFC 8414)."""
    url = call.practice.url
    return JSONResponse(
        {
            "issuer": f"{url}/",
            "service_documentation": "https://docs.joinmastodon.org/",
            "authorization_endpoint": f"{url}/oauth/authorize",
            "token_endpoint": f"{url}/oauth/token",
            "app_registration_endpoint": f"{url}/api/v1/apps",
            "revocation_endpoint": f"{url}/oauth/revoke",
            "userinfo_endpoint": f"{url}/oauth/userinfo",
            "scopes_supported": list(SCOPES),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "code_challenge_methods_supported": ["S256"],
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }
    )


def _configuration(url: str) -> Entity:
    return {
        "urls": {"about": f"{url}/", "privacy_policy": None, "terms_of_service": None},
        "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
        "statuses": {
            "max_characters": MAX_CHARACTERS,
            "max_media_attachments": MAX_MEDIA,
            "characters_reserved_per_url": CHARACTERS_PER_URL,
        },
        "media_attachments": {
            "description_limit": DESCRIPTION_LIMIT,
            "image_matrix_limit": IMAGE_MATRIX_LIMIT,
            "image_size_limit": IMAGE_SIZE_LIMIT,
            "supported_mime_types": [*IMAGE_TYPES.values(), *VIDEO_TYPES],
            "video_frame_rate_limit": 120,
            "video_matrix_limit": 8_294_400,
            "video_size_limit": VIDEO_SIZE_LIMIT,
        },
        "translation": {"enabled": False},
        "limited_federation": False,
    }


def _rules() -> list[Entity]:
    return [
        {"id": str(number), "text": text, "hint": hint, "translations": {}}
        for number, (text, hint) in enumerate(RULES, 1)
    ]
