"""The application as its clients see it, on the test database."""

from __future__ import annotations

import io
import logging
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.access_log import JsonFormatter
from app.config import Settings
from tests.py.api.calls import SECRET, Headers, bearer, make_token


@pytest.fixture(scope="session")
def app(dsn: str) -> Iterator[Flask]:
    """The application with one connection, as a worker with one thread has it."""
    application = create_app(Settings(database_url=dsn, jwt_secret=SECRET, pool_timeout_ms=300))
    yield application
    application.extensions["pool"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def admin(dsn: str) -> Iterator[psycopg.Connection[Any]]:
    """The DBA, who commits."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions('2026-01-01', '2026-12-31')")
        yield connection


@pytest.fixture
def make_vendor(admin: psycopg.Connection[Any]) -> Iterator[Callable[[], str]]:
    """Make vendors, which are gone with all their events after the test."""
    made: list[str] = []

    def make() -> str:
        made.append(str(uuid.uuid4()))
        admin.execute("select analytics_api.register_vendors(array[%s::uuid])", [made[-1]])
        return made[-1]

    yield make
    for vendor_id in made:
        admin.execute("delete from public.analytics_events where vendor_id = %s", [vendor_id])
        admin.execute("select analytics.fold_vendor(%s)", [vendor_id])
        admin.execute("delete from public.user_profiles where id = %s", [vendor_id])


@pytest.fixture
def vendor_id(make_vendor: Callable[[], str]) -> str:
    return make_vendor()


@pytest.fixture
def headers(vendor_id: str) -> Headers:
    """Headers of a caller who has the one vendor."""
    return bearer(make_token(vendor_id))


@pytest.fixture
def user(vendor_id: str) -> Headers:
    """Headers of a caller whose user the host knows, as it does the vendor itself."""
    return bearer(make_token(vendor_id, sub=vendor_id))


@pytest.fixture
def owner(vendor_id: str) -> Headers:
    """Headers of a caller whose token says that the vendor is theirs."""
    return bearer(make_token(app_metadata={"vendor_ids": [vendor_id], "vendor_role": "owner"}))


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the service logs, as it writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logging.getLogger("wedsync").addHandler(handler)
    yield stream
    logging.getLogger("wedsync").removeHandler(handler)
