"""A network at which an organisation makes its app by hand: the practice network's own protocol, under another name."""

from collections.abc import Mapping
from dataclasses import replace

from kernel.kit.egress import Egress
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, AppForm, AuthStart, Connection, Finding, Probe
from networks.mastodon.instances import SCOPES, post_form
from networks.mastodon.network import Mastodon
from practice_network import App, Network
from travellers import Traveller

KEY = "linkedin"
CONSOLE = "https://apps.example/new"


class HandMade(Mastodon):
    """Speaks to the practice network at `host`; goes by the name of one that people also share to by hand."""

    key = KEY
    app_form = AppForm(
        console=CONSOLE,
        scopes={"open": SCOPES, "reviewed": (*SCOPES, "read:accounts")},
        products={"open": ("Share",), "reviewed": ("Share", "Community")},
        costs=True,
    )

    def __init__(self, url: str, host: str) -> None:
        self.url, self.host = url, host

    async def register_app(
        self, egress: Egress, *, instance: str, client_name: str, redirect_uri: str, website: str
    ) -> AppCredentials:
        raise NetworkError(Kind.CONFIG, "An app is made by hand there.")

    def enrol(self, *, client_id: str, client_secret: str, mode: str, redirect_uri: str) -> AppCredentials:
        metadata = {
            "mode": mode,
            "issuer": self.url,
            "authorization": f"{self.url}/oauth/authorize",
            "token": f"{self.url}/oauth/token",
            "revocation": f"{self.url}/oauth/revoke",
            "pkce": True,
        }
        scopes = self.app_form.scopes[mode]
        return AppCredentials(KEY, "", client_id, redirect_uri, scopes, client_secret, metadata=metadata)

    async def try_app(self, egress: Egress, app: AppCredentials) -> tuple[Finding, ...]:
        form = {
            "grant_type": "client_credentials",
            "client_id": app.client_id,
            "client_secret": app.client_secret or "",
            "redirect_uri": app.redirect_uri,
            "scope": " ".join(app.scopes),
        }
        try:
            await post_form(egress, app.metadata["token"], form)
        except NetworkError as error:
            if error.kind not in (Kind.REAUTH, Kind.CONTENT):
                raise
            return (Finding("app-refused", "error", "The network does not know the app, or its secret is another."),)
        return (Finding("app-accepted", "ok", "The network knows the app and its secret."),)

    async def complete(
        self, egress: Egress, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
    ) -> Connection:
        there = await super().complete(egress, replace(app, instance=self.host), started, callback)
        return replace(there, network=KEY, instance="")

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        return await super().probe(egress, replace(connection, instance=self.host))


def make_app(practice: Network, *, redirect: str = f"http://127.0.0.1:8080/api/v1/profiles/return/{KEY}/-") -> App:
    """What an owner does at the network's own page."""
    return practice.register(redirect=redirect, scopes=f"{' '.join(SCOPES)} read:accounts")


def entry(app: App, **other: object) -> dict[str, object]:
    """What an owner copies from there."""
    return {"client_id": app.client_id, "client_secret": app.client_secret, "mode": "open", **other}


def hand_made(traveller: Traveller) -> HandMade:
    """The adapter for this practice network."""
    return HandMade(traveller.practice.url, traveller.instance)
