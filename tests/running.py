"""Everything at once, as `make up` starts it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Running:
    """Where it is, how to sign in, and where what it stored and logged can be looked at."""

    public: str
    metrics: str
    practice: str
    administrator: str
    curator: str
    ambassador: str
    join_url: str
    join_code: str
    folder: Path
    database: str
    redis: str

    def logs(self) -> str:
        """All that was logged, by whomever."""
        return "\n".join(file.read_text(errors="replace") for file in sorted(self.folder.rglob("*.log")))
