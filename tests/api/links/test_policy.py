"""Which destinations of an ambassador's own are tracked."""

import pytest

from api.features.links.service import address_of, is_tracked, new_code, placeholder

DOMAINS = ["Nordlys.example", "blog.syd.example"]


@pytest.mark.parametrize(
    "destination",
    ["https://nordlys.example/ovn", "http://www.NORDLYS.example", "https://blog.syd.example:8443/?a=1"],
)
def test_a_page_on_a_listed_domain_or_below_it_is_tracked(destination: str) -> None:
    assert is_tracked(destination, DOMAINS)


@pytest.mark.parametrize(
    "destination",
    [
        "https://nordlys.example.evil.example/",
        "https://evilnordlys.example/",
        "https://syd.example/",
        "https://nordlys.example@evil.example/",
        "javascript://nordlys.example/%0aalert(1)",
        "ftp://nordlys.example/",
        "//nordlys.example/",
        "",
    ],
)
def test_anything_else_is_left_as_it_is(destination: str) -> None:
    assert not is_tracked(destination, DOMAINS)


def test_what_is_measured_is_as_long_as_what_is_posted() -> None:
    site = "https://fortaler.example"
    assert len(placeholder(site)) == len(address_of(site, new_code()))


def test_codes_do_not_repeat() -> None:
    assert len({new_code() for _ in range(10_000)}) == 10_000
