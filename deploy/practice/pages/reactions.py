"""What the crowd does when a button is pressed: favourite, boost, follow, reply."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from practice.network import practice_of
from practice.pages.layout import is_from_here, lost_page
from practice.pages.posts import next_to_react, page_of
from practice.pages.thread import public_status, thread_page
from practice.pages.words import words_for
from practice.records.accounts import account_named, add_follower, next_follower
from practice.records.reactions import Reaction, add_reaction
from practice.records.statuses import Draft, add_status
from practice.text import MAX_CHARACTERS, count_characters

NOT_FROM_HERE = PlainTextResponse("This form was not sent from the practice network.", 403)


async def favourite_post(request: Request) -> Response:
    """POST /@:username/:id/favourite."""
    return await _react(request, "favourite")


async def reblog_post(request: Request) -> Response:
    """POST /@:username/:id/reblog."""
    return await _react(request, "reblog")


async def reply_to_post(request: Request) -> Response:
    """POST /@:username/:id/reply."""
    practice, words = practice_of(request), words_for(request)
    status = public_status(practice, request)
    if not is_from_here(request):
        return NOT_FROM_HERE
    form = await request.form()
    person = account_named(practice.store, str(form.get("as", "")))
    if status is None or person is None or not person.crowd:
        return lost_page(words)
    text = str(form.get("text", "")).strip()
    if not text or count_characters(text) > MAX_CHARACTERS:
        return thread_page(practice, words, status, refused=text)
    draft = Draft(text, language=words.language, in_reply_to_id=status.id)
    reply = add_status(practice.store, person, draft, practice.clock())
    return RedirectResponse(f"{page_of(status.account, status)}#post-{reply.id}", 303)


async def follow_account(request: Request) -> Response:
    """POST /@:username/follow."""
    practice = practice_of(request)
    account = account_named(practice.store, request.path_params["username"])
    if not is_from_here(request):
        return NOT_FROM_HERE
    if account is None:
        return lost_page(words_for(request))
    person = next_follower(practice.store, account.id)
    if person is not None:
        add_follower(practice.store, account.id, person.id)
    return RedirectResponse(page_of(account), 303)


async def _react(request: Request, kind: Reaction) -> Response:
    practice = practice_of(request)
    status = public_status(practice, request)
    if not is_from_here(request):
        return NOT_FROM_HERE
    if status is None:
        return lost_page(words_for(request))
    person = next_to_react(practice, status, kind)
    if person is not None:
        add_reaction(practice.store, status.id, kind, person.id)
    back = str((await request.form()).get("back", "/"))
    is_own_path = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(f"{back if is_own_path else '/'}#post-{status.id}", 303)
