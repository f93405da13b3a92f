from __future__ import annotations

import sys

import click

from app.cli.connect import connect
from app.cli.output import json_option, print_json


@click.command("tracked")
@json_option
def command(as_json: bool) -> None:
    """List the tables of the host whose changes become events.

    Exits with 1 where a mapping no longer fits its table.
    """
    with connect() as connection:
        row = connection.execute("select analytics_api.list_tracked_tables()").fetchone()
    assert row is not None
    if as_json:
        print_json(row[0])
    else:
        for entry in row[0]:
            click.echo(
                f"{entry['table']:<30} {entry['eventType']:<30} {', '.join(entry['on']):<22}"
                f" {entry['pendingCount']} pending"
            )
            if entry["problem"]:
                click.echo(f"  {entry['problem']}")
    sys.exit(1 if any(entry["problem"] for entry in row[0]) else 0)
