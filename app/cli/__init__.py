"""The command ``wedsync``, a file per command."""

from __future__ import annotations

import importlib
import importlib.util
import sys

import click
import psycopg

from app.cli.adopt_clone import adopt_clone
from app.migrate import MigrationError

COMMANDS = {
    "migrate": "app.cli.migrate",
    "status": "app.cli.status",
    "jobs": "app.cli.jobs",
    "tracked": "app.cli.tracked",
    "verify": "app.cli.verify",
    "rejected": "app.cli.rejected",
    "cache": "app.cli.cache",
    "doors": "app.cli.doors",
    "import": "app.cli.import_",
    "export": "app.cli.export",
    "forecast": "app.cli.forecast",
    "calendar": "app.cli.calendar",
    "demo": "app.cli.demo",
    "token": "app.cli.token",
    "keys": "app.cli.keys",
    "hooks": "app.cli.hooks",
    "sql-bundle": "app.cli.sql_bundle",
    "uninstall": "app.cli.uninstall",
}
"""Each command and the module whose ``command`` it is, imported when it is called."""


class Commands(click.Group):
    """The commands of COMMANDS, in that order."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order of the help."""
        return [name for name, module in COMMANDS.items() if importlib.util.find_spec(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wedsync-analytics")
def wedsync() -> None:
    """Event analytics inside PostgreSQL: what a DBA or an operator does.

    The database is the one that DATABASE_URL names, else that of this clone. Exit codes: 0 done,
    1 something was found or failed, 2 wrong usage or no connection.
    """


def main() -> None:
    """Run the command line; whatever goes wrong is one line on standard error."""
    adopt_clone()
    try:
        wedsync(prog_name="wedsync")
    except MigrationError as error:
        _fail(str(error), 1)
    except psycopg.OperationalError as error:
        _fail(f"no connection: {str(error).strip().splitlines()[-1]}", 2)
    except psycopg.Error as error:
        _fail(error.diag.message_primary or str(error).strip().splitlines()[0], 1)
    except ValueError as error:
        _fail(str(error), 2)


def _fail(message: str, exit_code: int) -> None:
    click.echo(f"wedsync: {message}", err=True)
    sys.exit(exit_code)
