from desks import Desk, deliver_due


async def test_a_due_post_is_published_once_and_its_numbers_will_be_read(desk: Desk) -> None:
    post = await desk.schedule("Vi har bygget en ovn.")
    assert await deliver_due(desk.deliveries()) == 1
    row = await desk.row(post)
    assert (row["state"], row["evidence"]) == ("published", "confirmed")
    assert row["external_url"].startswith(desk.practice.url)
    assert desk.posted() == ["Vi har bygget en ovn."]
    (attempt,) = await desk.attempts(post)
    assert (attempt["number"], attempt["outcome"]) == (1, "published")
    assert await desk.verbs() == ["post.published"]
    assert await deliver_due(desk.deliveries()) == 0
