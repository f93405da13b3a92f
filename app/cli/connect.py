from __future__ import annotations

from typing import Any

import click
import psycopg

from app.config import get_settings


def get_dsn() -> str:
    """Connection string of the database; UsageError without DATABASE_URL."""
    dsn = get_settings().database_url
    if not dsn:
        raise click.UsageError(
            "DATABASE_URL is not set; for the cluster of this clone: DATABASE_URL=$(make url)"
        )
    return dsn


def connect() -> psycopg.Connection[Any]:
    """A connection in autocommit mode, to be used as context manager."""
    return psycopg.connect(get_dsn(), autocommit=True, application_name="wedsync")
