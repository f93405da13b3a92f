"""Migrations, the loader of ``sql/``, and what goes with them: the same for all ways of installing.

``migrate`` applies the pending migrations and then always loads what of ``sql/`` has changed.
"""

from app.migrate.apply import Outcome, migrate
from app.migrate.bundle import compose_bundle
from app.migrate.errors import MigrationError
from app.migrate.load import load_sql
from app.migrate.rollback import roll_back
from app.migrate.source import Source
from app.migrate.status import get_status
from app.migrate.uninstall import uninstall

__all__ = [
    "MigrationError",
    "Outcome",
    "Source",
    "compose_bundle",
    "get_status",
    "load_sql",
    "migrate",
    "roll_back",
    "uninstall",
]
