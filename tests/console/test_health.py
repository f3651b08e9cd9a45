"""The health check of a container without a port."""

import psycopg
import pytest
from typer.testing import CliRunner

from addresses import Addresses
from console.main import app


def beat(addresses: Addresses, ago: str) -> None:
    with psycopg.connect(addresses.owner.replace("+psycopg", "")) as connection:
        connection.execute(
            "INSERT INTO heartbeat (worker, updated_at) VALUES ('publisher', now() - CAST(%s AS interval))", [ago]
        )


@pytest.mark.parametrize(("ago", "code"), [("10 seconds", 0), ("5 minutes", 1)])
def test_a_worker_is_well_while_its_heart_beats(empty_database: Addresses, ago: str, code: int) -> None:
    beat(empty_database, ago)
    assert CliRunner().invoke(app, ["health", "publisher"]).exit_code == code


def test_a_worker_that_never_beat_is_not_well(empty_database: Addresses) -> None:
    answer = CliRunner().invoke(app, ["health", "metrics"])
    assert answer.exit_code == 1
    assert "metrics" in answer.output
