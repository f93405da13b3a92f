from __future__ import annotations

import uuid

import click
from psycopg.types.json import Jsonb

from app.cli.connect import connect
from app.cli.output import json_option, print_json


@click.group("keys")
def command() -> None:
    """Make, list and revoke the publishable keys that stand in the vendors' pages."""


@command.command("add")
@click.option("--vendor", type=click.UUID, required=True, help="Vendor whose pages they are.")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    required=True,
    help="Origin of the pages, such as https://www.example.com; may be repeated.",
)
@click.option("--name", default="website", show_default=True, help="What it is for.")
@json_option
def add_key(vendor: uuid.UUID, origins: tuple[str, ...], name: str, as_json: bool) -> None:
    """Make a key and print it; it is not shown again."""
    settings = {"vendorId": str(vendor), "name": name, "origins": list(origins)}
    with connect() as connection:
        row = connection.execute(
            "select analytics_api.create_publishable_key(%s)", [Jsonb(settings)]
        ).fetchone()
    assert row is not None
    if as_json:
        print_json(row[0])
    else:
        click.echo(row[0]["key"])


@command.command("list")
@json_option
def list_keys(as_json: bool) -> None:
    """List the keys: how each begins, where it may be used, when it was."""
    with connect() as connection:
        row = connection.execute("select analytics_api.list_api_keys()").fetchone()
    assert row is not None
    if as_json:
        print_json(row[0])
        return
    for key in row[0]:
        state = "revoked" if key["revokedAt"] else f"used {key['lastUsedAt'] or 'never'}"
        click.echo(
            f"{key['id']}  {key['start']}…  {key['name']}  {' '.join(key['origins'])}  {state}"
        )


@command.command("revoke")
@click.argument("key_id", type=click.UUID)
def revoke_key(key_id: uuid.UUID) -> None:
    """Revoke the key with this id, at once and for good."""
    with connect() as connection:
        connection.execute("select analytics_api.revoke_api_key(%s)", [key_id])
    click.echo(f"revoked {key_id}")
