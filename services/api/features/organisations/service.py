"""Reading and changing an organisation."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.audit.service import record
from api.features.organisations import policy, queries
from api.features.organisations.schemas import Organisation, OrganisationPatch
from api.web.versions import check_version, etag_of, version_at
from kernel.tables.organisations import Organisation as OrganisationRow

__all__ = ["Organisation", "organisation_shown", "read_organisation", "update_organisation"]


async def organisation_shown(session: AsyncSession, organisation_id: UUID) -> Organisation:
    """The organisation that the transaction has entered, for other rooms' answers."""
    return Organisation.model_validate(await queries.organisation(session, organisation_id))


async def read_organisation(session: AsyncSession, actor: Actor) -> tuple[Organisation, str]:
    """The organisation, and its ETag."""
    return _with_etag(await queries.organisation(session, actor.organisation_id))


async def update_organisation(
    session: AsyncSession, actor: Actor, *, patch: OrganisationPatch, if_match: str | None
) -> tuple[Organisation, str]:
    """Change it. Raises Forbidden for all but owners, PreconditionRequired or PreconditionFailed for another version."""
    policy.need_owner(actor)
    organisation = await queries.organisation_for_update(session, actor.organisation_id)
    check_version(if_match, version_at(organisation.updated_at))
    if changed := patch.apply_to(organisation):
        await session.flush()
        await record(
            session,
            actor,
            "organisation.changed",
            subject_kind="organisation",
            subject_id=organisation.id,
            detail={"fields": changed},
        )
    return _with_etag(organisation)


def _with_etag(organisation: OrganisationRow) -> tuple[Organisation, str]:
    return Organisation.model_validate(organisation), etag_of(version_at(organisation.updated_at))
