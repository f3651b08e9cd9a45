"""One request is one transaction, committed before the answer is sent.

`scope="function"` is what makes it so: with FastAPI's default scope the commit would run after the answer, and one that
fails would already have been answered 201. `Route` stores the answer of a repeatable request in the same transaction.
"""

from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncSession

from api.web.idempotency import Repeatable, Replay, remember
from kernel.kit.db import transaction_on


async def transaction(request: Request) -> AsyncGenerator[AsyncSession]:
    """The request's session; the transaction ends with the route function."""
    async with transaction_on(request.app.state.engine) as session:
        session.info["wake"] = request.app.state.waker.wake
        request.state.session = session
        yield session


Tx = Annotated[AsyncSession, Depends(transaction, scope="function")]


class Route(APIRoute):
    """A route whose answer is remembered under the caller's Idempotency-Key, in the transaction of its effect."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, with the remembering around it."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if "idempotency-key" in request.headers:
                await request.body()  # kept: a form is read as a stream, which `begin` could not read again
            try:
                response = await answer(request)
            except Replay as replay:
                return replay.response
            repeatable: Repeatable | None = getattr(request.state, "repeatable", None)
            if repeatable is not None:
                await remember(request.state.session, repeatable, response)
            return response

        return handle
