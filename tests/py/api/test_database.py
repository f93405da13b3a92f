"""One statement per request, as the caller and as nobody else; and a database that goes away."""

from __future__ import annotations

import threading
import uuid
from typing import Any

import psycopg
import pytest
from flask import Flask
from psycopg.conninfo import conninfo_to_dict

from app import create_app, db
from app.config import Settings
from app.problems import Problem
from tests.py.api.calls import SECRET


def call(app: Flask, query: Any, *, writes: bool = False, claims: Any = None) -> tuple[Any, ...]:
    with app.test_request_context():
        app.preprocess_request()
        return db.call(query, [], claims=claims, writes=writes)


def test_a_request_that_only_reads_cannot_write(app: Flask) -> None:
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        call(
            app,
            "select analytics_api.ensure_partitions('2030-01-01', '2030-01-01') from request",
            claims={"app_metadata": {"platform_admin": True}},
        )


def test_claims_hold_for_one_statement_only(app: Flask) -> None:
    query = "select current_setting('request.jwt.claims', true) from request"
    claims = {"sub": str(uuid.uuid4())}
    assert claims["sub"] in call(app, query, claims=claims)[0]
    with app.extensions["pool"].connection() as connection:
        row = connection.execute("select current_setting('request.jwt.claims', true)").fetchone()
        assert row == ("",)
        assert connection.execute("show transaction_read_only").fetchone() == ("off",)
        assert connection.execute("select current_user::text").fetchone() == ("analytics_api_user",)


def test_a_statement_that_takes_too_long_is_ended(dsn: str) -> None:
    slow = create_app(Settings(database_url=dsn, statement_timeout_ms=50))

    @slow.get("/slow")
    def wait() -> str:
        db.call("select pg_sleep(5)::text from request", [], claims=None, writes=False)
        return "late"

    answer = slow.test_client().get("/slow")
    assert (answer.status_code, answer.json and answer.json["code"]) == (503, "57014")
    assert answer.content_type == "application/problem+json"
    slow.extensions["pool"].close()


def test_interleaved_callers_see_only_their_own(dsn: str, make_vendor: Any) -> None:
    vendors = [make_vendor() for _ in range(3)]
    application = create_app(Settings(database_url=dsn, jwt_secret=SECRET, pool_max_size=2))
    wrong: list[object] = []

    def ask(vendor_id: str) -> None:
        client = application.test_client()
        for _ in range(30):
            with application.test_request_context():
                application.preprocess_request()
                row = db.call(
                    "select analytics.current_vendor_ids()::text[] from request",
                    [],
                    claims={"app_metadata": {"vendor_ids": [vendor_id]}},
                    writes=False,
                )
            if row[0] != [vendor_id]:
                wrong.append(row)
            if client.get("/healthz").status_code != 200:
                wrong.append("health")

    threads = [threading.Thread(target=ask, args=(v,)) for v in vendors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    application.extensions["pool"].close()
    assert wrong == []


def test_nothing_of_a_failed_request_is_left_for_the_next(app: Flask) -> None:
    query = "select current_setting('request.jwt.claims', true) from request"
    for number in range(3):
        with pytest.raises(psycopg.errors.DivisionByZero):
            call(app, "select (1 / 0)::text from request", claims={"sub": "fails"}, writes=True)
        assert call(app, query, claims={"sub": str(number)}) == (f'{{"sub": "{number}"}}',)
        assert call(app, query) == ("{}",)


def test_an_answer_comes_after_the_commit(make_database: Any) -> None:
    url = make_database()
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(
            """
            create table public.kept (id integer);
            grant insert, select on public.kept to analytics_api_user;
            create function public.refuse() returns trigger language plpgsql as
            $$begin raise exception using errcode = 'ZA301', message = 'not at commit'; end$$;
            create constraint trigger refuse after insert on public.kept
            deferrable initially deferred for each row execute function public.refuse();
            create function public.keep() returns integer language sql volatile as
            $$insert into public.kept values (1) returning id$$;
            """
        )
        application = create_app(Settings(database_url=url))
        with pytest.raises(psycopg.Error) as refused:
            call(application, "select public.keep() from request", writes=True)
        assert refused.value.sqlstate == "ZA301"
        application.extensions["pool"].close()
        assert owner.execute("select count(*) from public.kept").fetchone() == (0,)


def test_connections_that_end_while_idle_are_not_noticed(make_database: Any, dsn: str) -> None:
    url = make_database()
    application = create_app(Settings(database_url=url))
    query = "select pg_backend_pid() from request"
    with psycopg.connect(dsn, autocommit=True) as admin:
        for _ in range(3):
            (pid,) = call(application, query)
            admin.execute("select pg_terminate_backend(%s, 5000)", [pid])
    assert call(application, query) != (pid,)
    application.extensions["pool"].close()


def test_the_first_request_after_an_outage_is_answered(make_database: Any, dsn: str) -> None:
    url = make_database()
    name = conninfo_to_dict(url)["dbname"]
    application = create_app(Settings(database_url=url, pool_timeout_ms=200))
    query = "select 1 from request"
    assert call(application, query) == (1,)
    with psycopg.connect(dsn, autocommit=True) as admin:
        admin.execute(f'alter database "{name}" allow_connections false'.encode())
        admin.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = %s",
            [name],
        )
        for _ in range(9):
            with pytest.raises(Problem) as refused:
                call(application, query)
            assert (refused.value.status, refused.value.code) == (503, "database_unavailable")
        admin.execute(f'alter database "{name}" allow_connections true'.encode())
    assert call(application, query) == (1,)
    application.extensions["pool"].close()
