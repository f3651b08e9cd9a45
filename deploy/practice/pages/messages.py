"""The messages page: where sign-in codes turn up when no mail or SMS is set up."""

import regex
from starlette.requests import Request
from starlette.responses import Response

from practice.network import practice_of
from practice.pages.layout import page
from practice.pages.markup import Child, Html, el
from practice.pages.words import Words, words_for
from practice.records.messages import Message, latest_messages
from practice.store import Clock, iso

_CODE = regex.compile(r"\b\d{6,8}\b")


async def show_messages(request: Request) -> Response:
    """GET /practice/messages, for this machine only."""
    practice, words = practice_of(request), words_for(request)
    messages = latest_messages(practice.store)
    empty = el(
        "div", el("h2", words("no_messages")), el("p", words("no_messages_hint"), class_="muted"), class_="empty"
    )
    return page(
        words,
        words("messages"),
        el("h1", words("messages")),
        el("p", words("messages_hint"), class_="muted"),
        el("p", el("a", words("refresh"), href="/practice/messages", class_="button quiet")),
        el("ol", (el("li", _message(words, practice.clock, item)) for item in messages), class_="posts")
        if messages
        else empty,
        here="messages",
    )


def _message(words: Words, clock: Clock, message: Message) -> Html:
    when = el("time", words.moment(message.created_at, clock()), datetime=iso(message.created_at))
    return el(
        "article",
        el("h2", message.subject),
        el("p", words("to", recipient=message.recipient), " · ", when, class_="muted small"),
        el("p", _with_codes_marked(message.body), class_="message-body"),
        class_="post",
    )


def _with_codes_marked(body: str) -> list[Child]:
    marked: list[Child] = []
    done = 0
    for match in _CODE.finditer(body):
        marked += [body[done : match.start()], el("strong", match.group(), class_="code")]
        done = match.end()
    return [*marked, body[done:]]
