"""A hold as the publisher knows it between two looks."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """A hold that stands. Empty: `organisation_id` the whole installation, `network` and `instance` all of them."""

    organisation_id: UUID | None
    network: str
    instance: str
    profile_id: UUID | None
    pause: bool

    def covers(self, organisation_id: UUID, network: str, instance: str, profile_id: UUID) -> bool:
        """Whether nothing may be sent there."""
        return (
            self.organisation_id in (None, organisation_id)
            and self.network in ("", network)
            and self.instance in ("", instance)
            and self.profile_id in (None, profile_id)
        )
