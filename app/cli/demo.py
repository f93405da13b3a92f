from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click
import psycopg

from app.cli.connect import connect
from app.cli.output import json_option, print_json
from app.cli.progress import Progress


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of the events of the demonstration."""

    vendors_added: int = 0
    received: int = 0
    stored: int = 0
    duplicate: int = 0
    rejected: int = 0
    seconds: float = 0.0


@click.command("demo")
@click.option("--if-empty", is_flag=True, help="Do nothing where there are events already.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"]),
    help="Stop at this moment [default: now].",
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@json_option
def command(if_empty: bool, as_of: datetime | None, quiet: bool, as_json: bool) -> None:
    """Load twelve made-up vendors with three years of events, up to now.

    Photographers, planners, venues and florists in Berlin, London, New York and Kolkata. The events
    are the same every time: loading again only adds what has happened since.
    """
    as_of = as_of or datetime.now(tz=UTC)
    with connect() as connection:
        if if_empty and _has_events(connection):
            if as_json:
                print_json(Outcome())
            else:
                click.echo("there are events already: nothing loaded")
            return
        outcome = _load(connection, as_of.astimezone(UTC), Progress(is_quiet=quiet))
    if as_json:
        print_json(outcome)
    else:
        click.echo(
            f"{outcome.stored:,} events stored, {outcome.duplicate:,} were there already,"
            f" in {outcome.seconds:.1f} s"
        )
    sys.exit(1 if outcome.rejected else 0)


def _has_events(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("select exists (select from public.analytics_events)").fetchone()
    assert row is not None
    return bool(row[0])


def _load(connection: psycopg.Connection[Any], as_of: datetime, progress: Progress) -> Outcome:
    """Load month by month, each committed by itself."""
    started = time.monotonic()
    outcome = Outcome()
    row = connection.execute("select analytics_api.register_demo_vendors()").fetchone()
    assert row is not None
    outcome.vendors_added = row[0]
    months = connection.execute("select analytics_api.list_demo_months(%s)", [as_of]).fetchall()
    for done, (month,) in enumerate(months):
        progress("loading months", done, len(months))
        row = connection.execute(
            "select analytics_api.load_demo_month(%s, %s)", [month, as_of]
        ).fetchone()
        assert row is not None
        outcome.received += row[0]["received"]
        outcome.stored += row[0]["stored"]
        outcome.duplicate += row[0]["duplicate"]
        outcome.rejected += row[0]["rejected"]
    progress("done", len(months), len(months))
    outcome.seconds = round(time.monotonic() - started, 3)
    return outcome
