from collections import Counter
from html.parser import HTMLParser

import httpx2
import pytest

from practice_network import REDIRECT, SCOPES, Network, Person, picture_of

VOID = {"br", "hr", "img", "input", "link", "meta"}
STRICT = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; font-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)


class Page(HTMLParser):
    """Reads a page and collects what is wrong with it."""

    def __init__(self, answer: httpx2.Response) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._open: list[str] = []
        self.feed(answer.text)
        self.close()
        self.problems += [f"never closed: {tag}" for tag in self._open]
        self._check()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.problems += [f"twice: {name} on {tag}" for name, times in Counter(names).items() if times > 1]
        self.problems += [
            f"not for a strict policy: {name} on {tag}" for name in names if name == "style" or name[:2] == "on"
        ]
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.problems.append(f"closed out of turn: {tag}")

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def _check(self) -> None:
        ids = [attributes["id"] for _, attributes in self.elements if "id" in attributes]
        self.problems += [f"id twice: {name}" for name, times in Counter(ids).items() if times > 1]
        self.problems += [f"not there: {tag}" for tag in ("main", "h1", "title") if len(self.all(tag)) != 1]
        self.problems += [f"not allowed: {tag}" for tag in ("script", "style", "base", "iframe") if self.all(tag)]
        self.problems += ["picture without alt" for image in self.all("img") if "alt" not in image]
        labelled = {label["for"] for label in self.all("label") if "for" in label}
        for field in self.all("input") + self.all("select") + self.all("textarea"):
            if field.get("type") not in ("hidden", "radio") and field.get("id") not in labelled:
                self.problems.append(f"field without a label: {field}")
        loaded = [item["src"] for _, item in self.elements if "src" in item]
        self.problems += [f"from elsewhere: {address}" for address in loaded if not address.startswith("/practice/")]


def posts_of(network: Network) -> list[str]:
    mette, jonas = network.connect("mette"), network.connect("jonas")
    media = [mette.upload(picture_of("PNG"), description='En "pram" <b>').json()["id"] for _ in range(3)]
    urls = [
        mette.post("Hej #Vind\n\nhttps://a.example/?x=1&y=2 <script>alert(1)</script>", media_ids=media, language="da"),
        jonas.post("Skjult", spoiler_text="Pas på", visibility="unlisted"),
        jonas.post("", media_ids=[jonas.upload(picture_of("JPEG")).json()["id"]], sensitive=True),
    ]
    return [answer.json()["url"] for answer in urls]


def addresses(network: Network) -> list[str]:
    urls = posts_of(network)
    network.http.post(f"{urls[0]}/favourite")
    network.http.post(f"{urls[0]}/reblog")
    network.http.post(f"{urls[0]}/reply", data={"as": "karl", "text": "Tillykke"})
    message = {"to": "mette@nordhavn.example", "subject": "Kode", "body": "Din kode er 482913."}
    network.http.post("/practice/messages", json=message, headers=network.door)
    app = network.register()
    consent = f"/oauth/authorize?response_type=code&client_id={app.client_id}&redirect_uri={REDIRECT}&scope={SCOPES}"
    return ["/", *urls, "/@mette", "/@sofie", "/tags/vind", "/tags/none", "/practice/messages", consent, "/@nobody"]


@pytest.mark.parametrize("language", ["en", "da"])
def test_every_page_is_whole_labelled_and_free_of_scripts(network: Network, language: str) -> None:
    for address in ["/", "/practice/messages", *addresses(network)]:
        answer = network.http.get(address, headers={"Accept-Language": language})
        page = Page(answer)
        assert page.problems == [], address
        assert page.all("html") == [{"lang": language}]
        assert answer.headers["Content-Language"] == language


def test_the_policy_allows_nothing_from_elsewhere_and_consent_may_only_lead_to_the_app(network: Network) -> None:
    *others, consent, _ = addresses(network)
    for address in others:
        assert network.http.get(address).headers["Content-Security-Policy"] == STRICT
    policy = network.http.get(consent).headers["Content-Security-Policy"]
    assert policy == STRICT.replace("form-action 'self'", "form-action 'self' http://127.0.0.1:8080")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("da", "da"),
        ("da-DK,da;q=0.9,en;q=0.8", "da"),
        ("en-GB,en;q=0.9,da;q=0.8", "en"),
        ("de,da;q=0.5,en;q=0.4", "da"),
        ("de,fr;q=x,en;q=y", "en"),
        ("da;q=0.1,en;q=0.9", "en"),
    ],
)
def test_the_language_is_what_the_browser_prefers(network: Network, accepted: str, language: str) -> None:
    answer = network.http.get("/", headers={"Accept-Language": accepted})
    assert Page(answer).all("html") == [{"lang": language}]
    assert answer.headers["Vary"] == "Accept-Language"


def test_every_page_says_that_nothing_leaves_the_machine(network: Network) -> None:
    for address in ("/", "/@mette", "/practice/messages", "/@nobody"):
        assert "A practice network on your own machine: nothing leaves it." in network.http.get(address).text


def test_the_timeline_shows_public_posts_with_their_links_and_pictures(network: Network) -> None:
    shown, hidden, sensitive = posts_of(network)
    answer = network.http.get("/")
    page = Page(answer)
    links = [link["href"] for link in page.all("a")]
    assert "https://a.example/?x=1&y=2" in links
    assert [post["id"] for post in page.all("article")] == [
        f"post-{url.rpartition('/')[2]}" for url in (sensitive, shown)
    ]
    assert [image["alt"] for image in page.all("img") if image["alt"]][1:] == ['En "pram" <b>'] * 3
    assert "&lt;script&gt;alert(1)" in answer.text
    assert hidden.removeprefix(network.url) in network.http.get("/@jonas").text


def test_private_and_deleted_posts_have_no_page(network: Network, mette: Person) -> None:
    private = mette.post("Kun mig", visibility="private").json()
    gone = mette.post("Væk").json()
    mette.delete(gone["id"])
    for address in (private["url"], gone["url"], f"/@jonas/{mette.post('Hej').json()['id']}", "/@mette/x"):
        assert network.http.get(address).status_code == 404


def test_each_press_comes_from_another_of_the_crowd_until_all_have(network: Network, mette: Person) -> None:
    post = mette.post("Hej").json()
    for _ in range(14):
        answer = network.http.post(f"{post['url']}/favourite", data={"back": "/@mette"})
        assert answer.headers["Location"] == f"/@mette#post-{post['id']}"
    network.http.post(f"{post['url']}/reblog")
    now = mette.get(f"/api/v1/statuses/{post['id']}").json()
    assert (now["favourites_count"], now["reblogs_count"]) == (12, 1)
    button = next(
        item for item in Page(network.http.get(post["url"])).all("button") if item["aria-label"].startswith("Everyone")
    )
    assert button["aria-label"] == "Everyone has made it a favourite: 12"
    assert "disabled" in button


def test_a_press_never_leads_away_from_here(network: Network, mette: Person) -> None:
    post = mette.post("Hej").json()
    for back in ("//evil.example", "/\\evil.example", "https://evil.example"):
        answer = network.http.post(f"{post['url']}/favourite", data={"back": back})
        assert answer.headers["Location"] == f"/#post-{post['id']}"


def test_one_of_the_crowd_replies(network: Network, mette: Person) -> None:
    post = mette.post("Hej").json()
    answer = network.http.post(f"{post['url']}/reply", data={"as": "sofie", "text": "Flot!"})
    assert answer.status_code == 303
    assert mette.get(f"/api/v1/statuses/{post['id']}").json()["replies_count"] == 1
    assert "Flot!" in network.http.get(post["url"]).text
    for text in (" ", "x" * 501):
        refused = network.http.post(f"{post['url']}/reply", data={"as": "sofie", "text": text})
        assert refused.status_code == 422
        assert Page(refused).problems == []
        assert 'aria-describedby="reply-error"' in refused.text
    assert network.http.post(f"{post['url']}/reply", data={"as": "jonas", "text": "Snyd"}).status_code == 404


def test_forms_from_other_sites_are_refused(network: Network, mette: Person) -> None:
    url = mette.post("Hej").json()["url"]
    for path in (f"{url}/favourite", f"{url}/reblog", f"{url}/reply", "/@mette/follow"):
        assert network.http.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert network.http.post(path, headers={"Origin": "https://evil.example"}).status_code == 403
    assert mette.me()["followers_count"] == 0


def test_consent_from_another_site_is_refused(network: Network) -> None:
    app = network.register()
    form = {"client_id": app.client_id, "redirect_uri": REDIRECT, "response_type": "code", "scope": SCOPES}
    form |= {"account": "mette", "decision": "allow"}
    for headers in ({"Origin": "http://127.0.0.1:8080"}, {"Sec-Fetch-Site": "same-site"}):
        assert network.http.post("/oauth/authorize", data=form, headers=headers).status_code == 403
    assert network.http.post("/oauth/authorize", data=form, headers={"Origin": network.url}).status_code == 302


def test_long_timelines_have_older_posts(network: Network, mette: Person) -> None:
    for number in range(21):
        mette.post(f"nummer {number}")
    first = Page(network.http.get("/"))
    older = next(link["href"] for link in first.all("a") if link["href"].startswith("/?max_id="))
    assert (len(first.all("article")), len(Page(network.http.get(older)).all("article"))) == (20, 1)


def test_style_typeface_icon_and_pictures_of_people_are_served_from_here(network: Network) -> None:
    page = Page(network.http.get("/"))
    addresses = [link["href"] for link in page.all("link")] + [image["src"] for image in page.all("img")]
    kinds = {network.http.get(address).headers["Content-Type"] for address in addresses}
    assert kinds == {"image/svg+xml", "font/woff2", "text/css; charset=utf-8", "image/png"}
    assert network.http.get("/practice/headers/mette.png").headers["Content-Type"] == "image/png"
    assert network.http.get("/practice/avatars/nobody.png").status_code == 404
