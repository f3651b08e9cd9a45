"""Who may register apps, which networks take them, and what is said of them: no session, no network."""

from api.auth.actor import Actor
from api.features.apps.errors import AppHasNoCosts, AppModeUnknown, NetworkTakesNoApp
from kernel.kit.errors import Forbidden
from networks.contract import TakesApps
from networks.registry import API_NETWORKS

TELLING = 5
"""From this many people on, a count says nothing about one of them."""


def need_owner(actor: Actor) -> None:
    """Raise Forbidden for everyone but an owner: an app speaks and pays for the whole organisation."""
    if not actor.owner:
        raise Forbidden("Only an owner of the organisation registers its apps")


def networks_with_apps() -> dict[str, TakesApps]:
    """The networks at which an app is registered by hand, by key."""
    return {key: network for key, network in API_NETWORKS.items() if isinstance(network, TakesApps)}


def network_with_app(network: str) -> TakesApps:
    """The network of that key. Raises NetworkTakesNoApp."""
    try:
        return networks_with_apps()[network]
    except KeyError:
        raise NetworkTakesNoApp from None


def check_entry(network: TakesApps, *, mode: str, cap: int | None) -> None:
    """Raise AppModeUnknown or AppHasNoCosts for what the network does not have."""
    if mode not in network.app_form.scopes:
        raise AppModeUnknown(f"Choose one of: {', '.join(network.app_form.scopes)}", field="mode")
    if cap is not None and not network.app_form.costs:
        raise AppHasNoCosts(field="monthly_cap_cents")


def told(count: int) -> int | None:
    """A count of people as it may be shown: None where it is so small that it might name somebody."""
    return None if 0 < count < TELLING else count
