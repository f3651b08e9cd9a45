"""The page of a post: the post, who reacted, the answers, and a form to answer as one of the crowd."""

from starlette.requests import Request
from starlette.responses import Response

from practice.ids import to_id
from practice.network import Practice, practice_of
from practice.pages.layout import lost_page, page
from practice.pages.markup import Child, Html, el
from practice.pages.posts import page_of, portrait, post, post_list
from practice.pages.words import Words, words_for
from practice.records.accounts import crowd_accounts
from practice.records.reactions import Reaction, people_who_reacted
from practice.records.statuses import Status, live_status, replies_to
from practice.text import MAX_CHARACTERS


async def show_post(request: Request) -> Response:
    """GET /@:username/:id."""
    practice, words = practice_of(request), words_for(request)
    status = public_status(practice, request)
    return lost_page(words) if status is None else thread_page(practice, words, status)


def public_status(practice: Practice, request: Request) -> Status | None:
    """The post in the path, if it stands and everyone may see it."""
    status = live_status(practice.store, to_id(request.path_params["id"]) or 0)
    if status is None or status.draft.visibility not in ("public", "unlisted"):
        return None
    return status if status.account.username == request.path_params["username"].lower() else None


def thread_page(practice: Practice, words: Words, status: Status, *, refused: str | None = None) -> Response:
    """The page; `refused` is a reply that cannot be sent as it stands."""
    path, replies = page_of(status.account, status), replies_to(practice.store, status.id)
    title = words("post_by", name=status.account.display_name)
    return page(
        words,
        title if refused is None else words("error_prefix") + title,
        el("h1", title, class_="unseen"),
        post(practice, words, status, path),
        _reacted(practice, words, status, "favourite"),
        _reacted(practice, words, status, "reblog"),
        el("h2", words("replies")),
        post_list(practice, words, replies, path) if replies else el("p", words("no_replies"), class_="muted"),
        _reply_form(practice, words, path, refused),
        status=200 if refused is None else 422,
    )


def _reacted(practice: Practice, words: Words, status: Status, kind: Reaction) -> Child:
    people = people_who_reacted(practice.store, status.id, kind)
    if not people:
        return None
    names = ", ".join(person.display_name for person in people)
    faces = el("span", (portrait(person, "tiny") for person in people), class_="faces")
    return el(
        "p",
        faces,
        el("span", f"{words(f'{kind}d_by' if kind == 'favourite' else 'reblogged_by')} {names}"),
        class_="reacted small",
    )


def _reply_form(practice: Practice, words: Words, path: str, refused: str | None) -> Html:
    problem = words("reply_blank", limit=MAX_CHARACTERS)
    error = el("p", problem, id="reply-error", class_="problem") if refused is not None else None
    people = (el("option", person.display_name, value=person.username) for person in crowd_accounts(practice.store))
    return el(
        "form",
        el("h2", words("reply_heading")),
        el("label", words("reply_as"), for_="reply-as"),
        el("select", people, id="reply-as", name="as"),
        el("label", words("reply_text"), for_="reply-text"),
        error,
        el(
            "textarea",
            refused,
            id="reply-text",
            name="text",
            rows=3,
            aria_invalid="true" if error else None,
            aria_describedby="reply-error" if error else None,
            autofocus=error is not None,
        ),
        el("button", words("reply_send"), class_="button"),
        method="post",
        action=f"{path}/reply",
        class_="card form",
        id="reply",
    )
