from __future__ import annotations

from pathlib import Path

import click

from app.migrate import compose_bundle


@click.command("sql-bundle")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file.")
def command(output: Path | None) -> None:
    """Print what "wedsync migrate" does as one SQL file for psql."""
    bundle = compose_bundle()
    if output is None:
        click.echo(bundle, nl=False)
    else:
        output.write_text(bundle, encoding="utf-8")
