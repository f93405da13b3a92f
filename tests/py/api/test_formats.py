"""The formats of /api/analytics/metrics carry the same numbers."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.py.api.calls import Headers

URL = "/api/analytics/metrics"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def asked(client: FlaskClient, headers: Headers, vendor_id: str) -> dict[str, Any]:
    """A request whose answer has times, groups, currencies, totals and nulls."""
    payments = [("2026-05-01", "12.50", "=1+1"), ("2026-05-03", 3, "card"), ("2026-06-03", 4, None)]
    events = [
        {
            "vendorId": vendor_id,
            "eventType": "payment.received",
            "timestamp": f"{day}T10:00:00Z",
            "id": f"00000000-0000-4000-8000-00000000000{number}",
            "eventData": {"paymentId": "p", "amount": amount}
            | ({"method": method} if method else {"currency": "USD"}),
        }
        for number, (day, amount, method) in enumerate(payments)
    ]
    answer = client.post("/api/analytics/events", json=events, headers=headers)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return {
        "metrics": ["revenue", {"metric": "revenue", "aggregation": "average", "as": "mean"}],
        "timeframe": {"from": "2026-05-01", "to": "2026-07-01"},
        "groupBy": ["month", "method"],
    }


def rows_of(answer: Any) -> list[tuple[Any, ...]]:
    """(metric, time, method, currency, value) of the rows of a JSON answer."""
    return [
        (
            item.get("as", item["metric"]),
            row["time"],
            row["group"].get("method"),
            row["currency"],
            row["value"],
        )
        for item in answer.json["data"]
        for row in item["rows"]
    ]


def test_every_format_carries_the_same_numbers(
    client: FlaskClient, headers: Headers, asked: dict[str, Any]
) -> None:
    answers = {
        name: client.post(URL, json=asked | {"format": name}, headers=headers)
        for name in ("json", "csv", "excel", "chart_data")
    }
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(
        answers, 200
    )
    expected = rows_of(answers["json"])
    assert len(expected) == 12

    lines = list(csv.DictReader(io.StringIO(answers["csv"].get_data(as_text=True))))
    assert [
        (
            line["metric"],
            line["time"],
            line["group.method"].removeprefix("'") or None,
            line["currency"],
            float(line["value"]) if line["value"] else None,
        )
        for line in lines
        if line["kind"] == "value"
    ] == expected

    book = load_workbook(io.BytesIO(answers["excel"].get_data()))
    assert book.sheetnames == ["Metrics", "Totals", "Query"]
    names, *cells = book["Metrics"].iter_rows(values_only=True)
    sheet = [dict(zip(names, row, strict=True)) for row in cells]
    assert all(isinstance(row["time"], datetime) for row in sheet)
    assert [
        (
            row["metric"],
            str(row["time"])[:10],
            row["group.method"],
            row["currency"],
            row["value"],
        )
        for row in sheet
    ] == expected
    assert book["Metrics"].freeze_panes == "A2"
    assert book["Totals"].max_row == 5
    assert '"revenue"' in book["Query"]["B4"].value

    chart = answers["chart_data"].json
    assert chart is not None
    charted = {
        (series["name"].split()[0], label, series["group"].get("method"), series["currency"], value)
        for series in chart["series"]
        for label, value in zip(chart["labels"], series["data"], strict=True)
    }
    assert charted == set(expected)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("text/csv", "text/csv; charset=utf-8; header=present"),
        (EXCEL, EXCEL),
        ("*/*", "application/json"),
        ("text/html", "application/json"),
        ("text/csv;q=0.5, application/json", "application/json"),
    ],
)
def test_the_header_accept_chooses_too(
    client: FlaskClient, headers: Headers, accept: str, content_type: str
) -> None:
    answer = client.get(f"{URL}?metrics=bookings", headers=headers | {"Accept": accept})
    assert (answer.status_code, answer.content_type) == (200, content_type)
    assert "Accept" in answer.headers["Vary"]
    assert ("Content-Disposition" in answer.headers) == (content_type != "application/json")


def test_an_hourly_workbook_of_nothing_can_be_opened(client: FlaskClient, headers: Headers) -> None:
    query = "metrics=revenue&timeframe=yesterday&groupBy=hour&top={}&format=excel"
    assert client.get(f"{URL}?{query}", headers=headers).status_code == 422
    answer = client.get(f"{URL}?{query.replace('&top={}', '')}", headers=headers)
    book = load_workbook(io.BytesIO(answer.get_data()))
    assert book["Metrics"].max_row >= 24
    top = "metrics=bookings&timeframe=yesterday&groupBy=style&top={%22limit%22:1}&format=excel"
    book = load_workbook(io.BytesIO(client.get(f"{URL}?{top}", headers=headers).get_data()))
    assert book["Metrics"].max_row == 1


def test_long_answers_are_compressed_for_whoever_takes_gzip(
    client: FlaskClient, headers: Headers
) -> None:
    url = f"{URL}?metrics=bookings&timeframe=last_90_days&groupBy=day"
    plain = client.get(url, headers=headers)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    small = client.get(url, headers=headers | {"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.get_data()) < len(plain.get_data()) / 2
    assert b'"bookings"' in gzip.decompress(small.get_data())
    refused = client.get(url, headers=headers | {"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers
    short = client.get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in short.headers
