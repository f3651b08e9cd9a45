"""Trying an organisation's app before anybody consents: what LinkedIn says of it by then, and what it does not."""

from datetime import date
from http import HTTPStatus
from secrets import token_urlsafe
from typing import Any

from kernel.kit.clock import now
from kernel.kit.egress import Answer, Egress
from networks.answers import read_object
from networks.errors import NetworkError
from networks.grants import AppCredentials, Finding
from networks.linkedin.client import send
from networks.linkedin.connect import refused_as
from networks.linkedin.rights import FORM, SELF_SERVE
from networks.linkedin.surroundings import Surroundings, end_of_version
from networks.versions import WARNED

UNKNOWN = Finding(
    "client-id-unknown",
    "error",
    "LinkedIn knows no app with this client id. Copy it again from the app's Auth page at LinkedIn.",
)
WRONG_SECRET = Finding(
    "client-secret-wrong",
    "error",
    "LinkedIn does not accept the client secret. Copy the primary client secret again, or generate a new one there.",
)
WAIT = Finding("asked-to-wait", "warning", "LinkedIn asks us to wait before the app is tried again.")
ACCEPTED = Finding("app-accepted", "ok", "LinkedIn accepts the client id and secret.")


async def try_out(egress: Egress, around: Surroundings, app: AppCredentials) -> tuple[Finding, ...]:
    """Ask LinkedIn about a token that is none: it looks at the app first."""
    form = {"client_id": app.client_id, "client_secret": app.client_secret or "", "token": token_urlsafe(16)}
    try:
        answer = await send(egress, "POST", f"{around.web}/oauth/v2/introspectToken", form=form)
    except NetworkError as error:
        reason = f"LinkedIn could not be asked: {error.reason} Try again in a minute."
        return (Finding("unreachable", "warning", reason),)
    found = _verdict(answer)
    if found.severity == "error" or found is WAIT:
        return (found,)
    return (found, _untried(app), *_version(around.version, now().date()))


def _verdict(answer: Answer) -> Finding:
    body = _body(answer)
    name = refused_as(body)
    if answer.ok and body.get("active") is False:
        return ACCEPTED
    if name == "invalid_client_id":
        return UNKNOWN
    if name in ("invalid_client", "unauthorized_client") or answer.status == HTTPStatus.UNAUTHORIZED:
        return WRONG_SECRET
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return WAIT
    words = f"LinkedIn gave an answer that says nothing of the app ({answer.status}): the first connection will tell."
    return Finding("answer-unclear", "warning", words)


def _untried(app: AppCredentials) -> Finding:
    """Say what only a person's consent shows."""
    mode = str(app.metadata.get("mode", SELF_SERVE))
    products = " and ".join(f"“{product}”" for product in FORM.products[mode])
    posting = " and whether LinkedIn takes posts from an app of this kind" if mode == SELF_SERVE else ""
    return Finding(
        "first-connection-tells",
        "warning",
        f"Only the first connection shows whether the redirect address {app.redirect_uri} and the product(s) {products}"
        f" were added to the app{posting}. Connect your own profile and share something before you invite others.",
    )


def _version(version: str, today: date) -> tuple[Finding, ...]:
    end = end_of_version(version)
    if end > today + WARNED:
        return ()
    words = f"Version {version} of LinkedIn's API ends on {end} or soon after: set FORTALER_LINKEDIN_VERSION to a newer one."
    return (Finding("version-ends", "error" if end <= today else "warning", words),)


def _body(answer: Answer) -> dict[str, Any]:
    try:
        return read_object(answer)
    except ValueError:
        return {}
