"""What goes out, in words: a sign-in code, plain and as HTML; that a connection ends, or was lost."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from html import escape
from typing import Literal

from kernel.jobs.mail import Letter
from networks.registry import NAMES

Language = Literal["da", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """A letter's sentences around the code."""

    subject: str
    before: str
    after: str
    unasked: str


WORDS: dict[Language, Words] = {
    "da": Words(
        subject="Din kode til Fortaler",
        before="Skriv denne kode i Fortaler:",
        after="Den gælder i ti minutter og kan bruges én gang.",
        unasked="Har du ikke bedt om en kode, så gør ingenting: uden koden kommer ingen ind.",
    ),
    "en": Words(
        subject="Your code for Fortaler",
        before="Enter this code in Fortaler:",
        after="It is good for ten minutes and can be used once.",
        unasked="If you did not ask for a code, do nothing: nobody gets in without it.",
    ),
}
HTML = """<!doctype html>
<html lang="{language}">
<body style="font-family: sans-serif; line-height: 1.5">
<p>{before}</p>
<p style="font-size: 1.75em; letter-spacing: 0.15em"><strong>{code}</strong></p>
<p>{after}</p>
<p>{unasked}</p>
</body>
</html>
"""


def code_message(letter: Letter, language: Language) -> EmailMessage:
    """The letter as a message; who it is from is the sender's to say. The subject, which locked phones show, has no code."""
    words = WORDS[language]
    message = EmailMessage()
    message["To"], message["Subject"] = letter.address, words.subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{words.before}\n\n{letter.code}\n\n{words.after}\n\n{words.unasked}\n")
    page = HTML.format(
        language=language,
        before=escape(words.before),
        code=escape(letter.code),
        after=escape(words.after),
        unasked=escape(words.unasked),
    )
    message.add_alternative(page, subtype="html")
    return message


@dataclass(frozen=True, slots=True)
class Ending:
    """A connection that ends: whose, where, and how many posts are planned for after its end."""

    address: str
    language: str
    network: str
    handle: str
    posts_after: int


@dataclass(frozen=True, slots=True)
class EndWords:
    """A reminder's sentences. `{network}`, `{handle}`, `{when}` and `{posts}` are filled in."""

    subject: str
    ends: str
    one_day: str
    days: str
    one_post: str
    posts: str
    renew: str


END_WORDS: dict[Language, EndWords] = {
    "da": EndWords(
        subject="Forny din forbindelse til {network}",
        ends="Fortalers forbindelse til {handle} på {network} holder op {when}, og derefter kan intet slås op for dig dér.",
        one_day="inden for et døgn",
        days="om {days} dage",
        one_post="Et opslag er planlagt til bagefter. Det venter, til du har fornyet.",
        posts="{posts} opslag er planlagt til bagefter. De venter, til du har fornyet.",
        renew="Forny den her, det tager et øjeblik:",
    ),
    "en": EndWords(
        subject="Renew your connection to {network}",
        ends="Fortaler’s connection to {handle} on {network} ends {when}; after that nothing can be posted for you there.",
        one_day="within a day",
        days="in {days} days",
        one_post="One post is planned for later than that. It waits until you have renewed.",
        posts="{posts} posts are planned for later than that. They wait until you have renewed.",
        renew="Renew it here, it takes a moment:",
    ),
}


def end_message(ending: Ending, days: int, page: str) -> EmailMessage:
    """The reminder that a connection ends in at most so many days; `page` is where it is renewed."""
    words = END_WORDS["da" if ending.language == "da" else "en"]
    name = NAMES.get(ending.network, ending.network)
    when = words.one_day if days == 1 else words.days.format(days=days)
    waiting = words.one_post if ending.posts_after == 1 else words.posts.format(posts=ending.posts_after)
    parts = [words.ends.format(handle=_one_line(ending.handle) or name, network=name, when=when)]
    parts += [waiting] if ending.posts_after else []
    message = EmailMessage()
    message["To"], message["Subject"] = ending.address, words.subject.format(network=name)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join([*parts, f"{words.renew}\n{page}"]) + "\n")
    return message


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post that waits: for when it was planned, by the clock where it was planned, and its words."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A connection that its network has ended: whose, where, and the posts that wait."""

    address: str
    language: str
    network: str
    handle: str
    posts: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class LossWords:
    """The sentences of a letter about a loss, with the same names filled in."""

    subject: str
    lost: str
    one_post: str
    posts: str
    at: str
    more: str
    renew: str


LOSS_WORDS: dict[Language, LossWords] = {
    "da": LossWords(
        subject="{network} har afsluttet din forbindelse",
        lost="{network} lader ikke længere Fortaler slå noget op for {handle}.",
        one_post="Et opslag venter, til du har fornyet:",
        posts="{posts} opslag venter, til du har fornyet:",
        at="%d.%m. kl. %H.%M",
        more="og {more} til",
        renew="Forny forbindelsen her, så bliver det, der venter, slået op:",
    ),
    "en": LossWords(
        subject="{network} has ended your connection",
        lost="{network} no longer lets Fortaler post for {handle}.",
        one_post="One post waits until you have renewed:",
        posts="{posts} posts wait until you have renewed:",
        at="%d/%m at %H:%M",
        more="and {more} more",
        renew="Renew the connection here, and what waits goes out:",
    ),
}
MOST_NAMED, FIRST_WORDS = 10, 60


def loss_message(loss: Loss, page: str) -> EmailMessage:
    """The letter that a connection was lost, with the posts that wait; `page` is where it is renewed."""
    words = LOSS_WORDS["da" if loss.language == "da" else "en"]
    name = NAMES.get(loss.network, loss.network)
    parts = [words.lost.format(network=name, handle=_one_line(loss.handle) or name)]
    if loss.posts:
        waiting = words.one_post if len(loss.posts) == 1 else words.posts.format(posts=len(loss.posts))
        lines = [f"· {post.at.strftime(words.at)}: {_beginning(post.words)}" for post in loss.posts[:MOST_NAMED]]
        lines += [words.more.format(more=len(loss.posts) - MOST_NAMED)] if len(loss.posts) > MOST_NAMED else []
        parts.append("\n".join([waiting, *lines]))
    message = EmailMessage()
    message["To"], message["Subject"] = loss.address, words.subject.format(network=name)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join([*parts, f"{words.renew}\n{page}"]) + "\n")
    return message


def _beginning(words: str) -> str:
    line = _one_line(words)
    return line if len(line) <= FIRST_WORDS else f"{line[:FIRST_WORDS].rstrip()}…"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def plain_text(message: EmailMessage) -> str:
    """The part of a message that needs no HTML."""
    part = message.get_body(("plain",))
    return part.get_content() if part else ""
