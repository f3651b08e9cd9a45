"""Each network's limits as last read in its documents, with the date: the default until a server tells its own.

Folds and card kinds are what people see in the networks' apps; no network promises them, so they are for previews only.
"""

from datetime import date

from networks.drafts import Limits, PictureRule

JPEG, PNG, GIF, WEBP = "image/jpeg", "image/png", "image/gif", "image/webp"
CHECKED = date(2026, 11, 23)
NO_PICTURES = PictureRule(count=0, max_bytes=None, max_pixels=None, media_types=())

LIMITS: dict[str, Limits] = {
    "linkedin": Limits(
        max_text=3000,
        unit="utf16",
        max_bytes=None,
        url_units=None,
        max_links=None,
        max_hashtags=None,
        pictures=PictureRule(count=20, max_bytes=None, max_pixels=36_152_319, media_types=(JPEG, PNG, GIF)),
        alt_max=4086,
        fold=210,
        card="small",
        checked=CHECKED,
    ),
    "x": Limits(
        max_text=280,
        unit="weighted",
        max_bytes=None,
        url_units=23,
        max_links=None,
        max_hashtags=None,
        pictures=PictureRule(count=4, max_bytes=5_000_000, max_pixels=None, media_types=(JPEG, PNG, GIF, WEBP)),
        alt_max=1000,
        fold=None,
        card="large",
        checked=CHECKED,
    ),
    "facebook": Limits(
        max_text=63_206,
        unit="utf16",
        max_bytes=None,
        url_units=None,
        max_links=None,
        max_hashtags=None,
        pictures=PictureRule(count=10, max_bytes=10_000_000, max_pixels=None, media_types=(JPEG, PNG, GIF)),
        alt_max=None,
        fold=477,
        card="large",
        checked=CHECKED,
    ),
    "instagram": Limits(
        max_text=2200,
        unit="utf16",
        max_bytes=None,
        url_units=None,
        max_links=None,
        max_hashtags=30,
        # From 4:5 to 1.91:1; a hundredth more, because whole pixels seldom make the very ratio.
        pictures=PictureRule(
            count=10, max_bytes=8_000_000, max_pixels=None, media_types=(JPEG,), narrowest=0.79, widest=1.92
        ),
        alt_max=None,
        fold=125,
        card="none",
        checked=CHECKED,
    ),
    "threads": Limits(
        max_text=500,
        unit="code_points",
        max_bytes=None,
        url_units=None,
        max_links=5,
        max_hashtags=None,
        pictures=PictureRule(
            count=20, max_bytes=8_000_000, max_pixels=None, media_types=(JPEG, PNG), narrowest=1 / 10, widest=10
        ),
        alt_max=1000,
        fold=None,
        card="large",
        checked=CHECKED,
    ),
    "bluesky": Limits(
        max_text=300,
        unit="graphemes",
        max_bytes=3000,
        url_units=None,
        max_links=None,
        max_hashtags=None,
        pictures=PictureRule(count=10, max_bytes=2_000_000, max_pixels=None, media_types=(JPEG, PNG, GIF, WEBP)),
        alt_max=None,
        fold=None,
        card="large",
        checked=CHECKED,
    ),
    "mastodon": Limits(
        max_text=500,
        unit="graphemes",
        max_bytes=None,
        url_units=23,
        max_links=None,
        max_hashtags=None,
        pictures=PictureRule(count=4, max_bytes=16_777_216, max_pixels=33_177_600, media_types=(JPEG, PNG, GIF, WEBP)),
        alt_max=1500,
        fold=None,
        card="large",
        checked=CHECKED,
    ),
    "whatsapp": Limits(
        max_text=65_536,
        unit="utf16",
        max_bytes=None,
        url_units=None,
        max_links=None,
        max_hashtags=None,
        pictures=PictureRule(count=30, max_bytes=16_000_000, max_pixels=None, media_types=(JPEG, PNG)),
        alt_max=None,
        fold=None,
        card="small",
        checked=CHECKED,
    ),
    "email": Limits(
        max_text=None,
        unit="utf16",
        max_bytes=None,
        url_units=None,
        max_links=None,
        max_hashtags=None,
        pictures=NO_PICTURES,
        alt_max=None,
        fold=None,
        card="none",
        checked=CHECKED,
    ),
}
