from __future__ import annotations

import json
import os
from pathlib import Path
from uuid import UUID

import click

from app.cli.connect import connect
from app.db import read_pages


@click.command("export")
@click.option("--vendor", type=click.UUID, required=True, help="Whose data.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="File to write.",
)
@click.option("--contents", help="Sections, separated by commas; all of them by default.")
def command(vendor: UUID, output: Path, contents: str | None) -> None:
    """Write all that is kept of a vendor as lines of JSON.

    The file is there when it is whole, and not before; its last line counts the others.
    """
    partial = output.with_name(f"{output.name}.part")
    text = ""
    try:
        with connect() as connection, connection.transaction(), partial.open("w") as file:
            connection.execute("set transaction isolation level repeatable read, read only")
            for text in read_pages(
                connection,
                "select p.lines, p.next_position::text"
                " from analytics_api.export_vendor_page(%s, p_contents => %s::text[],"
                " p_position => %s::jsonb) as p",
                [vendor, contents.split(",") if contents else None],
            ):
                file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    counts = json.loads(text.splitlines()[-1])["counts"]
    click.echo(f"{output}: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
