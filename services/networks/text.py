"""How each network counts a text: one set of rules for the composer's counter, the publisher and the browser.

The browser has its own implementation of the same rules; `tests/networks/text_vectors.json` holds both to them.
"""

import unicodedata
from collections.abc import Callable

import regex

GRAPHEME = regex.compile(r"\X")
EMOJI = regex.compile(
    r"[#*0-9]\uFE0F?\u20E3"
    r"|\p{Regional_Indicator}{2}"
    r"|[\u00A9\u00AE]\uFE0F"
    r"|(?![\u00A9\u00AE])\p{Extended_Pictographic}(?!\uFE0E)"
)
HASHTAG = regex.compile(r"(?<![\p{L}\p{N}_&/])[#＃](?=[\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]+")
MENTION = regex.compile(r"(?<![\w/=])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[\w.-]*\w", regex.IGNORECASE)
LINK = regex.compile(r"(?<![A-Za-z0-9@＠$#＃])https?://[\p{L}\p{N}\[][^\s<>\"“”「」]*", regex.IGNORECASE)
BRACKETS = {")": "(", "]": "[", "}": "{"}

# X, twitter-text configuration 3 (2018-10, unchanged on 2026-08-22): these ranges weigh 1, everything else 2.
LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
LINK_UNITS = 23
# A domain without http:// is a link on X only under a top level that X knows: the countries' (IANA), and of some 1,200
# others these; a rarer one is counted by its letters.
COUNTRIES = (
    "ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by"
    " bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et eu fi fj fk fm"
    " fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je"
    " jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp"
    " mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa"
    " re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to"
    " tp tr tt tv tw tz ua ug uk um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
GENERIC = (
    "academy aero agency app art asia band bar beer berlin bike bio biz blog build business cafe camp cards care cat"
    " center chat church city claims clinic cloud club codes coffee com community company consulting cool coop courses"
    " design dev digital directory earth edu education email energy engineering events expert farm fashion finance"
    " fitness football foundation fund fyi gallery game games garden gift global gov green group guide guru hamburg"
    " health help homes host house info ink institute int international jobs kitchen koeln land law legal life limited"
    " link live london love ltd market marketing media men mil mobi museum music name net network news ngo nyc one ong"
    " online org page paris partners party photo photography photos pics place plus post press pro productions pub radio"
    " recipes red rent report rest restaurant reviews rocks run sale school science services shop show site ski social"
    " software solar solutions space store stream studio style support sydney systems tax team tech technology tel"
    " theatre tips today tokyo tools top tours town training travel tube university vacations ventures video vip vision"
    " watch website wedding wiki wien work works world wtf xxx xyz zone"
)
WEIGHED_LINK = regex.compile(
    r"(?<![A-Za-z0-9@＠$#＃])(?:"
    r"https?://(?:[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(?:xn--[a-z0-9-]+|\p{L}{2,63})"
    r"|(?<![-_./])(?:[a-z0-9À-ɏ](?:[a-z0-9À-ɏ-]{0,61}[a-z0-9À-ɏ])?\.)+(?:xn--[a-z0-9-]+|"
    + f"{COUNTRIES} {GENERIC}".replace(" ", "|")
    + r")"
    r")(?![a-z0-9@+\-])(?::\d+)?"
    r"(?:/(?:[\p{L}\p{M}\p{N}!*';:=+,.$/%#\[\]\-–_~@|&()]*[\p{L}\p{M}\p{N}=_#/+\-)])?)?"
    r"(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/])?",
    regex.IGNORECASE,
)
LITTLE_TEXT = regex.compile(HASHTAG.pattern + r"|[\\|{}@\[\]()<>#*_~]")


def count_graphemes(text: str) -> int:
    """Extended grapheme clusters: what a reader calls characters."""
    return sum(1 for _ in GRAPHEME.finditer(text))


def count_utf16(text: str) -> int:
    """UTF-16 code units, which is what `length` is in JavaScript."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def count_mastodon(text: str, link_units: int | None = LINK_UNITS) -> int:
    """Graphemes, each link as `link_units` (None = by its letters), `@user@host` as `@user`. Put the warning in front."""
    if link_units is not None:
        text = _replace_links(LINK, text, "x" * link_units)
    return count_graphemes(MENTION.sub(r"@\1", text))


def count_x(text: str) -> int:
    """X's weighted length: composed (NFC), links 23, an emoji 2, light characters 1, others 2."""
    text = unicodedata.normalize("NFC", text)
    text = _replace_links(WEIGHED_LINK, text, "x" * LINK_UNITS)
    return sum(_weigh(cluster.group()) for cluster in GRAPHEME.finditer(text))


def count_threads(text: str) -> int:
    """Code points, but every emoji counts as many as it has UTF-8 bytes."""
    clusters = (cluster.group() for cluster in GRAPHEME.finditer(text))
    return sum(len(cluster.encode()) if EMOJI.match(cluster) else len(cluster) for cluster in clusters)


def count_linkedin(text: str) -> int:
    """UTF-16 units of the text as it is sent, escaped. LinkedIn does not say which it counts; this is the safe side."""
    return count_utf16(escape_little_text(text))


def escape_little_text(text: str) -> str:
    """Escape what LinkedIn's "little text" would read as markup; hashtags stay hashtags."""
    return LITTLE_TEXT.sub(lambda found: found.group() if len(found.group()) > 1 else "\\" + found.group(), text)


COUNTERS: dict[str, Callable[[str], int]] = {
    "bluesky": count_graphemes,
    "mastodon": count_mastodon,
    "x": count_x,
    "threads": count_threads,
    "linkedin": count_linkedin,
    "instagram": count_utf16,
    "facebook": count_utf16,
    "whatsapp": count_utf16,
    "email": count_utf16,
}


def find_links(text: str) -> list[str]:
    """The http(s) links in a text, without the punctuation of the sentence around them."""
    return [text[start:end] for start, end in link_spans(text)]


def link_spans(text: str) -> list[tuple[int, int]]:
    """Where the http(s) links of a text begin and end, in code points."""
    return [(found.start(), found.start() + len(_trim_link(found.group()))) for found in LINK.finditer(text)]


def find_weighed_links(text: str) -> list[str]:
    """What X makes a link of, also without http://: each weighs `LINK_UNITS`, and makes the post cost a link's price."""
    composed = unicodedata.normalize("NFC", text)
    return [_trim_link(found.group()) for found in WEIGHED_LINK.finditer(composed)]


def find_hashtags(text: str) -> list[str]:
    """The hashtags in a text, with their hash marks, as often as they occur."""
    return [found.group() for found in HASHTAG.finditer(text)]


def with_link(text: str, link: str | None) -> str:
    """The text followed by its link, unless the link already is in it."""
    text = text.strip()
    if not link or link in find_links(text):
        return text
    return f"{text}\n\n{link}" if text else link


def fold_text(text: str, fold: int | None) -> tuple[str, str]:
    """Split a text into what is shown at first and what waits behind "more", at a word where there is one."""
    clusters = GRAPHEME.findall(text)
    if fold is None or len(clusters) <= fold:
        return text, ""
    shown = "".join(clusters[:fold])
    cut = max(shown.rfind(" "), shown.rfind("\n"))
    shown = shown[:cut] if cut > len(shown) // 2 else shown
    return shown, text[len(shown) :]


def _weigh(cluster: str) -> int:
    if EMOJI.match(cluster):
        return 2
    return sum(1 if any(low <= ord(character) <= high for low, high in LIGHT) else 2 for character in cluster)


def _replace_links(pattern: regex.Pattern[str], text: str, by: str) -> str:
    def replace(found: regex.Match[str]) -> str:
        return by + found.group()[len(_trim_link(found.group())) :]

    return pattern.sub(replace, text)


def _trim_link(link: str) -> str:
    """End a link before the punctuation of its sentence, and before a bracket that it did not open."""
    while link:
        last = link[-1]
        opener = BRACKETS.get(last)
        if last not in ".,;:!?*'$%~|@([{" and not (opener and link.count(last) > link.count(opener)):
            return link
        link = link[:-1]
    return link
