"""Pictures for networks that fetch them: by a signed address and no other, as JPEG or PNG, to be kept by nobody."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from callers import Client
from kernel.kit.blobs import Blobs
from kernel.kit.clock import now
from kernel.kit.public_pictures import PATH, PictureAddresses
from kernel.kit.secrets import AppSecrets
from pictures import picture


async def kept(data: bytes) -> str:
    return await Blobs(Path(os.environ["FORTALER_BLOBS"])).put(data)


def path_to(blob: str, media_type: str, *, age: timedelta = timedelta()) -> str:
    addresses = PictureAddresses(AppSecrets(os.environ["FORTALER_APP_KEY"]), "https://fortaler.nord.dk")
    address = addresses.address(blob, media_type, at=now() - age)
    return address.removeprefix("https://fortaler.nord.dk/api/v1")


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
async def test_a_stranger_with_the_address_gets_the_picture_as_it_is(
    stranger: Client, kind: str, media_type: str
) -> None:
    data = picture((640, 480), kind)
    answer = await stranger.get(path_to(await kept(data), media_type))
    assert (answer.status_code, answer.content) == (200, data)
    headers = answer.headers
    assert headers["content-type"] == media_type
    assert headers["cache-control"] == "private, no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_what_shows_through_is_white_where_only_jpeg_is_taken(stranger: Client) -> None:
    out = BytesIO()
    Image.new("RGBA", (400, 300), (255, 0, 0, 0)).save(out, "PNG")
    answer = await stranger.get(path_to(await kept(out.getvalue()), "image/jpeg"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    with Image.open(BytesIO(answer.content)) as image:
        assert (image.format, image.size, image.getpixel((7, 7))) == ("JPEG", (400, 300), (255, 255, 255))


async def test_an_address_that_ended_or_was_changed_leads_nowhere(stranger: Client) -> None:
    blob = await kept(picture((640, 480)))
    other = await kept(picture((320, 200)))
    good = path_to(blob, "image/jpeg")
    wrong = [
        path_to(blob, "image/jpeg", age=timedelta(hours=1, seconds=1)),
        good.replace(blob, other),
        good.replace(".jpg", ".png"),
        good[:-5] + ("0" if good[-5] != "0" else "1") + ".jpg",
        path_to("0" * 64, "image/jpeg"),
        path_to(blob, "image/png"),
        f"/pictures/{blob}",
        "/pictures/..%2f..%2fetc%2fpasswd",
        "/pictures/%00",
    ]
    for path in wrong:
        answer = await stranger.get(path)
        assert answer.status_code in (400, 404), path
        assert blob not in answer.text
        assert "location" not in answer.headers


async def test_what_is_no_picture_is_never_given_out(stranger: Client) -> None:
    blob = await kept(b"<svg onload='alert(1)'/>")
    for media_type in ("image/jpeg", "image/png"):
        assert (await stranger.get(path_to(blob, media_type))).status_code == 404


@pytest.mark.parametrize("path", ["/pictures", "/pictures/"])
async def test_there_is_no_list(stranger: Client, path: str) -> None:
    assert PATH.endswith("/pictures/")
    assert (await stranger.get(path)).status_code in (404, 405)
