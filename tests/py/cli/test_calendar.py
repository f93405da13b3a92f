"""``wedsync calendar``: public holidays for forecasts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from app.migrate import migrate

Run = Callable[..., Any]


@pytest.fixture
def empty_dsn(make_database: Callable[..., str]) -> str:
    dsn = make_database()
    migrate(dsn)
    return dsn


def test_holidays_are_filled_in_and_found_by_place(run: Run, empty_dsn: str) -> None:
    years = ("--from", "2026", "--to", "2027")
    filled = run("calendar", "fill", "de-be", "PT", *years, dsn=empty_dsn)
    assert filled.out == "DE: 18 days\nDE-BE: 2 days\nPT: 26 days\n"
    # Once more changes nothing.
    assert run("calendar", "fill", "DE-BE", "PT", *years, dsn=empty_dsn).out == filled.out
    assert run("calendar", "place", "Berlin", "DE-BE", dsn=empty_dsn).out == "Berlin: DE-BE\n"
    listed = run("calendar", "list", "--json", dsn=empty_dsn).json()
    assert [(item["code"], item["days"]) for item in listed] == [
        ("DE", 18),
        ("DE-BE", 2),
        ("PT", 26),
    ]
    assert listed[1]["places"] == ["Berlin"]
    assert "Europe/Berlin" in listed[0]["places"]
    told = run("calendar", "list", dsn=empty_dsn).out
    assert "DE-BE       2 days  2026-03-08 to 2027-03-08  Berlin\n" in told
    with psycopg.connect(empty_dsn) as connection:
        rows = connection.execute(
            "select h ->> 'date' from analytics.list_calendar_months('Berlin', %s, %s) as m"
            " cross join lateral jsonb_array_elements(m.holidays) as h",
            [2026 * 12 + 2, 2026 * 12 + 4],
        ).fetchall()
    assert [row[0] for row in rows] == [
        *("2026-03-08", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25")
    ]


def test_what_is_not_known_is_said(
    run: Run, empty_dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = ("--from", "2026", "--to", "2026")
    unknown = run("calendar", "fill", "XX", *years, dsn=empty_dsn)
    assert (unknown.code, unknown.err) == (
        2,
        "wedsync: XX: the package holidays does not know it\n",
    )
    backwards = run("calendar", "fill", "PT", "--from", "2027", "--to", "2026", dsn=empty_dsn)
    assert backwards.code == 2
    assert "--from 2027 is after --to 2026" in backwards.err
    wrong = run("calendar", "place", "here", "somewhere", dsn=empty_dsn)
    assert (wrong.code, wrong.err) == (1, "wedsync: this is no calendar of public holidays\n")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "holidays", None)
    # The commands are found by the same function, so this one is called by itself.
    from app.cli.calendar import fill

    with pytest.raises(ValueError, match="takes the package holidays"):
        fill.main(["PT", *years], standalone_mode=False)


def test_without_a_time_zone_database_only_regions_have_places(
    run: Run, empty_dsn: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("zoneinfo.TZPATH", (str(tmp_path),))
    run("calendar", "fill", "PT", "--from", "2026", "--to", "2026", dsn=empty_dsn)
    assert run("calendar", "list", "--json", dsn=empty_dsn).json()[0]["places"] == []
