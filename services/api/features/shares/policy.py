"""What is put around a person's words, and what is said about them before they are shared: no session, no network."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from urllib.parse import urlsplit
from uuid import UUID

from api.features.assets.service import asset_shown
from api.features.posts.service import PostImage
from api.features.shares.errors import StoryExpired, StoryWithdrawn
from api.features.shares.schemas import CardOut, Issue, NewShare, PostCheck, PostDraft, Rendered, ShareCheck
from api.features.stories.errors import StoryNotFound
from kernel.kit.clock import now
from kernel.tables.assets import Asset
from kernel.tables.profiles import Profile
from kernel.tables.programmes import Programme
from kernel.tables.stories import Story, StoryText
from networks.contract import Network
from networks.drafts import Caps, Card, Draft, Limits, Picture
from networks.drafts import Issue as Remark
from networks.drafts import Rendered as Final
from networks.fitting import Fitted, fit_pictures
from networks.likeness import RUN, copied, fingerprints, most_alike, words_of
from networks.registry import network_for
from networks.remarks import gather, in_english, of_chosen
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
FIELDS = {"pictures": "pictures", "link": "link", "card": "link"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A picture that somebody wants to post, as they described it."""

    asset: Asset
    alt: str


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
    pictures: tuple[Chosen, ...]

    @property
    def tracked(self) -> bool:
        """Whether each post gets a link of its own in the place of the placeholder."""
        return self.link is not None and self.link != self.destination


Wish = ShareCheck | NewShare
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
    fitted: Fitted

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


def own_matter(programme: Programme, wish: Wish, pictures: tuple[Chosen, ...], *, link: str | None) -> Matter:
    """What a post of one's own is about; `link` stands in the text: one of one's own is tracked on listed domains only."""
    return Matter(
        language=wish.language,
        disclosure=disclosure_of(programme.disclosure, wish.language),
        captions=(),
        link=link if wish.with_link else None,
        destination=wish.link if wish.with_link else None,
        card=None,
        card_image=None,
        pictures=pictures,
    )


def story_matter(
    programme: Programme,
    story: Story,
    texts: Sequence[StoryText],
    image: Asset | None,
    wish: Wish,
    pictures: tuple[Chosen, ...],
    *,
    link: str,
) -> Matter:
    """What is shared of a story, in the wanted language if it has that; `link` stands in the text."""
    by_language = {text.language: text for text in texts}
    text = by_language.get(wish.language) or by_language[story.language]
    destination = story.url if wish.with_link else None
    return Matter(
        language=wish.language,
        disclosure=disclosure_of(programme.disclosure, wish.language),
        captions=tuple(caption for each in texts for caption in each.captions.values()),
        link=link if destination else None,
        destination=destination,
        card=card_of(text.title, text.why, image) if destination else None,
        card_image=image,
        pictures=pictures,
    )


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
    limits = from_json(Limits, profile.limits)
    rule = replace(limits.pictures, count=min(caps.images, limits.pictures.count))
    fitted = fit_pictures([_versions(chosen.asset, chosen.alt) for chosen in matter.pictures], rule)
    draft = Draft(
        text=words if said else "\n\n".join(part for part in (disclosure, words) if part),
        link=matter.link if post.with_link else None,
        card=matter.card if post.with_link else None,
        pictures=fitted.pictures,
        language=matter.language,
        content_warning=f"{label} · {warning}" if warning and advertisement else warning,
        visibility=post.visibility or "public",
        advertisement=advertisement,
    )
    network = network_for(profile.network, caps)
    final = network.render(draft, limits)
    own = rest.strip() if said else words
    return Composed(profile, network, own, draft, disclosure, advertisement, final, fitted)


def with_link(composed: Composed, link: str | None) -> Composed:
    """The same with its own tracked link in the place of the placeholder."""
    draft = replace(composed.draft, link=link)
    final = composed.network.render(draft, from_json(Limits, composed.profile.limits))
    return replace(composed, draft=draft, final=final)


def examine(composed: Composed, post: PostDraft, matter: Matter, others: Others, *, number: int) -> PostCheck:
    """Measure a post, list what stands in its way or could be better, and show what it will look like."""
    measure = composed.network.measure(composed.draft, from_json(Limits, composed.profile.limits))
    fitted = [of_chosen(remark, composed.fitted.numbers) for remark in measure.issues]
    found = (*fitted, *composed.fitted.remarks, *_coach(composed, post, matter, others))
    remarks = gather(found, alone=len(matter.pictures) == 1)
    return PostCheck(
        profile_id=composed.profile.id,
        used=measure.used,
        max=measure.limit,
        unit=measure.unit,
        remaining=None if measure.limit is None else measure.limit - measure.used,
        issues=[_issue(kind, remark, number) for kind, remark in remarks.items()],
        disclosure=composed.disclosure,
        rendered=_rendered(composed.final, matter, composed.fitted.numbers),
        shown=shown(composed.profile.id, composed.final),
    )


def shown(profile_id: UUID, final: Final) -> str:
    """The digest of what was on the screen: any other words, link, picture or profile has another."""
    return digest({"profile": str(profile_id), "final": to_json(final)})


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
    return Card(title, description, _versions(image, image.alt)[-1] if image else None)


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
        detail=in_english(kind, remark),
        values=remark.values,
    )


def _rendered(final: Final, matter: Matter, numbers: Sequence[int]) -> Rendered:
    host = (urlsplit(matter.destination or "").hostname or "").removeprefix("www.")
    image = asset_shown(matter.card_image).url if matter.card_image else None
    return Rendered(
        text=final.text,
        card=CardOut(title=final.card.title, description=final.card.description, image_url=image, host=host)
        if final.card
        else None,
        images=[_image(matter.pictures[number - 1]) for number in numbers],
        fold_at=final.fold if final.fold is not None and len(final.text) > final.fold else None,
    )


def _image(chosen: Chosen) -> PostImage:
    return PostImage(url=asset_shown(chosen.asset).url, alt=chosen.alt)


def _versions(asset: Asset, alt: str) -> list[Picture]:
    """The picture as it was taken in, and where that is large also as a light JPEG."""
    whole = Picture(asset.blob, asset.media_type, asset.bytes, alt, asset.width, asset.height)
    light = asset.light
    if not light:
        return [whole]
    return [whole, Picture(light["blob"], "image/jpeg", light["bytes"], alt, light["width"], light["height"])]
