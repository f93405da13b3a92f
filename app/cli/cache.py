from __future__ import annotations

from datetime import timedelta

import click

from app.cli.connect import connect
from app.cli.output import json_option, print_json


@click.group("cache")
def command() -> None:
    """List the rules by which answers are cached, or clear the cache."""


@command.command("list")
@json_option
def list_rules(as_json: bool) -> None:
    """List the rules. They are rows of analytics.cache_rules: change them there."""
    with connect() as connection:
        row = connection.execute("select analytics_api.list_cache_rules()").fetchone()
    assert row is not None
    rules = row[0]
    if as_json:
        print_json(rules)
        return
    for rule in rules:
        words = [
            "exact" if rule["invalidation"] == "exact" else "by age",
            *(["warmed"] if rule["isWarmed"] else []),
            *(["compressed"] if rule["isCompressed"] else []),
            *([] if rule["isEnabled"] else ["disabled"]),
        ]
        ttl = str(timedelta(seconds=rule["ttl"]))
        click.echo(f"{rule['pattern']:<24} {ttl:<16} {', '.join(words)}")


@command.command("clear")
def clear() -> None:
    """Let no answer that is kept anywhere be right any more."""
    with connect() as connection:
        row = connection.execute("select analytics_api.clear_cache()").fetchone()
    assert row is not None
    click.echo(f"cleared; {row[0]} answers had been calculated ahead")
