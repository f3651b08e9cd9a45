"""Finding a Mastodon server by what a person typed, reading its OAuth metadata, registering with it."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx2

from kernel.kit.addresses import literal
from kernel.kit.clock import now
from kernel.kit.egress import Answer, Egress
from kernel.kit.guard import EgressError, EgressRefused
from networks.answers import failed_on_the_way, read_object, read_text
from networks.errors import InvalidInstance, Kind, NetworkError
from networks.grants import AppCredentials
from networks.mastodon.client import classify, unusable

SCOPES = ("profile", "read:statuses", "write:statuses", "write:media")
OLD_SCOPES = ("read:accounts", "read:statuses", "write:statuses", "write:media")
LONGEST_HOST = 253


def read_instance(egress: Egress, typed: str) -> str:
    """Read a server's authority from what a person typed: a host, an address, or @name@host.

    Raises InvalidInstance for anything but a public host name, or a pair on the loopback list.
    """
    text = typed.strip().lower()
    if "://" in text:
        scheme, _, rest = text.partition("://")
        text = rest if scheme in ("http", "https") else ""
    text = text.split("/")[0].removeprefix("@").rpartition("@")[2]
    if egress.base_url(text).startswith("http://"):
        return text
    try:
        host = httpx2.URL(f"https://{text}").raw_host.decode("ascii")
        named = literal(host) is None
    except (httpx2.InvalidURL, ValueError):
        raise InvalidInstance(typed) from None
    if not named or "." not in host.strip(".") or len(host) > LONGEST_HOST or ":" in text:
        raise InvalidInstance(typed)
    return host.removesuffix(".")


async def register(
    egress: Egress, *, instance: str, client_name: str, redirect_uri: str, website: str
) -> AppCredentials:
    """Register us with one server. Raises InvalidInstance when it is none, NetworkError when it fails for now."""
    authority = read_instance(egress, instance)
    metadata = await _discover(egress, authority)
    scopes = SCOPES if "profile" in metadata["scopes"] else OLD_SCOPES
    form = {
        "client_name": client_name,
        "redirect_uris": redirect_uri,
        "scopes": " ".join(scopes),
        "website": website,
    }
    try:
        answer = await post_form(egress, metadata["registration"], form)
    except NetworkError as error:
        if error.kind is Kind.GONE or error.status == HTTPStatus.METHOD_NOT_ALLOWED:
            raise InvalidInstance(authority) from error
        raise
    client_id, secret = read_text(answer.get("client_id")), read_text(answer.get("client_secret"))
    if not client_id or not secret:
        raise InvalidInstance(instance)
    app = AppCredentials(
        network="mastodon",
        instance=authority,
        client_id=client_id,
        redirect_uri=redirect_uri,
        scopes=scopes,
        client_secret=secret,
        metadata=metadata,
    )
    if not metadata["known"]:
        await _keep_app(egress, app)
    return app


async def post_form(egress: Egress, url: str, form: dict[str, str]) -> dict[str, Any]:
    """Post a form to an OAuth endpoint and read its JSON object, empty where there is none (a revocation, RFC 7009, 2.2).

    Raises NetworkError without any of the form's values.
    """
    try:
        answer = await egress.request("POST", url, form=form, headers={"Accept": "application/json"})
    except EgressError as error:
        raise failed_on_the_way(error, creating=False) from error
    secrets = [form[name] for name in ("client_secret", "code", "code_verifier", "token") if form.get(name)]
    if not answer.ok:
        raise classify(answer, "read", now(), *secrets)
    try:
        return read_object(answer) if answer.body else {}
    except ValueError:
        raise unusable(answer, "read", secrets[0] if secrets else "") from None


async def _discover(egress: Egress, authority: str) -> dict[str, Any]:
    base = egress.base_url(authority)
    answer = await _ask(egress, f"{base}/.well-known/oauth-authorization-server", authority)
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise classify(answer, "read", now())
    try:
        said = read_object(answer) if answer.ok else {}
    except ValueError:
        said = {}
    if not said:
        return _before_metadata(base)
    methods, scopes = said.get("code_challenge_methods_supported"), said.get("scopes_supported")
    metadata = {
        "known": True,
        "issuer": said.get("issuer"),
        "authorization": said.get("authorization_endpoint"),
        "token": said.get("token_endpoint"),
        "revocation": said.get("revocation_endpoint") or f"{base}/oauth/revoke",
        "registration": said.get("app_registration_endpoint") or f"{base}/api/v1/apps",
        "pkce": isinstance(methods, list) and "S256" in methods,
        "names_issuer": said.get("authorization_response_iss_parameter_supported") is True,
        "scopes": [scope for scope in SCOPES if isinstance(scopes, list) and scope in scopes],
    }
    for name in ("issuer", "authorization", "token", "revocation", "registration"):
        _check_origin(metadata[name], base, authority)
    return metadata


async def _ask(egress: Egress, url: str, authority: str) -> Answer:
    try:
        return await egress.request("GET", url)
    except EgressRefused as error:
        raise InvalidInstance(authority) from error
    except EgressError as error:
        raise failed_on_the_way(error, creating=False) from error


def _check_origin(address: object, base: str, authority: str) -> None:
    """A server may name endpoints of its own only: our secret and the person's code go nowhere else."""
    parts, ours = urlsplit(str(address)), urlsplit(base)
    if (parts.scheme, parts.netloc) != (ours.scheme, ours.netloc):
        raise InvalidInstance(authority)


def _before_metadata(base: str) -> dict[str, Any]:
    """The endpoints of servers before 4.3, which say nothing of themselves."""
    return {
        "known": False,
        "issuer": base,
        "authorization": f"{base}/oauth/authorize",
        "token": f"{base}/oauth/token",
        "revocation": f"{base}/oauth/revoke",
        "registration": f"{base}/api/v1/apps",
        "pkce": False,
        "names_issuer": False,
        "scopes": [],
    }


async def _keep_app(egress: Egress, app: AppCredentials) -> None:
    """Fetch a token for the app itself: servers before 4.3 clear away apps that never had one."""
    form = {
        "grant_type": "client_credentials",
        "client_id": app.client_id,
        "client_secret": app.client_secret or "",
        "redirect_uri": app.redirect_uri,
        "scope": " ".join(app.scopes),
    }
    await post_form(egress, app.metadata["token"], form)
