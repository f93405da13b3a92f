"""The list of types of events is what the registry holds."""

from __future__ import annotations

from pathlib import Path

import psycopg

PAGE = Path(__file__).parents[3] / "docs" / "event-types.md"
MARK = '<!-- The rest is written by "make event-types". -->\n'


def test_the_page_lists_what_is_registered(connection: psycopg.Connection[tuple[str]]) -> None:
    row = connection.execute("select analytics.describe_event_types()").fetchone()
    assert row is not None
    assert PAGE.read_text().partition(MARK)[2].strip() == row[0].strip()
