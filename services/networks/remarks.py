"""Remarks on a post as people get them: each type once, with the numbers of the pictures it is about, and in English."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from networks.drafts import Issue as Remark

TYPES = {"too-long": "text-too-long", "empty": "text-missing"}
DETAILS = {
    "text-missing": "Write at least one word of your own",
    "text-too-long": "{used} of {limit}: make it shorter",
    "too-many-bytes": "{used} of {limit} bytes: make it shorter",
    "too-many-links": "{used} links, and {limit} are allowed here",
    "too-many-hashtags": "{used} hashtags, and {limit} are allowed here",
    "many-hashtags": "{used} hashtags are many: few are read",
    "too-many-pictures": "{used} pictures, and {limit} are allowed here",
    "picture-type": "The network does not take {media_type}",
    "picture-too-large": "The picture is too large for the network: {used} of {limit}",
    "picture-required": "The network takes no post without a picture",
    "picture-cropped": "The network will cut the picture",
    "picture-left-out": "The picture cannot come along here",
    "picture-beyond-limit": "The network takes {limit} pictures: the others stay behind",
    "picture-shape-left-out": "The picture is too wide or too narrow for the network, and stays behind",
    "picture-size-left-out": "The picture is too large for the network, and stays behind",
    "picture-shape": "The picture is too wide or too narrow for the network",
    "pictures-not-fetchable": "The network fetches pictures itself, and cannot reach this installation: leave it out",
    "too-many-mentions": "{used} people are mentioned, and {limit} are allowed here",
    "too-many-cashtags": "{used} $cashtags, and {limit} are allowed here",
    "longer-than-usual": "{used} of {limit}: only the beginning is seen at first",
    "alt-missing": "The picture has no description for people who cannot see it",
    "alt-too-long": "The picture's description is too long: {used} of {limit}",
    "link-not-clickable": "The link cannot be clicked there",
    "card-hidden-by-pictures": "The picture takes the place of the link's card",
    "has-to-be-pasted": "It is too long to be filled in: it has to be pasted",
    "card-picture-too-large": "The picture is too large for the link's card, and is left out",
    "no-content-warnings": "The network has no content warnings",
    "always-public": "Posts on this network are public",
    "caption-unedited": "This is the suggestion word for word: make it yours",
    "near-copy": "{percent} % of this has been written before, such as “{passage}”: say it the way you would",
    "link-only": "A link alone says little: tell why you share it",
    "shouting": "Many capital letters read as shouting",
    "profile-unusable": "Connect this profile again first",
}


def of_chosen(remark: Remark, numbers: Sequence[int]) -> Remark:
    """The remark with the number of the picture among those that were chosen: the network has counted its own."""
    number = remark.values.get("number")
    if not isinstance(number, int) or number > len(numbers):
        return remark
    return replace(remark, values={**remark.values, "number": numbers[number - 1]})


def gather(remarks: Sequence[Remark], *, alone: bool) -> dict[str, Remark]:
    """The remarks by type; what is said of several pictures is said once, with their numbers, unless one is `alone`."""
    found: dict[str, Remark] = {}
    numbers: dict[str, list[str]] = defaultdict(list)
    for remark in remarks:
        kind = TYPES.get(remark.code, remark.code)
        if "number" in remark.values and not alone:
            numbers[kind].append(str(remark.values["number"]))
        values = {name: value for name, value in remark.values.items() if name != "number"}
        found[kind] = replace(remark, values=values)
    for kind, which in numbers.items():
        found[kind] = replace(found[kind], values={**found[kind].values, "numbers": ", ".join(which)})
    return found


def in_english(kind: str, remark: Remark) -> str:
    """What the remark says."""
    return DETAILS[kind].format(**remark.values) if kind in DETAILS else kind.replace("-", " ")
