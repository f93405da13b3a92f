"""After migrations that somebody applies with yoyo itself: load sql/, as wedsync migrate does."""

from typing import Any

import psycopg
from yoyo import step

from app.migrate import Source, load_sql


def load(connection: psycopg.Connection[Any]) -> None:
    """Load what of sql/ has changed, in the transaction of the hook."""
    load_sql(connection, Source())


step(load)
