"""An import keeps its promises: once, resumable, read-only maps, one line for every failure."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from .conftest import HOTEL_COLUMNS, MAPS, Run, WriteCsv

Database = psycopg.Connection[Any]
Stay = Callable[..., dict[str, object]]
HOTEL: list[str | Path] = ["--map", MAPS / "hotel_bookings.sql"]
VIEW_MAP = """
select jsonb_build_object(
    'id', analytics_api.stable_uuid({key} || row_number),
    'vendorId', analytics_api.stable_uuid({key}),
    'eventType', 'page.viewed',
    'timestamp', '2026-01-01T00:00:00Z'::timestamptz + row_number * interval '1 second',
    'eventData', jsonb_build_object('path', path)
) as event
from import_rows
"""


@pytest.fixture
def stays(write_csv: WriteCsv, stay: Stay) -> Path:
    """A file of three bookings, so of six events."""
    return write_csv([stay(), stay(agent="NULL"), stay(lead_time=5)], HOTEL_COLUMNS)


def write_map(tmp_path: Path, text: str) -> list[str | Path]:
    path = tmp_path / "map.sql"
    path.write_text(text, encoding="utf-8")
    return ["--map", path]


def count_events(database: Database, like: str) -> int:
    row = database.execute(
        "select count(*) from public.analytics_events as e"
        " join analytics.vendor_settings as v on v.vendor_id = e.vendor_id"
        " where v.display_name like %s",
        [f"{like}%"],
    ).fetchone()
    assert row is not None
    return int(row[0])


def test_what_is_imported_twice_is_stored_once(
    run: Run, database: Database, stays: Path, hotel: str
) -> None:
    first = run("import", stays, *HOTEL, "--create-vendors", "--json", "--quiet")
    again = run("import", stays, *HOTEL, "--create-vendors", "--json", "--quiet")
    names = ("received", "stored", "duplicate", "rejected", "vendorsAdded")
    assert [first.json()[name] for name in names] == [6, 6, 0, 0, 2]
    assert [again.json()[name] for name in names] == [6, 0, 6, 0, 0]
    assert (first.code, again.code) == (0, 0)
    assert count_events(database, hotel) == 6


def test_summary_has_what_programs_need(run: Run, stays: Path) -> None:
    summary = run("import", stays, *HOTEL, "--create-vendors", "--json", "--quiet").json()
    assert set(summary) == {
        *("file", "map", "dryRun", "rows", "events", "alreadyAcknowledged", "received", "stored"),
        *("duplicate", "rejected", "vendorsAdded", "partitionsAdded", "seconds"),
        *("eventsPerSecond", "reasons", "sample"),
    }
    assert (summary["rows"], summary["events"], summary["file"]) == (3, 6, "file.csv")


def test_a_compressed_file_is_known_by_its_content(
    run: Run, stays: Path, tmp_path: Path, database: Database, hotel: str
) -> None:
    packed = tmp_path / "packed.data"
    packed.write_bytes(gzip.compress(stays.read_bytes()))
    assert run("import", packed, *HOTEL, "--create-vendors", "--quiet").code == 0
    assert count_events(database, hotel) == 6


def test_vendors_are_created_with_the_settings_given(
    run: Run, database: Database, stays: Path, hotel: str
) -> None:
    run(
        *("import", stays, *HOTEL, "--create-vendors", "--time-zone", "Europe/Lisbon"),
        *("--currency", "USD", "--vendor-type", "venue"),
    )
    assert database.execute(
        "select distinct time_zone, currency, vendor_type from analytics.vendor_settings"
        " where display_name like %s",
        [f"{hotel}%"],
    ).fetchall() == [("Europe/Lisbon", "USD", "venue")]


def test_unknown_vendors_are_rejected_and_stored_once_they_are_there(
    run: Run, database: Database, stays: Path, hotel: str
) -> None:
    result = run("import", stays, *HOTEL)
    assert result.code == 1
    assert "6 × /vendorId vendor" in result.out
    assert "--create-vendors" in result.out
    assert run("import", stays, *HOTEL, "--create-vendors").code == 0
    assert count_events(database, hotel) == 6
    assert database.execute(
        "select state, count(*) from public.analytics_rejected_events"
        " where position(%s::bytea in raw_event) > 0 group by state",
        [hotel.lower().encode()],
    ).fetchall() == [("replayed", 3)]


def test_dry_run_judges_and_stores_nothing(
    run: Run, database: Database, write_csv: WriteCsv, stay: Stay, hotel: str
) -> None:
    path = write_csv([stay(), stay(adr="much")], HOTEL_COLUMNS)
    before = database.execute("select count(*) from pg_class").fetchone()
    result = run("import", path, *HOTEL, "--create-vendors", "--dry-run", "--json", "--quiet")
    summary = result.json()
    assert (result.code, summary["received"], summary["rejected"]) == (1, 4, 1)
    assert summary["sample"][0]["eventType"] == "booking.confirmed"
    assert summary["reasons"][0]["pointer"] == "/eventData/value"
    assert count_events(database, hotel) == 0
    assert database.execute("select count(*) from pg_class").fetchone() == before
    assert "nothing is stored" in run("import", path, *HOTEL, "--dry-run").out


def test_dry_run_of_events_that_are_no_events_gives_reasons(
    run: Run, tmp_path: Path, stays: Path
) -> None:
    chosen = write_map(tmp_path, 'select \'{"timestamp": "now", "id": 7}\'::jsonb as event')
    summary = run("import", stays, *chosen, "--dry-run", "--json").json()
    assert (summary["received"], summary["rejected"]) == (1, 1)
    assert {reason["pointer"] for reason in summary["reasons"]} >= {"/timestamp", "/id"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("select 1 as event", "event jsonb; this one returns event integer"),
        ("select '{}'::jsonb", "event jsonb"),
        ("select '{}'::jsonb as event; select 1", "one SELECT, not several"),
        ("delete from import_rows", "syntax error"),
        ("with d as (delete from analytics.jobs returning 1) select 1", "WITH"),
        ("\nselect nothing from import_rows", "line 2"),
        ("select '{}'::jsonb as event from import_rows where 1 / (row_number - 1) > 0", "zero"),
        ("select to_jsonb(nextval('analytics.booking_changes_id_seq')) as event", "map"),
        ("select analytics_api.ingest_events('[]') as event", "read-only"),
        ("select to_jsonb(pg_read_file('/etc/hostname')) as event", "permission denied"),
        ("", "syntax error"),
    ],
)
def test_a_map_that_is_no_query_of_events_is_refused(
    run: Run, tmp_path: Path, stays: Path, text: str, message: str
) -> None:
    result = run("import", stays, *write_map(tmp_path, text), "--quiet")
    assert result.code == 2
    assert message in result.err
    assert result.err.startswith("wedsync: ")
    assert result.err.count("\n") == 1


def test_a_map_may_end_with_a_semicolon_and_leave_rows_out(
    run: Run, tmp_path: Path, stays: Path
) -> None:
    chosen = write_map(tmp_path, "select null::jsonb as event from import_rows; -- none\n")
    result = run("import", stays, *chosen, "--json", "--quiet")
    assert (result.code, result.json()["events"]) == (0, 0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "names its columns"),
        (b"a,a\n1,2\n", 'column "a" twice'),
        (b"a,\n1,2\n", "no name"),
        (b"a,b\n1,2\n3\n", "line 3"),
        (b"a,b\n1,\xff\n", "encoding"),
        (b"\x1f\x8bnot gzip", "cannot be read"),
    ],
)
def test_a_file_that_is_no_csv_is_refused_with_one_line(
    run: Run, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    result = run("import", path, *HOTEL, "--quiet")
    assert result.code == 2
    assert message in result.err
    assert result.err.count("\n") == 1


def test_other_encodings_and_delimiters_are_read(
    run: Run, database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "views.csv"
    path.write_bytes("id;path\n1;/café\n".encode("latin-1"))
    key = f"'{uuid.uuid4()}'"
    chosen = write_map(tmp_path, VIEW_MAP.format(key=key))
    options = ["--encoding", "latin-1", "--delimiter", ";", "--create-vendors", "--quiet"]
    assert run("import", path, *chosen, *options).code == 0
    assert database.execute(
        "select event_data ->> 'path' from public.analytics_events"
        f" where vendor_id = analytics_api.stable_uuid({key})"
    ).fetchall() == [("/café",)]


def test_wrong_usage_exits_with_2(run: Run, stays: Path, tmp_path: Path) -> None:
    assert run("import", tmp_path / "none.csv", *HOTEL).code == 2
    assert run("import", stays).code == 2
    assert run("import", stays, *HOTEL, "--batch-size", "5001").code == 2
    assert run("import", stays, *HOTEL, "--currency", "euro").code == 2
    assert run("import", stays, *HOTEL, "--delimiter", "||").code == 2
    assert run("import", stays, *HOTEL, "--create-vendors", "--time-zone", "Mars/Base").code == 2


def test_no_connection_exits_with_2(run: Run, stays: Path) -> None:
    result = run("import", stays, *HOTEL, url="postgresql://nobody@127.0.0.1:1/nothing")
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert "connection" in result.err


def test_a_wrong_century_makes_no_partitions(
    run: Run, database: Database, write_csv: WriteCsv, stay: Stay
) -> None:
    path = write_csv([stay(arrival_date_year=1016), stay(arrival_date_year=9016)], HOTEL_COLUMNS)
    summary = run("import", path, *HOTEL, "--create-vendors", "--json", "--quiet").json()
    # What is stored is the end of the stay of 1016: its row says 2016.
    assert (summary["stored"], summary["rejected"]) == (1, 3)
    row = database.execute("select from_at >= '1990-01-01' from analytics.event_window").fetchone()
    assert row == (True,)


def test_an_import_goes_on_where_it_was_killed(
    run: Run, database: Database, database_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "views.csv"
    path.write_text("path\n" + "/a\n" * 20_000)
    key = f"'{uuid.uuid4()}'"
    chosen = write_map(tmp_path, VIEW_MAP.format(key=key))
    arguments = [*map(str, ("import", path, *chosen)), "--create-vendors", "--batch-size", "50"]
    process = subprocess.Popen(
        [sys.executable, "-c", "from app.cli import main; main()", *arguments, "--quiet"],
        env=os.environ | {"DATABASE_URL": database_url},
        stdout=subprocess.DEVNULL,
    )
    acknowledged = "select acknowledged_count from analytics.imports where event_count = 20000"
    until = time.monotonic() + 30
    while not ((row := database.execute(acknowledged).fetchone()) and row[0] > 500):
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    # Its session ends as soon as the server notices; until then the import is taken.
    while (result := run(*arguments, "--json", "--quiet")).code == 2:
        assert "another session" in result.err
        time.sleep(0.1)
    summary = result.json()
    assert summary["alreadyAcknowledged"] > 500
    assert summary["alreadyAcknowledged"] + summary["received"] == 20_000
    assert summary["duplicate"] == summary["rejected"] == 0
    assert database.execute(
        "select count(*) from public.analytics_events"
        f" where vendor_id = analytics_api.stable_uuid({key})"
    ).fetchone() == (20_000,)
    assert database.execute(
        "select status, acknowledged_count, stored_count from analytics.imports"
        " where event_count = 20000"
    ).fetchone() == ("finished", 20_000, 20_000)


def test_a_file_is_imported_by_one_session_at_a_time(database: Database, database_url: str) -> None:
    start = (
        'select analytics.start_import(\'{"name": "f", "sha256": "f"}\','
        ' \'{"name": "m", "sha256": "m"}\', \'{"checksum": "c", "events": 0}\')'
    )
    with psycopg.connect(database_url) as other:
        other.execute(start)
        with pytest.raises(psycopg.Error) as caught:
            database.execute(start)
    assert caught.value.sqlstate == "ZA303"


def test_progress_goes_to_standard_error(run: Run, stays: Path) -> None:
    result = run("import", stays, *HOTEL, "--create-vendors")
    assert "storing events" in result.err
    assert "6 stored, 0 duplicate, 0 rejected" in result.out


def test_an_interrupted_import_says_how_to_go_on(
    run: Run, stays: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.import_.import_file", interrupt)
    result = run("import", stays, *HOTEL)
    assert (result.code, result.err.count("\n")) == (130, 1)
    assert "goes on from here" in result.err
