"""LinkedIn's three servers over real HTTP: one listener each for a whole session, a new world for every test."""

from collections.abc import Generator
from contextlib import contextmanager

from simulators.common.stage import Stage, servers
from simulators.linkedin import door, media, numbers, oauth, people, posts
from simulators.linkedin.world import App, Member, Page, World

ROUTES = {
    "web": oauth.ROUTES,
    "api": [*people.ROUTES, *posts.ROUTES, *media.ROUTES, *numbers.ROUTES, *door.ROUTES],
    "uploads": media.UPLOADS,
}
SELF_SERVE = ("openid", "profile", "email", "w_member_social")
COMMUNITY = (
    "r_basicprofile", "w_member_social", "r_member_postAnalytics", "r_member_profileAnalytics", "w_organization_social",
    "r_organization_social", "rw_organization_admin", "r_1st_connections_size",
)  # fmt: skip


class LinkedInStage:
    """Serves whichever LinkedIn stands on it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def raise_world(self, redirect_uri: str) -> World:
        """LinkedIn of one test: an app of either kind, a member, and the page that the member administers."""
        web, api, uploads = (self.stage.addresses[name] for name in ROUTES)
        world = World(web, api, uploads)
        for app in (
            App("86selfserve", "the self-serve secret", (redirect_uri,), SELF_SERVE),
            App("86community", "the community secret", (redirect_uri,), COMMUNITY, refreshes=True),
        ):
            world.apps[app.client_id] = app
        world.pages["2414183"] = Page("2414183", "Nordlys A/S", "nordlys")
        world.members["aStA_0-1"] = Member("aStA_0-1", "Asta", "Lund", "asta-lund", administers=["2414183"])
        self.stage.put(world, ROUTES)
        return world


@contextmanager
def linkedin_stage() -> Generator[LinkedInStage]:
    """Servers on free ports, in a thread of their own."""
    with servers(*ROUTES) as stage:
        yield LinkedInStage(stage)
