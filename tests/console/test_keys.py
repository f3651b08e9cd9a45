"""New keys as they are printed: beside the old, so that nothing is lost between two starts."""

import pytest
from typer.testing import CliRunner

from console.main import app
from kernel.kit.secrets import Place, new_keys
from kernel.kit.settings import AppKeySettings, TokenOpenSettings, read

PLACE = Place("network_app", "sealed", "o", "r")


def use(monkeypatch: pytest.MonkeyPatch, lines: dict[str, str]) -> None:
    for name, value in lines.items():
        monkeypatch.setenv(name, value)


def printed() -> dict[str, str]:
    result = CliRunner().invoke(app, ["keys", "next"])
    assert result.exit_code == 0, result.output
    return dict(line.split("=", 1) for line in result.output.split())


def test_the_next_keys_open_what_all_keys_before_them_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, {name: value for name, value in new_keys().items() if name.startswith("FORTALER")})
    sealed: list[tuple[bytes, bytes]] = []
    digests: set[bytes] = set()
    for _ in range(3):
        opener, secrets = read(TokenOpenSettings).opener(), read(AppKeySettings).secrets()
        sealed.append((opener.seal(b"token", PLACE), secrets.seal(b"secret", PLACE)))
        digests.add(secrets.keyed_digest("email", "asta@nordlys.example"))
        assert {opener.open(token, PLACE) for token, _ in sealed} == {b"token"}
        assert {secrets.open(secret, PLACE) for _, secret in sealed} == {b"secret"}
        use(monkeypatch, printed())
    assert len(digests) == 1, "an address is still found at sign-in"
