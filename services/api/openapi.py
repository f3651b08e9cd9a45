"""Prints the OpenAPI description: `python -m api.openapi`. Needs no settings and no database."""

import json
import sys

from api.app import create_fastapi


def main() -> None:
    """Write it to standard output, keys in the order of the routes."""
    json.dump(create_fastapi(None).openapi(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
