"""wedsync rejected and wedsync doors."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

Run = Callable[..., Any]


@pytest.fixture
def vendor_id(dsn: str) -> Iterator[str]:
    """A vendor two of whose events were refused, one of them for its path."""
    vendor = str(uuid.uuid4())
    base = {"vendorId": vendor, "timestamp": "2026-05-01T10:00:00Z"}
    events = [
        base | {"id": str(uuid.uuid4()), "eventType": "page.viewed", "eventData": {"path": ""}},
        base | {"id": str(uuid.uuid4()), "eventType": "no.such", "eventData": {}},
    ]
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions('2026-01-01', '2026-12-31')")
        connection.execute("select analytics_api.register_vendors(array[%s::uuid])", [vendor])
        connection.execute("select analytics_api.ingest_events(%s::jsonb)", [json.dumps(events)])
        yield vendor
        connection.execute("delete from public.analytics_events where vendor_id = %s", [vendor])
        connection.execute("select analytics.fold_vendor(%s)", [vendor])
        connection.execute("delete from public.user_profiles where id = %s", [vendor])


def ids(run: Run, dsn: str, vendor_id: str, *options: str) -> list[str]:
    """Ids of the rejects that a list with these options has."""
    page = run("rejected", "list", "--vendor", vendor_id, *options, "--json", dsn=dsn).json()
    return [item["id"] for item in page["items"]]


def test_list_tells_what_was_refused_and_why(run: Run, dsn: str, vendor_id: str) -> None:
    result = run("rejected", "list", "--vendor", vendor_id, "--limit", "1", dsn=dsn)
    assert result.code == 0
    assert result.out.count(" sql ") == 1
    assert "more: --cursor " in result.out
    result = run("rejected", "list", "--vendor", vendor_id, "--keyword", "minLength", dsn=dsn)
    assert '/eventData/path minLength: expected 1, got ""' in result.out


def test_show_tells_all_of_one(run: Run, dsn: str, vendor_id: str) -> None:
    (reject,) = ids(run, dsn, vendor_id, "--type", "no.such")
    out = run("rejected", "show", reject, dsn=dsn).out
    assert f"vendorId: {vendor_id}" in out
    assert "/eventType eventType" in out
    assert '"eventType": "no.such"' in out
    item = run("rejected", "show", reject, "--json", dsn=dsn).json()
    assert run("rejected", "show", reject, "--raw", dsn=dsn).out == item["rawText"]


def test_show_of_none_exits_with_1(run: Run, dsn: str) -> None:
    result = run("rejected", "show", str(uuid.uuid4()), dsn=dsn)
    assert (result.code, result.err) == (1, "wedsync: there is no such rejected event\n")


def test_bytes_that_are_no_text_are_said_to_be_such(run: Run, dsn: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute(
            "select analytics_api.refuse_body('\\x22ff22', 'json', 'not_utf8', 'UTF-8')::text"
        ).fetchone()
        assert row is not None
        result = run("rejected", "show", row[0], dsn=dsn)
        listed = run("rejected", "list", "--keyword", "not_utf8", dsn=dsn)
        connection.execute("delete from public.analytics_rejected_events where id = %s", row)
    assert "(no UTF-8: see --raw)" in result.out
    assert "  body\n" in listed.out


def test_replay_exits_with_1_while_one_is_rejected(
    run: Run, dsn: str, vendor_id: str, tmp_path: Path
) -> None:
    mended = ids(run, dsn, vendor_id, "--keyword", "minLength")[0]
    merge = '{"eventData": {"path": "/mended"}}'
    result = run("rejected", "replay", "--all", "--vendor", vendor_id, "--merge", merge, dsn=dsn)
    assert result.code == 1
    assert f"{mended}  replayed" in result.out
    assert "1 replayed, 1 still rejected, 0 left alone" in result.out
    (other,) = ids(run, dsn, vendor_id)
    event = tmp_path / "event.json"
    event.write_text('{"eventType": "page.viewed", "eventData": {"path": "/anew"}}')
    result = run("rejected", "replay", other, "--event", str(event), "--json", dsn=dsn)
    assert (result.code, result.json()["counts"]["replayed"]) == (0, 1)
    assert run("rejected", "replay", mended, other, dsn=dsn).code == 0
    assert ids(run, dsn, vendor_id) == []
    assert len(ids(run, dsn, vendor_id, "--state", "replayed")) == 2


def test_replay_of_all_goes_through_every_page(run: Run, dsn: str, vendor_id: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            "select analytics_api.ingest_events(jsonb_agg(jsonb_build_object("
            "'vendorId', %s::uuid, 'eventType', 'page.viewed', 'eventData', '{}'::jsonb)))"
            " from generate_series(1, 250)",
            [vendor_id],
        )
    result = run(
        *("rejected", "replay", "--all", "--vendor", vendor_id, "--type", "page.viewed"),
        *("--merge", '{"eventData": {"path": "/"}}', "--json"),
        dsn=dsn,
    )
    assert result.json()["counts"] == {
        "selected": 251,
        "replayed": 251,
        "rejected": 0,
        "busy": 0,
        "closed": 0,
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("replay",),
        ("replay", str(uuid.UUID(int=1)), "--door", "http"),
        ("replay", str(uuid.UUID(int=1)), "--merge", "{"),
        ("replay", "--all", "--event", __file__),
        ("list", "--state", "lost"),
        ("list", "--cursor", "zzz"),
    ],
)
def test_wrong_usage_exits_with_2(run: Run, dsn: str, arguments: tuple[str, ...]) -> None:
    assert run("rejected", *arguments, dsn=dsn).code == 2


def test_doors_show_rate_rejects_and_lag(run: Run, dsn: str, vendor_id: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            "select analytics_api.ingest_events(jsonb_build_array("
            "jsonb_build_object('vendorId', %s::uuid, 'eventType', 'page.viewed', 'id',"
            " gen_random_uuid(), 'timestamp', now() - interval '3 days', 'eventData',"
            ' \'{"path": "/"}\'::jsonb)), \'{"door": "tested"}\')',
            [vendor_id],
        )
    doors = {door["door"]: door for door in run("doors", "--json", dsn=dsn).json()}
    assert doors["sql"]["lastHour"]["rejected"] >= 2
    assert doors["sql"]["openRejects"] >= 2
    assert 3 * 86_400_000 <= doors["tested"]["medianLagMs"] <= 1.2 * 3 * 86_400_000
    out = run("doors", dsn=dsn).out
    (line,) = [line for line in out.splitlines() if line.startswith("tested ")]
    assert " 3 d " in line
    assert "rejects wait since" in out


def test_doors_of_a_new_database_are_none(run: Run, make_database: Callable[..., str]) -> None:
    dsn = make_database()
    assert run("migrate", dsn=dsn).code == 0
    assert run("doors", dsn=dsn).out == "nothing came in yet\n"
