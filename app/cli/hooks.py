from __future__ import annotations

import re
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import psycopg
from psycopg.types.json import Jsonb

from app.cli.connect import connect
from app.cli.output import json_option, print_json

_secret_option = click.option(
    "--secret-file",
    type=click.File(encoding="utf-8"),
    help="File with the secret that the sender has chosen, - for standard input; random without.",
)


@click.group("hooks")
def command() -> None:
    """Register, list, rotate and remove the sources of webhooks."""


@command.command("add")
@click.argument("source")
@click.option("--vendor", type=click.UUID, required=True, help="Vendor that its events are of.")
@click.option(
    "--map",
    "map_",
    required=True,
    help="A file with a map, which is registered, or the name of one that is.",
)
@click.option(
    "--like",
    type=click.Choice(["stripe", "github", "typeform", "token"]),
    required=True,
    help="How it signs; the functions of analytics_api know more.",
)
@click.option("--delivery-header", help="Header that names a delivery, where it has one.")
@_secret_option
@json_option
def add_source(
    source: str,
    vendor: uuid.UUID,
    map_: str,
    like: str,
    delivery_header: str | None,
    secret_file: Any,
    as_json: bool,
) -> None:
    """Register SOURCE, or change it, and print a new secret, which is not shown again."""
    signature = {"like": like} | ({"deliveryHeader": delivery_header} if delivery_header else {})
    settings: dict[str, Any] = {
        "source": source,
        "vendorId": str(vendor),
        "map": Path(map_).stem,
        "signature": signature,
    }
    if secret_file:
        settings["secret"] = secret_file.read().strip()
    with connect() as connection, connection.transaction():
        if Path(map_).is_file():
            _register_map(connection, Path(map_))
        row = connection.execute(
            "select analytics_api.register_hook_source(%s)", [Jsonb(settings)]
        ).fetchone()
    assert row is not None
    if as_json:
        print_json(row[0])
        return
    click.echo(f"path: {row[0]['path']}")
    if row[0]["secret"] and not secret_file:
        click.echo(f"secret: {row[0]['secret']}")


@command.command("list")
@json_option
def list_sources(as_json: bool) -> None:
    """List the sources with their deliveries: how many, how many failed, how many were refused."""
    with connect() as connection:
        row = connection.execute("select analytics_api.list_hook_sources()").fetchone()
    assert row is not None
    if as_json:
        print_json(row[0])
        return
    for source in row[0]:
        click.echo(
            f"{source['source']:<24} {source['scheme']:<12} map {source['map']:<12} "
            f"{source['deliveries']} deliveries, {source['failed']} failed, "
            f"{source['refused']} refused"
        )


@command.command("rotate")
@click.argument("source")
@click.option(
    "--overlap-hours",
    type=click.IntRange(min=0, max=720),
    default=24,
    show_default=True,
    help="How long the secret until now counts beside the new one.",
)
@_secret_option
def rotate_secret(source: str, overlap_hours: int, secret_file: Any) -> None:
    """Give SOURCE a new secret and print it."""
    secret = secret_file.read().strip() if secret_file else None
    with connect() as connection:
        row = connection.execute(
            "select analytics_api.rotate_hook_secret(%s, %s, %s)",
            [source, secret, timedelta(hours=overlap_hours)],
        ).fetchone()
    assert row is not None
    click.echo(f"rotated {source}" if secret else f"secret: {row[0]}")


@command.command("remove")
@click.argument("source")
def remove_source(source: str) -> None:
    """Remove SOURCE with its secrets and the memory of its deliveries; its events stay."""
    with connect() as connection:
        connection.execute("select analytics_api.remove_hook_source(%s)", [source])
    click.echo(f"removed {source}")


def _register_map(connection: psycopg.Connection[Any], path: Path) -> None:
    """Register the map in a file under the name of the file, described by its first comment."""
    text = path.read_text(encoding="utf-8")
    comment = re.match(r"(?:--.*\n)*", text)
    description = " ".join(re.findall(r"-- ?(.*)", comment[0] if comment else ""))
    new_map = {
        "name": path.stem,
        "sql": text,
        "description": description.split(".")[0] or path.stem,
    }
    connection.execute("select analytics_api.register_hook_map(%s)", [Jsonb(new_map)])
