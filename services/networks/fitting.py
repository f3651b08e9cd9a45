"""Which of the pictures that somebody chose go along on a network, in which version, and which stay behind, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from networks.drafts import Issue, Picture, PictureRule

Versions = Sequence[Picture]
"""One picture in its versions, the best first."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """`pictures` go along; `numbers` tell, counted from 1, which of the chosen ones they are. `remarks` tell of the others."""

    pictures: tuple[Picture, ...]
    numbers: tuple[int, ...]
    remarks: tuple[Issue, ...]


def fit_pictures(chosen: Sequence[Versions], rule: PictureRule) -> Fitted:
    """Take the chosen pictures in their order, each in its best version that the network takes, as many as it takes."""
    if chosen and not rule.count:
        return Fitted((), (), (Issue("picture-left-out", "warning", "pictures", {}),))
    taken: dict[int, Picture] = {}
    remarks: list[Issue] = []
    for number, versions in enumerate(chosen, start=1):
        picture = next((version for version in versions if takes(rule, version)), None)
        if picture is None:
            code = "picture-shape-left-out" if misshapen(rule, versions[0]) else "picture-size-left-out"
            remarks.append(Issue(code, "warning", "pictures", {"number": number}))
        elif len(taken) == rule.count:
            values: dict[str, int | str] = {"number": number, "limit": rule.count}
            remarks.append(Issue("picture-beyond-limit", "warning", "pictures", values))
        else:
            taken[number] = picture
    return Fitted(tuple(taken.values()), tuple(taken), tuple(remarks))


def takes(rule: PictureRule, picture: Picture) -> bool:
    """Whether the network takes this one picture."""
    pixels = (picture.width or 0) * (picture.height or 0)
    return not (
        (rule.media_types and picture.media_type not in rule.media_types)
        or (rule.max_bytes is not None and picture.size > rule.max_bytes)
        or (rule.max_pixels is not None and pixels > rule.max_pixels)
        or misshapen(rule, picture)
    )


def misshapen(rule: PictureRule, picture: Picture) -> bool:
    """Whether it is too wide or too narrow for the network; of unknown size it is not."""
    if not picture.width or not picture.height:
        return False
    shape = picture.width / picture.height
    return not (rule.narrowest or 0) <= shape <= (rule.widest or shape)
