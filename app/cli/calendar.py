from __future__ import annotations

import importlib.util
import json
import zoneinfo
from pathlib import Path
from typing import Any

import click

from app.cli.connect import connect
from app.cli.output import json_option, print_json


@click.group("calendar")
def command() -> None:
    """Fill in public holidays, which forecasts may use."""


@command.command("fill")
@click.argument("codes", nargs=-1, required=True)
@click.option("--from", "first_year", type=click.IntRange(1950, 2100), required=True)
@click.option("--to", "last_year", type=click.IntRange(1950, 2100), required=True)
def fill(codes: tuple[str, ...], first_year: int, last_year: int) -> None:
    """Write the holidays of each code, such as PT or DE-BE, of these years.

    Vendors in the time zones of a country have its holidays; "place" says so of a region.
    """
    if first_year > last_year:
        raise click.UsageError(f"--from {first_year} is after --to {last_year}")
    if importlib.util.find_spec("holidays") is None:
        raise ValueError(
            "this takes the package holidays: pip install 'wedsync-analytics[calendar]'"
        )
    calendars = [
        calendar
        for code in codes
        for calendar in _read_calendars(code.upper(), range(first_year, last_year + 1))
    ]
    with connect() as connection:
        for calendar in calendars:
            row = connection.execute(
                "select analytics_api.save_calendar(%s)", [json.dumps(calendar)]
            ).fetchone()
            assert row is not None
            click.echo(f"{_name(calendar)}: {row[0]} days")


@command.command("place")
@click.argument("place")
@click.argument("code")
def set_place(place: str, code: str) -> None:
    """Say which holidays a region of vendors has: those of a code such as IT or DE-BE."""
    country, _, subdivision = code.upper().partition("-")
    calendar = {"countryCode": country, "subdivisionCode": subdivision, "places": [place]}
    with connect() as connection:
        connection.execute("select analytics_api.save_calendar(%s)", [json.dumps(calendar)])
    click.echo(f"{place}: {_name(calendar)}")


@command.command("list")
@json_option
def list_calendar(as_json: bool) -> None:
    """List what the calendar holds."""
    with connect() as connection:
        row = connection.execute("select analytics_api.list_calendar()").fetchone()
    assert row is not None
    if as_json:
        print_json(row[0])
        return
    for item in row[0]:
        span = f"{item['from']} to {item['until']}" if item["days"] else "none"
        click.echo(f"{item['code']:<7} {item['days']:>5} days  {span}  {', '.join(item['places'])}")


def _read_calendars(code: str, years: range) -> list[dict[str, Any]]:
    """What save_calendar takes: of the country, and of a subdivision what it has beside it."""
    import holidays

    country, _, subdivision = code.partition("-")
    try:
        whole = holidays.country_holidays(country, years=years)
        part = holidays.country_holidays(country, subdiv=subdivision or None, years=years)
    except NotImplementedError as error:
        raise ValueError(f"{code}: the package holidays does not know it") from error
    calendars = [
        {
            "countryCode": country,
            "days": _list_days(whole.items()),
            "places": _list_time_zones(country),
        }
    ]
    if subdivision:
        own = [(day, name) for day, name in part.items() if day not in whole]
        calendars.append(
            {"countryCode": country, "subdivisionCode": subdivision, "days": _list_days(own)}
        )
    return calendars


def _list_days(items: Any) -> list[dict[str, str]]:
    return [{"date": day.isoformat(), "name": name} for day, name in sorted(items)]


def _list_time_zones(country: str) -> list[str]:
    """The time zones of a country, as the time zone database of this machine has them."""
    for folder in zoneinfo.TZPATH:
        table = Path(folder) / "zone.tab"
        if table.is_file():
            rows = (line.split("\t") for line in table.read_text("utf-8").splitlines())
            return sorted(row[2] for row in rows if row[0] == country)
    return []


def _name(calendar: dict[str, Any]) -> str:
    return "-".join(filter(None, [calendar["countryCode"], calendar.get("subdivisionCode")]))
