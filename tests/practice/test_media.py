import pytest

from practice_network import Network, Person, picture_of

MP4 = b"\0\0\0\x18ftypmp42" + bytes(64)
NOT_READY = "Cannot attach files that have not finished processing. Try again in a moment!"
FAILED = (422, {"error": "Error processing thumbnail for uploaded media"})


def state(person: Person, media_id: str) -> int:
    return person.get(f"/api/v1/media/{media_id}").status_code


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif")])
def test_a_picture_is_ready_at_once_and_served_as_it_came(mette: Person, kind: str, suffix: str) -> None:
    file = picture_of(kind)
    answer = mette.upload(file, description="En pram", focus="-0.5,2")
    said = answer.json()
    assert (answer.status_code, said["type"], said["description"]) == (200, "image", "En pram")
    assert said["meta"]["original"] == {"width": 64, "height": 48, "size": "64x48", "aspect": 64 / 48}
    assert said["meta"]["focus"] == {"x": -0.5, "y": 1.0}
    assert said["url"].endswith(f"/original.{suffix}")
    assert mette.http.get(said["url"]).content == file
    assert mette.http.get(said["preview_url"]).headers["Content-Type"] == "image/jpeg"


def test_a_video_is_worked_on_before_it_can_be_posted(network: Network, mette: Person) -> None:
    uploaded = mette.upload(MP4)
    media_id = uploaded.json()["id"]
    assert (uploaded.status_code, uploaded.json()["type"], uploaded.json()["url"]) == (202, "video", None)
    assert state(mette, media_id) == 206
    early = mette.post("Se her", media_ids=[media_id])
    assert (early.status_code, early.json()) == (422, {"error": NOT_READY})
    network.clock.forward(seconds=2)
    assert state(mette, media_id) == 200
    assert mette.post("Se her", media_ids=[media_id]).status_code == 200


def test_a_moving_gif_is_worked_on_too(mette: Person) -> None:
    answer = mette.upload(picture_of("GIF", frames=3))
    assert (answer.status_code, answer.json()["type"]) == (202, "gifv")


def test_pictures_take_their_time_when_told_to(network: Network, mette: Person, picture: bytes) -> None:
    network.control(media={"processing_seconds": 30})
    answer = mette.upload(picture)
    media_id = answer.json()["id"]
    assert answer.status_code == 202
    network.clock.forward(seconds=29)
    assert state(mette, media_id) == 206
    network.clock.forward(seconds=1)
    assert state(mette, media_id) == 200


def test_processing_fails_when_told_to(network: Network, mette: Person, picture: bytes) -> None:
    network.control(media={"processing_seconds": 5, "failures": 1})
    media_id = mette.upload(picture).json()["id"]
    assert state(mette, media_id) == 206
    network.clock.forward(seconds=5)
    broken = mette.get(f"/api/v1/media/{media_id}")
    assert (broken.status_code, broken.json()) == FAILED
    assert mette.post("Se her", media_ids=[media_id]).json() == {"error": NOT_READY}
    network.control(media={"failures": 1})
    at_once = mette.upload(picture)
    assert (at_once.status_code, at_once.json()) == FAILED
    assert mette.upload(picture).status_code == 200
    assert network.control()["told"] == {"media_failure": 2}


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (b"", "File can't be blank"),
        (b"%PDF-1.7", "File content type is invalid, File is invalid"),
        (picture_of("JPEG")[:60], "File content type is invalid, File is invalid"),
        (picture_of("BMP"), "File content type is invalid, File is invalid"),
        (
            picture_of("JPEG") + bytes(16 * 1024 * 1024),
            "File must be less than 16 MB, File file size must be less than 16 MB",
        ),
    ],
)
def test_a_file_that_will_not_do_is_refused(mette: Person, file: bytes, problem: str) -> None:
    answer = mette.upload(file)
    assert (answer.status_code, answer.json()) == (422, {"error": f"Validation failed: {problem}"})


def test_too_many_pixels_are_refused(mette: Person) -> None:
    answer = mette.upload(picture_of("PNG", (9000, 4000)))
    assert (answer.status_code, answer.json()) == (422, {"error": "9000x4000 images are not supported"})


def test_an_upload_without_a_file_is_refused(network: Network, mette: Person) -> None:
    answer = network.http.post("/api/v2/media", data={"description": "x"}, headers=mette.headers)
    assert answer.json() == {"error": "Validation failed: File can't be blank"}


def test_a_description_has_at_most_1500_characters_and_can_be_changed_until_posted(
    network: Network, mette: Person, picture: bytes
) -> None:
    long = mette.upload(picture, description="x" * 1501)
    problem = "Validation failed: Description is too long (maximum is 1500 characters)"
    assert (long.status_code, long.json()) == (422, {"error": problem})
    media_id = mette.upload(picture, description="x" * 1500).json()["id"]
    path = f"/api/v1/media/{media_id}"
    changed = network.http.put(path, data={"description": "En pram"}, headers=mette.headers)
    assert (changed.status_code, changed.json()["description"]) == (200, "En pram")
    assert network.http.put(path, json={"description": "x" * 1501}, headers=mette.headers).status_code == 422
    mette.post("Se her", media_ids=[media_id])
    assert network.http.put(path, json={"description": "For sent"}, headers=mette.headers).status_code == 404


def test_anothers_upload_is_not_there(network: Network, mette: Person, picture: bytes) -> None:
    media_id = mette.upload(picture).json()["id"]
    assert state(network.connect("jonas"), media_id) == 404
