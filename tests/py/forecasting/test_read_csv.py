"""A file is read as it is meant, and every series that cannot be used is told why."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from app.forecasting import read_csv
from app.forecasting.series import format_month, parse_month


def write(folder: Path, text: str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_months_may_come_in_any_order_and_as_days(tmp_path: Path) -> None:
    text = "series_id,month,value,note\na,2026-02-01,2,x\na,2026-01,1,y\nb,2025-12-31,0.5,z\n"
    series, unusable = read_csv(write(tmp_path, text))
    assert unusable == []
    assert [(s.id, format_month(s.start), s.values.tolist()) for s in series] == [
        ("a", "2026-01", [1, 2]),
        ("b", "2025-12", [0.5]),
    ]
    assert [s.is_count for s in series] == [True, False]


def test_a_compressed_file_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "file.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8-sig") as file:
        file.write("series_id,month,value\na,2026-01,1\n")
    assert [s.id for s in read_csv(path)[0]] == ["a"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("a,2026-01,many", 'line 2: "many" is not a number'),
        ("a,2026-01,NaN", 'line 2: "NaN" is not a number that can be forecast'),
        ("a,2026-01,inf", 'line 2: "inf" is not a number that can be forecast'),
        ("a,2026-01,", "line 2: there is no value"),
        ("a,2026-01,-3", "line 2: -3 is below zero"),
        ("a,January,3", 'line 2: "January" is not a month such as 2026-03'),
        ("a,2026-13,3", 'line 2: "2026-13" is not a month such as 2026-03'),
        ("a,2026-01,3\na,2026-01,4", "2026-01 is there twice"),
        ("a,0026-01,3\na,2026-01,4", "0026-01 to 2026-01 is more than a century"),
        (
            "a,2026-01,3\na,2026-04,4",
            "2 months are missing, the first is 2026-02; where they mean zero: --gaps-are-zero",
        ),
    ],
)
def test_a_series_that_cannot_be_used_is_told_why(tmp_path: Path, rows: str, reason: str) -> None:
    path = write(tmp_path, f"series_id,month,value\n{rows}\ngood,2026-01,1\n")
    series, unusable = read_csv(path)
    assert [(item.series_id, item.reason) for item in unusable] == [("a", reason)]
    assert [item.id for item in series] == ["good"]


def test_gaps_are_zero_where_that_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, "series_id,month,value\na,2026-01,3\na,2026-04,4\n")
    assert read_csv(path, gaps_are_zero=True)[0][0].values.tolist() == [3, 0, 0, 4]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,month,value\n", "has no column series_id"),
        ("series_id\n", "has no column month and no column value"),
        ("series_id,month,value\n", "has no rows"),
        ("", "has no column series_id"),
    ],
)
def test_a_file_that_is_another_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_csv(write(tmp_path, text))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"series_id,month,value\n\xff\xfe,2026-01,1\n")
    with pytest.raises(ValueError, match="is not a CSV file in UTF-8"):
        read_csv(path)
    path = tmp_path / "file.csv.gz"
    path.write_bytes(b"not compressed")
    with pytest.raises(ValueError, match="is not a CSV file in UTF-8"):
        read_csv(path)


BOOKED = "series_id,month,booked_month,value\n"


def test_bookings_are_summed_by_the_month_they_are_for(tmp_path: Path) -> None:
    rows = "a,2026-01,2025-12,2\na,2026-03,2026-01,1\na,2026-03,2026-03,4\na,2026-05,2026-03,7\n"
    [series], _ = read_csv(write(tmp_path, BOOKED + rows))
    assert format_month(series.end - 1) == "2026-03"
    assert series.values.tolist() == [2, 0, 5]
    bookings = series.known_bookings()
    assert bookings is not None
    assert bookings.on_books(parse_month("2026-03"), parse_month("2026-03")) == 1
    assert bookings.on_books(parse_month("2026-05"), series.end) == 7
    before = series.cut(1).known_bookings()
    assert before is not None
    assert before.on_books(parse_month("2026-05"), series.end) == 0


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("a,2026-01,2026-01,-1", "2026-01 has more cancelled than booked"),
        ("a,2026-05,2026-01,1", "no month is complete"),
        ("a,1026-05,2026-01,1", "more than a century"),
        ("a,2026-05,soon,1", '"soon" is not a month'),
    ],
)
def test_bookings_that_cannot_be_used_are_told_why(tmp_path: Path, rows: str, reason: str) -> None:
    series, [unusable] = read_csv(write(tmp_path, BOOKED + rows + "\n"))
    assert series == []
    assert reason in unusable.reason
