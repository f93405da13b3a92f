from __future__ import annotations

import sys

import click

from app.cli.connect import get_dsn
from app.migrate import uninstall


@click.command("uninstall")
@click.option("--yes", is_flag=True, help="Do it; without, only list what would be done.")
def command(yes: bool) -> None:
    """Drop everything of WedSync Analytics from the database, with all data.

    A table user_profiles that the host application had before stays, and so does a role that
    another database uses. Without --yes nothing is done and the exit code is 1.
    """
    uninstall(get_dsn(), is_dry_run=not yes, report=click.echo)
    if not yes:
        click.echo("nothing was done: say --yes to do it", err=True)
        sys.exit(1)
