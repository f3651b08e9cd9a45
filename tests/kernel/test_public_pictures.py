"""Addresses from which networks fetch pictures: for one picture, in one form, for an hour, and made by nobody but us."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from kernel.kit.public_pictures import LIFE, Fetchable, PictureAddresses, can_be_fetched
from kernel.kit.secrets import AppSecrets

BLOB, OTHER = "ab" * 32, "cd" * 32
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ADDRESSES = PictureAddresses(AppSecrets(base64.b64encode(bytes(32)).decode()), "https://fortaler.nord.dk/")


def name_of(media_type: str = "image/jpeg") -> str:
    address = ADDRESSES.address(BLOB, media_type, at=AT)
    assert address.startswith("https://fortaler.nord.dk/api/v1/pictures/")
    return address.rpartition("/")[2]


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png"])
def test_an_address_names_its_picture_and_its_form_until_it_ends(media_type: str) -> None:
    name = name_of(media_type)
    assert ADDRESSES.read(name, at=AT) == Fetchable(BLOB, media_type)
    assert ADDRESSES.read(name, at=AT + LIFE - timedelta(seconds=1)) == Fetchable(BLOB, media_type)
    assert ADDRESSES.read(name, at=AT + LIFE) is None


def test_an_address_is_for_pictures_that_every_network_takes() -> None:
    with pytest.raises(KeyError):
        ADDRESSES.address(BLOB, "image/svg+xml", at=AT)


def test_whatever_is_changed_in_an_address_it_is_no_longer_ours() -> None:
    name = name_of()
    blob, until, signature, _ = name.split(".")
    wrong = [
        f"{OTHER}.{until}.{signature}.jpg",
        f"{blob}.{int(until) + 1}.{signature}.jpg",
        f"{blob}.{until}.{signature[:-1]}{'0' if signature[-1] != '0' else '1'}.jpg",
        f"{blob}.{until}.{signature}.png",
        f"{blob}.{until}.{'0' * 64}.jpg",
        f"{blob}.{until}..jpg",
        f"{blob}.{until}.{signature}",
        name.upper(),
        f"{name}/",
        f"../{name}",
        f"{name}\n",
        name.replace(until, "１" + until[1:]),
        f"{blob}.0{until}.{signature}.jpg",
        "",
        ".",
        "a" * 10_000,
    ]
    assert [ADDRESSES.read(each, at=AT) for each in wrong] == [None] * len(wrong)


def test_another_installations_address_is_nothing_to_us() -> None:
    theirs = PictureAddresses(AppSecrets(base64.b64encode(bytes([1] * 32)).decode()), "https://fortaler.nord.dk")
    assert ADDRESSES.read(theirs.address(BLOB, "image/jpeg", at=AT).rpartition("/")[2], at=AT) is None


@pytest.mark.parametrize(
    ("public_url", "fetchable"),
    [
        ("https://fortaler.nord.dk", True),
        ("https://fortaler.nord.dk:443/", True),
        ("https://203.0.113.9", False),
        ("https://8.8.8.8", True),
        ("https://[2001:db8::1]", False),
        ("http://fortaler.nord.dk", False),
        ("https://fortaler.nord.dk:8443", False),
        ("https://localhost", False),
        ("https://127.0.0.1", False),
        ("https://10.0.0.7", False),
        ("https://127.1", False),
        ("https://intranet", False),
        ("https://fortaler.local", False),
        ("https://fortaler.corp.internal.", False),
        ("https://", False),
        ("https://fortaler.nord.dk:port", False),
        ("", False),
    ],
)
def test_who_is_outside_can_fetch_only_from_a_public_https_address(public_url: str, fetchable: bool) -> None:
    assert can_be_fetched(public_url) is fetchable


def test_a_network_on_this_machine_can_fetch_from_what_is_listed() -> None:
    assert can_be_fetched("http://127.0.0.1:8080", ["127.0.0.1:8080"])
    assert not can_be_fetched("http://127.0.0.1:8081", ["127.0.0.1:8080"])
