"""Taking a network's word that somebody took their consent back, and saying what became of it."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api.features.apps import service as apps
from api.features.audit import service as audit
from api.features.audit.service import Doer
from api.features.withdrawals import policy, queries
from api.features.withdrawals.errors import WithdrawalNotFound
from api.features.withdrawals.schemas import Receipt
from api.web.tools import Tools
from kernel.jobs.enqueue import enqueue
from kernel.jobs.withdrawals import WithdrawConsent
from kernel.kit.clock import now
from kernel.kit.db import enter
from networks.registry import NAMES, TELL_WITHDRAWALS

RECEIVED, DONE = "withdrawal.received", "withdrawal.done"


async def withdraw_consent(
    session: AsyncSession, tools: Tools, *, network: str, code: str, signed_request: str, erase: bool
) -> Receipt:
    """Have the publisher end what the person had connected, and with `erase` forget them; noted for the organisation.

    Raises WithdrawalNotFound where the address names no app of ours, NotSigned.
    """
    organisation_id = policy.organisation_of(code)
    await enter(session, organisation_id)
    secret = await apps.find_secret(session, organisation_id, tools, network) if network in TELL_WITHDRAWALS else None
    if secret is None:
        raise WithdrawalNotFound
    person = policy.read_signed(signed_request, secret, now())
    receipt = uuid4()
    digest = tools.secrets.keyed_digest(WithdrawConsent.kind, person).hex()
    job = WithdrawConsent(network=network, person=digest, receipt=receipt, erase=erase)
    await enqueue(session, organisation_id, job)
    await audit.record(
        session, Doer(organisation_id), RECEIVED, subject_kind=queries.KIND, subject_id=receipt,
        detail={"network": network, "erase": erase},
    )  # fmt: skip
    number = policy.code_of(organisation_id, receipt)
    return Receipt(url=f"{tools.public_url}/api/v1/withdrawals/{number}", confirmation_code=number)


async def tell_withdrawal(session: AsyncSession, *, code: str) -> str:
    """What became of it, in words for the person who asked. Raises WithdrawalNotFound."""
    organisation_id, receipt = policy.parts_of(code)
    await enter(session, organisation_id)
    events = {event.verb: event for event in await queries.events_of(session, organisation_id, receipt)}
    if RECEIVED not in events:
        raise WithdrawalNotFound
    asked = events[RECEIVED]
    network, erase = NAMES[str(asked.detail["network"])], asked.detail["erase"]
    what = (
        f"your data from {network} to be deleted" if erase else f"the connection of your {network} account to be ended"
    )
    lines = [f"{asked.at:%Y-%m-%d %H:%M} UTC: {network} told us that you want {what}."]
    if DONE in events:
        count = events[DONE].detail["profiles"]
        end = "It is done." if count else "There was nothing of yours here (any more)."
        lines.append(f"{events[DONE].at:%Y-%m-%d %H:%M} UTC: {end}")
    else:
        lines.append("It is being done; it takes a few minutes.")
    return "\n".join([*lines, f"Number: {code}", ""])
