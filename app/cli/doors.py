from __future__ import annotations

from typing import Any

import click

from app.cli.connect import connect
from app.cli.output import json_option, print_json


@click.command("doors")
@json_option
def command(as_json: bool) -> None:
    """Show each door's rate, duplicates, rejects and lag, of the last hour and day.

    The lag is how long after its newest event the median batch of the day arrived.
    """
    with connect() as connection:
        row = connection.execute("select analytics_api.list_doors()").fetchone()
    assert row is not None
    doors = row[0]
    if as_json:
        print_json(doors)
        return
    if not doors:
        click.echo("nothing came in yet")
        return
    click.echo(
        f"{'door':<10} {'/min':>9} {'hour':>10} {'day':>10} {'duplicate':>10} {'rejected':>10}"
        f" {'open':>8} {'lag':>9}  last"
    )
    for door in doors:
        day = door["lastDay"]
        click.echo(
            f"{door['door']:<10} {door['ratePerMinute']:>9,} {door['lastHour']['received']:>10,}"
            f" {day['received']:>10,} {day['duplicate']:>10,} {day['rejected']:>10,}"
            f" {door['openRejects']:>8,} {_duration(door['medianLagMs']):>9}"
            f"  {door['lastBatchAt'] or 'long ago'}"
        )
        if door["oldestOpenRejectAt"]:
            click.echo(f"  rejects wait since {door['oldestOpenRejectAt']}")


def _duration(milliseconds: Any) -> str:
    """A duration in the unit that suits it."""
    if milliseconds is None:
        return "-"
    for unit, length in (("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1_000)):
        if milliseconds >= 2 * length:
            return f"{milliseconds / length:.0f} {unit}"
    return f"{milliseconds} ms"
