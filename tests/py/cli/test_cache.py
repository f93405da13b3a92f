"""wedsync cache."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_rules_are_listed(run: Run, dsn: str) -> None:
    listed = run("cache", "list", dsn=dsn)
    assert listed.code == 0
    assert "metrics/*" in listed.out
    assert "exact, warmed, compressed" in listed.out
    rules = run("cache", "list", "--json", dsn=dsn).json()
    assert {rule["pattern"] for rule in rules} >= {"catalog", "dashboards/*", "metrics/*"}
    assert all(rule["ttl"] > 0 for rule in rules)


def test_the_cache_is_cleared(run: Run, dsn: str) -> None:
    cleared = run("cache", "clear", dsn=dsn)
    assert (cleared.code, cleared.out[:7]) == (0, "cleared")
