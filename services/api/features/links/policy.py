"""Which destinations are tracked."""

from urllib.parse import urlsplit


def may_track(destination: str, domains: list[str]) -> bool:
    """Whether an ambassador's own destination lies on one of the programme's domains, or below one."""
    parts = urlsplit(destination)
    host = (parts.hostname or "").lower()
    return parts.scheme in ("http", "https") and any(
        host == domain.lower() or host.endswith(f".{domain.lower()}") for domain in domains
    )
