"""Trying an organisation's app before anybody consents, with a code that is none: Meta looks at the app first."""

from secrets import token_urlsafe

from kernel.kit.egress import Egress
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, Finding
from networks.graph.consent import post_code
from networks.graph.dialect import Sister, Surroundings


async def try_out(egress: Egress, at: Surroundings, sister: Sister, app: AppCredentials) -> tuple[Finding, ...]:
    """Ask for a token in exchange for nothing, and see whether it is the app or the code that is refused."""
    return (*await try_identity(egress, at, sister, app), *_pictures(egress, at, sister))


async def try_identity(egress: Egress, at: Surroundings, sister: Sister, app: AppCredentials) -> tuple[Finding, ...]:
    """Whether the network knows the app."""
    form = {
        "client_id": app.client_id,
        "client_secret": app.client_secret or "",
        "grant_type": "authorization_code",
        "redirect_uri": app.redirect_uri,
        "code": token_urlsafe(24),
    }
    try:
        await post_code(egress, at, sister, app, form)
    except NetworkError as error:
        return _explain(error, sister, app)
    return _explain(NetworkError(Kind.TRANSIENT, "It took a code that was none."), sister, app)


def _explain(error: NetworkError, sister: Sister, app: AppCredentials) -> tuple[Finding, ...]:
    if error.kind is Kind.CONFIG:
        words = (
            f"{sister.name} does not accept the app: “{error.reason}” Copy the {sister.name} app id and secret again"
            f" (they are not the ids of the Meta app around them), and enter the redirect address {app.redirect_uri} there."
        )
        return (Finding("app-refused", "error", words),)
    if error.kind is Kind.RATE:
        return (Finding("asked-to-wait", "warning", f"{sister.name} asks us to wait before the app is tried again."),)
    if error.kind in (Kind.CONTENT, Kind.REAUTH):
        words = (
            f"Only the first connection shows which rights the app may ask for. Until Meta has reviewed the app, only people"
            f" who have a role in it can connect {sister.name}."
        )
        accepted = Finding("app-accepted", "ok", f"{sister.name} accepts the app id and secret.")
        return (accepted, Finding("first-connection-tells", "warning", words))
    return (Finding("unreachable", "warning", f"{sister.name} could not be asked: {error.reason} Try again later."),)


def _pictures(egress: Egress, at: Surroundings, sister: Sister) -> tuple[Finding, ...]:
    if at.pictures_reachable(egress):
        return ()
    words = (
        f"{sister.name} fetches pictures from {at.public_url}, which nobody outside can reach: it has to be an https address"
        " of a public name. Until then nothing with a picture can be posted there."
    )
    return (Finding("pictures-not-fetchable", "warning", words),)
