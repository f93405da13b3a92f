"""What run_due_jobs does: catch-up, isolation, one runner at a time, time as a parameter."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

import psycopg
import pytest

Connection = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def database(dsn: str) -> Iterator[Connection]:
    """A connection that commits; the jobs are put back as they were afterwards."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("create table if not exists public.jobs_before as table analytics.jobs")
        connection.execute("update analytics.jobs set next_run_at = null")
        yield connection
        connection.execute("drop function if exists analytics.test_item(timestamptz, text)")
        connection.execute("drop function if exists analytics.test_items(timestamptz)")
        connection.execute("delete from analytics.jobs")
        connection.execute("insert into analytics.jobs table public.jobs_before")
        connection.execute("drop table public.jobs_before")


def add_test_job(database: Connection) -> None:
    """A job of three items, of which the second fails."""
    database.execute("create table if not exists analytics.test_done (item text)")
    database.execute("grant all on analytics.test_done to analytics_owner")
    database.execute(
        "create function analytics.test_items(p_now timestamptz) returns setof text"
        " language sql as $$ values ('a'), ('b'), ('c') $$"
    )
    database.execute(
        "create function analytics.test_item(p_now timestamptz, p_item text) returns void"
        " language plpgsql as $$ begin insert into analytics.test_done values (p_item);"
        " if p_item = 'b' then raise exception 'b is broken'; end if; end $$"
    )
    database.execute(
        "insert into analytics.jobs (job_name, description, routine, items_routine, every)"
        " values ('test', 'A test.', 'test_item', 'test_items', '1 hour')"
    )


def test_an_item_that_fails_does_not_stop_the_others(database: Connection) -> None:
    add_test_job(database)
    database.execute("call analytics.run_due_jobs('2026-05-01 10:20:00+00')")
    assert database.execute("select item from analytics.test_done order by 1").fetchall() == [
        ("a",),
        ("c",),
    ]
    assert database.execute(
        "select last_status, last_error, next_run_at = '2026-05-01 11:00:00+00'"
        " from analytics.jobs where job_name = 'test'"
    ).fetchone() == ("failed", "b: b is broken (P0001)", True)
    database.execute("drop table analytics.test_done")


def test_runs_that_were_missed_are_caught_up_once(database: Connection) -> None:
    database.execute("call analytics.run_due_jobs('2026-05-01 10:20:00+00')")
    runs = "select count(*) from analytics.job_runs where job_name = 'prune_history'"
    before = database.execute(runs).fetchone()
    database.execute("call analytics.run_due_jobs('2026-05-09 10:20:00+00')")
    database.execute("call analytics.run_due_jobs('2026-05-09 10:21:00+00')")
    after = database.execute(runs).fetchone()
    assert before is not None
    assert after is not None
    assert after[0] == before[0] + 1  # type: ignore[operator]


def test_a_job_that_another_session_runs_is_left_to_it(dsn: str, database: Connection) -> None:
    with psycopg.connect(dsn, autocommit=True) as other:
        other.execute("select pg_advisory_lock(analytics.job_lock_key('prune_history'))")
        database.execute("call analytics.run_due_jobs('2026-05-01 10:20:00+00')")
        row = database.execute(
            "select next_run_at from analytics.jobs where job_name = 'prune_history'"
        ).fetchone()
        assert row == (None,)


def test_the_fold_goes_on_for_as_long_as_it_is_told(dsn: str, database: Connection) -> None:
    vendor_id = str(uuid.uuid4())
    database.execute("select analytics_api.ensure_partitions('2026-05-01', '2026-05-01')")
    database.execute("select analytics_api.register_vendors(array[%s::uuid])", [vendor_id])
    event = {
        "vendorId": vendor_id,
        "eventType": "page.viewed",
        "eventData": {"path": "/"},
    }
    with psycopg.connect(dsn, autocommit=True) as runner:
        database.execute("select analytics_api.ingest_events(%s)", [json.dumps(event)])
        runner.execute("call analytics.run_due_jobs(p_for => '1500 milliseconds')")
        assert runner.execute("show search_path").fetchone() == ('"$user", public',)
    assert database.execute(
        "select count(*) from analytics.rollup_deltas where vendor_id = %s", [vendor_id]
    ).fetchone() == (0,)
    assert database.execute(
        "select data_points from public.analytics_metrics where vendor_id = %s"
        " and aggregation_level = 'hourly' and dimension = ''",
        [vendor_id],
    ).fetchone() == (1,)
    database.execute("delete from public.analytics_events where vendor_id = %s", [vendor_id])
    database.execute("select analytics.fold_vendor(%s)", [vendor_id])
    database.execute("delete from public.user_profiles where id = %s", [vendor_id])


def test_a_vendor_that_the_host_deletes_leaves_nothing_pending(database: Connection) -> None:
    vendor_id = str(uuid.uuid4())
    database.execute("select analytics_api.register_vendors(array[%s::uuid])", [vendor_id])
    event = {
        "vendorId": vendor_id,
        "eventType": "booking.confirmed",
        "eventData": {"bookingId": "b1", "weddingDate": "2027-05-01"},
    }
    database.execute("select analytics_api.ingest_events(%s)", [json.dumps(event)])
    database.execute("delete from public.user_profiles where id = %s", [vendor_id])
    database.execute("call analytics.run_due_jobs()")
    for table in ("rollup_deltas", "booking_changes", "booking_facts", "fold_state"):
        assert database.execute(
            f"select count(*) from analytics.{table} where vendor_id = %s", [vendor_id]
        ).fetchone() == (0,)
    database.execute("delete from public.analytics_events where vendor_id = %s", [vendor_id])
    database.execute("call analytics.run_due_jobs(clock_timestamp() + interval '5 seconds')")
