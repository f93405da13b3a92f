"""The demonstration is the same every time, and never lies in the future."""

from __future__ import annotations

from typing import Any

import psycopg

from .conftest import Run

Database = psycopg.Connection[Any]


def test_demo_loads_once_and_then_only_what_has_happened_since(
    run: Run, database: Database
) -> None:
    first = run("demo", "--as-of", "2026-03-01", "--json", "--quiet")
    assert first.code == 0
    summary = first.json()
    assert summary["vendorsAdded"] == 12
    assert 60_000 <= summary["stored"] <= 150_000
    assert summary["stored"] == summary["received"]
    assert database.execute(
        "select max(timestamp) <= '2026-03-01' from public.analytics_events"
    ).fetchone() == (True,)

    again = run("demo", "--as-of", "2026-03-01", "--json", "--quiet").json()
    assert (again["stored"], again["duplicate"]) == (0, summary["received"])

    later = run("demo", "--as-of", "2026-03-03", "--json", "--quiet").json()
    assert later["stored"] == later["received"] - summary["received"] > 0

    assert "already" in run("demo", "--if-empty").out
    assert run("demo", "--if-empty", "--json").json()["received"] == 0
