"""The official JSON-Schema-Test-Suite judges the compiler: what it answers, it answers right."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import psycopg
import pytest

ANSWERED_MIN = 900
# PostgreSQL's jsonb, which the function takes, holds no U+0000: such a value never reaches it.
NUL = "\\u0000"


@pytest.fixture(scope="module")
def suite() -> list[tuple[str, Any, Any, bool]]:
    """(name, schema, data, whether it is valid) of each mandatory test."""
    folder = Path(os.environ["JSON_SCHEMA_SUITE"])
    return [
        (
            f"{file.stem}: {group['description']}: {test['description']}",
            group["schema"],
            test["data"],
            test["valid"],
        )
        for file in sorted(folder.glob("*.json"))
        for group in json.loads(file.read_text())
        for test in group["tests"]
    ]


def test_no_test_of_the_suite_is_answered_wrong(
    connection: psycopg.Connection[Any], suite: list[tuple[str, Any, Any, bool]]
) -> None:
    outcomes: Counter[str] = Counter()
    wrong = []
    for name, schema, data, is_valid in suite:
        texts = [json.dumps(schema), json.dumps(data)]
        if NUL in texts[0] + texts[1]:
            outcomes["not a jsonb"] += 1
            continue
        try:
            with connection.transaction():
                row = connection.execute(
                    "select count(*) from analytics.validate_json(%s, %s)", texts
                ).fetchone()
        except psycopg.Error as error:
            if not (error.sqlstate or "").startswith("ZA"):
                raise
            outcomes["refused"] += 1
            continue
        outcomes["answered"] += 1
        if (row == (0,)) != is_valid:
            wrong.append(name)
    assert len(suite) >= 1_250
    assert wrong == []
    assert outcomes["answered"] >= ANSWERED_MIN
    assert outcomes["not a jsonb"] <= 4
