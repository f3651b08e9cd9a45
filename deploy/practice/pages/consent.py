"""The consent page: who should the app act as? There are no passwords, and the page says why."""

import regex
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from practice.api.params import Params, read_params
from practice.network import Practice, practice_of
from practice.oauth.apps import OUT_OF_BAND
from practice.oauth.authorization import Asking, address_with, check_asking, grant_code
from practice.oauth.errors import DESCRIPTIONS, OAuthError
from practice.pages.consent_form import NEW, consent_page
from practice.pages.layout import is_from_here, page
from practice.pages.markup import el
from practice.pages.words import Words, words_for
from practice.records.accounts import Account, account_named, add_account

NAME_LIMIT = 30
_LETTERS = {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "é": "e", "è": "e", "ê": "e"}


async def ask_consent(request: Request) -> Response:
    """GET /oauth/authorize."""
    practice, words = practice_of(request), words_for(request)
    try:
        return consent_page(practice, words, check_asking(practice, await read_params(request)))
    except OAuthError as error:
        return _error_page(words, error)


async def answer_consent(request: Request) -> Response:
    """POST /oauth/authorize: `decision` allow or deny, and `account`: a user name, or + for a new one called `name`."""
    practice, words = practice_of(request), words_for(request)
    if not is_from_here(request):
        return PlainTextResponse("This form was not sent from the practice network.", 403)
    try:
        params = await read_params(request)
        return _answered(practice, words, check_asking(practice, params), params)
    except OAuthError as error:
        return _error_page(words, error)


def _answered(practice: Practice, words: Words, asking: Asking, params: Params) -> Response:
    if params.text("decision") != "allow":
        denied = {"error": "access_denied", "error_description": DESCRIPTIONS["access_denied"]}
        return RedirectResponse(address_with(asking, denied), 302)
    account = _chosen_account(practice, params)
    if account is None:
        return consent_page(practice, words, asking, refused=params)
    code = grant_code(practice, asking, account)
    if asking.redirect_uri == OUT_OF_BAND:
        return _code_page(words, asking, code)
    return RedirectResponse(address_with(asking, {"code": code}), 302)


def _chosen_account(practice: Practice, params: Params) -> Account | None:
    chosen, name = params.required("account"), " ".join(params.required("name").split())
    if chosen in ("", NEW):
        return _new_account(practice, name) if 0 < len(name) <= NAME_LIMIT else None
    account = account_named(practice.store, chosen)
    return None if account is None or account.crowd else account


def _new_account(practice: Practice, name: str) -> Account:
    plain = "".join(_LETTERS.get(letter, letter) for letter in name.lower())
    stem = regex.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "person"
    username, number = stem, 1
    while account_named(practice.store, username) is not None:
        number += 1
        username = f"{stem}{number}"
    return add_account(practice.store, username, name, practice.clock())


def _error_page(words: Words, error: OAuthError) -> Response:
    title = words("oauth_error")
    return page(
        words,
        words("error_prefix") + title,
        el("h1", title),
        el("p", error.description, lang="en"),
        el("p", el("code", error.name, lang="en"), class_="muted"),
        status=error.status,
    )


def _code_page(words: Words, asking: Asking, code: str) -> Response:
    title = words("code_title")
    hint = el("p", words("code_hint", app=asking.app.name), class_="muted")
    return page(words, title, el("h1", title), el("p", el("code", code), class_="card code"), hint)
