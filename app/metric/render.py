"""The formats of an answer beside JSON."""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from flask import request

from app.cache import JSON_ONLY, Format

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def accepted_format() -> str | None:
    """The format that the header Accept prefers; None where JSON will do."""
    best = request.accept_mimetypes.best_match(["application/json", "text/csv", EXCEL])
    return {"text/csv": "csv", EXCEL: "excel"}.get(best or "")


def write_workbook(table: dict[str, Any]) -> bytes:
    """A workbook of a table of tabulate_metrics: the values, the totals, and what was asked."""
    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        columns = table["columns"]
        for title, kind in (("Metrics", "value"), ("Totals", "total")):
            rows = [row for row in table["rows"] if row[0] == kind]
            _write_sheet(book, title, columns, rows)
        query = book.add_worksheet("Query")
        query.set_column(0, 0, 16)
        query.set_column(1, 1, 100)
        lines = {
            "as of": table["asOf"],
            "timeframe": json.dumps(table["metadata"]["timeframe"]),
            "filters": json.dumps(table["request"].get("filters")),
            "request": json.dumps(table["request"]),
        }
        for place, (name, value) in enumerate(lines.items()):
            query.write_string(place, 0, name)
            query.write_string(place, 1, value or "")
    return file.getvalue()


def _write_sheet(
    book: xlsxwriter.Workbook, title: str, columns: list[dict[str, str]], rows: list[list[Any]]
) -> None:
    """Columns under a frozen header: real numbers and dates, money with its currency."""
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    header = book.add_format({"bold": True, "bottom": 1})
    names = [column["name"] for column in columns]
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, header)
        sheet.set_column(place, place, max(12, len(name) + 2))
    if rows:
        sheet.autofilter(0, 0, len(rows), len(names) - 1)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    hour = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    money: dict[str, Any] = {}
    currency_at = names.index("currency") if "currency" in names else None
    for number, row in enumerate(rows, 1):
        currency = str((currency_at is not None and row[currency_at]) or "")
        for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
            if cell is None:
                continue
            if column["type"] == "time":
                moment = datetime.fromisoformat(cell)
                sheet.write_datetime(number, place, moment, hour if "T" in cell else day)
            elif column["type"] == "number":
                is_money = currency and column["name"] in ("value", "comparisonValue", "change")
                if is_money and currency not in money:
                    money[currency] = book.add_format({"num_format": f'#,##0.00 "{currency}"'})
                sheet.write_number(number, place, cell, money[currency] if is_money else None)
            elif column["type"] == "boolean":
                sheet.write_boolean(number, place, cell)
            else:
                sheet.write_string(number, place, str(cell))


FORMATS = {
    **JSON_ONLY,
    "chart_data": JSON_ONLY["json"],
    "csv": Format(
        {
            "Content-Type": "text/csv; charset=utf-8; header=present",
            "Content-Disposition": 'attachment; filename="metrics.csv"',
        }
    ),
    "excel": Format(
        {
            "Content-Type": EXCEL,
            "Content-Disposition": 'attachment; filename="metrics.xlsx"',
        },
        lambda text: write_workbook(json.loads(text)),
    ),
}
"""What analytics_api.answer_metrics can answer with."""
