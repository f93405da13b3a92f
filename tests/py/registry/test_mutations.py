"""Every kind of damage to every type of event is caught, where it is; nothing valid is refused."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import psycopg
import pytest

from tests.py.registry.damage import KINDS

Types = list[tuple[str, int, Any, Any]]


@pytest.fixture(scope="module")
def types(dsn: str) -> Types:
    with psycopg.connect(dsn) as connection:
        return connection.execute(
            "select event_type, schema_version, data_schema, example from analytics.event_types"
        ).fetchall()


def judge(connection: psycopg.Connection[Any], cases: list[Any]) -> list[Any]:
    """The reasons for each case {type, version, data}, as the ingest path finds them."""
    rows = connection.execute(
        "select analytics.validate_event_data("
        "c ->> 'type', (c ->> 'version')::integer, c -> 'data')"
        " from jsonb_array_elements(%s) with ordinality as x (c, place) order by place",
        [json.dumps(cases)],
    ).fetchall()
    return [row[0] for row in rows]


def test_there_are_types_and_kinds_enough(types: Types) -> None:
    assert len(types) >= 40
    assert len(KINDS) >= 50


def test_every_damage_is_caught_where_it_is(
    connection: psycopg.Connection[Any], types: Types
) -> None:
    found: Counter[str] = Counter()
    missed = []
    for event_type, version, schema, example in types:
        named = [
            (kind, data, pointer)
            for kind, damage in KINDS.items()
            for data, pointer in damage(schema, example)
        ]
        cases = [{"type": event_type, "version": version, "data": data} for _, data, _ in named]
        for (kind, data, pointer), reasons in zip(named, judge(connection, cases), strict=True):
            found[kind] += 1
            if pointer not in [reason["pointer"] for reason in reasons or []]:
                missed.append((event_type, kind, data, reasons))
    assert missed == []
    # A kind that nothing leaves room for would be a test of nothing.
    assert set(found) == set(KINDS)


def test_nothing_valid_is_refused(connection: psycopg.Connection[Any], types: Types) -> None:
    cases = []
    for event_type, version, schema, example in types:
        bare = {name: example[name] for name in schema["required"]}
        for data in (example, bare):
            cases.append({"type": event_type, "version": version, "data": data})
        for name, field in schema["properties"].items():
            for value in valid_values(field):
                data = example | {name: value}
                cases.append({"type": event_type, "version": version, "data": data})
    refused = [
        (case, reasons)
        for case, reasons in zip(cases, judge(connection, cases), strict=True)
        if reasons is not None
    ]
    assert len(cases) > 400
    assert refused == []


def valid_values(field: Any) -> list[Any]:
    """Values at the edges of what a field takes."""
    values = [field[key] for key in ("minimum", "maximum") if key in field]
    if "pattern" not in field and field["type"] == "string" and "enum" not in field:
        if "format" not in field:
            values += ["x" * field["maxLength"], "💒" * field["maxLength"], "x"]
        elif field["format"] == "date":
            values += ["2028-02-29", "0001-01-01"]
        else:
            values += ["2026-05-08T16:00:00.123456+05:45", "2026-12-31T23:59:60Z"]
    if "number" in field["type"] and "string" in field["type"]:
        values += ["0", "0.000001", "999999999999999.999999", 12.5]
    return values + field.get("enum", [])
