from __future__ import annotations

import sys
from datetime import datetime
from uuid import UUID

import click

from app.cli.connect import connect
from app.cli.output import json_option, print_json

_time = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"])


@click.command("verify")
@click.option("--vendor", type=click.UUID, help="One vendor only.")
@click.option("--from", "start", type=_time, help="Only what happened from then on.")
@click.option("--to", "end", type=_time, help="Only what happened before.")
@json_option
def command(
    vendor: UUID | None, start: datetime | None, end: datetime | None, as_json: bool
) -> None:
    """Compare rollups, metrics and booking facts with a recount of the events.

    Exits with 1 where there is a difference; analytics_api.rebuild_rollups heals it.
    """
    with connect() as connection:
        row = connection.execute(
            "select analytics_api.verify_rollups(%s, %s, %s)", [vendor, start, end]
        ).fetchone()
    assert row is not None
    result = row[0]
    if as_json:
        print_json(result)
    else:
        for difference in result["differences"]:
            click.echo(" ".join(f"{key}={value}" for key, value in difference.items()))
        click.echo(f"{result['checked']} vendors checked, {len(result['differences'])} differences")
    sys.exit(1 if result["differences"] else 0)
