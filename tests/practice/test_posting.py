import pytest

from practice_network import Network, Person, picture_of


def refusal(problem: str) -> tuple[int, dict[str, str]]:
    return 422, {"error": problem}


def test_a_post_comes_back_as_mastodon_describes_it(network: Network, mette: Person) -> None:
    said = mette.post("Hej #Vind\nhttps://a.example", language="da", visibility="unlisted").json()
    assert said["url"] == f"{network.url}/@mette/{said['id']}"
    assert said["created_at"] == "2026-11-24T10:00:00.000Z"
    assert (said["language"], said["visibility"], said["sensitive"]) == ("da", "unlisted", False)
    assert said["content"].startswith('<p>Hej <a href="')
    assert said["tags"] == [{"name": "vind", "url": f"{network.url}/tags/vind"}]
    assert said["application"] == {"name": "Fortaler", "website": None}
    assert said["account"]["acct"] == "mette"
    assert (said["replies_count"], said["reblogs_count"], said["favourites_count"]) == (0, 0, 0)


def test_a_post_may_be_sent_as_a_form_too(network: Network, mette: Person) -> None:
    form = {"status": "Hej", "spoiler_text": "Pas på", "sensitive": "false"}
    said = network.http.post("/api/v1/statuses", data=form, headers=mette.headers).json()
    assert (said["spoiler_text"], said["sensitive"]) == ("Pas på", True)


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_post_says_something(mette: Person, text: str) -> None:
    answer = mette.post(text)
    assert (answer.status_code, answer.json()) == refusal("Validation failed: Text can't be blank")


def test_five_hundred_characters_pass_and_one_more_does_not(mette: Person) -> None:
    link = "https://nordhavn.example/" + "x" * 400
    assert mette.post("ø" * 476 + " " + link).status_code == 200
    over = mette.post("ø" * 477 + " " + link)
    assert (over.status_code, over.json()) == refusal("Validation failed: Text character limit of 500 exceeded")
    assert mette.post("ø" * 490, spoiler_text="0123456789").status_code == 200
    assert mette.post("ø" * 491, spoiler_text="0123456789").status_code == 422


def test_a_lone_content_warning_becomes_the_text(mette: Person) -> None:
    said = mette.post("", spoiler_text="Kun det her").json()
    assert (said["content"], said["spoiler_text"], said["sensitive"]) == ("<p>Kun det her</p>", "", True)


def test_what_practice_does_not_offer_is_refused_and_not_ignored(mette: Person) -> None:
    assert mette.post("Hej", scheduled_at="2026-12-24T18:00:00Z").status_code == 422
    assert mette.post("Hej", poll={"options": ["a", "b"], "expires_in": 300}).status_code == 422
    form = {"status": "Hej", "poll[options][]": ["a", "b"]}
    assert mette.http.post("/api/v1/statuses", data=form, headers=mette.headers).status_code == 422
    assert mette.post("Hej", visibility="everyone").status_code == 422


def test_broken_json_is_a_bad_request(network: Network, mette: Person) -> None:
    headers = mette.headers | {"Content-Type": "application/json"}
    answer = network.http.post("/api/v1/statuses", content=b'{"status":', headers=headers)
    assert (answer.status_code, answer.json()) == (400, {"error": "Error occurred while parsing request parameters"})


def test_the_same_key_gives_the_same_post_for_an_hour(network: Network, mette: Person) -> None:
    first = mette.post("Hej", key="a").json()
    network.clock.forward(minutes=59)
    again = mette.post("Noget helt andet, og for langt" * 40, key="a")
    assert (again.status_code, again.json()["id"]) == (200, first["id"])
    assert mette.post("Hej", key="b").json()["id"] != first["id"]
    network.clock.forward(minutes=1)
    assert mette.post("Hej", key="a").json()["id"] != first["id"]
    assert [entry["idempotency_key"] for entry in network.ledger()] == ["a", "b", "a"]


def test_a_key_belongs_to_its_account(network: Network, mette: Person) -> None:
    jonas = network.connect("jonas")
    assert mette.post("Hej", key="a").json()["id"] != jonas.post("Hej", key="a").json()["id"]


def test_without_a_key_two_posts_are_two_posts(mette: Person) -> None:
    assert mette.post("Hej").json()["id"] != mette.post("Hej", key="").json()["id"]


def test_a_refused_post_uses_no_key_up(mette: Person) -> None:
    assert mette.post("", key="a").status_code == 422
    assert mette.post("Hej", key="a").status_code == 200


def test_the_key_of_a_deleted_post_answers_that_it_is_gone(mette: Person) -> None:
    mette.delete(mette.post("Hej", key="a").json()["id"])
    again = mette.post("Hej", key="a")
    assert (again.status_code, again.json()) == (404, {"error": "Record not found"})


def test_a_post_is_deleted_by_its_author_only_and_comes_back_as_a_draft(network: Network, mette: Person) -> None:
    status_id = mette.post("Hej @jonas", language="da").json()["id"]
    stranger = network.connect("jonas").delete(status_id)
    assert (stranger.status_code, stranger.json()) == (404, {"error": "Record not found"})
    assert mette.delete(status_id).json()["text"] == "Hej @jonas"
    for gone in (mette.get(f"/api/v1/statuses/{status_id}"), mette.delete(status_id), mette.delete("no-number")):
        assert gone.status_code == 404


def test_private_posts_are_for_their_author(network: Network, mette: Person) -> None:
    status_id = mette.post("Kun mig", visibility="private").json()["id"]
    jonas, path = network.connect("jonas"), f"/api/v1/accounts/{mette.me()['id']}/statuses"
    assert mette.get(f"/api/v1/statuses/{status_id}").json()["id"] == status_id
    assert jonas.get(f"/api/v1/statuses/{status_id}").status_code == 404
    assert network.http.get(f"/api/v1/statuses/{status_id}").status_code == 404
    assert [len(reader.get(path).json()) for reader in (mette, jonas)] == [1, 0]


def test_several_posts_are_read_at_once_without_those_that_are_gone(network: Network, mette: Person) -> None:
    first, second, third = (mette.post(text).json()["id"] for text in ("en", "to", "tre"))
    mette.delete(second)
    answer = network.http.get("/api/v1/statuses", params={"id[]": [third, second, "0", "x", "9" * 30, first]})
    assert [status["id"] for status in answer.json()] == [third, first]


def test_an_accounts_posts_come_newest_first_in_pages(network: Network, mette: Person) -> None:
    ids = [mette.post(f"nummer {number}").json()["id"] for number in range(5)]
    path = f"/api/v1/accounts/{mette.me()['id']}/statuses"
    page = mette.get(path, limit=2)
    assert [status["id"] for status in page.json()] == [ids[4], ids[3]]
    assert page.headers["Link"] == f'<{network.url}{path}?max_id={ids[3]}>; rel="next"'
    assert [status["id"] for status in mette.get(path, max_id=ids[3], since_id=ids[0]).json()] == [ids[2], ids[1]]
    assert mette.get(path, pinned="true").json() == []


def test_replies_count_for_the_post_and_can_be_left_out_of_a_list(network: Network, mette: Person) -> None:
    post = mette.post("Hvad siger I?").json()
    answer = network.connect("jonas").post("@mette Ja!", in_reply_to_id=post["id"]).json()
    assert (answer["in_reply_to_id"], answer["in_reply_to_account_id"]) == (post["id"], post["account"]["id"])
    assert [mention["acct"] for mention in answer["mentions"]] == ["mette"]
    assert mette.get(f"/api/v1/statuses/{post['id']}").json()["replies_count"] == 1
    path = f"/api/v1/accounts/{answer['account']['id']}/statuses"
    assert [len(mette.get(path, exclude_replies=flag).json()) for flag in ("false", "true")] == [1, 0]
    assert mette.post("Til ingen", in_reply_to_id="12").status_code == 404


def test_the_numbers_of_an_account_are_counted(network: Network, mette: Person) -> None:
    gone = mette.post("en").json()["id"]
    mette.post("to")
    mette.delete(gone)
    for _ in range(3):
        network.http.post("/@mette/follow")
    me = mette.me()
    assert (me["statuses_count"], me["followers_count"], me["last_status_at"]) == (1, 3, "2026-11-24")
    assert network.http.get(f"/api/v1/accounts/{me['id']}").json()["followers_count"] == 3
    assert network.http.get("/api/v1/accounts/99").json() == {"error": "Record not found"}
    assert mette.get(f"/api/v1/accounts/{me['id']}").status_code == 403, (
        "the scope profile reads one's own account only"
    )


def test_pictures_hang_in_the_order_given_and_on_one_post_only(mette: Person, picture: bytes) -> None:
    first, second = (mette.upload(picture, description=text).json()["id"] for text in ("første", "anden"))
    said = mette.post("", media_ids=[second, first]).json()
    assert [item["description"] for item in said["media_attachments"]] == ["anden", "første"]
    again = mette.post("Igen", media_ids=[first])
    problem = f"Media {first} not found or already attached to another post"
    assert (again.status_code, again.json()) == refusal(problem)
    mette.delete(said["id"])
    assert mette.post("Igen", media_ids=[first]).status_code == 200


def test_at_most_four_pictures_or_one_video_all_of_them_ones_own(
    network: Network, mette: Person, picture: bytes
) -> None:
    five = [mette.upload(picture).json()["id"] for _ in range(5)]
    answer = mette.post("Fem", media_ids=five)
    assert (answer.status_code, answer.json()) == refusal("Cannot attach more than 4 files")
    stolen = network.connect("jonas").post("Tyv", media_ids=five[:1])
    assert stolen.status_code == 422
    video = mette.upload(b"\0\0\0\x18ftypmp42" + bytes(64)).json()["id"]
    mixed = mette.post("Begge", media_ids=[five[0], video])
    problem = "Cannot attach a video to a post that already contains images"
    assert (mixed.status_code, mixed.json()) == refusal(problem)
    assert mette.post("Fire", media_ids=five[:4]).status_code == 200


def test_the_server_tells_its_limits_and_its_rules(network: Network) -> None:
    new, old = (network.http.get(f"/api/v{version}/instance").json() for version in (2, 1))
    assert new["domain"] == network.url.removeprefix("http://") == old["uri"]
    assert new["configuration"] == old["configuration"]
    statuses = {"max_characters": 500, "max_media_attachments": 4, "characters_reserved_per_url": 23}
    assert new["configuration"]["statuses"] == statuses
    assert new["configuration"]["media_attachments"]["description_limit"] == 1500
    assert network.http.get("/api/v1/instance/rules").json() == new["rules"]


def test_what_is_not_there_is_404_in_json(network: Network) -> None:
    for answer in (network.http.get("/api/v1/nothing"), network.http.put("/api/v1/statuses")):
        assert (answer.status_code, answer.json()) == (404, {"error": "Not Found"})


def test_a_large_picture_passes_when_mastodon_would_take_it(mette: Person) -> None:
    assert mette.upload(picture_of("PNG", (4000, 3000))).status_code == 200
