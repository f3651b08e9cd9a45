"""Trying an organisation's app before anybody consents, with a code that is none: Meta looks at the app first."""

from secrets import token_urlsafe

from kernel.kit.egress import Egress
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, Finding
from networks.graph.consent import post_code
from networks.graph.dialect import Dialect, Surroundings


async def try_out(egress: Egress, at: Surroundings, dialect: Dialect, app: AppCredentials) -> tuple[Finding, ...]:
    """Ask for a token in exchange for nothing, and see whether it is the app or the code that is refused."""
    return (*await _verdict(egress, at, dialect, app), *_pictures(egress, at, dialect))


async def _verdict(egress: Egress, at: Surroundings, dialect: Dialect, app: AppCredentials) -> tuple[Finding, ...]:
    form = {
        "client_id": app.client_id,
        "client_secret": app.client_secret or "",
        "grant_type": "authorization_code",
        "redirect_uri": app.redirect_uri,
        "code": token_urlsafe(24),
    }
    try:
        await post_code(egress, at, dialect, app, form)
    except NetworkError as error:
        return _explain(error, dialect, app)
    return _explain(NetworkError(Kind.TRANSIENT, "It took a code that was none."), dialect, app)


def _explain(error: NetworkError, dialect: Dialect, app: AppCredentials) -> tuple[Finding, ...]:
    if error.kind is Kind.CONFIG:
        words = (
            f"{dialect.name} does not accept the app: “{error.reason}” Copy the {dialect.name} app id and secret again"
            f" (they are not the ids of the Meta app around them), and enter the redirect address {app.redirect_uri} there."
        )
        return (Finding("app-refused", "error", words),)
    if error.kind is Kind.RATE:
        return (Finding("asked-to-wait", "warning", f"{dialect.name} asks us to wait before the app is tried again."),)
    if error.kind in (Kind.CONTENT, Kind.REAUTH):
        words = (
            f"Only the first connection shows which rights the app may ask for. Until Meta has reviewed the app, only people"
            f" who have a role in it can connect {dialect.name}."
        )
        accepted = Finding("app-accepted", "ok", f"{dialect.name} accepts the app id and secret.")
        return (accepted, Finding("first-connection-tells", "warning", words))
    return (Finding("unreachable", "warning", f"{dialect.name} could not be asked: {error.reason} Try again later."),)


def _pictures(egress: Egress, at: Surroundings, dialect: Dialect) -> tuple[Finding, ...]:
    if at.pictures_reachable(egress):
        return ()
    words = (
        f"{dialect.name} fetches pictures from {at.public_url}, which nobody outside can reach: it has to be an https address"
        " of a public name. Until then nothing with a picture can be posted there."
    )
    return (Finding("pictures-not-fetchable", "warning", words),)
