import random
import socket
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from practice.door.lies import Door, Lie
from practice_network import Network, Person, wait_until

SERVER_ERROR = {"error": "Internal Server Error"}


def texts(network: Network) -> list[str]:
    return [entry["text"] for entry in network.ledger()]


def test_stored_then_500(network: Network, mette: Person) -> None:
    network.lie("store_then_500")
    answer = mette.post("Hej", key="a")
    assert (answer.status_code, answer.json()) == (500, SERVER_ERROR)
    assert texts(network) == ["Hej"]
    again = mette.post("Hej", key="a")
    assert (again.status_code, again.json()["id"]) == (200, network.ledger()[0]["id"])
    assert texts(network) == ["Hej"]


def test_500_with_nothing_stored(network: Network, mette: Person) -> None:
    network.lie("fail_500")
    assert mette.post("Hej", key="a").status_code == 500
    assert texts(network) == []
    assert mette.post("Hej", key="a").status_code == 200


@pytest.mark.parametrize("stores", [True, False])
def test_the_connection_closes_without_an_answer(network_by_protocol: Network, *, stores: bool) -> None:
    network = network_by_protocol
    mette = network.connect()
    network.lie("store_then_drop" if stores else "drop")
    with pytest.raises(httpx2.RemoteProtocolError, match="disconnected without sending a response"):
        mette.post("Hej")
    assert texts(network) == (["Hej"] if stores else [])
    assert mette.post("Bagefter").status_code == 200


def test_the_connection_is_reset(network_by_protocol: Network) -> None:
    network = network_by_protocol
    mette = network.connect()
    network.lie("store_then_drop", reset=True)
    with pytest.raises(httpx2.ReadError):
        mette.post("Hej")
    assert texts(network) == ["Hej"]


def test_a_dropped_connection_carries_not_one_byte(network: Network, mette: Person) -> None:
    network.lie("drop")
    host, port = network.url.removeprefix("http://").split(":")
    request = (
        f"POST /api/v1/statuses HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {mette.token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 16\r\n\r\n" + '{"status":"Hej"}'
    )
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        raw.sendall(request.encode())
        assert raw.recv(1) == b""


def test_stored_then_garbage(network: Network, mette: Person) -> None:
    network.lie("store_then_garbage")
    answer = mette.post("Hej")
    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()
    assert texts(network) == ["Hej"]


@pytest.mark.parametrize("lie", ["slow", "store_then_slow"])
def test_a_slow_answer_outlasts_the_client_and_the_post_lands_all_the_same(
    network: Network, mette: Person, lie: str
) -> None:
    network.lie(lie, seconds=30)
    with pytest.raises(httpx2.ReadTimeout):
        network.http.post("/api/v1/statuses", json={"status": "Hej"}, headers=mette.headers, timeout=0.1)
    assert texts(network) == ([] if lie == "slow" else ["Hej"])
    network.clock.forward(seconds=30)
    wait_until(lambda: texts(network) == ["Hej"])


def test_a_slow_answer_comes_in_the_end(network: Network, mette: Person) -> None:
    network.lie("slow", seconds=30)
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(mette.post, "Hej")
        wait_until(lambda: network.control()["waiting"] == [])
        network.clock.forward(seconds=30)
        assert answer.result().status_code == 200


@pytest.mark.parametrize(("lie", "status"), [("rate_limited", 429), ("unavailable", 503)])
def test_sent_away_with_a_time_to_come_back(network: Network, mette: Person, lie: str, status: int) -> None:
    network.lie(lie, retry_after=17)
    answer = mette.post("Hej")
    assert (answer.status_code, answer.headers["Retry-After"], list(answer.json())) == (status, "17", ["error"])
    assert texts(network) == []


def test_a_text_is_refused_with_the_reason_given(network: Network, mette: Person) -> None:
    network.lie("refuse_text", message="Validation failed: Text is advertising")
    answer = mette.post("Hej")
    assert (answer.status_code, answer.json()) == (422, {"error": "Validation failed: Text is advertising"})
    assert texts(network) == []


def test_a_lie_is_told_so_many_times_and_only_to_whom_it_is_for(network: Network, mette: Person) -> None:
    jonas = network.connect("jonas")
    network.lie("fail_500", times=2, account="jonas")
    assert [mette.post("Hej").status_code, jonas.post("Hej").status_code] == [200, 500]
    assert [jonas.post("Hej").status_code, jonas.post("Hej").status_code] == [500, 200]
    state = network.control()
    assert (state["waiting"], state["told"]) == ([], {"fail_500": 2})
    assert state["seen"] == {"creates": 4, "stored": 2, "repeated": 0}


def test_new_posts_lag_behind_in_the_list_of_their_account(network: Network, mette: Person) -> None:
    network.control(account_statuses={"lag_seconds": 60})
    status_id = mette.post("Hej").json()["id"]
    path = f"/api/v1/accounts/{mette.me()['id']}/statuses"
    assert mette.get(path).json() == []
    assert mette.get(f"/api/v1/statuses/{status_id}").status_code == 200
    network.clock.forward(seconds=60)
    assert [status["id"] for status in mette.get(path).json()] == [status_id]


def test_reading_the_posts_of_an_account_fails_when_told_to(network: Network, mette: Person) -> None:
    network.control(account_statuses={"failures": 2})
    path = f"/api/v1/accounts/{mette.me()['id']}/statuses"
    assert [mette.get(path).status_code for _ in range(3)] == [503, 503, 200]
    assert network.control()["told"] == {"list_failure": 2}


def test_a_repeated_key_answers_500_when_told_to(network: Network, mette: Person) -> None:
    network.control(repeated_key_500=True)
    assert mette.post("Hej", key="a").status_code == 200
    assert mette.post("Hej", key="a").status_code == 500
    assert texts(network) == ["Hej"]
    network.control(repeated_key_500=False)
    assert mette.post("Hej", key="a").status_code == 200


@pytest.mark.parametrize(
    ("become", "words"), [("revoked", "The access token was revoked"), ("expired", "The access token expired")]
)
def test_tokens_of_an_account_stop_working(network: Network, mette: Person, become: str, words: str) -> None:
    jonas = network.connect("jonas")
    network.control(tokens=[{"account": "mette", "become": become}])
    answer = mette.post("Hej")
    assert (answer.status_code, answer.json()) == (401, {"error": words})
    assert jonas.post("Hej").status_code == 200
    assert network.connect("mette").post("Hej").status_code == 200


def test_a_storm_lies_by_chance_and_the_ledger_knows_what_was_stored(network: Network, mette: Person) -> None:
    odds = {"store_then_500": 0.2, "store_then_drop": 0.2, "drop": 0.1, "fail_500": 0.1}
    network.control(odds=odds, seed=7, limits={"requests": None, "statuses": None})
    answered = 0
    for number in range(120):
        try:
            answered += mette.post(f"nummer {number}").status_code == 200
        except httpx2.TransportError:
            continue
    told, seen = network.control()["told"], network.control()["seen"]
    assert told.keys() == odds.keys()
    assert answered == 120 - sum(told.values())
    assert seen["stored"] == len(network.ledger()) == answered + told["store_then_500"] + told["store_then_drop"]


def test_odds_are_met_as_often_as_they_say() -> None:
    door = Door(odds={Lie.FAIL_500: 0.1, Lie.DROP: 0.3}, chance=random.Random(1))
    for _ in range(10_000):
        door.draw("mette")
    assert door.told[Lie.FAIL_500] == pytest.approx(1000, abs=100)
    assert door.told[Lie.DROP] == pytest.approx(3000, abs=150)


def test_clearing_makes_the_network_honest(network: Network, mette: Person) -> None:
    honest = network.http.get("/practice/control", headers=network.door).json()
    lying = network.control(
        next=[{"lie": "drop", "times": 5}],
        odds={"fail_500": 1.0},
        account_statuses={"lag_seconds": 60, "failures": 9},
        repeated_key_500=True,
        ignore_keys=True,
        media={"processing_seconds": 9, "failures": 9},
        limits={"requests": None},
    )
    assert all(lying[name] != honest[name] for name in honest.keys() - {"told", "seen"})
    assert network.control(clear=True) == honest
    assert mette.post("Hej").status_code == 200


@pytest.mark.parametrize(
    "orders",
    [
        {"lie": "drop"},
        {"next": [{"lie": "murmur"}]},
        {"next": [{"lie": "drop", "times": 0}]},
        {"odds": {"drop": 0.7, "fail_500": 0.4}},
        {"tokens": [{"account": "nobody", "become": "revoked"}]},
        {"limits": {"likes": 1}},
    ],
)
def test_an_order_that_is_not_understood_changes_nothing(network: Network, orders: dict[str, object]) -> None:
    answer = network.http.post("/practice/control", json={"repeated_key_500": True} | orders, headers=network.door)
    assert answer.status_code == 422
    assert network.control()["repeated_key_500"] is False


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "control"), ("GET", "control"), ("GET", "ledger"), ("POST", "messages")]
)
def test_the_doors_open_for_the_token_and_this_machine_only(network: Network, method: str, path: str) -> None:
    address = f"/practice/{path}"
    stranger = {"Host": "practice.attacker.example", **network.door}
    for headers in ({}, {"Authorization": "Bearer guess"}, stranger):
        assert network.http.request(method, address, headers=headers, json={}).status_code == 403


def test_a_look_alike_keeps_no_keys_and_does_not_claim_to_be_mastodon(network: Network, mette: Person) -> None:
    network.control(ignore_keys=True)
    assert network.http.get("/api/v2/instance").json()["api_versions"] == {}
    for _ in range(2):
        assert mette.post("Hej", key="a").status_code == 200
    assert texts(network) == ["Hej", "Hej"]
    network.control(clear=True)
    assert network.http.get("/api/v2/instance").json()["api_versions"] != {}
