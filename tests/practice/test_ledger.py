import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from practice.store import DataInUse, Store
from practice_network import Clock, Network, Person, Stage, wait_until


def test_the_ledger_knows_every_accepted_post_and_forgets_none(network: Network, mette: Person) -> None:
    first = mette.post("Hej\nverden", key="a", language="da", spoiler_text="OBS", visibility="private").json()
    network.clock.forward(minutes=1)
    mette.delete(first["id"])
    network.connect("jonas").post("Hej fra Jonas")
    mette.post("")
    entry, other = network.ledger()
    assert entry == {
        "id": first["id"],
        "account": "mette",
        "accepted_at": "2026-11-24T10:00:00.000Z",
        "idempotency_key": "a",
        "text": "Hej\nverden",
        "spoiler_text": "OBS",
        "visibility": "private",
        "language": "da",
        "media_ids": [],
        "media_descriptions": [],
        "in_reply_to_id": None,
        "url": first["url"],
        "deleted_at": "2026-11-24T10:01:00.000Z",
    }
    assert (other["account"], other["idempotency_key"], other["deleted_at"]) == ("jonas", None, None)


def test_the_ledger_can_be_read_in_parts(network: Network, mette: Person) -> None:
    ids = [mette.post(f"nummer {number}").json()["id"] for number in range(3)]
    network.connect("jonas").post("Hej")
    assert [entry["id"] for entry in network.ledger(account="mette")] == ids
    assert [entry["id"] for entry in network.ledger(account="mette", after=ids[0], limit=1)] == [ids[1]]
    assert network.http.get("/practice/ledger?account=nobody", headers=network.door).status_code == 404


def test_what_the_crowd_replies_was_never_accepted_from_an_app(network: Network, mette: Person) -> None:
    url = mette.post("Hej").json()["url"]
    network.http.post(f"{url}/reply", data={"as": "sofie", "text": "Hej, Mette"})
    assert [entry["account"] for entry in network.ledger()] == ["mette"]


def test_posts_pictures_and_tokens_survive_a_restart(
    common_stage: Stage, tmp_path: Path, clock: Clock, picture: bytes
) -> None:
    data = tmp_path / "new folder" / "practice.sqlite3"
    with common_stage.network(clock, data) as before:
        mette = before.connect()
        media = mette.upload(picture).json()
        first = mette.post("Før", key="a", media_ids=[media["id"]]).json()
    with common_stage.network(clock, data) as after:
        mette = Person(after.http, mette.token)
        assert mette.post("Før", key="a").json()["id"] == first["id"]
        assert int(mette.post("Efter").json()["id"]) > int(first["id"])
        assert [entry["text"] for entry in after.ledger()] == ["Før", "Efter"]
        assert after.http.get(f"/practice/media/{media['id']}/original.jpg").content == picture


def test_a_second_process_on_the_same_file_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "practice.sqlite3"
    store = Store(data)
    try:
        with pytest.raises(DataInUse, match="in use by another practice network"):
            Store(data)
    finally:
        store.close()
    Store(data).close()


def answers(url: str) -> bool:
    try:
        return httpx2.get(f"{url}/api/v2/instance").status_code == 200
    except httpx2.ConnectError:
        return False


def test_it_starts_from_its_environment_and_a_kill_loses_nothing(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    settings = {
        "PRACTICE_URL": url,
        "PRACTICE_DATA": str(tmp_path / "data.sqlite3"),
        "PRACTICE_TOKEN": "the practice token",
    }
    command = [sys.executable, "-m", "uvicorn", "practice.app:app", "--host", "127.0.0.1", "--port", str(port)]
    texts: list[str] = []
    for text in ("Før", "Efter"):
        with subprocess.Popen(command, env=os.environ | settings, stderr=subprocess.DEVNULL) as process:
            try:
                wait_until(lambda: answers(url))
                with httpx2.Client(base_url=url) as http:
                    network = Network(url, Clock(), http)
                    network.connect().post(text)
                    texts = [entry["text"] for entry in network.ledger()]
            finally:
                process.send_signal(signal.SIGKILL)
    assert texts == ["Før", "Efter"]
