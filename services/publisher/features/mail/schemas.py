"""What goes out: a sign-in code in words, plain and as HTML."""

from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from typing import Literal

from kernel.jobs.mail import Letter

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


def plain_text(message: EmailMessage) -> str:
    """The part of a message that needs no HTML."""
    part = message.get_body(("plain",))
    return part.get_content() if part else ""
