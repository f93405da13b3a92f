from __future__ import annotations

import dataclasses
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import psycopg

from app.access_log import log_to_stderr
from app.cli.connect import connect, get_dsn
from app.cli.output import json_option, print_json
from app.cli.progress import Progress
from app.config import get_settings

if TYPE_CHECKING:
    from app.forecasting import Backtest, Forecast, Series, Unusable

HORIZON_MAX = 60
TYPES = ("linear_regression", "random_forest", "neural_network", "time_series", "ensemble")

_file = click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
)
_horizon = click.option(
    "--horizon",
    type=click.IntRange(1, HORIZON_MAX),
    default=12,
    show_default=True,
    metavar="H",
    help="Months ahead.",
)
_gaps = click.option("--gaps-are-zero", is_flag=True, help="A month without a row is zero.")
_quiet = click.option("--quiet", is_flag=True, help="Show no progress.")


@click.group("forecast")
def command() -> None:
    """Forecast the monthly series of a CSV file, measure how well that would have gone, or train.

    The file, plain or gzip, has the columns series_id, month (YYYY-MM) and value; with
    booked_month a row is what was booked in that month for the other one. The database must be
    migrated; nothing is written to it but by the worker.

    Exit codes: 0 done, 1 some series could not be used, 2 nothing could be done.
    """


@command.command("backtest")
@_file
@_horizon
@click.option("--origins", type=click.IntRange(1, 60), default=1, show_default=True, metavar="N")
@click.option(
    "--step",
    type=click.IntRange(1, HORIZON_MAX),
    metavar="M",
    help="Months between origins  [default: a year, or the horizon if shorter].",
)
@click.option("--model", type=click.Choice([*TYPES, "pickup"]), help="One model only.")
@_gaps
@_quiet
@json_option
def _backtest(
    file: Path,
    horizon: int,
    origins: int,
    step: int | None,
    model: str | None,
    gaps_are_zero: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Forecast the past of each series and compare with what came.

    With one origin the last H values of each series are the test; with more, each lies a year
    before the other. What is learnt at an origin is learnt from what was known then.
    """
    forecasting = _load()
    series, unusable = _read(file, gaps_are_zero)
    progress = Progress(is_quiet=quiet)
    with _methods(forecasting) as methods:
        result = forecasting.backtest(
            series,
            methods,
            horizon=horizon,
            origins=origins,
            model=model,
            step=step,
            report=progress,
        )
    progress.stop()
    result.skipped[:0] = unusable
    if as_json:
        print_json(dataclasses.asdict(result))
    else:
        _print_backtest(result)
    sys.exit(_exit_code(result.windows, result.skipped))


@command.command("predict")
@_file
@_horizon
@click.option("--model", type=click.Choice(TYPES), help="[default: ensemble, with the books]")
@_gaps
@_quiet
@json_option
def _predict(
    file: Path, horizon: int, model: str | None, gaps_are_zero: bool, quiet: bool, as_json: bool
) -> None:
    """Print forecasts and their intervals for the months after the last of each series."""
    forecasting = _load()
    series, unusable = _read(file, gaps_are_zero)
    progress = Progress(is_quiet=quiet)
    with _methods(forecasting) as methods:
        forecaster = forecasting.prepare(series, methods, horizon, progress)
        forecasts = forecaster.forecast(series, methods, model)
    progress.stop()
    if as_json:
        print_json(
            {
                "horizon": horizon,
                "forecasts": [_compose(item, forecasting.format_month) for item in forecasts],
                "skipped": [dataclasses.asdict(item) for item in unusable],
            }
        )
    else:
        _print_forecasts([_compose(item, forecasting.format_month) for item in forecasts], unusable)
    sys.exit(_exit_code(len(forecasts), unusable))


@command.command("worker")
@click.option("--once", is_flag=True, help="End when there are no jobs.")
@click.option(
    "--lease-seconds",
    type=click.FloatRange(1, 3600),
    default=60,
    show_default=True,
    metavar="S",
    help="After so long without a sign of life a job is taken from a worker.",
)
@click.option(
    "--poll-seconds", type=click.FloatRange(0.1, 60), default=2, show_default=True, metavar="S"
)
def _worker(once: bool, lease_seconds: float, poll_seconds: float) -> None:
    """Train the models that were asked for, as long as it runs.

    Any number of workers may run; each job has one. SIGTERM and SIGINT end it after the job that it
    is at. It acts as analytics_owner, so whoever connects must be a member of it.
    """
    _load()
    from app.forecasting.worker import Worker

    log_to_stderr(get_settings())
    worker = Worker(get_dsn(), lease_s=lease_seconds, poll_s=poll_seconds)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run(is_once=once)


def _load() -> Any:
    """The forecasting package, which not every installation has the libraries for."""
    try:
        import app.forecasting as forecasting
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f"{error.name} is not installed: pip install 'wedsync-analytics[forecasting]'"
        ) from error
    return forecasting


@contextmanager
def _methods(forecasting: Any) -> Iterator[Any]:
    """The methods of the database, in which nothing can be written meanwhile."""
    try:
        with connect() as connection:
            connection.execute("set default_transaction_read_only = on")
            yield forecasting.make_methods(connection)
    except (psycopg.errors.UndefinedFunction, psycopg.errors.InvalidSchemaName) as error:
        raise click.UsageError("the database is not migrated: run wedsync migrate") from error


def _read(file: Path, gaps_are_zero: bool) -> tuple[Sequence[Series], list[Unusable]]:
    series, unusable = _load().read_csv(file, gaps_are_zero=gaps_are_zero)
    return series, unusable


def _exit_code(done: int, skipped: Sequence[Unusable]) -> int:
    if not done:
        return 2
    return 1 if skipped else 0


def _compose(forecast: Forecast, format_month: Callable[[int], str]) -> dict[str, Any]:
    """A forecast for programs: counts whole, other values as they are."""
    is_count = forecast.ceiling is not None

    def value(number: float) -> float | int:
        return round(number) if is_count else round(number, 4)

    return {
        "series_id": forecast.series_id,
        "model": forecast.type,
        "basis": forecast.basis,
        "ceiling": None if forecast.ceiling is None else round(forecast.ceiling, 3),
        "notes": list(forecast.notes),
        "months": [
            {
                "month": format_month(forecast.start + place),
                "forecast": value(expected),
                "expected": round(float(expected), 4),
                **{
                    f"{side}_{level * 100:.0f}": value(float(limits[place]))
                    for level, interval in forecast.intervals.items()
                    for side, limits in zip(("low", "high"), interval, strict=True)
                },
            }
            for place, expected in enumerate(forecast.values)
        ],
        "total": None
        if forecast.total is None
        else {
            "forecast": value(forecast.total),
            **{
                f"{side}_{level * 100:.0f}": value(limit)
                for level, limits in forecast.total_intervals.items()
                for side, limit in zip(("low", "high"), limits, strict=True)
            },
        },
    }


def _print_backtest(result: Backtest) -> None:
    """The figures for a reader, a line per model."""
    click.echo(
        f"{result.series:,} series, {result.windows:,} windows of {result.horizon} months,"
        f" {result.origins} origins {result.step} months apart"
    )
    columns = {
        "mase": "MASE",
        "smape": "sMAPE",
        "median_accuracy": "median",
        "mean_accuracy": "mean",
        "share_85": ">=85%",
        "coverage_80": "in 80%",
        "coverage_95": "in 95%",
        "ms_per_series": "ms",
    }
    click.echo(f"{'':18}" + "".join(f"{title:>9}" for title in columns.values()))
    for name, figures in result.models.items():
        cells = ("-" if figures[key] is None else f"{figures[key]:.3f}" for key in columns)
        click.echo(f"{name:18}" + "".join(f"{cell:>9}" for cell in cells))
    _print_skipped(result.skipped)


def _print_forecasts(forecasts: Sequence[dict[str, Any]], unusable: Sequence[Unusable]) -> None:
    """The forecasts as CSV; what is to be said about them goes to standard error."""
    limits = ("low_80", "high_80", "low_95", "high_95")
    click.echo("series_id,month,model,forecast," + ",".join(limits))
    for item in forecasts:
        for month in item["months"]:
            cells = [month["month"], item["model"], month["forecast"]]
            cells += [month.get(limit, "") for limit in limits]
            click.echo(",".join([_quote(item["series_id"]), *map(str, cells)]))
        for note in item["notes"]:
            click.echo(f"{item['series_id']}: {note}", err=True)
    _print_skipped(unusable)


def _print_skipped(skipped: Sequence[Unusable]) -> None:
    for item in skipped:
        click.echo(f"{item.series_id}: not used: {item.reason}", err=True)


def _quote(text: str) -> str:
    """A cell of CSV."""
    if any(character in text for character in ',"\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
