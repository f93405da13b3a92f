from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def print_json(value: Any) -> None:
    """Print a value, or a dataclass with its fields in camelCase, as one JSON document."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {_camel(name): item for name, item in dataclasses.asdict(value).items()}
    click.echo(json.dumps(value, indent=2, default=str))


def make_reporter(as_json: bool) -> Callable[[str], None]:
    """What prints a line of progress: to standard error where standard output is JSON."""

    def report(line: str) -> None:
        click.echo(line, err=as_json)

    return report


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)
