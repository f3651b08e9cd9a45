"""Who may change an organisation."""

from api.auth.actor import Actor
from kernel.kit.errors import Forbidden


def need_owner(actor: Actor) -> None:
    """Raise Forbidden for everyone but an owner."""
    if not actor.owner:
        raise Forbidden("Only an owner of the organisation can do this")
