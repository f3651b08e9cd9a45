"""What answers say is left: read for the calls that post, and nothing is believed that makes no sense."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kernel.kit.egress import Answer
from networks.budgets import Budget, TellsBudgets
from networks.registry import API_NETWORKS

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SOON = AT + timedelta(minutes=9)
POSTING = {
    "mastodon": "https://skole.example/api/v1/statuses",
    "bluesky": "https://pds.example/xrpc/com.atproto.repo.putRecord",
    "x": "https://api.x.com/2/tweets",
}


def said(
    network: str, headers: dict[str, str] | None = None, *, url: str = "", status: int = 200, body: Any = None
) -> tuple[Budget, ...]:
    adapter = API_NETWORKS[network]
    assert isinstance(adapter, TellsBudgets)
    return adapter.budgets(
        Answer(status, headers or {}, json.dumps(body or {}).encode(), url or POSTING.get(network, "")), AT
    )


def counted(prefix: str, most: str, left: str, reset: str) -> dict[str, str]:
    return {f"{prefix}-limit": most, f"{prefix}-remaining": left, f"{prefix}-reset": reset}


def test_mastodon_says_what_is_left_of_a_persons_posts_until_a_moment() -> None:
    found = said("mastodon", counted("x-ratelimit", "300", "7", SOON.isoformat()))
    assert found == (Budget("profile", "posts", 7, 300, SOON),)


def test_bluesky_counts_in_points_of_which_a_post_takes_three() -> None:
    reset = str(int(SOON.timestamp()))
    found = said("bluesky", counted("ratelimit", "5000", "8", reset))
    assert found == (Budget("profile", "points", 8, 5000, SOON, "points", 3),)


def test_x_says_what_is_left_of_a_quarter_and_of_the_persons_and_the_apps_day() -> None:
    tomorrow = AT + timedelta(hours=20)
    headers: dict[str, str] = {}
    for name, limit, left, resets in (
        ("x-rate-limit", "100", "99", SOON),
        ("x-user-limit-24hour", "300", "280", tomorrow),
        ("x-app-limit-24hour", "10000", "0", tomorrow),
    ):
        headers |= counted(name, limit, left, str(int(resets.timestamp())))
    assert said("x", headers) == (
        Budget("profile", "quarter", 99, 100, SOON),
        Budget("profile", "day", 280, 300, tomorrow),
        Budget("app", "day", 0, 10000, tomorrow),
    )


@pytest.mark.parametrize("network", POSTING)
def test_what_is_left_of_other_calls_says_nothing_about_posts(network: str) -> None:
    headers = {f"{prefix}-{part}": "0" for prefix in ("x-rate-limit", "x-ratelimit", "ratelimit") for part in PARTS}
    assert said(network, headers, url="https://skole.example/api/v2/media") == ()


PARTS = ("limit", "remaining", "reset")


@pytest.mark.parametrize(
    ("left", "reset"),
    [
        ("", "540"),
        ("-3", "540"),
        ("many", "540"),
        ("9" * 40, "540"),
        ("5", ""),
        ("5", "soon"),
        ("5", "9" * 40),
        ("5", "0"),
    ],
)
@pytest.mark.parametrize("network", POSTING)
def test_headers_that_make_no_sense_say_nothing(network: str, left: str, reset: str) -> None:
    prefix = {"mastodon": "x-ratelimit", "bluesky": "ratelimit", "x": "x-rate-limit"}[network]
    assert said(network, counted(prefix, "300", left, reset)) == ()


def test_no_reset_is_believed_that_is_more_than_a_day_ahead() -> None:
    (found,) = said("mastodon", counted("x-ratelimit", "", "0", "2096-01-01T00:00:00Z"))
    assert (found.resets_at, found.most) == (AT + timedelta(days=1), None)


def test_linkedin_says_only_that_a_days_calls_are_used_up_the_apps_or_the_members() -> None:
    words = "Resource level throttle {} DAY limit for calls to this resource is reached."
    assert said("linkedin") == ()
    for whose, of in (("APPLICATION", "app"), ("APPLICATION_AND_MEMBER", "profile"), ("MEMBER", "profile")):
        (found,) = said("linkedin", status=429, body={"message": words.format(whose)})
        assert (found.of, found.left, found.most) == (of, 0, None)
        assert found.resets_at == AT + timedelta(minutes=15)


def test_meta_says_in_percent_what_is_used_of_the_app_and_of_a_page() -> None:
    usage = {"17841": [{"type": "pages", "call_count": 80, "total_time": 96, "estimated_time_to_regain_access": 0}]}
    headers = {"x-app-usage": json.dumps({"call_count": 28, "total_time": 3, "total_cputime": 31})}
    headers["x-business-use-case-usage"] = json.dumps(usage)
    for network in ("facebook", "instagram", "threads"):
        assert said(network, headers, url="https://graph.example/v25.0/1/feed") == (
            Budget("app", "usage", 69, 100, AT + timedelta(hours=1), "percent"),
            Budget("profile", "usage", 4, 100, AT + timedelta(hours=1), "percent"),
        )
    usage["17841"][0] |= {"call_count": 140, "estimated_time_to_regain_access": 7}
    (found,) = said("instagram", {"x-business-use-case-usage": json.dumps(usage)})
    assert (found.left, found.resets_at) == (0, AT + timedelta(minutes=7))


def test_instagram_and_threads_say_how_many_posts_of_the_day_are_left() -> None:
    body = {"data": [{"quota_usage": 48, "config": {"quota_total": 50, "quota_duration": 86_400}}]}
    for network, edge in (("instagram", "content_publishing_limit"), ("threads", "threads_publishing_limit")):
        url = f"https://graph.example/1/{edge}?fields=quota_usage"
        assert said(network, url=url, body=body) == (Budget("profile", "day", 2, 50, AT + timedelta(hours=1)),)
        assert said(network, url="https://graph.example/1/media", body=body) == ()


@pytest.mark.parametrize("header", ["", "{", "[]", "7", '{"call_count": -3}', '{"call_count": "28"}', '{"a": [[]]}'])
def test_usage_that_makes_no_sense_says_nothing(header: str) -> None:
    assert said("threads", {"x-app-usage": header, "x-business-use-case-usage": header}) == ()
