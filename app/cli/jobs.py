from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

import click
import psycopg

from app.cli.connect import connect
from app.cli.output import json_option, print_json


@click.group("jobs")
def command() -> None:
    """List the jobs, or run those that are due."""


@command.command("list")
@json_option
def list_jobs(as_json: bool) -> None:
    """List the jobs with their last run and when each is due next."""
    with connect() as connection:
        jobs = _read_jobs(connection)
    if as_json:
        print_json(jobs)
        return
    for job in jobs:
        state = job["lastStatus"] or "has not run"
        due = f"due {job['nextRunAt'] or 'now'}" if job["isEnabled"] else "disabled"
        click.echo(f"{job['name']:<22} every {job['every']:<10} {state:<12} {due}")
        if job["lastError"]:
            click.echo(f"  {job['lastError']}")


@command.command("run")
@click.option(
    "--for",
    "seconds",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar="SECONDS",
    help="Go on looking once a second for so long.",
)
def run_jobs(seconds: int) -> None:
    """Run every job that is due: what a scheduler calls where pg_cron is not.

    Exits with 1 where the last run of a job failed.
    """
    with connect() as connection:
        connection.execute("call analytics.run_due_jobs(p_for => %s)", [timedelta(seconds=seconds)])
        failed = [job for job in _read_jobs(connection) if job["lastStatus"] == "failed"]
    for job in failed:
        click.echo(f"wedsync: {job['name']} failed: {job['lastError']}", err=True)
    sys.exit(1 if failed else 0)


@command.command("drain")
@click.option(
    "--for",
    "seconds",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar="SECONDS",
    help="Go on looking every 20 ms for so long.",
)
def drain_captures(seconds: int) -> None:
    """Store what triggers on the tables of the host have captured, as it comes.

    pg_cron keeps this running; without it a service of your own does, or events of tracked tables
    come with the job drain_captures.
    """
    with connect() as connection:
        connection.execute(
            "call analytics.run_capture_drain(p_for => %s)", [timedelta(seconds=seconds)]
        )


def _read_jobs(connection: psycopg.Connection[Any]) -> list[dict[str, Any]]:
    row = connection.execute("select analytics_api.list_jobs()").fetchone()
    assert row is not None
    return list(row[0])
