"""What each kind of programme begins with, and who may make one."""

from dataclasses import dataclass
from typing import Literal, get_args

from api.auth.actor import Actor
from kernel.kit.errors import Forbidden
from kernel.tables.programmes import Approval, Joining, Outcome, ProgrammeKind

By = dict[Literal["da", "en"], str]
LATENESS_MINUTES = 60
"""A post noticed later than this after its time is told of, not posted late in silence."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a programme of this kind begins with. `disclosure` says who one speaks for; `{name}` is the organisation's."""

    kind: ProgrammeKind
    joining: Joining
    approval: Approval
    min_group_size: int
    outcomes: tuple[Outcome, ...]
    one: By
    many: By
    disclosure: By
    question: By


KINDS: dict[ProgrammeKind, Kind] = {
    "employee": Kind(
        kind="employee",
        joining="code",
        approval="never",
        min_group_size=5,
        outcomes=("brand", "recruitment", "sales", "cohesion"),
        one={"da": "kollega", "en": "colleague"},
        many={"da": "kolleger", "en": "colleagues"},
        disclosure={"da": "Jeg arbejder hos {name}.", "en": "I work at {name}."},
        question={
            "da": "Hvad vil du gerne fortælle om dit arbejde?",
            "en": "What would you like to tell about your work?",
        },
    ),
    "student": Kind(
        kind="student",
        joining="apply",
        approval="never",
        min_group_size=5,
        outcomes=("recruitment", "brand"),
        one={"da": "medstuderende", "en": "fellow student"},
        many={"da": "medstuderende", "en": "fellow students"},
        disclosure={"da": "Jeg læser på {name}.", "en": "I study at {name}."},
        question={
            "da": "Hvad vil du gerne vise af dit studieliv?",
            "en": "What would you like to show of your life as a student?",
        },
    ),
    "citizen": Kind(
        kind="citizen",
        joining="open",
        approval="never",
        min_group_size=10,
        outcomes=("awareness", "brand"),
        one={"da": "nabo", "en": "neighbour"},
        many={"da": "naboer", "en": "neighbours"},
        disclosure={"da": "Jeg er frivillig ambassadør for {name}.", "en": "I am a volunteer ambassador for {name}."},
        question={
            "da": "Hvad vil du gerne fortælle om stedet, hvor du bor?",
            "en": "What would you like to tell about the place where you live?",
        },
    ),
    "member": Kind(
        kind="member",
        joining="invite",
        approval="never",
        min_group_size=10,
        outcomes=("awareness", "engagement"),
        one={"da": "medlem", "en": "member"},
        many={"da": "medlemmer", "en": "members"},
        disclosure={"da": "Jeg er medlem af {name}.", "en": "I am a member of {name}."},
        question={
            "da": "Hvad har du fået ud af at være med?",
            "en": "What has taking part given you?",
        },
    ),
}
assert KINDS.keys() == set(get_args(ProgrammeKind))

GUIDELINES: By = {
    "da": (
        "- Del det, du selv kan stå inde for, med dine egne ord.\n"
        "- Sig, hvem du taler for. Vi sætter linjen ind for dig.\n"
        "- Spørg, før du viser andre mennesker på et billede.\n"
        "- Hold kundeforhold, tal og planer, der ikke er offentlige, for dig selv.\n"
        "- Bliver tonen hård, så lad være med at svare, og sig det til os."
    ),
    "en": (
        "- Share what you can vouch for, in your own words.\n"
        "- Say who you speak for. We put the line in for you.\n"
        "- Ask before you show other people in a picture.\n"
        "- Keep customers' affairs, figures and plans that are not public to yourself.\n"
        "- If the tone gets rough, do not answer, and tell us."
    ),
}
"""What a new programme begins with: a start for the administrator to write on, and enough to say yes to."""


def disclosure_of(kind: Kind, organisation: str) -> By:
    """Who an ambassador of this organisation speaks for, per language."""
    return {language: words.replace("{name}", organisation) for language, words in kind.disclosure.items()}


def words_of(kind: Kind) -> dict[Literal["da", "en"], dict[str, str]]:
    """What the kind calls an ambassador, one and many, per language."""
    return {language: {"ambassador": kind.one[language], "ambassadors": kind.many[language]} for language in kind.one}


def need_owner(actor: Actor) -> None:
    """Raise Forbidden for everyone but an owner: there is no programme yet in which anybody else could have a right."""
    if not actor.owner:
        raise Forbidden("Only an owner of the organisation can make a programme")
