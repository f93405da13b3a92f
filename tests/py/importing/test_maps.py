"""The maps of examples/imports, on files in the style of the public data sets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from .conftest import HOTEL_COLUMNS, MAPS, RETAIL_COLUMNS, Run, WriteCsv, make_line

Database = psycopg.Connection[Any]
Stay = Callable[..., dict[str, object]]
HOTEL = ["--map", MAPS / "hotel_bookings.sql", "--create-vendors", "--time-zone", "Europe/Lisbon"]
RETAIL = [
    *("--map", MAPS / "online_retail.sql", "--create-vendors"),
    *("--time-zone", "Europe/London", "--currency", "GBP"),
]


def list_bookings(database: Database, hotel: str) -> list[tuple[Any, ...]]:
    return database.execute(
        "select v.display_name, b.lead_days, b.status, b.value, b.guest_count, b.is_repeat_client"
        " from analytics.current_bookings as b"
        " join analytics.vendor_settings as v on v.vendor_id = b.vendor_id"
        " where v.display_name like %s"
        " order by split_part(b.booking_id, '/', 2)::integer",
        [f"{hotel}%"],
    ).fetchall()


def import_hotel(run: Run, write_csv: WriteCsv, rows: list[dict[str, object]]) -> None:
    result = run("import", write_csv(rows, HOTEL_COLUMNS), *HOTEL, "--json", "--quiet")
    assert (result.code, result.json()["rejected"]) == (0, 0), result


def test_each_agent_is_a_vendor_and_bookings_without_one_are_another(
    run: Run, database: Database, write_csv: WriteCsv, stay: Stay, hotel: str
) -> None:
    import_hotel(run, write_csv, [stay(), stay(agent="NULL"), stay(agent="9")])
    assert [row[0] for row in list_bookings(database, hotel)] == [
        f"{hotel}, agent 240",
        f"{hotel}, no agent",
        f"{hotel}, agent 9",
    ]


def test_a_stay_is_a_booking_that_was_made_lead_time_days_before_arrival(
    run: Run, database: Database, write_csv: WriteCsv, stay: Stay, hotel: str
) -> None:
    import_hotel(run, write_csv, [stay(), stay(is_repeated_guest=1, adr="-6.38", lead_time=0)])
    assert [tuple(map(str, row[1:])) for row in list_bookings(database, hotel)] == [
        ("30", "completed", "151", "3", "False"),
        ("0", "completed", "-12.76", "3", "True"),
    ]


@pytest.mark.parametrize(
    ("lead_time", "status", "date"),
    [
        pytest.param(30, "Canceled", "2016-06-20", id="later"),
        pytest.param(30, "Canceled", "2016-06-10", id="on the day of booking"),
        pytest.param(30, "Canceled", "2016-06-01", id="before it was booked"),
        pytest.param(0, "No-Show", "2016-07-10", id="not come, and booked that day"),
    ],
)
def test_what_is_cancelled_counts_as_cancelled_whenever_that_was(
    run: Run,
    database: Database,
    write_csv: WriteCsv,
    stay: Stay,
    hotel: str,
    lead_time: int,
    status: str,
    date: str,
) -> None:
    row = stay(
        is_canceled=1, lead_time=lead_time, reservation_status=status, reservation_status_date=date
    )
    import_hotel(run, write_csv, [row])
    assert [row[1:3] for row in list_bookings(database, hotel)] == [(lead_time, "cancelled")]


def test_blanks_around_values_and_names_change_nothing(
    run: Run, database: Database, write_csv: WriteCsv, stay: Stay, hotel: str
) -> None:
    padded = {f" {key} ": f"  {value}   " for key, value in stay(agent="NULL").items()}
    path = write_csv([padded], list(padded))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"   \r\n\r\n")
    result = run("import", path, *HOTEL, "--quiet")
    assert result.code == 0, result
    assert [tuple(map(str, row)) for row in list_bookings(database, hotel)] == [
        (f"{hotel}, no agent", "30", "completed", "151", "3", "False")
    ]


def test_two_periods_of_one_hotel_do_not_mix(
    run: Run, database: Database, write_csv: WriteCsv, stay: Stay, hotel: str
) -> None:
    import_hotel(run, write_csv, [stay()])
    import_hotel(
        run, write_csv, [stay(arrival_date_year=2017, reservation_status_date="2017-07-12")]
    )
    assert len(list_bookings(database, hotel)) == 2


@pytest.mark.parametrize(
    ("change", "pointer", "got"),
    [
        ({"adr": "n/a"}, "/eventData/value", "n/a × 1 + 1"),
        ({"arrival_date_month": "Juli"}, "/eventData/weddingDate", "2016-Juli-10"),
        ({"arrival_date_day_of_month": 32}, "/timestamp", "2016-July-32, 30 days ahead"),
        ({"lead_time": "99999999999"}, "/timestamp", "2016-July-10, 99999999999 days ahead"),
        ({"reservation_status_date": "soon"}, "/timestamp", "soon"),
    ],
)
def test_a_value_that_cannot_be_read_is_rejected_with_what_it_was(
    run: Run, write_csv: WriteCsv, stay: Stay, change: dict[str, object], pointer: str, got: str
) -> None:
    path = write_csv([stay(), stay(**change)], HOTEL_COLUMNS)
    result = run("import", path, *HOTEL, "--json", "--quiet")
    assert result.code == 1
    assert result.json()["rejected"] in (1, 2)
    reasons = {reason["pointer"]: reason["got"] for reason in result.json()["reasons"]}
    assert reasons[pointer] == f'"{got}"'


def list_payments(database: Database, description: str) -> list[tuple[Any, ...]]:
    return database.execute(
        "select event_type, event_data ->> 'amount', event_data ->> 'clientId', timestamp::text"
        " from public.analytics_events where event_data ->> 'description' = %s"
        " order by event_data ->> 'paymentId'",
        [description],
    ).fetchall()


def test_lines_are_payments_and_refunds_with_exact_amounts(
    run: Run, database: Database, write_csv: WriteCsv
) -> None:
    def line(**changes: object) -> dict[str, object]:
        return make_line(Description="exact", **changes)

    path: Path = write_csv(
        [
            line(),
            line(Quantity=3, UnitPrice="0.001", CustomerID=""),
            line(Quantity=-2, InvoiceDate="2011-07-01 12:00"),
            line(Quantity=1, UnitPrice="-11062.06", CustomerID=" "),
            line(Quantity=-5, UnitPrice="0", CustomerID="12346.0"),
        ],
        RETAIL_COLUMNS,
    )
    result = run("import", path, *RETAIL, "--json", "--quiet")
    assert (result.code, result.json()["stored"]) == (0, 5)
    assert sorted(list_payments(database, "exact")) == [
        ("payment.received", "0.003", None, "2010-12-01 08:26:00+00"),
        ("payment.received", "15.3", "17850", "2010-12-01 08:26:00+00"),
        ("payment.refunded", "0", "12346", "2010-12-01 08:26:00+00"),
        ("payment.refunded", "11062.06", None, "2010-12-01 08:26:00+00"),
        # On a London clock, an hour ahead in summer.
        ("payment.refunded", "5.1", "17850", "2011-07-01 11:00:00+00"),
    ]


def test_equal_lines_are_different_payments(
    run: Run, database: Database, write_csv: WriteCsv
) -> None:
    path = write_csv([make_line(Description="equal")] * 2, RETAIL_COLUMNS)
    assert run("import", path, *RETAIL, "--quiet").code == 0
    assert len(list_payments(database, "equal")) == 2


def test_quantities_and_times_that_cannot_be_read_are_rejected(
    run: Run, write_csv: WriteCsv
) -> None:
    path = write_csv(
        [make_line(Quantity="six"), make_line(InvoiceDate="2010-02-30 08:00"), make_line()],
        RETAIL_COLUMNS,
    )
    summary = run("import", path, *RETAIL, "--json", "--quiet").json()
    assert (summary["stored"], summary["rejected"]) == (1, 2)
    assert {reason["got"] for reason in summary["reasons"]} >= {
        '"six × 2.55"',
        '"2010-02-30 08:00"',
    }
