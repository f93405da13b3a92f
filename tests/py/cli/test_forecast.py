"""`wedsync forecast` keeps its contract: JSON and nothing else, exit codes, nothing written."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.cli import forecast as module

Run = Callable[..., Any]
SHAPE = np.array([2, 4, 6, 8, 12, 20, 22, 18, 14, 8, 4, 2])


@pytest.fixture(autouse=True)
def learn_from_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models learn from fewer rows, so that tests do not take minutes."""
    monkeypatch.setattr("app.forecasting.pooled.ROWS_MAX", 1_500)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Six vendors with six years, one of them with a comma in its name."""
    lines = ["series_id,month,value"]
    for number in range(6):
        random = np.random.default_rng(number)
        lines += [
            f'"v,{number}",{2020 + place // 12}-{place % 12 + 1:02d},'
            f"{random.poisson(5 * SHAPE[place % 12])}"
            for place in range(72)
        ]
    path = tmp_path / "file.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_backtest_prints_one_json_object(run: Run, dsn: str, file: Path) -> None:
    result = run("forecast", "backtest", str(file), "--horizon", "6", "--json", dsn=dsn)
    assert result.code == 0
    assert set(result.json()["models"]) == {"seasonal_naive", *module.TYPES}
    assert result.json()["windows"] == 6
    assert "forecasting origins" in result.err


def test_a_backtest_prints_a_table(run: Run, dsn: str, file: Path) -> None:
    with file.open("a") as more:
        more.write("short,2026-01,3\n")
    arguments = ("--horizon", "12", "--model", "linear_regression", "--quiet")
    result = run("forecast", "backtest", str(file), *arguments, dsn=dsn)
    assert result.code == 1
    lines = result.out.splitlines()
    assert lines[0] == "6 series, 6 windows of 12 months, 1 origins 12 months apart"
    assert [line.split()[0] for line in lines[2:]] == [
        "seasonal_naive",
        "linear_regression",
    ]
    assert result.err == "short: not used: 1 months are fewer than the 36 that a test needs\n"


def test_forecasts_are_printed_as_csv(run: Run, dsn: str, file: Path) -> None:
    with file.open("a") as more:
        more.write("bad,2026-01,x\nzero,2025-01,0\n")
    result = run("forecast", "predict", str(file), "--horizon", "3", "--quiet", dsn=dsn)
    assert result.code == 1
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert len(rows) == 7 * 3
    assert {row["series_id"] for row in rows} == {f"v,{n}" for n in range(6)} | {"zero"}
    assert rows[0]["month"] == "2026-01"
    for row in rows:
        limits = [int(row[name]) for name in ("low_95", "low_80", "forecast", "high_80", "high_95")]
        assert limits == sorted(limits)
    assert 'bad: not used: line 434: "x" is not a number' in result.err
    assert "zero: all months are zero" in result.err


def test_forecasts_as_json_have_totals_and_basis(run: Run, dsn: str, file: Path) -> None:
    result = run("forecast", "predict", str(file), "--json", "--quiet", dsn=dsn)
    assert result.code == 0
    first = result.json()["forecasts"][0]
    assert first["series_id"] == "v,0"
    assert first["total"]["low_80"] < first["total"]["forecast"] < first["total"]["high_80"]
    assert first["basis"] in ("own history", "own history and market", "market estimate")
    assert 0.8 < first["ceiling"] < 1
    assert [month["month"] for month in first["months"]][-1] == "2026-12"
    assert isinstance(first["months"][0]["low_80"], int)


def test_amounts_stay_amounts(run: Run, dsn: str, tmp_path: Path) -> None:
    path = tmp_path / "amounts.csv"
    path.write_text("series_id,month,value\na,2026-01,10.25\na,2026-02,11.5\n")
    arguments = ("--horizon", "2", "--model", "time_series", "--json", "--quiet")
    result = run("forecast", "predict", str(path), *arguments, dsn=dsn)
    forecast = result.json()["forecasts"][0]
    assert forecast["model"] == "time_series"
    assert forecast["ceiling"] is forecast["total"] is None
    assert forecast["months"][0]["forecast"] == forecast["months"][0]["expected"]
    assert "low_80" not in forecast["months"][0]


def test_nothing_that_can_be_used_is_exit_code_2(run: Run, dsn: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("series_id,month,value\na,2026-01,NaN\n")
    for name in ("backtest", "predict"):
        result = run("forecast", name, str(path), "--quiet", "--json", dsn=dsn)
        assert result.code == 2
        assert result.json()["skipped"][0]["series_id"] == "a"
    path.write_text("month,value\n2026-01,3\n")
    result = run("forecast", "predict", str(path), dsn=dsn)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "has no column series_id" in result.err


def test_without_the_libraries_it_says_what_to_install(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "app.forecasting", None)
    result = run("forecast", "predict", str(file))
    assert result.code == 2
    assert "pip install 'wedsync-analytics[forecasting]'" in result.err


def test_a_database_that_is_not_migrated_is_told_so(
    run: Run, make_database: Callable[..., str], file: Path
) -> None:
    for name in ("backtest", "predict"):
        result = run("forecast", name, str(file), "--quiet", dsn=make_database())
        assert result.code == 2
        assert "the database is not migrated: run wedsync migrate" in result.err
