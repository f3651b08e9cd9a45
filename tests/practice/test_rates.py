from datetime import datetime

from practice_network import Network, Person

TOO_MANY = (429, {"error": "Too many requests"})
ME = "/api/v1/accounts/verify_credentials"


def test_every_answer_says_what_is_left_and_when_it_starts_afresh(network: Network, mette: Person) -> None:
    first, second = mette.get(ME), mette.get(ME)
    assert (first.headers["X-RateLimit-Limit"], first.headers["X-RateLimit-Remaining"]) == ("300", "299")
    assert second.headers["X-RateLimit-Remaining"] == "298"
    assert first.headers["X-RateLimit-Reset"] == "2026-11-24T10:05:00.000000Z"
    refused = mette.get("/api/v1/statuses/1")
    assert (refused.status_code, refused.headers["X-RateLimit-Remaining"]) == (404, "297")
    assert "X-RateLimit-Limit" not in network.http.get("/api/v2/instance").headers


def test_the_301st_call_in_five_minutes_is_one_too_many_for_its_token_alone(network: Network, mette: Person) -> None:
    network.control(limits={"requests": 3})
    assert [mette.get(ME).status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = mette.get(ME)
    assert (answer.status_code, answer.json()) == TOO_MANY
    assert (answer.headers["X-RateLimit-Remaining"], "Retry-After" in answer.headers) == ("0", False)
    assert network.connect("mette").get(ME).status_code == 200
    network.clock.now = datetime.fromisoformat(answer.headers["X-RateLimit-Reset"])
    assert mette.get(ME).status_code == 200


def test_an_account_posts_300_times_in_three_hours_and_repeats_cost_nothing(network: Network, mette: Person) -> None:
    assert network.control()["limits"]["statuses"] == 300
    network.control(limits={"statuses": 2})
    first = mette.post("en", key="a")
    assert (first.headers["X-RateLimit-Limit"], first.headers["X-RateLimit-Remaining"]) == ("2", "1")
    assert first.headers["X-RateLimit-Reset"] == "2026-11-24T12:00:00.000000Z"
    assert mette.post("en", key="a").status_code == 200
    assert mette.post("to").status_code == 200
    over = mette.post("tre", key="b")
    assert (over.status_code, over.json()) == TOO_MANY
    assert [entry["text"] for entry in network.ledger()] == ["en", "to"]
    network.clock.forward(hours=3)
    assert mette.post("tre", key="b").status_code == 200


def test_uploads_and_deletes_have_limits_of_their_own(network: Network, mette: Person, picture: bytes) -> None:
    network.control(limits={"uploads": 1, "deletes": 1})
    status_id = mette.post("Hej").json()["id"]
    assert [mette.upload(picture).status_code for _ in range(2)] == [200, 429]
    assert [mette.delete("1").status_code, mette.delete(status_id).status_code] == [404, 429]
    network.clock.forward(minutes=30)
    assert mette.delete(status_id).status_code == 200


def test_limits_can_be_lifted_and_clearing_brings_them_back(network: Network, mette: Person) -> None:
    network.control(limits={"requests": None, "account": None, "statuses": None})
    assert {mette.post("Hej").status_code for _ in range(310)} == {200}
    assert "X-RateLimit-Limit" not in mette.get(ME).headers
    assert network.control(clear=True)["limits"]["requests"] == 300
