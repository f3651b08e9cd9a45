"""Alembic against a database of its own that is at the newest version: `python -m local.schema check` or `revision …`.

So neither needs a running installation, and neither can touch one.
"""

import os
import sys

from alembic.config import main as alembic

from console.main import migrate
from local.pair import temporary_pair


def main(arguments: list[str]) -> None:
    """Run `alembic <arguments>`; what it finds wrong ends the process with its own code."""
    with temporary_pair() as pair:
        os.environ["DATABASE_URL"] = pair.database_url
        migrate()
        alembic(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
