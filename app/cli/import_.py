from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import psycopg

from app.cli.connect import connect
from app.cli.output import json_option, print_json
from app.cli.progress import Progress
from app.importing import ENCODINGS, ImportFailedError, Outcome, Request, SourceFile, import_file

_file = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


class _Failure(click.ClickException):
    """What stops an import: one line, exit code 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        click.echo(f"wedsync: {' '.join(self.message.split())}", err=True)


@click.command("import")
@click.argument("file", type=_file)
@click.option("--map", "map_path", type=_file, required=True, help="One SELECT over import_rows.")
@click.option("--create-vendors", is_flag=True, help="Register vendors that are not there yet.")
@click.option("--time-zone", default="UTC", show_default=True, help="Of vendors created.")
@click.option("--currency", default="EUR", show_default=True, help="Of vendors created.")
@click.option("--vendor-type", help="Of vendors created, such as venue or florist.")
@click.option("--dry-run", is_flag=True, help="Map and validate; store nothing.")
@click.option("--restart", is_flag=True, help="Begin anew, also after an interruption.")
@click.option(
    "--batch-size", type=click.IntRange(1, 5_000), default=5_000, show_default=True, metavar="N"
)
@click.option(
    "--earliest",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Reject events before this day [default: 30 years ago].",
)
@click.option("--encoding", type=click.Choice(list(ENCODINGS)), default="utf-8", show_default=True)
@click.option("--delimiter", default=",", show_default=True, metavar="CHARACTER")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@json_option
def command(
    file: Path,
    map_path: Path,
    create_vendors: bool,
    time_zone: str,
    currency: str,
    vendor_type: str | None,
    dry_run: bool,
    restart: bool,
    batch_size: int,
    earliest: datetime | None,
    encoding: str,
    delimiter: str,
    quiet: bool,
    as_json: bool,
) -> None:
    """Import the events of a CSV file, plain or gzip, the way a map says.

    The map is one SELECT over import_rows, which has the columns of the file as text and
    row_number; it returns one column, event jsonb. What was interrupted goes on where it stopped,
    and what is imported twice is stored once.

    Exit codes: 0 all events are stored, 1 some were rejected, 2 nothing could be done.
    """
    if len(delimiter) != 1:
        raise click.UsageError("--delimiter is one character")
    if not re.fullmatch("[A-Z]{3}", currency):
        raise click.UsageError("--currency is a code of ISO 4217, such as EUR")
    settings = {"timeZone": time_zone, "currency": currency}
    if vendor_type:
        settings["vendorType"] = vendor_type
    request = Request(
        source=SourceFile(file),
        map_path=map_path,
        earliest=(earliest or _thirty_years_ago()).replace(tzinfo=UTC),
        vendor_settings=settings if create_vendors else None,
        batch_size=batch_size,
        encoding=encoding,
        delimiter=delimiter,
        is_dry_run=dry_run,
        is_restart=restart,
    )
    outcome = _import(request, quiet)
    if as_json:
        print_json(outcome)
    else:
        _print(outcome, create_vendors)
    sys.exit(1 if outcome.rejected else 0)


def _import(request: Request, is_quiet: bool) -> Outcome:
    """Import, with whatever can go wrong as one line."""
    progress = Progress(is_quiet=is_quiet)
    try:
        with connect() as connection:
            return import_file(connection, request, progress)
    except ImportFailedError as error:
        progress.stop()
        raise _Failure(str(error)) from error
    except psycopg.Error as error:
        progress.stop()
        message = error.diag.message_primary or str(error)
        if error.sqlstate is None:
            message = f"no connection: {message}"
        raise _Failure(message) from error
    except (OSError, EOFError) as error:
        progress.stop()
        raise _Failure(f"{request.source.path} cannot be read: {error}") from error
    except KeyboardInterrupt:
        progress.stop()
        click.echo("wedsync: interrupted; the same command goes on from here", err=True)
        sys.exit(130)


def _thirty_years_ago() -> datetime:
    now = datetime.now(tz=UTC)
    return now.replace(
        year=now.year - 30, month=1, day=1, hour=0, minute=0, second=0, microsecond=0
    )


def _print(outcome: Outcome, is_creating_vendors: bool) -> None:
    """The outcome for a reader."""
    resumed = outcome.already_acknowledged
    rows = f"{outcome.rows:,} rows, {outcome.events:,} events"
    click.echo(rows + (f", {resumed:,} of them dealt with by an earlier run" if resumed else ""))
    if outcome.dry_run:
        for event in outcome.sample:
            click.echo(f"  {_compact(event)}")
        valid = outcome.received - outcome.rejected
        click.echo(f"{valid:,} valid, {outcome.rejected:,} would be rejected; nothing is stored")
    else:
        click.echo(
            f"{outcome.stored:,} stored, {outcome.duplicate:,} duplicate,"
            f" {outcome.rejected:,} rejected in {outcome.seconds:.1f} s"
            f" ({outcome.events_per_second:,} events/s)"
        )
    for reason in outcome.reasons:
        click.echo(
            f"  {reason.events:,} × {reason.pointer or 'the event'} {reason.keyword}:"
            f" expected {reason.expected}, such as {reason.got}"
        )
    if not is_creating_vendors and any(reason.keyword == "vendor" for reason in outcome.reasons):
        click.echo("  register the vendors first, or give --create-vendors")


def _compact(event: object) -> str:
    return json.dumps(event, ensure_ascii=False)
