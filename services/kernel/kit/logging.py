"""Logs as JSON lines on stderr. Words and ids only: no text of a post, no token, no address of a person."""

import json
import logging
import sys
from datetime import UTC, datetime

FIELDS = ("organisation_id", "post_id", "attempt_id", "job_id", "network", "queue", "outcome", "request_id")


class JsonLines(logging.Formatter):
    """One JSON object a line; known `extra` fields become members, everything else is dropped."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line; an exception's type and place, never its arguments, which may hold what came in."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {name: str(value) for name in FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def describe(error: BaseException) -> str:
    """Type and innermost place of an error: enough to find it, nothing of what was in it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__}{place}"


def configure_logging(level: int = logging.INFO) -> None:
    """Send everything, uvicorn's lines too, through the one formatter. Access logs are off: a path may hold a code."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").disabled = True
    for name in ("httpx2", "httpcore2", "arq", "PIL"):
        logging.getLogger(name).setLevel(logging.WARNING)
