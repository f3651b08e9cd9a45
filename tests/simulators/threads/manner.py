"""How Threads differs: its rights, its edges, and how it counts words. Written from its documents, not from our adapter."""

import regex

from simulators.graph.world import Manner

LONGEST, MOST_LINKS = 500, 5
EMOJI = regex.compile(
    r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Regional_Indicator}|[#*0-9]\uFE0F?\u20E3"
)
LINK = regex.compile(r"https?://\S+")


def check_words(text: str) -> str | None:
    """Code points count one, those of an emoji as many as they have bytes; links are counted once each."""
    used = 0
    for cluster in regex.findall(r"\X", text):
        used += len(cluster.encode()) if EMOJI.search(cluster) else len(cluster)
    if used > LONGEST:
        return f"Param text must be at most {LONGEST} characters long."
    if len(set(LINK.findall(text))) > MOST_LINKS:
        return "THREADS_API__LINK_LIMIT_EXCEEDED"
    return None


VERSION = "v1.0"
MANNER = Manner(
    name="threads",
    grant="th",
    token_path="/oauth/access_token",
    container_edge="threads",
    publish_edge="threads_publish",
    posts_edge="threads",
    words="text",
    status="status",
    reason="error_message",
    limit_edge="threads_publishing_limit",
    scopes=frozenset(
        {
            "threads_basic",
            "threads_content_publish",
            "threads_manage_insights",
            "threads_delete",
            "threads_manage_replies",
        }
    ),
    basic="threads_basic",
    publishing="threads_content_publish",
    reading="threads_manage_insights",
    deleting="threads_delete",
    posts_a_day=250,
    carousel=20,
    metrics=("views", "likes", "replies", "reposts", "quotes", "shares"),
    account_edge="threads_insights",
    picture_field="threads_profile_picture_url",
    check_words=check_words,
    words_alone=True,
    formats=frozenset({"JPEG", "PNG"}),
    shapes=(1 / 10, 10.0),
    broken_at_once=False,
    lists_permissions=False,
    own_ids=False,
)
