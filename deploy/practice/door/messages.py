"""Taking in messages: stored for the page, and said in the terminal, the other place where codes turn up."""

import sys

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from practice.door.bodies import read_body
from practice.network import practice_of
from practice.records.messages import add_message


class NewMessage(BaseModel):
    """A message that nothing on this machine can deliver."""

    model_config = ConfigDict(extra="forbid")

    to: str = Field(min_length=1, max_length=320)
    subject: str = Field(max_length=200)
    body: str = Field(max_length=10_000)


async def post_message(request: Request) -> Response:
    """POST /practice/messages."""
    practice = practice_of(request)
    new = await read_body(request, NewMessage)
    if isinstance(new, Response):
        return new
    message = add_message(practice.store, new.to, new.subject, new.body, practice.clock())
    sys.stdout.write(_one_line(f"Message to {new.to}: {new.subject} — {new.body}") + "\n")
    sys.stdout.flush()
    return JSONResponse({"id": str(message.id)}, 201)


def _one_line(text: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())
