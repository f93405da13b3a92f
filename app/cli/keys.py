from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from psycopg.types.json import Jsonb

from app.cli.connect import connect
from app.cli.output import json_option, print_json


@click.group("keys")
def command() -> None:
    """Make, list and revoke keys: secret ones for programs, publishable ones for pages."""


@command.command("add")
@click.option("--vendor", type=click.UUID, required=True, help="Vendor that it acts for.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(["ingest", "read", "admin"]),
    help="What a secret key may do; may be repeated.",
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    help="Origin of the pages of a publishable key, such as https://www.example.com; may be"
    " repeated.",
)
@click.option("--name", help="What it is for [default: program, or website].")
@click.option(
    "--days", type=click.IntRange(min=1), help="When a secret key expires; without, never."
)
@json_option
def add_key(
    vendor: uuid.UUID,
    scopes: tuple[str, ...],
    origins: tuple[str, ...],
    name: str | None,
    days: int | None,
    as_json: bool,
) -> None:
    """Make a key and print it; it is not shown again."""
    if bool(scopes) == bool(origins):
        raise click.UsageError("name a --scope for a secret key, or an --origin for a publishable")
    if origins and days:
        raise click.UsageError("a publishable key does not expire")
    settings: dict[str, Any] = {"vendorId": str(vendor)}
    settings |= {"name": name} if name else {}
    if scopes:
        settings |= {"kind": "secret", "scopes": list(scopes)}
        if days:
            settings["expiresAt"] = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    else:
        settings |= {"kind": "publishable", "origins": list(origins)}
    with connect() as connection:
        row = connection.execute(
            "select analytics_api.create_api_key(%s)", [Jsonb(settings)]
        ).fetchone()
    assert row is not None
    if as_json:
        print_json(row[0])
    else:
        click.echo(row[0]["key"])


@command.command("list")
@json_option
def list_keys(as_json: bool) -> None:
    """List the keys: how each begins, what it may do or where, when it was used."""
    with connect() as connection:
        row = connection.execute("select analytics_api.list_api_keys()").fetchone()
    assert row is not None
    if as_json:
        print_json(row[0])
        return
    for key in row[0]:
        state = "revoked" if key["revokedAt"] else f"used {key['lastUsedAt'] or 'never'}"
        rights = " ".join(key["origins"] or key["scopes"])
        expiry = f"  until {key['expiresAt']}" if key["expiresAt"] else ""
        click.echo(f"{key['id']}  {key['start']}…  {key['name']}  {rights}{expiry}  {state}")


@command.command("revoke")
@click.argument("key_id", type=click.UUID)
def revoke_key(key_id: uuid.UUID) -> None:
    """Revoke the key with this id for good; the service refuses it within 5 s."""
    with connect() as connection:
        connection.execute("select analytics_api.revoke_api_key(%s)", [key_id])
    click.echo(f"revoked {key_id}")
