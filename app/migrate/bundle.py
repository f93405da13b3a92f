from __future__ import annotations

import json

from app.migrate.backend import LOCK_KEY
from app.migrate.load import read_script
from app.migrate.source import MigrationFile, Source, SqlFile

_HEAD = """\
-- WedSync Analytics as one file for psql: installs into an empty database and brings an existing
-- installation up to date, exactly as "wedsync migrate" does. Run it as
--     psql -X -v ON_ERROR_STOP=1 -d DATABASE -f wedsync-analytics.sql
\\set ON_ERROR_STOP on
\\set QUIET on
\\pset tuples_only on
\\pset format unaligned
set lock_timeout = '5s';
set statement_timeout = 0;
set client_min_messages = warning;
set search_path = analytics;
"""

_MIGRATION = """
select
    count(*) = 0 as wedsync_is_pending,
    coalesce(bool_or(c.sha256 <> {sha256}), false) as wedsync_is_edited
from analytics._yoyo_migration as m
left join analytics.migration_checksums as c using (migration_id)
where m.migration_id = {id} \\gset
\\if :wedsync_is_edited
do $$ begin raise 'migration {plain_id} was edited after it had been applied'; end; $$;
\\endif
\\if :wedsync_is_pending
{begin}{text}
reset role;
{begin_note}insert into analytics.migration_checksums (migration_id, sha256)
values ({id}, {sha256});
insert into analytics._yoyo_migration (migration_hash, migration_id, applied_at_utc)
values (encode(sha256({id}), 'hex'), {id}, now() at time zone 'utc');
insert into analytics._yoyo_log
(id, migration_hash, migration_id, operation, username, hostname, created_at_utc)
values (
    gen_random_uuid(), encode(sha256({id}), 'hex'), {id}, 'apply', session_user, 'psql',
    now() at time zone 'utc'
);
commit;
\\echo applied {plain_id}
\\endif
"""

_SQL_FILE = """
select not exists (
    select from analytics.sql_files as f where f.path = {path} and f.sha256 = {sha256}
) as wedsync_is_changed \\gset
\\if :wedsync_is_changed
set local role {role};
{text}
reset role;
insert into analytics.sql_files (path, sha256) values ({path}, {sha256})
on conflict (path) do update set sha256 = excluded.sha256, loaded_at = excluded.loaded_at;
\\echo loaded sql/{plain_path}
\\endif
"""

_AFTER_LOAD = """
select to_regproc('analytics.after_load') is not null as wedsync_has_after_load \\gset
\\if :wedsync_has_after_load
select analytics.after_load();
\\endif
"""

_TAIL = f"""\
commit;
reset client_min_messages;
reset search_path;
select pg_advisory_unlock({LOCK_KEY}) \\g /dev/null
"""


def compose_bundle(source: Source | None = None) -> str:
    """All of ``migrations/`` and ``sql/`` as one script for psql, the equal of ``migrate``."""
    source = source or Source()
    migrations = source.read_migrations()
    files = source.read_sql_files()
    manifest = _quote(json.dumps([file.path for file in files]))
    return "".join(
        [
            _HEAD,
            f"select pg_advisory_lock({LOCK_KEY}) \\g /dev/null\n",
            f"begin;\n{read_script('prepare')}commit;\n",
            *map(_compose_migration, migrations),
            f"\nbegin;\n{read_script('begin_load')}",
            *map(_compose_sql_file, files),
            f"\nselect set_config('wedsync.manifest', {manifest}, true) \\g /dev/null\n",
            read_script("check_orphans"),
            read_script("finish_load"),
            _AFTER_LOAD,
            read_script("list_missing"),
            _TAIL,
        ]
    )


def _compose_migration(file: MigrationFile) -> str:
    """The migration and the note that it was applied: skipped where it was already."""
    is_transactional = "-- transactional: false" not in file.text.lower()
    return _MIGRATION.format(
        id=_quote(file.id),
        plain_id=file.id,
        sha256=_quote(file.sha256),
        text=file.text,
        begin="begin;\n" if is_transactional else "",
        begin_note="" if is_transactional else "begin;\n",
    )


def _compose_sql_file(file: SqlFile) -> str:
    """A file of ``sql/`` and the note of its checksum: skipped where it is loaded already."""
    return _SQL_FILE.format(
        path=_quote(file.path),
        plain_path=file.path,
        sha256=_quote(file.sha256),
        role=file.role,
        text=file.text,
    )


def _quote(text: str) -> str:
    """A literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
