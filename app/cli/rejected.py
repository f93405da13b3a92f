from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, LiteralString

import click
import psycopg
from psycopg.types.json import Jsonb

from app.cli.connect import connect
from app.cli.output import json_option, print_json

_FILTERS: tuple[Callable[[Callable[..., None]], Callable[..., None]], ...] = (
    click.option("--vendor", "vendorId", type=click.UUID, help="Of one vendor."),
    click.option("--door", help="That came in there: http, sql, import, …"),
    click.option("--keyword", help="With this reason: vendor, eventType, minimum, …"),
    click.option("--type", "eventType", help="Of one event type."),
    click.option("--from", "from", metavar="TIME", help="Received from then on (RFC 3339)."),
    click.option("--to", "to", metavar="TIME", help="Received before."),
)


def _filtered(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that narrow rejects down."""
    for option in reversed(_FILTERS):
        function = option(function)
    return function


@click.group("rejected")
def command() -> None:
    """List what was refused, look at it, and take it in again."""


@command.command("list")
@_filtered
@click.option("--state", help="open (default), replayed, closed or all.")
@click.option("--limit", type=click.IntRange(1, 500), default=50, show_default=True)
@click.option("--cursor", help="The nextCursor of the page before.")
@json_option
def list_rejects(as_json: bool, **members: Any) -> None:
    """List refused events, latest first."""
    page = _call("select analytics_api.list_rejected_events(%s)", _request(members))
    if as_json:
        print_json(page)
        return
    for item in page["items"]:
        what = "body" if item["isBody"] else item["eventType"] or "?"
        click.echo(
            f"{item['id']}  {item['receivedAt'][:19]}  {item['door']:<8} {item['state']:<8} {what}"
        )
        _print_reasons(item["reasons"])
    if page["nextCursor"]:
        click.echo(f"more: --cursor {page['nextCursor']}")


@command.command("show")
@click.argument("reject", type=click.UUID)
@click.option("--raw", is_flag=True, help="Print the bytes as they came, and nothing else.")
@json_option
def show_reject(reject: Any, raw: bool, as_json: bool) -> None:
    """Show one refused event with all that is known of it.

    REJECT is its id.
    """
    if raw:
        with connect() as connection:
            row = connection.execute(
                "select decode(analytics_api.get_rejected_event(%s) ->> 'rawBase64', 'base64')",
                [reject],
            ).fetchone()
        assert row is not None
        sys.stdout.buffer.write(row[0])
        return
    item = _call("select analytics_api.get_rejected_event(%s)", reject)
    if as_json:
        print_json(item)
        return
    for name, value in item.items():
        if name not in ("reasons", "rawText", "rawBase64") and value is not None:
            click.echo(f"{name}: {value if isinstance(value, str) else json.dumps(value)}")
    _print_reasons(item["reasons"])
    click.echo(item["rawText"] if item["rawText"] is not None else "(no UTF-8: see --raw)")


@command.command("replay")
@click.argument("rejects", type=click.UUID, nargs=-1)
@_filtered
@click.option("--all", "is_all", is_flag=True, help="All that are open and fit the options.")
@click.option(
    "--event",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the event in this file instead; for one reject.",
)
@click.option("--merge", metavar="JSON", help="Merge this JSON merge patch (RFC 7396) into each.")
@json_option
def replay_rejects(
    rejects: tuple[Any, ...],
    is_all: bool,
    event: Path | None,
    merge: str | None,
    as_json: bool,
    **members: Any,
) -> None:
    """Take refused events in again, after the data, the schema or the vendors are mended.

    REJECTS are ids; without them --all, narrowed down by the options. What was replayed before
    stays as it is. Exits with 1 where one is still rejected.
    """
    if bool(rejects) == is_all:
        raise click.UsageError("name rejects, or say --all")
    request = _request(members)
    if rejects and request:
        raise click.UsageError("the options that narrow down go with --all")
    if rejects:
        request["ids"] = [str(reject) for reject in rejects]
    if event is not None:
        if len(rejects) != 1 or merge is not None:
            raise click.UsageError("--event goes with one reject, and without --merge")
        request["mends"] = [{"id": str(rejects[0]), "event": _parse(event.read_text(), "--event")}]
    if merge is not None:
        request["merge"] = _parse(merge, "--merge")
    outcome = _replay(request)
    if as_json:
        print_json(outcome)
    else:
        for item in outcome["items"]:
            click.echo(f"{item['id']}  {item['status']}")
            _print_reasons((item.get("result") or {}).get("reasons", []))
        counts = outcome["counts"]
        click.echo(
            f"{counts['replayed']:,} replayed, {counts['rejected']:,} still rejected,"
            f" {counts['busy'] + counts['closed']:,} left alone"
        )
    sys.exit(1 if outcome["counts"]["rejected"] else 0)


def _replay(request: dict[str, Any]) -> dict[str, Any]:
    """Replay all that the request means, a transaction for each page."""
    items: list[Any] = []
    counts: dict[str, int] = {}
    cursor = None
    while True:
        page = _call(
            "select analytics_api.replay_rejected_events(%s)",
            request | ({"cursor": cursor} if cursor else {}),
        )
        items += page["items"]
        counts = {name: counts.get(name, 0) + count for name, count in page["counts"].items()}
        cursor = page["nextCursor"]
        if not cursor:
            return {"counts": counts, "items": items}


def _request(members: dict[str, Any]) -> dict[str, Any]:
    """The options that were given, as members of a request."""
    return {
        name: value if isinstance(value, int) else str(value)
        for name, value in members.items()
        if value is not None
    }


def _parse(text: str, option: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise click.UsageError(f"{option} is not JSON: {error}") from error


def _call(query: LiteralString, argument: Any) -> Any:
    """The answer of a function; what is wrong with the request is wrong usage."""
    value = Jsonb(argument) if isinstance(argument, dict) else argument
    try:
        with connect() as connection:
            row = connection.execute(query, [value]).fetchone()
    except psycopg.Error as error:
        if error.sqlstate in ("ZA156", "ZA170"):
            member = error.diag.column_name
            raise click.UsageError(f"{member}: {error.diag.message_primary}") from error
        raise
    assert row is not None
    return row[0]


def _print_reasons(reasons: list[dict[str, Any]]) -> None:
    for reason in reasons:
        click.echo(
            f"  {reason['pointer'] or 'the whole'} {reason['keyword']}:"
            f" expected {json.dumps(reason['expected'], ensure_ascii=False)},"
            f" got {json.dumps(reason['got'], ensure_ascii=False)}"
        )
