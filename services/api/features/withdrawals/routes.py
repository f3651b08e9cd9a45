"""The door for networks that tell of consents taken back. It is public: a signature in the body is what counts."""

from typing import Annotated

from fastapi import APIRouter, Form, Path
from fastapi.responses import PlainTextResponse

from api.features.withdrawals import service
from api.features.withdrawals.errors import NotSigned, WithdrawalNotFound
from api.features.withdrawals.schemas import Receipt, SignedCall
from api.web.problems import problems
from api.web.tools import Toolbox
from api.web.transaction import Route, Tx

router = APIRouter(tags=["withdrawals"], route_class=Route)

AtNetwork = Annotated[str, Path(max_length=40)]
Code = Annotated[str, Path(max_length=100)]
Signed = Annotated[SignedCall, Form()]


@router.post("/withdrawals/{network}/{code}/deauthorise", responses=problems(WithdrawalNotFound, NotSigned))
async def deauthorise(session: Tx, tools: Toolbox, network: AtNetwork, code: Code, call: Signed) -> Receipt:
    """The network says that somebody removed the organisation's app there: what they connected is over."""
    return await service.withdraw_consent(
        session, tools, network=network, code=code, signed_request=call.signed_request, erase=False
    )


@router.post("/withdrawals/{network}/{code}/deletion", responses=problems(WithdrawalNotFound, NotSigned))
async def delete_data(session: Tx, tools: Toolbox, network: AtNetwork, code: Code, call: Signed) -> Receipt:
    """The network says that somebody wants what it told us of them deleted."""
    return await service.withdraw_consent(
        session, tools, network=network, code=code, signed_request=call.signed_request, erase=True
    )


@router.get("/withdrawals/{code}", response_class=PlainTextResponse, responses=problems(WithdrawalNotFound))
async def read_withdrawal(session: Tx, code: Code) -> PlainTextResponse:
    """What became of it, as a page for whoever has the number."""
    return PlainTextResponse(await service.tell_withdrawal(session, code=code))
