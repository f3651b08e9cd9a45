"""What is put around a person's words, and what is said about them before they are shared: no session, no network."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from urllib.parse import urlsplit
from uuid import UUID

from api.features.assets.service import asset_shown
from api.features.shares.errors import StoryExpired, StoryWithdrawn
from api.features.shares.schemas import CardOut, ImageOut, Issue, PostCheck, PostDraft, Rendered
from api.features.stories.errors import StoryNotFound
from kernel.kit.clock import now
from kernel.tables.assets import Asset
from kernel.tables.profiles import Profile
from kernel.tables.stories import Story
from networks.contract import Network
from networks.drafts import Caps, Card, Draft, Limits, Picture
from networks.drafts import Issue as Remark
from networks.drafts import Rendered as Final
from networks.likeness import RUN, copied, fingerprints, most_alike, words_of
from networks.registry import network_for
from networks.stored import digest, from_json, to_json
from networks.text import LINK

USABLE = ("connected", "expiring", "declared")
"""States of profiles that can be shared to."""
ADVERTISEMENT = {"da": "Reklame", "en": "Advertisement"}
LARGELY = 0.7
"""From this share of copied word pairs on, a text is largely the suggested one."""
NEAR = 0.5
"""From this share of another post's words on, a text is a near copy of it: "half or more" (tests/api/shares)."""
NO_COPIES = ("x",)
"""Networks whose rules forbid the same or much the same words from several accounts (X's policy, read 2026-11-23)."""
SHOUTING, SHORTEST_SHOUT = 0.6, 20
TYPES = {"too-long": "text-too-long", "empty": "text-missing"}
FIELDS = {"pictures": "asset_id", "link": "link", "card": "link"}
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


@dataclass(frozen=True, slots=True)
class Matter:
    """What all posts of a share have in common. `link` is the address in the text, tracked or not."""

    language: str
    disclosure: str
    captions: tuple[str, ...]
    link: str | None
    destination: str | None
    card: Card | None
    card_image: Asset | None
    asset: Asset | None

    @property
    def tracked(self) -> bool:
        """Whether each post gets a link of its own in the place of the placeholder."""
        return self.link is not None and self.link != self.destination


Others = Sequence[Collection[int]]
"""Fingerprints of other people's posts, those of each apart; nobody's words."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft on its way to one profile, and what came of it. `own` is what the person wrote, disclosure aside."""

    profile: Profile
    network: Network
    own: str
    draft: Draft
    disclosure: str
    advertisement: bool
    final: Final

    @property
    def prints(self) -> set[int]:
        """The fingerprints of the person's own words."""
        return set(fingerprints(self.network.key, self.own))

    @property
    def unlike_any(self) -> bool:
        """Whether the network forbids the same words on any two profiles, be they one person's."""
        return self.network.key in NO_COPIES


def disclosure_of(words: Mapping[str, str], language: str) -> str:
    """Whom the person speaks for, in the programme's words; in its other language rather than not at all."""
    other = next((said for said in words.values() if said), "")
    return words.get(language) or other


def compose(post: PostDraft, profile: Profile, matter: Matter) -> Composed:
    """Put the disclosure before the person's words and the link behind them, in the form of the profile's network.

    The disclosure stands first whatever is written, once if the words begin with it; an advertisement is called one in
    front of a content warning too, since that is all that is seen at first.
    """
    words = post.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    advertisement = copied(words, matter.captions) >= LARGELY
    label = ADVERTISEMENT[matter.language]
    disclosure = " · ".join(part for part in (label if advertisement else "", matter.disclosure) if part)
    rest = words.removeprefix(disclosure)
    said = disclosure and words.startswith(disclosure) and (not rest or rest[0].isspace())
    warning = post.content_warning or None
    caps = from_json(Caps, profile.capabilities)
    draft = Draft(
        text=words if said else "\n\n".join(part for part in (disclosure, words) if part),
        link=matter.link if post.with_link else None,
        card=matter.card if post.with_link else None,
        pictures=(_picture(matter.asset),) if matter.asset and caps.images else (),
        language=matter.language,
        content_warning=f"{label} · {warning}" if warning and advertisement else warning,
        visibility=post.visibility or "public",
        advertisement=advertisement,
    )
    network = network_for(profile.network, caps)
    final = network.render(draft, from_json(Limits, profile.limits))
    own = rest.strip() if said else words
    return Composed(profile, network, own, draft, disclosure, advertisement, final)


def with_link(composed: Composed, link: str | None) -> Composed:
    """The same with its own tracked link in the place of the placeholder."""
    draft = replace(composed.draft, link=link)
    final = composed.network.render(draft, from_json(Limits, composed.profile.limits))
    return replace(composed, draft=draft, final=final)


def examine(composed: Composed, post: PostDraft, matter: Matter, others: Others, *, number: int) -> PostCheck:
    """Measure a post, list what stands in its way or could be better, and show what it will look like."""
    measure = composed.network.measure(composed.draft, from_json(Limits, composed.profile.limits))
    remarks = {
        TYPES.get(remark.code, remark.code): remark
        for remark in (*measure.issues, *_coach(composed, post, matter, others))
    }
    return PostCheck(
        profile_id=composed.profile.id,
        used=measure.used,
        max=measure.limit,
        unit=measure.unit,
        remaining=None if measure.limit is None else measure.limit - measure.used,
        issues=[_issue(kind, remark, number) for kind, remark in remarks.items()],
        disclosure=composed.disclosure,
        rendered=_rendered(composed.final, matter, pictures=bool(composed.draft.pictures)),
        shown=shown(composed.profile.id, composed.final),
    )


def shown(profile_id: UUID, final: Final) -> str:
    """The digest of what was on the screen: any other words, link, picture or profile has another."""
    return digest({"profile": str(profile_id), "final": to_json(final)})


def beside(composed: Composed, earlier: Sequence[Composed]) -> Others:
    """What earlier posts of the same share say on the same network, where no two profiles may say the same."""
    return [one.prints for one in earlier if composed.unlike_any and one.network.key == composed.network.key]


def live_story(story: Story | None) -> Story:
    """The story, if it can be shared now. Raises StoryNotFound, StoryWithdrawn or StoryExpired."""
    if story is None or story.state in ("draft", "in_review", "scheduled"):
        raise StoryNotFound
    if story.state == "withdrawn":
        raise StoryWithdrawn(story.withdrawn_reason or "")
    if story.state == "expired" or (story.expires_at is not None and story.expires_at <= now()):
        raise StoryExpired
    return story


def card_of(title: str, description: str, image: Asset | None) -> Card:
    """The card of a story's link."""
    return Card(title, description, _picture(image) if image else None)


def _coach(composed: Composed, post: PostDraft, matter: Matter, others: Others) -> Iterator[Remark]:
    words = post.text.strip()
    letters = [letter for letter in words if letter.isalpha()]
    if composed.profile.state not in USABLE:
        yield Remark("profile-unusable", "error", "text", {})
    if not words:
        yield Remark("text-missing", "error", "text", {})
    elif not LINK.sub("", words).strip():
        yield Remark("link-only", "warning", "text", {})
    if words:
        yield from _copies(composed, words, matter, others)
    if len(letters) >= SHORTEST_SHOUT and sum(map(str.isupper, letters)) > SHOUTING * len(letters):
        yield Remark("shouting", "warning", "text", {})
    if matter.asset and not composed.draft.pictures:
        yield Remark("picture-left-out", "warning", "pictures", {})


def _copies(composed: Composed, words: str, matter: Matter, others: Others) -> Iterator[Remark]:
    """The suggestion word for word, or much of it, or of what somebody else shares on the same network."""
    network = composed.network.key
    severity = "error" if composed.unlike_any else "warning"
    if any(words_of(words) == words_of(caption) for caption in matter.captions):
        yield Remark("caption-unedited", severity, "text", {})
        return
    suggested = [set(fingerprints(network, caption)) for caption in matter.captions]
    found = most_alike(network, composed.own, [*others, *suggested])
    if found.share >= NEAR:
        values: dict[str, int | str] = {"percent": round(found.share * 100), "passage": found.passage}
        yield Remark("near-copy", severity, "text", values)


def least_shared(prints: Collection[int]) -> int:
    """How many of a text's fingerprints another must have at least, were it near: each run covers at most its words."""
    return max(1, ceil(NEAR * len(prints) / RUN))


def _issue(kind: str, remark: Remark, number: int) -> Issue:
    part = "profile_id" if kind == "profile-unusable" else remark.part
    return Issue(
        severity="advice" if kind in ("link-only", "shouting", "many-hashtags") else remark.severity,
        type=kind,
        field=FIELDS.get(part) or f"posts.{number}.{part}",
        detail=DETAILS[kind].format(**remark.values) if kind in DETAILS else kind.replace("-", " "),
        values=remark.values,
    )


def _rendered(final: Final, matter: Matter, *, pictures: bool) -> Rendered:
    host = (urlsplit(matter.destination or "").hostname or "").removeprefix("www.")
    image = asset_shown(matter.card_image).url if matter.card_image else None
    return Rendered(
        text=final.text,
        card=CardOut(title=final.card.title, description=final.card.description, image_url=image, host=host)
        if final.card
        else None,
        images=[ImageOut(url=asset_shown(matter.asset).url, alt=matter.asset.alt)] if matter.asset and pictures else [],
        fold_at=final.fold if final.fold is not None and len(final.text) > final.fold else None,
    )


def _picture(asset: Asset) -> Picture:
    return Picture(asset.blob, asset.media_type, asset.bytes, asset.alt, asset.width, asset.height)
