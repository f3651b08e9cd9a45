"""What an authorisation request must be, and the code it earns: Doorkeeper's PreAuthorization, in its order."""

import secrets
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from practice.api.params import Params
from practice.network import Practice
from practice.oauth.errors import OAuthError, missing_parameter
from practice.oauth.scopes import requested_scopes
from practice.records.accounts import Account
from practice.records.grants import CODE_LIFE, App, Code, add_code, app_by_client_id

CARRIED = ("response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method")


@dataclass(frozen=True, slots=True)
class Asking:
    """A request for consent that holds."""

    app: App
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str | None
    challenge: str | None
    carried: dict[str, str]


def check_asking(practice: Practice, params: Params) -> Asking:
    """The request these parameters make.

    Raises OAuthError; Mastodon shows it to the person on a page and never redirects with it.
    """
    if not params.text("client_id"):
        raise missing_parameter("client_id")
    app = app_by_client_id(practice.store, params.required("client_id"))
    if app is None:
        raise OAuthError("invalid_client")
    redirect_uri = params.required("redirect_uri")
    if redirect_uri not in app.redirect_uris:
        raise OAuthError("invalid_redirect_uri")
    if not params.text("response_type"):
        raise missing_parameter("response_type")
    if params.text("response_type") != "code":
        raise OAuthError("unsupported_response_type")
    if params.text("response_mode") not in (None, "", "query"):
        raise OAuthError("unsupported_response_mode")
    scopes = requested_scopes(params.required("scope"), app.scopes)
    if scopes is None:
        raise OAuthError("invalid_scope")
    challenge = params.text("code_challenge") or None
    if challenge is not None and params.text("code_challenge_method") != "S256":
        raise OAuthError("invalid_code_challenge_method")
    carried = {name: value for name in CARRIED if (value := params.text(name)) is not None}
    return Asking(app, redirect_uri, scopes, params.text("state"), challenge, carried)


def grant_code(practice: Practice, asking: Asking, account: Account) -> str:
    """A code that works once within ten minutes."""
    code = Code(
        secrets.token_urlsafe(32),
        asking.app.id,
        account.id,
        asking.redirect_uri,
        asking.scopes,
        asking.challenge,
        practice.clock() + CODE_LIFE,
        used=False,
    )
    add_code(practice.store, code)
    return code.code


def address_with(asking: Asking, answer: dict[str, str]) -> str:
    """The client's redirect address with the answer, and the state that came along, added to its query."""
    parts = urlsplit(asking.redirect_uri)
    query = parse_qsl(parts.query, keep_blank_values=True) + list(answer.items())
    if asking.state is not None:
        query.append(("state", asking.state))
    return urlunsplit(parts._replace(query=urlencode(query)))
