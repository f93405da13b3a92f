from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click

from app.cli.connect import connect
from app.cli.output import json_option, print_json
from app.migrate import get_status
from app.migrate.status import EXTENSIONS, Status


@click.command("status")
@json_option
def command(as_json: bool) -> None:
    """Tell what is installed, what is pending and how the pipeline does.

    Exits with 1 where "wedsync migrate" has something to do or to complain of.
    """
    with connect() as connection:
        status = get_status(connection)
    if as_json:
        print_json(status)
    else:
        _print_status(status)
    sys.exit(0 if status.is_current else 1)


def _print_status(status: Status) -> None:
    role = "a superuser" if status.is_superuser else "not a superuser, which is enough"
    click.echo(f"PostgreSQL {status.server_version}, connected as {role}")
    click.echo(f"migrations: {len(status.applied)} applied, {len(status.pending)} pending")
    _print_list("pending", status.pending)
    _print_list("edited after it was applied", status.edited)
    _print_list("applied by a newer release", status.unknown)
    _print_list("differs from migrations.sha256", status.unrecorded)
    click.echo(f"sql/: {len(status.changed_sql_files)} files to load")
    _print_list("to load", status.changed_sql_files)
    for name, version in status.extensions.items():
        click.echo(f"{name}: {version or f'missing; {EXTENSIONS[name]}'}")
    for key, value in (status.pipeline or {}).items():
        click.echo(f"{key}: {value if isinstance(value, str) else json.dumps(value)}")


def _print_list(label: str, items: Iterable[str]) -> None:
    for item in items:
        click.echo(f"  {label}: {item}")
