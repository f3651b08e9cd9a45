"""What is put around a person's words, tried with words that try to get around it."""

import random
import unicodedata
from uuid import uuid4

import pytest

from api.features.shares.policy import Matter, compose
from api.features.shares.schemas import PostDraft
from kernel.tables.profiles import Profile
from networks.registry import NETWORKS
from networks.stored import to_json
from sharers import CAPTION, WORDS

DISCLOSURE = "Jeg arbejder hos Nordlys."
PIECES = (
    DISCLOSURE, DISCLOSURE[:-1], "Reklame", "Reklame · ", CAPTION, WORDS, "\n", "\n\n", " ", "\t", "\u200b", "\u202e", "\u2066",
    "\u0336", "\ufeff", "\u00a0", "\u2028", "👩‍👩‍👧‍👦", "#", "@asta@norden.example", "https://nordlys.example/", "\\", "<b>", "a", "Æ",
)  # fmt: skip
TRIES = 4_000


def matter(link: str | None = "https://fortaler.example/l/xxxxxxxxxxxx") -> Matter:
    return Matter("da", DISCLOSURE, (CAPTION,), link, "https://nordlys.example/ovn", None, None, ())


def profile_on(network: str) -> Profile:
    adapter = NETWORKS[network]
    return Profile(
        organisation_id=uuid4(), id=uuid4(), person_id=uuid4(), network=network, state="connected",
        capabilities=to_json(adapter.caps), limits=to_json(adapter.limits),
    )  # fmt: skip


@pytest.mark.parametrize("network", sorted(NETWORKS))
def test_no_edit_gets_in_front_of_the_disclosure(network: str) -> None:
    chance, profile = random.Random(7), profile_on(network)
    for _ in range(TRIES):
        text = "".join(chance.choices(PIECES, k=chance.randint(0, 6)))
        composed = compose(PostDraft(profile_id=profile.id, text=text), profile, matter())
        shown = composed.final.text
        label = composed.disclosure
        assert shown.startswith(label), repr(text)
        after = shown[len(label) : len(label) + 1]
        assert after == "" or after.isspace(), repr(text)
        assert not after or not unicodedata.combining(after), repr(text)
        assert label.startswith("Reklame") is composed.advertisement
