from __future__ import annotations

import json
from importlib import resources

from app.migrate.backend import LOCK_KEY
from app.migrate.load import read_script
from app.migrate.source import MigrationFile, Source, SqlFile


def compose_bundle(source: Source | None = None) -> str:
    """All of ``migrations/`` and ``sql/`` as one script for psql, the equal of ``migrate``."""
    source = source or Source()
    files = source.read_sql_files()
    parts = [
        _fill("head", lock_key=LOCK_KEY, prepare=read_script("prepare")),
        *map(_compose_migration, source.read_migrations()),
        f"\nbegin;\n{read_script('begin_load')}",
        *map(_compose_sql_file, files),
        _fill(
            "tail",
            lock_key=LOCK_KEY,
            manifest=_quote(json.dumps([file.path for file in files])),
            check_orphans=read_script("check_orphans"),
            finish_load=read_script("finish_load"),
            list_missing=read_script("list_missing"),
        ),
    ]
    return "".join(parts)


def _compose_migration(file: MigrationFile) -> str:
    """The migration and the note that it was applied: skipped where it was already."""
    is_transactional = "-- transactional: false" not in file.text.lower()
    return _fill(
        "migration",
        id=_quote(file.id),
        plain_id=file.id,
        sha256=_quote(file.sha256),
        text=file.text,
        begin="begin;\n" if is_transactional else "",
        begin_note="" if is_transactional else "begin;\n",
    )


def _compose_sql_file(file: SqlFile) -> str:
    """A file of ``sql/`` and the note of its checksum: skipped where it is loaded already."""
    return _fill(
        "sql_file",
        path=_quote(file.path),
        plain_path=file.path,
        sha256=_quote(file.sha256),
        role=file.role,
        text=file.text,
    )


def _fill(name: str, **values: str) -> str:
    """A part of the bundle, from its template in ``app/migrate/psql``."""
    path = resources.files("app.migrate") / "psql" / f"{name}.psql"
    return path.read_text(encoding="utf-8").format(**values)


def _quote(text: str) -> str:
    """A literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
