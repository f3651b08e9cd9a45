"""The words of the pages in English and Danish, and which of the two a browser asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from starlette.requests import Request

Language: TypeAlias = Literal["en", "da"]

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MONTHS: dict[Language, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "da": ("jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."),
}

PHRASES: dict[str, tuple[str, str]] = {
    "network": ("Practice network", "Øvenetværket"),
    "skip": ("Skip to content", "Gå til indhold"),
    "main_menu": ("Main menu", "Hovedmenu"),
    "timeline": ("Timeline", "Tidslinje"),
    "messages": ("Messages", "Beskeder"),
    "notice": (
        "A practice network on your own machine: nothing leaves it.",
        "Et øvenetværk på din egen maskine: intet forlader den.",
    ),
    "crowd_hint": (
        "Try the buttons under a post. Each press comes from another invented person, so the numbers move.",
        "Prøv knapperne under et opslag. Hvert tryk kommer fra en ny opdigtet person, så tallene flytter sig.",
    ),
    "empty_timeline": ("No posts yet", "Ingen opslag endnu"),
    "empty_timeline_hint": (
        "Share a story from Fortaler to a practice account. It turns up here a moment later.",
        "Del en historie fra Fortaler til en øvekonto. Så dukker den op her et øjeblik efter.",
    ),
    "empty_account": ("{name} has not posted yet.", "{name} har ikke slået noget op endnu."),
    "empty_tag": ("No posts with this hashtag yet.", "Ingen opslag med det hashtag endnu."),
    "older": ("Older posts", "Ældre opslag"),
    "people": ("Practice accounts", "Øvekonti"),
    "people_hint": ("Connect one of them, or a new one, in Fortaler.", "Tilslut en af dem, eller en ny, i Fortaler."),
    "post_by": ("Post by {name}", "Opslag af {name}"),
    "reply_link": ("Reply. Replies: {count}", "Svar. Antal svar: {count}"),
    "favourite": ("Favourite as {name}. Favourites: {count}", "Gør til favorit som {name}. Favoritter: {count}"),
    "reblog": ("Boost as {name}. Boosts: {count}", "Fremhæv som {name}. Fremhævelser: {count}"),
    "favourite_all": ("Everyone has made it a favourite: {count}", "Alle har gjort det til favorit: {count}"),
    "reblog_all": ("Everyone has boosted it: {count}", "Alle har fremhævet det: {count}"),
    "favourited_by": ("Favourited by", "Favorit hos"),
    "reblogged_by": ("Boosted by", "Fremhævet af"),
    "replies": ("Replies", "Svar"),
    "no_replies": ("No replies yet.", "Ingen svar endnu."),
    "reply_heading": ("Reply as an invented person", "Svar som en opdigtet person"),
    "reply_as": ("Who replies", "Hvem svarer"),
    "reply_text": ("Reply", "Svar"),
    "reply_send": ("Send reply", "Send svar"),
    "reply_blank": ("Write a reply of at most {limit} characters", "Skriv et svar på højst {limit} tegn"),
    "sensitive": ("Sensitive content", "Følsomt indhold"),
    "alt_badge": ("Picture description", "Billedbeskrivelse"),
    "no_description": ("Picture without a description", "Billede uden beskrivelse"),
    "unlisted": ("Not in the timeline", "Ikke i tidslinjen"),
    "posts": ("Posts", "Opslag"),
    "followers": ("Followers", "Følgere"),
    "following": ("Following", "Følger"),
    "follow": ("Follow as {name}", "Følg som {name}"),
    "follow_all": ("Everyone follows {name}", "Alle følger {name}"),
    "invented": ("Invented person", "Opdigtet person"),
    "messages_hint": (
        "Sign-in codes and other messages that nothing here could deliver. They are printed in the terminal as well.",
        "Loginkoder og andre beskeder, som intet her kunne levere. De står også i terminalen.",
    ),
    "no_messages": ("No messages yet", "Ingen beskeder endnu"),
    "no_messages_hint": (
        "Ask for a code in Fortaler, then look here again.",
        "Bed om en kode i Fortaler, og kig så her igen.",
    ),
    "refresh": ("Look again", "Kig igen"),
    "to": ("To {recipient}", "Til {recipient}"),
    "error_prefix": ("Error: ", "Fejl: "),
    "lost": ("There is nothing here", "Her er ikke noget"),
    "lost_hint": ("The post may have been deleted.", "Opslaget er måske slettet."),
    "home": ("Go to the timeline", "Gå til tidslinjen"),
    "consent_title": ("Connect {app}", "Tilslut {app}"),
    "consent_lead": (
        "{app} asks to post and read on a practice account. Choose which one.",
        "{app} vil gerne slå op og læse på en øvekonto. Vælg hvilken.",
    ),
    "consent_practice": (
        "This is for practice, so there are no passwords: anyone at this machine can be anyone.",
        "Det her er til øvelse, så der er ingen adgangskoder: alle ved denne maskine kan være hvem som helst.",
    ),
    "consent_may": ("{app} will be able to", "{app} får lov til at"),
    "consent_account": ("Account", "Konto"),
    "consent_new": ("A new account", "En ny konto"),
    "consent_name": ("Name of the new account", "Navn på den nye konto"),
    "consent_name_missing": ("Write a name of at most 30 characters", "Skriv et navn på højst 30 tegn"),
    "consent_choose": ("Choose an account", "Vælg en konto"),
    "allow": ("Allow", "Giv lov"),
    "deny": ("Do not allow", "Giv ikke lov"),
    "oauth_error": ("The app asked in a way that cannot be answered", "Appen spurgte på en måde, der ikke kan svares på"),
    "code_title": ("Your code", "Din kode"),
    "code_hint": ("Copy it into {app}. It works once, for ten minutes.", "Kopiér den til {app}. Den virker én gang i ti minutter."),
    "scope_read": ("read everything of the account", "læse alt på kontoen"),
    "scope_read:accounts": ("see accounts", "se konti"),
    "scope_read:statuses": ("read its posts and their numbers", "læse dens opslag og deres tal"),
    "scope_write": ("post and change things", "slå op og ændre ting"),
    "scope_write:statuses": ("publish and delete posts", "udgive og slette opslag"),
    "scope_write:media": ("upload pictures and video", "lægge billeder og video op"),
    "scope_profile": ("see its name and picture", "se dens navn og billede"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one language."""

    language: Language

    def __call__(self, phrase: str, /, **values: str | int) -> str:
        """A phrase with its values filled in."""
        english, danish = PHRASES[phrase]
        return (danish if self.language == "da" else english).format(**values)

    def scope(self, scope: str) -> str:
        """What a scope lets an app do; its bare name when there are no plainer words."""
        return self(f"scope_{scope}") if f"scope_{scope}" in PHRASES else scope

    def moment(self, moment: datetime, now: datetime) -> str:
        """A time of day where this machine stands, with the year only when it is another one."""
        local, month = moment.astimezone(), MONTHS[self.language][moment.astimezone().month - 1]
        year = f" {local.year}" if local.year != now.astimezone().year else ""
        danish = f"{local.day}. {month}{year} kl. {local:%H.%M}"
        english = f"{local.day} {month}{year}, {local:%H:%M}"
        return (danish if self.language == "da" else english).replace(" ", NO_BREAK_SPACE)


def words_for(request: Request) -> Words:
    """Danish where the browser prefers it to English, else English."""
    wanted: list[tuple[float, Language]] = []
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, quality = part.strip().lower().partition(";q=")
        primary = tag.partition("-")[0]
        if primary in ("da", "en"):
            wanted.append((_quality(quality), "da" if primary == "da" else "en"))
    return Words(max(wanted, key=lambda want: want[0])[1] if wanted else "en")


def _quality(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
