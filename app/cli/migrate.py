from __future__ import annotations

import click

from app.cli.connect import get_dsn
from app.cli.output import json_option, make_reporter, print_json
from app.migrate import migrate, roll_back


@click.command("migrate")
@click.option("--down-to", metavar="ID", help="Undo every migration after this one (0: all).")
@click.option("--rollback", type=click.IntRange(min=1), metavar="N", help="Undo the last N.")
@json_option
def command(down_to: str | None, rollback: int | None, as_json: bool) -> None:
    """Apply the pending migrations and load what of sql/ has changed.

    Says in a line each what the server lacks. Going back needs a rollback file for each migration,
    and drops what was loaded of sql/: then let the older release run its own "wedsync migrate".
    """
    if down_to is not None and rollback is not None:
        raise click.UsageError("--down-to and --rollback exclude each other")
    report = make_reporter(as_json)
    if down_to is not None or rollback is not None:
        outcome = roll_back(get_dsn(), count=rollback, down_to=down_to, report=report)
    else:
        outcome = migrate(get_dsn(), report=report)
    if as_json:
        print_json(outcome)
        return
    for notice in outcome.notices:
        click.echo(notice)
    if not (outcome.applied or outcome.loaded or outcome.rolled_back):
        click.echo("nothing to do: the database is up to date")
