"""A post on a page, with the buttons that let invented people react to it."""

from practice.api.entities import SUFFIXES, status_html
from practice.network import Practice
from practice.pages.icons import FAVOURITE, REBLOG, REPLY
from practice.pages.markup import Child, Html, el
from practice.pages.words import Words
from practice.records.accounts import Account, crowd_accounts
from practice.records.media import Media, media_of_status
from practice.records.reactions import Reaction, people_who_reacted, reactions_to
from practice.records.statuses import Status
from practice.store import iso

REACTION_ICONS: dict[Reaction, Html] = {"reblog": REBLOG, "favourite": FAVOURITE}


def post_list(practice: Practice, words: Words, statuses: list[Status], back: str) -> Html:
    """Posts under each other; `back` is the page to return to after a press of a button."""
    return el("ol", (el("li", post(practice, words, status, back)) for status in statuses), class_="posts")


def post(practice: Practice, words: Words, status: Status, back: str) -> Html:
    """One post."""
    return el(
        "article",
        _byline(practice, words, status),
        _body(practice, words, status),
        _actions(practice, words, status, back),
        class_="post",
        id=f"post-{status.id}",
        aria_label=words("post_by", name=status.account.display_name),
    )


def portrait(account: Account, size: str = "") -> Html:
    """A person's picture; the name always stands beside it."""
    source = f"/practice/avatars/{account.username}.png"
    return el("img", src=source, alt="", class_=f"portrait {size}".strip(), width=48, height=48)


def page_of(account: Account, status: Status | None = None) -> str:
    """The path of an account's page, or of a post's."""
    return f"/@{account.username}" + (f"/{status.id}" if status else "")


def next_to_react(practice: Practice, status: Status, kind: Reaction) -> Account | None:
    """The next of the crowd who has not reacted in this way; None when all have."""
    done = {account.id for account in people_who_reacted(practice.store, status.id, kind)} | {status.account.id}
    return next((account for account in crowd_accounts(practice.store) if account.id not in done), None)


def _byline(practice: Practice, words: Words, status: Status) -> Html:
    account = status.account
    when = el("time", words.moment(status.created_at, practice.clock()), datetime=iso(status.created_at))
    unlisted = status.draft.visibility == "unlisted"
    return el(
        "div",
        portrait(account),
        el(
            "div",
            el("a", account.display_name, href=page_of(account), class_="name"),
            el(
                "p",
                f"@{account.username} · ",
                el("a", when, href=page_of(account, status)),
                f" · {words('unlisted')}" if unlisted else None,
                class_="muted small",
            ),
        ),
        class_="byline",
    )


def _body(practice: Practice, words: Words, status: Status) -> Child:
    draft = status.draft
    media = media_of_status(practice.store, status.id, draft.media_ids)
    text = el("div", Html(status_html(practice, status)), class_="text", lang=draft.language) if draft.text else None
    gallery = el("div", (_figure(words, item) for item in media), class_=f"gallery of-{len(media)}") if media else None
    if draft.spoiler_text:
        return el(
            "details", el("summary", draft.spoiler_text, lang=draft.language), text, gallery, class_="hidden-part"
        )
    if draft.sensitive and gallery is not None:
        return (text, el("details", el("summary", words("sensitive")), gallery, class_="hidden-part"))
    return (text, gallery)


def _figure(words: Words, media: Media) -> Html:
    address = f"/practice/media/{media.id}/original.{SUFFIXES[media.mime]}"
    if media.kind == "video":
        shown = el("video", src=address, controls=True, preload="metadata", aria_label=media.description)
    else:
        described = media.description or words("no_description")
        shown = el("img", src=address, alt=described, width=media.width, height=media.height, loading="lazy")
    description = el("details", el("summary", words("alt_badge")), el("p", media.description), class_="described")
    return el("figure", shown, description if media.description else None)


def _actions(practice: Practice, words: Words, status: Status, back: str) -> Html:
    numbers, path = reactions_to(practice.store, status.id), page_of(status.account, status)
    reply_label = words("reply_link", count=numbers.replies)
    return el(
        "div",
        el("a", REPLY, _count(numbers.replies), href=f"{path}#reply", class_="action", aria_label=reply_label),
        _button(practice, words, status, "reblog", numbers.reblogs, back),
        _button(practice, words, status, "favourite", numbers.favourites, back),
        class_="actions",
    )


def _button(practice: Practice, words: Words, status: Status, kind: Reaction, count: int, back: str) -> Html:
    person = next_to_react(practice, status, kind)
    label = words(f"{kind}_all", count=count) if person is None else words(kind, name=person.display_name, count=count)
    return el(
        "form",
        el("input", type="hidden", name="back", value=back),
        el(
            "button",
            REACTION_ICONS[kind],
            _count(count),
            class_="action",
            aria_label=label,
            title=label,
            disabled=person is None,
        ),
        method="post",
        action=f"{page_of(status.account, status)}/{kind}",
    )


def _count(number: int) -> Html:
    return el("span", str(number), class_="count")
