"""What one can read: the timeline, a hashtag, an account."""

from starlette.requests import Request
from starlette.responses import Response

from practice.ids import to_id
from practice.network import Practice, practice_of
from practice.pages.layout import lost_page, page
from practice.pages.markup import Child, Html, el
from practice.pages.posts import page_of, portrait, post_list
from practice.pages.words import Words, words_for
from practice.records.accounts import Account, account_named, accounts_to_sign_in_as, next_follower, numbers_of
from practice.records.statuses import Slice, Status, statuses_of, tagged, timeline
from practice.text import hashtags

PAGE_LENGTH = 20


async def show_timeline(request: Request) -> Response:
    """GET /."""
    practice, words = practice_of(request), words_for(request)
    statuses = timeline(practice.store, _slice(request))
    empty = el(
        "div",
        el("h2", words("empty_timeline")),
        el("p", words("empty_timeline_hint"), class_="muted"),
        class_="empty",
    )
    return page(
        words,
        words("network"),
        el("h1", words("timeline")),
        el("p", words("crowd_hint"), class_="muted") if statuses else None,
        _posts(practice, words, request, statuses) if statuses else empty,
        here="timeline",
        aside=_people(practice, words),
    )


async def show_tag(request: Request) -> Response:
    """GET /tags/:tag."""
    practice, words = practice_of(request), words_for(request)
    tag = str(request.path_params["tag"])
    found = tagged(practice.store, tag, _slice(request))
    statuses = [status for status in found if tag.lower() in map(str.lower, hashtags(status.draft.text))]
    empty = el("p", words("empty_tag"), class_="muted")
    content = _posts(practice, words, request, statuses) if statuses else empty
    return page(words, f"#{tag}", el("h1", f"#{tag}"), content)


async def show_account(request: Request) -> Response:
    """GET /@:username."""
    practice, words = practice_of(request), words_for(request)
    account = account_named(practice.store, request.path_params["username"])
    if account is None:
        return lost_page(words)
    statuses = statuses_of(practice.store, account.id, _slice(request))
    empty = el("p", words("empty_account", name=account.display_name), class_="muted")
    return page(
        words,
        account.display_name,
        _profile(practice, words, account),
        _posts(practice, words, request, statuses) if statuses else empty,
    )


def _posts(practice: Practice, words: Words, request: Request, statuses: list[Status]) -> Child:
    path = request.url.path
    older = el("a", words("older"), href=f"{path}?max_id={statuses[-1].id}", class_="button quiet")
    return (
        post_list(practice, words, statuses, path),
        el("p", older) if len(statuses) == PAGE_LENGTH else None,
    )


def _profile(practice: Practice, words: Words, account: Account) -> Html:
    numbers = numbers_of(practice.store, account.id)
    counters = (("posts", numbers.statuses), ("followers", numbers.followers), ("following", numbers.following))
    person = next_follower(practice.store, account.id)
    label = (
        words("follow_all", name=account.display_name) if person is None else words("follow", name=person.display_name)
    )
    button = el("button", label, class_="button", disabled=person is None)
    return el(
        "div",
        portrait(account, "large"),
        el("h1", account.display_name),
        el("p", f"@{account.username}", f" · {words('invented')}" if account.crowd else None, class_="muted"),
        el("dl", (el("div", el("dt", words(name)), el("dd", str(number))) for name, number in counters)),
        el("form", button, method="post", action=f"{page_of(account)}/follow"),
        class_="profile",
    )


def _people(practice: Practice, words: Words) -> Child:
    people = accounts_to_sign_in_as(practice.store)
    return (
        el("h2", words("people")),
        el("p", words("people_hint"), class_="muted small"),
        el(
            "ul",
            (
                el("li", el("a", portrait(person, "small"), el("span", person.display_name), href=page_of(person)))
                for person in people
            ),
            class_="people",
        ),
    )


def _slice(request: Request) -> Slice:
    return Slice(PAGE_LENGTH, max_id=to_id(request.query_params.get("max_id")))
