"""What all tests in Python share: the databases they talk to."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

Database = psycopg.Connection[Any]


@pytest.fixture(scope="session")
def dsn() -> str:
    """Connection string of the test database, as its superuser: migrated, and shared by all tests.

    What a test commits there, it removes.
    """
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        pytest.exit('TEST_DATABASE_URL is not set: run "make test-py ARGS=…"', returncode=2)
    return url


@pytest.fixture
def connection(dsn: str) -> Iterator[Database]:
    """A connection to the test database whose transaction is rolled back."""
    with psycopg.connect(dsn) as connection:
        yield connection
        connection.rollback()


@pytest.fixture(scope="session")
def drop_database(dsn: str) -> Iterator[Callable[[str], None]]:
    """Drop a database beside the tests that follow.

    The server waits until each of its processes has heard of it, and pg_cron's listens only when a
    job begins or ends: where one runs, that takes up to a minute.
    """

    def drop(name: str) -> None:
        with psycopg.connect(make_conninfo(dsn, dbname="postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )

    with ThreadPoolExecutor(32) as executor:
        drops: list[Future[None]] = []
        yield lambda name: drops.append(executor.submit(drop, name))
        for each in drops:
            each.result()


@pytest.fixture
def make_database(dsn: str, drop_database: Callable[[str], None]) -> Iterator[Callable[..., str]]:
    """Make an empty database of its own and return its connection string; gone after the test.

    ``extensions`` are created in it; ``template`` and ``owner`` are as in ``create database``.
    """
    names: list[str] = []

    def make(
        *, extensions: tuple[str, ...] = (), template: str = "template0", owner: str = "wedsync"
    ) -> str:
        name = f"wedsync_test_{uuid.uuid4().hex[:12]}"
        names.append(name)
        with psycopg.connect(make_conninfo(dsn, dbname="postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("create database {} template {} owner {}").format(
                    *map(sql.Identifier, (name, template, owner))
                )
            )
        url = make_conninfo(dsn, dbname=name)
        with psycopg.connect(url, autocommit=True) as connection:
            for extension in extensions:
                connection.execute(sql.SQL("create extension {}").format(sql.Identifier(extension)))
        return url

    yield make
    for name in names:
        drop_database(name)
