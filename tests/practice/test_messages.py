import pytest

from practice_network import Network

MESSAGE = {
    "to": "mette@nordhavn.example",
    "subject": "Din kode",
    "body": "Din kode er 482913.\nDen gælder i ti minutter.",
}


def send(network: Network, **changes: str) -> int:
    return network.http.post("/practice/messages", json=MESSAGE | changes, headers=network.door).status_code


def test_a_message_turns_up_on_the_page_and_in_the_terminal_on_one_line(
    network: Network, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send(network) == 201
    page = network.http.get("/practice/messages").text
    assert "mette@nordhavn.example" in page
    assert '<strong class="code">482913</strong>' in page
    line = "Message to mette@nordhavn.example: Din kode — Din kode er 482913. Den gælder i ti minutter.\n"
    assert capsys.readouterr().out == line


def test_a_message_cannot_write_more_than_its_line(network: Network, capsys: pytest.CaptureFixture[str]) -> None:
    assert send(network, subject="Hej\r\n\x1b[2JMessage to: you", body="x\N{LINE SEPARATOR}y") == 201
    assert capsys.readouterr().out == "Message to mette@nordhavn.example: Hej [2JMessage to: you — x y\n"


def test_messages_never_reach_the_timeline_or_the_ledger(network: Network) -> None:
    send(network)
    assert "482913" not in network.http.get("/").text
    assert network.ledger() == []


def test_the_newest_message_comes_first(network: Network) -> None:
    for subject in ("den ældste", "den nyeste"):
        send(network, subject=subject)
        network.clock.forward(minutes=1)
    page = network.http.get("/practice/messages").text
    assert page.index("den nyeste") < page.index("den ældste")


def test_a_message_is_escaped(network: Network) -> None:
    send(network, subject="<b>", body="<i>123456</i>")
    page = network.http.get("/practice/messages").text
    assert "&lt;b&gt;" in page
    assert '&lt;i&gt;<strong class="code">123456</strong>&lt;/i&gt;' in page


@pytest.mark.parametrize("changes", [{"to": ""}, {"cc": "x"}, {"body": "x" * 10_001}])
def test_a_message_that_is_none_is_refused(network: Network, changes: dict[str, str]) -> None:
    assert send(network, **changes) == 422


def test_the_page_is_for_browsers_that_know_this_machine_by_its_name(network: Network) -> None:
    send(network)
    rebound = network.http.get("/practice/messages", headers={"Host": "attacker.example:8082"})
    assert rebound.status_code == 403
    assert "482913" not in rebound.text
