"""Every door of the api says which room it leads to, who may enter, what comes out and what may go wrong."""

from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.responses import JSONResponse as Json
from fastapi.routing import APIRoute

from api.auth.actor import maybe_signed_in, person_signed_in
from doors import routes

PUBLIC = {
    "assets.fetch_picture": "networks that take no bytes fetch a post's picture, by an address signed for an hour",
    "invitations.read_offer": "what a poster's code leads to, before one has joined",
    "people.read_session": "who am I: nobody, for a stranger",
    "people.send_code": "signing in",
    "people.sign_in": "signing in",
    "people.sign_out": "nobody needs to be signed in to be signed out",
    "ambassadors.join_programme": "joining, as a stranger or as somebody who is here",
    "profiles.read_document": "a network reads who asks for consent",
    "withdrawals.deauthorise": "a network says that somebody removed the app; its signature counts",
    "withdrawals.delete_data": "a network says that somebody wants their data deleted; its signature counts",
    "withdrawals.read_withdrawal": "what became of it, for whoever has the number that nobody guesses",
    "connections.finish_connection": "a network sends the browser back; it ends on a page of ours, signed in or not",
}
EMPTY = (202, 204, 303)
ROUTES = routes()


def name(route: APIRoute) -> str:
    return f"{route.tags[0] if route.tags else '?'}.{route.name}"


def calls(dependant: Dependant) -> set[Any]:
    found = {dependant.call}
    for inner in dependant.dependencies:
        found |= calls(inner)
    return found


@pytest.mark.parametrize("route", ROUTES, ids=name)
def test_a_route_is_tagged_with_its_room(route: APIRoute) -> None:
    room = route.endpoint.__module__.split(".")[2]
    assert route.tags == [room]


@pytest.mark.parametrize("route", ROUTES, ids=name)
def test_a_route_asks_who_enters_or_is_public_on_purpose(route: APIRoute) -> None:
    asks = calls(route.dependant)
    if name(route) in PUBLIC:
        assert person_signed_in not in asks
    else:
        assert person_signed_in in asks, f"{name(route)} lets anybody in: ask for CurrentActor or CurrentPerson"
    assert not (maybe_signed_in in asks and name(route) not in PUBLIC)


@pytest.mark.parametrize("route", ROUTES, ids=name)
def test_a_route_says_what_comes_out_and_what_may_go_wrong(route: APIRoute) -> None:
    kind = route.response_class
    bare = route.status_code in EMPTY or (isinstance(kind, type) and kind is not Json)
    assert route.response_model is not None or bare, "declare a response model"
    assert route.responses or name(route) in PUBLIC, "declare the problems: responses=problems(…)"
    assert (route.endpoint.__doc__ or "").strip(), "the docstring is the API's documentation"


def test_operations_have_names_of_their_own() -> None:
    names = [name(route) for route in ROUTES]
    assert len(names) == len(set(names))


def test_public_routes_exist() -> None:
    assert PUBLIC.keys() <= {name(route) for route in ROUTES}
