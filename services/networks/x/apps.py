"""The organisation's app at X: what an administrator makes there, and whether X takes it."""

from kernel.kit.egress import Egress
from kernel.kit.settings import XSettings
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, AppForm, Finding
from networks.x.limits import SCOPES
from networks.x.tokens import TOKEN, post_form

MODE = "pay_per_use"
FORM = AppForm(
    console="https://console.x.com",
    scopes={MODE: SCOPES},
    products={
        MODE: (
            "User authentication settings: App permissions “Read and write”",
            "User authentication settings: Type of App “Web App, Automated App or Bot”",
            "Credits: X charges for every call, so the account needs some",
        )
    },
    costs=True,
)
# No token is as short as this: X can say no to it only after it has said yes to the app that asks.
NO_TOKEN = "not-a-token"  # noqa: S105 it opens nothing


def enrol(*, client_id: str, client_secret: str, mode: str, redirect_uri: str) -> AppCredentials:
    """Make our registration. Raises KeyError for a mode there is not."""
    return AppCredentials(
        network="x",
        instance="",
        client_id=client_id,
        client_secret=client_secret,
        redirect_uri=redirect_uri,
        scopes=FORM.scopes[mode],
        metadata={"mode": mode},
    )


async def try_app(egress: Egress, at: XSettings, app: AppCredentials) -> tuple[Finding, ...]:
    """Ask for tokens with a token that is none: X looks at the app first, and so tells whether it knows it."""
    try:
        await post_form(egress, at, app, TOKEN, {"grant_type": "refresh_token", "refresh_token": NO_TOKEN})
    except NetworkError as error:
        if error.kind is Kind.REAUTH:
            return ACCEPTED, UNPROVEN
        return (_explain(error),)
    return ACCEPTED, UNPROVEN


ACCEPTED = Finding("app-accepted", "ok", "X accepts the client id and the client secret.")
UNPROVEN = Finding(
    "first-connection-tells",
    "warning",
    "Whether the redirect address and the permissions are set, and whether there are credits, X tells only when the first"
    " person connects and the first post is published.",
)


def _explain(error: NetworkError) -> Finding:
    if error.kind is Kind.CONFIG:
        return Finding(
            "app-refused",
            "error",
            "X does not accept the client id with this client secret. Copy both again from “OAuth 2.0 Client ID and Client"
            " Secret” (not the API key), and see that the app is of type “Web App, Automated App or Bot” and not suspended.",
        )
    if error.kind is Kind.QUOTA_BILLING:
        return Finding("credits-used-up", "error", "The account has no credits left at X. Buy some in X's console.")
    if error.kind is Kind.RATE:
        return Finding(
            "asked-to-wait", "warning", "X asks us to wait before we try again. Try again in a quarter of an hour."
        )
    return Finding("unreachable", "warning", f"X could not be asked: {error.reason} Try again later.")
