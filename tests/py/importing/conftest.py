"""A database of its own for all imports, and files in the style of public data sets."""

from __future__ import annotations

import csv
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from app.cli import main
from app.config import get_settings
from app.migrate import migrate

MAPS = Path(__file__).parents[3] / "examples" / "imports"

HOTEL_COLUMNS = [
    "hotel",
    "is_canceled",
    "lead_time",
    "arrival_date_year",
    "arrival_date_month",
    "arrival_date_week_number",
    "arrival_date_day_of_month",
    "stays_in_weekend_nights",
    "stays_in_week_nights",
    "adults",
    "children",
    "babies",
    "market_segment",
    "distribution_channel",
    "is_repeated_guest",
    "agent",
    "adr",
    "reservation_status",
    "reservation_status_date",
]
RETAIL_COLUMNS = ["Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]

Run = Callable[..., "Result"]
WriteCsv = Callable[..., Path]


@dataclass(frozen=True)
class Result:
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


@pytest.fixture(scope="module")
def database_url(dsn: str, drop_database: Callable[[str], None]) -> Iterator[str]:
    """Connection string of a migrated database without events, for the tests of a module."""
    name = f"wedsync_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(make_conninfo(dsn, dbname="postgres"), autocommit=True) as server:
        server.execute(
            sql.SQL("create database {} template template0").format(sql.Identifier(name))
        )
    url = make_conninfo(dsn, dbname=name)
    migrate(url)
    yield url
    drop_database(name)


@pytest.fixture
def database(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def run(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Run ``wedsync`` with arguments in this process."""

    def run(*arguments: str | Path, url: str = database_url) -> Result:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setattr("sys.argv", ["wedsync", *map(str, arguments)])
        get_settings.cache_clear()
        capsys.readouterr()
        code: Any = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code
        captured = capsys.readouterr()
        return Result(code if isinstance(code, int) else 0, captured.out, captured.err)

    yield run
    get_settings.cache_clear()


@pytest.fixture
def write_csv(tmp_path: Path) -> WriteCsv:
    """Write rows below their header to a file."""

    def write(rows: list[dict[str, object]], columns: list[str], name: str = "file.csv") -> Path:
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def hotel() -> str:
    """The name of a hotel that no other test has."""
    return f"Hotel {uuid.uuid4().hex[:8]}"


@pytest.fixture
def stay(hotel: str) -> Callable[..., dict[str, object]]:
    """A row of hotel bookings: two nights from 10 July 2016, booked 30 days ahead."""

    def make(**changes: object) -> dict[str, object]:
        return {
            "hotel": hotel,
            "is_canceled": 0,
            "lead_time": 30,
            "arrival_date_year": 2016,
            "arrival_date_month": "July",
            "arrival_date_week_number": 28,
            "arrival_date_day_of_month": 10,
            "stays_in_weekend_nights": 1,
            "stays_in_week_nights": 1,
            "adults": 2,
            "children": 1,
            "babies": 0,
            "market_segment": "Online TA",
            "distribution_channel": "TA/TO",
            "is_repeated_guest": 0,
            "agent": "240",
            "adr": "75.50",
            "reservation_status": "Check-Out",
            "reservation_status_date": "2016-07-12",
        } | changes

    return make


def make_line(**changes: object) -> dict[str, object]:
    """A row of an invoice: six pieces at 2.55."""
    return {
        "Description": "WHITE HANGING HEART",
        "Quantity": 6,
        "InvoiceDate": "2010-12-01 08:26:00",
        "UnitPrice": "2.55",
        "CustomerID": "17850",
        "Country": "United Kingdom",
    } | changes
