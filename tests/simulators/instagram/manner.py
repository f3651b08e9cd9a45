"""How Instagram differs: its rights, its edges, its captions and its pictures. Written from its documents."""

import re

from simulators.graph.world import Manner

LONGEST, MOST_HASHTAGS, MOST_MENTIONS = 2_200, 30, 20


def check_words(caption: str) -> str | None:
    """UTF-16 units, hashtags and mentions, each with a limit of its own."""
    if len(caption.encode("utf-16-le")) > 2 * LONGEST:
        return "The caption was too long."
    if len(re.findall(r"(?<!\w)#\w+", caption)) > MOST_HASHTAGS:
        return "The caption has too many hashtags."
    if len(re.findall(r"(?<!\w)@\w+", caption)) > MOST_MENTIONS:
        return "The caption has too many mentions."
    return None


VERSION = "v25.0"
MANNER = Manner(
    name="instagram",
    grant="ig",
    token_path="/oauth/access_token",
    container_edge="media",
    publish_edge="media_publish",
    posts_edge="media",
    words="caption",
    status="status_code",
    reason="status",
    limit_edge="content_publishing_limit",
    scopes=frozenset(
        {
            "instagram_business_basic",
            "instagram_business_content_publish",
            "instagram_business_manage_insights",
            "instagram_business_manage_comments",
        }
    ),
    basic="instagram_business_basic",
    publishing="instagram_business_content_publish",
    reading="instagram_business_manage_insights",
    deleting=None,
    posts_a_day=50,
    carousel=10,
    metrics=("views", "reach", "likes", "comments", "saved", "shares", "total_interactions"),
    account_edge=None,
    picture_field="profile_picture_url",
    check_words=check_words,
    words_alone=False,
    formats=frozenset({"JPEG"}),
    shapes=(0.8, 1.91),
    broken_at_once=True,
    lists_permissions=True,
    own_ids=True,
)
