"""Who lives through a storm: ambassadors of one programme, each with an account of their own at both networks."""

from dataclasses import dataclass
from uuid import UUID

from builders import (
    make_ambassador,
    make_network_app,
    make_organisation,
    make_person,
    make_profile,
    make_programme,
    make_session,
)
from connected import consent, register
from kernel.kit.db import create_engine, transaction_on
from kernel.kit.egress import Egress
from kernel.kit.secrets import AppSecrets, Sealer
from networks.mastodon.network import Mastodon
from networks.stored import to_json
from networks.vault import seal_app, store_connection
from storm.installation import Installation, Network


@dataclass(frozen=True, slots=True)
class Resident:
    """An ambassador, signed in, and which network each of their profiles is at."""

    programme_id: UUID
    profiles: dict[UUID, Network]
    cookie: str


async def settle(installation: Installation, people: int) -> list[Resident]:
    """So many people."""
    settings = installation.settings
    secrets, sealer = AppSecrets(settings["FORTALER_APP_KEY"]), Sealer(settings["FORTALER_TOKEN_PUBLIC_KEY"])
    engine = create_engine(installation.database_url)
    hosts = [network.url.removeprefix("http://") for network in installation.networks]
    residents: list[Resident] = []
    async with Egress(hosts) as egress, transaction_on(engine) as session:
        organisation = await make_organisation(session)
        programme = await make_programme(session, organisation)
        apps = [await register(egress, network.url) for network in installation.networks]
        for app in apps:
            sealed = seal_app(secrets, organisation.id, app)
            await make_network_app(session, organisation.id, instance=app.instance, sealed=sealed)
        for number in range(people):
            person = await make_person(session, name=f"Stormperson {number}")
            await make_ambassador(session, programme, person)
            resident = Resident(programme.id, {}, await make_session(session, person, organisation.id))
            for network, app in zip(installation.networks, apps, strict=True):
                connection = await consent(network.http, egress, app, account="+", name=person.name)
                probe = await Mastodon().probe(egress, connection)
                profile = await make_profile(
                    session, organisation.id, person, network="mastodon", instance=app.instance, state="connected",
                    external_id=connection.subject, handle=connection.handle, scopes=list(connection.scopes),
                    capabilities=to_json(probe.caps), limits=to_json(probe.limits), service=connection.service_url,
                )  # fmt: skip
                await store_connection(session, sealer, organisation.id, profile.id, connection)
                resident.profiles[profile.id] = network
            residents.append(resident)
    await engine.dispose()
    return residents
