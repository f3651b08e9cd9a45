"""Pictures, kept for a programme's stories and shown to its members."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from httpx2 import Response
from PIL import Image

from callers import Api, Client
from pictures import picture
from worlds import Place


async def upload(client: Client, place: Place, data: bytes, **form: str) -> Response:
    return await client.post(
        f"/programmes/{place.programme.id}/assets", files={"file": ("oven.jpg", data, "image/jpeg")}, data=form
    )


async def keep(client: Client, place: Place, data: bytes = b"", **form: str) -> dict[str, Any]:
    answer = await upload(client, place, data or picture(), **form)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_picture_is_kept_with_what_is_said_of_it(curator: Client, nord: Place) -> None:
    asset = await keep(curator, nord, alt=" En ovn ", rights="Foto: Asta Lund")
    assert (asset["media_type"], asset["width"], asset["height"]) == ("image/jpeg", 1600, 900)
    assert (asset["alt"], asset["rights"]) == ("En ovn", "Foto: Asta Lund")
    assert (asset["focal_x"], asset["focal_y"]) == (0.5, 0.5)
    assert asset["url"] == f"/api/v1/assets/{asset['id']}/image"


async def test_what_is_said_of_a_picture_can_be_changed(curator: Client, nord: Place) -> None:
    asset = await keep(curator, nord, alt="En ovn")
    answer = await curator.patch(f"/assets/{asset['id']}", json={"alt": "Ovnen, set forfra", "focal_x": 0.25})
    assert answer.status_code == 200, answer.text
    assert answer.json() == asset | {"alt": "Ovnen, set forfra", "focal_x": 0.25}
    refused = await curator.patch(f"/assets/{asset['id']}", json={"focal_y": 1.5})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "focal_y")


async def test_members_see_it_in_the_least_width_that_is_wide_enough(
    curator: Client, ambassador: Client, paused: Client, nord: Place
) -> None:
    asset = await keep(curator, nord)
    found: dict[int, tuple[str, int]] = {}
    for width in (1, 320, 321, 1280, 1281, 4000):
        answer = await ambassador.get(f"/assets/{asset['id']}/image", params={"width": width})
        assert answer.status_code == 200
        found[width] = (answer.headers["content-type"], Image.open(BytesIO(answer.content)).width)
    assert found == {
        1: ("image/webp", 320),
        320: ("image/webp", 320),
        321: ("image/webp", 640),
        1280: ("image/webp", 1280),
        1281: ("image/jpeg", 1600),
        4000: ("image/jpeg", 1600),
    }
    assert (await paused.get(f"/assets/{asset['id']}/image")).status_code == 200


async def test_a_picture_may_be_kept_by_the_browser_and_can_do_nothing_there(curator: Client, nord: Place) -> None:
    asset = await keep(curator, nord)
    answer = await curator.get(f"/assets/{asset['id']}/image")
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    again = await curator.get(f"/assets/{asset['id']}/image", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_only_members_of_its_programme_see_or_change_a_picture(
    curator: Client,
    ambassador: Client,
    applied: Client,
    stranger: Client,
    api: Api,
    nord: Place,
    nord_two: Place,
    syd: Place,
) -> None:
    asset = await keep(curator, nord)
    where = f"/assets/{asset['id']}"
    assert (await applied.get(f"{where}/image")).status_code == 404
    assert (await stranger.get(f"{where}/image")).status_code == 401
    for place in (nord_two, syd):
        other = await api.sign_in(place.people["curator"], place.organisation_id)
        assert (await other.get(f"{where}/image")).status_code == 404
        assert (await other.patch(where, json={"alt": "x"})).status_code == 404
        assert (await upload(other, nord, picture())).status_code == 404
    assert (await ambassador.patch(where, json={"alt": "x"})).status_code == 403
    assert (await upload(ambassador, nord, picture())).status_code == 403
    assert (await curator.get(f"/assets/{uuid4()}/image")).status_code == 404


async def test_what_is_no_picture_is_refused_by_the_field_that_held_it(curator: Client, nord: Place) -> None:
    for data, reason in (
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "picture-type"),
        (b"<!doctype html><script>alert(1)</script>", "picture-type"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "picture-type"),
        (picture(kind="TIFF"), "picture-type"),
        (b"", "picture-type"),
        (picture()[:5000], "picture-unreadable"),
        (picture((8000, 5001), "PNG", "1"), "picture-too-large"),
    ):
        answer = await upload(curator, nord, data)
        assert answer.status_code == 422, reason
        assert answer.json()["type"] == f"/problems/{reason}"
        assert [(error["field"], error["type"]) for error in answer.json()["errors"]] == [("file", reason)]


async def test_a_file_that_is_too_large_is_not_even_read(curator: Client, nord: Place) -> None:
    assert (await upload(curator, nord, b"\xff" * 21_100_000)).status_code == 413
    answer = await upload(curator, nord, picture() + b"\0" * 20_000_000)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/picture-too-large")


async def test_a_form_without_a_file_or_with_too_many_words_names_the_field(curator: Client, nord: Place) -> None:
    path = f"/programmes/{nord.programme.id}/assets"
    missing = await curator.post(path, files={"other": ("x", b"x")})
    assert missing.status_code == 422
    assert "file" in {error["field"] for error in missing.json()["errors"]}
    for alt in ("x" * 1501, "a\x00b"):
        answer = await upload(curator, nord, picture((10, 10)), alt=alt)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "alt")


async def test_an_upload_repeated_under_its_key_is_kept_once(curator: Client, nord: Place) -> None:
    headers = {"Idempotency-Key": str(uuid4())}
    request = curator.build_request(
        "POST",
        f"/programmes/{nord.programme.id}/assets",
        files={"file": ("a.png", picture((9, 9), "PNG"))},
        headers=headers,
    )
    body = request.read()
    first, second = [
        await curator.post(
            request.url.path.removeprefix("/api/v1"),
            content=body,
            headers=headers | {"Content-Type": request.headers["content-type"]},
        )
        for _ in range(2)
    ]
    assert first.status_code == second.status_code == 201, first.text
    assert first.json() == second.json()
