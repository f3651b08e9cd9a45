"""Everything, with every network beside it, for journeys in a browser: prints one line of JSON when it is ready.

As `python -m local.up --test`, whose settings it takes over, but LinkedIn, X, Threads, Instagram, Facebook and Bluesky are
the strict simulators, each with two people on it and an app that an administrator made there.
"""

import functools
import json
import sys
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlsplit

from local.children import end_with_parent
from local.placement import PlacementError
from local.program import HOST, StartError
from local.supervisor import Stopped, Supervisor
from local.up import Manner, make_demo, manner_for_a_test, prepare, start_services, whereabouts, write_line
from simulators.bluesky.stage import sky_stage
from simulators.facebook import door as facebook
from simulators.graph import stage as graph
from simulators.instagram import manner as instagram
from simulators.linkedin.stage import linkedin_stage
from simulators.linkedin.world import Member
from simulators.threads import manner as threads
from simulators.x import stage as x

PEOPLE = {"villads": "Villads Bro", "freja": "Freja Ager"}
"""One for each size of screen: nobody's profile is two people's."""


@dataclass(frozen=True)
class Beside:
    """A network that runs: the settings that lead there, where its control door is, and the app that was made there."""

    settings: dict[str, str]
    door: str
    client_id: str = ""
    client_secret: str = ""
    mode: str = ""


def simulate_linkedin(running: ExitStack, redirect_uri: str) -> Beside:
    world = running.enter_context(linkedin_stage()).raise_world(redirect_uri)
    for username, name in PEOPLE.items():
        first, last = name.split()
        world.members[username] = Member(username, first, last, username)
    settings = {"FORTALER_LINKEDIN_URL": world.web, "FORTALER_LINKEDIN_API_URL": world.api}
    app = world.apps["86selfserve"]
    # Its pictures are uploaded to a server of their own, which no setting names.
    return Beside(settings | {"uploads": world.uploads}, world.api, app.client_id, app.secret, "self_serve")


def simulate_x(running: ExitStack, redirect_uri: str) -> Beside:
    world = x.raise_world(running.enter_context(x.x_stage()))
    for username, name in PEOPLE.items():
        world.add(username, name)
    app = world.register(redirect_uri)
    settings = {"FORTALER_X_URL": world.api, "FORTALER_X_WEB_URL": world.web}
    return Beside(settings, world.api, app.client_id, app.client_secret, "pay_per_use")


def simulate_threads(running: ExitStack, redirect_uri: str) -> Beside:
    world = graph.raise_world(running.enter_context(graph.graph_stage()), threads.MANNER, threads.VERSION)
    for username, name in PEOPLE.items():
        world.add(username, name)
    app = world.register(redirect_uri)
    settings = {"FORTALER_THREADS_URL": world.graph, "FORTALER_THREADS_WEB_URL": world.web}
    return Beside(settings, world.graph, app.client_id, app.client_secret, "threads")


def simulate_instagram(running: ExitStack, redirect_uri: str) -> Beside:
    world = graph.raise_world(running.enter_context(graph.graph_stage()), instagram.MANNER, instagram.VERSION)
    for username, name in PEOPLE.items():
        world.add(username, name)
    app = world.register(redirect_uri)
    settings = {
        "FORTALER_INSTAGRAM_URL": world.graph,
        "FORTALER_INSTAGRAM_TOKEN_URL": world.graph,
        "FORTALER_INSTAGRAM_WEB_URL": world.web,
    }
    return Beside(settings, world.graph, app.client_id, app.client_secret, "instagram_login")


def simulate_facebook(running: ExitStack, redirect_uri: str) -> Beside:
    world = facebook.raise_world(running.enter_context(facebook.facebook_stage()))
    for username, name in PEOPLE.items():
        world.add(username, name)
    for place in ("Aalborg", "Skagen"):
        for username, name in PEOPLE.items():
            title = f"Nordlys {place}, {name.split()[0]}"
            world.found(f"{place.lower()}.{username}", title, **{username: ("CREATE_CONTENT", "ANALYZE")})
    app = world.register(redirect_uri)
    settings = {"FORTALER_FACEBOOK_URL": world.graph, "FORTALER_FACEBOOK_WEB_URL": world.web}
    return Beside(settings, world.graph, app.client_id, app.client_secret, "pages")


def simulate_bluesky(running: ExitStack, _redirect_uri: str) -> Beside:
    sky = running.enter_context(sky_stage()).raise_sky()
    for username, name in PEOPLE.items():
        sky.add(f"{username}.test", name)
    settings = {"FORTALER_BLUESKY_DIRECTORY_URL": sky.directory, "FORTALER_BLUESKY_APPVIEW_URL": sky.appview}
    return Beside(settings | {"issuer": sky.issuer, "pds": sky.pds}, sky.pds)


NETWORKS = {
    "linkedin": simulate_linkedin,
    "x": simulate_x,
    "threads": simulate_threads,
    "instagram": simulate_instagram,
    "facebook": simulate_facebook,
    "bluesky": simulate_bluesky,
}


def origins(networks: dict[str, Beside]) -> Iterator[str]:
    """What our services must be let through to, on this machine."""
    return (urlsplit(url).netloc for beside in networks.values() for url in beside.settings.values())


@contextmanager
def networks_beside(manner: Manner) -> Generator[tuple[Manner, dict[str, Beside]]]:
    """The networks, and how to run an installation that finds them."""
    ports = manner.ports
    with ExitStack() as running:
        networks = {
            key: simulate(running, f"http://{HOST}:{ports['api']}/api/v1/profiles/return/{key}/-")
            for key, simulate in NETWORKS.items()
        }
        # Ourselves, too: Threads and Instagram fetch pictures from us, which nobody outside this machine could.
        ours = (f"{HOST}:{ports[name]}" for name in ("practice", "metrics", "api"))
        given = {name: url for beside in networks.values() for name, url in beside.settings.items() if name.isupper()}
        allowed = {"FORTALER_EGRESS_LOOPBACK": ",".join([*ours, *origins(networks)])}
        yield replace(manner, given={**manner.given, **given, **allowed}), networks


def run(supervisor: Supervisor) -> None:
    """Bring everything up, say where, and keep it up until asked to stop. Raises StartError and PlacementError."""
    with manner_for_a_test() as usual, networks_beside(usual) as (manner, networks):
        (manner.folder / "log").mkdir()
        manner.folder.chmod(0o711)  # the servers' account passes through, as in local.up
        try:
            settings = prepare(manner, supervisor)
            start_services(manner, supervisor, settings)
            told = json.loads(whereabouts(manner, settings, make_demo(manner, supervisor, settings)))
            beside = {key: asdict(network) for key, network in networks.items()}
            write_line(sys.stdout, json.dumps(told | {"networks": beside}))
            supervisor.watch()
        except Stopped:
            supervisor.say("Stopping …")
        finally:
            supervisor.stop()


def main() -> int:
    """0: stopped when asked; 1: could not start."""
    end_with_parent()
    supervisor = Supervisor(say=functools.partial(write_line, sys.stderr))
    supervisor.listen()
    try:
        run(supervisor)
    except (StartError, PlacementError) as error:
        supervisor.say(f"\n{error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
