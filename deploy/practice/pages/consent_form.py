"""The form in which a person chooses the practice account an app may act as."""

from starlette.responses import Response

from practice.api.params import Params
from practice.network import Practice
from practice.oauth.authorization import Asking
from practice.pages.layout import page
from practice.pages.markup import Child, Html, el
from practice.pages.posts import portrait
from practice.pages.words import Words
from practice.records.accounts import Account, accounts_to_sign_in_as

NEW = "+"


def consent_page(practice: Practice, words: Words, asking: Asking, *, refused: Params | None = None) -> Response:
    """The page; `refused` is an answer that names no account."""
    app = asking.app.name
    title = words("consent_title", app=app)
    carried = (el("input", type="hidden", name=name, value=value) for name, value in asking.carried.items())
    may = el("ul", (el("li", words.scope(scope)) for scope in asking.scopes))
    form = el(
        "form",
        carried,
        _choice(practice, words, refused),
        el("h2", words("consent_may", app=app)),
        may,
        el(
            "div",
            el("button", words("allow"), name="decision", value="allow", class_="button"),
            el("button", words("deny"), name="decision", value="deny", class_="button quiet"),
            class_="buttons",
        ),
        method="post",
        action="/oauth/authorize",
        class_="card form",
    )
    return page(
        words,
        title if refused is None else words("error_prefix") + title,
        el("h1", title),
        el("p", words("consent_lead", app=app)),
        el("p", words("consent_practice"), class_="muted"),
        form,
        status=200 if refused is None else 422,
        leads_to=asking.redirect_uri,
    )


def _choice(practice: Practice, words: Words, refused: Params | None) -> Html:
    chosen = "" if refused is None else refused.required("account")
    people = (_option(person, checked=person.username == chosen) for person in accounts_to_sign_in_as(practice.store))
    unnamed = refused is not None and (chosen == NEW or bool(refused.text("name")))
    unchosen = refused is not None and not unnamed
    return el(
        "fieldset",
        el("legend", words("consent_account")),
        el("p", words("consent_choose"), class_="problem") if unchosen else None,
        people,
        el(
            "div",
            el(
                "label",
                el("input", type="radio", name="account", value=NEW, checked=chosen == NEW),
                el("span", "+", class_="portrait small plus", aria_hidden="true"),
                el("span", words("consent_new")),
                class_="option",
            ),
            _name_field(words, refused, unnamed=unnamed),
            class_="new-account",
        ),
    )


def _name_field(words: Words, refused: Params | None, *, unnamed: bool) -> Child:
    return (
        el("label", words("consent_name"), for_="name"),
        el("p", words("consent_name_missing"), id="name-problem", class_="problem") if unnamed else None,
        el(
            "input",
            id="name",
            name="name",
            value="" if refused is None else refused.required("name"),
            autocomplete="off",
            aria_invalid="true" if unnamed else None,
            aria_describedby="name-problem" if unnamed else None,
            autofocus=unnamed,
        ),
    )


def _option(person: Account, *, checked: bool) -> Html:
    return el(
        "label",
        el("input", type="radio", name="account", value=person.username, checked=checked),
        portrait(person, "small"),
        el("span", person.display_name, el("span", f"@{person.username}", class_="muted small handle")),
        class_="option",
    )
