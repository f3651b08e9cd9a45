"""Secrets at rest: what opens them, and everything that must not."""

import base64
from collections.abc import Callable
from dataclasses import replace

import pytest

from kernel.kit.secrets import AppSecrets, CannotOpen, Opener, Place, Sealer, digest, key_id, new_keys, new_secret

PLAIN = b"a token that nobody else may read"
PLACE = Place("profile_token", "sealed", "organisation", "row")
Make = Callable[[], Opener | AppSecrets]
ELSEWHERE = [
    replace(PLACE, table="network_app"),
    replace(PLACE, column="other"),
    replace(PLACE, organisation="another"),
    replace(PLACE, row="another"),
]


def opener() -> Opener:
    keys = new_keys()
    return Opener(keys["FORTALER_TOKEN_PUBLIC_KEY"], keys["FORTALER_TOKEN_PRIVATE_KEY"])


def app_secrets() -> AppSecrets:
    return AppSecrets(new_keys()["FORTALER_APP_KEY"])


def test_what_the_public_half_seals_the_private_half_opens() -> None:
    keys = new_keys()
    sealed = Sealer(keys["FORTALER_TOKEN_PUBLIC_KEY"]).seal(PLAIN, PLACE)
    opened = Opener(keys["FORTALER_TOKEN_PUBLIC_KEY"], keys["FORTALER_TOKEN_PRIVATE_KEY"]).open(sealed, PLACE)
    assert opened == PLAIN
    assert not hasattr(Sealer, "open"), "the api holds a Sealer"


@pytest.mark.parametrize("make", [opener, app_secrets])
def test_the_same_secret_never_looks_the_same_and_never_looks_like_itself(make: Make) -> None:
    box = make()
    first, second = box.seal(PLAIN, PLACE), box.seal(PLAIN, PLACE)
    assert first != second
    assert PLAIN not in first
    assert box.open(first, PLACE) == box.open(second, PLACE) == PLAIN


@pytest.mark.parametrize("make", [opener, app_secrets])
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_secret_moved_elsewhere_does_not_open(make: Make, elsewhere: Place) -> None:
    box = make()
    sealed = box.seal(PLAIN, PLACE)
    with pytest.raises(CannotOpen):
        box.open(sealed, elsewhere)


@pytest.mark.parametrize("make", [opener, app_secrets])
def test_another_key_does_not_open_it(make: Make) -> None:
    sealed = make().seal(PLAIN, PLACE)
    with pytest.raises(CannotOpen):
        make().open(sealed, PLACE)


@pytest.mark.parametrize("make", [opener, app_secrets])
def test_no_changed_cut_or_empty_ciphertext_opens(make: Make) -> None:
    box = make()
    sealed = box.seal(PLAIN, PLACE)
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(CannotOpen):
            box.open(bytes(changed), PLACE)
        with pytest.raises(CannotOpen):
            box.open(sealed[:at], PLACE)


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        AppSecrets(base64.b64encode(b"too short").decode())


def test_a_keyed_digest_depends_on_key_purpose_and_value() -> None:
    box = app_secrets()
    same = box.keyed_digest("code", "123456")
    assert box.keyed_digest("code", "123456") == same
    others = {
        box.keyed_digest("code", "123457"),
        box.keyed_digest("address", "123456"),
        app_secrets().keyed_digest("code", "123456"),
    }
    assert len(others | {same}) == 4


def test_secrets_are_fresh_and_their_digest_is_not_they() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert all(len(base64.urlsafe_b64decode(secret + "=")) == 32 for secret in secrets)
    assert len(digest(new_secret())) == 32


def test_a_keys_name_gives_nothing_of_it_away_and_tells_keys_apart() -> None:
    first, second = new_keys(), new_keys()
    assert key_id(first["FORTALER_TOKEN_PUBLIC_KEY"]) != key_id(second["FORTALER_TOKEN_PUBLIC_KEY"])
    assert len(key_id(first["FORTALER_TOKEN_PUBLIC_KEY"])) == 16
