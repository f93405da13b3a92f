from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from app.migrate.errors import MigrationError

_CREATED = re.compile(
    r"^create\s+(?:or\s+replace\s+)?(?:materialized\s+)?"
    r"(?:function|procedure|view|aggregate)\s+(?P<schema>\w+)\.",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A file of ``sql/``: its path below that folder and its text."""

    path: str
    text: str

    @property
    def sha256(self) -> str:
        """Checksum of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def role(self) -> str:
        """Role that the file is loaded as: it will own what the file creates.

        What is in ``analytics_api`` must not belong to the owner of the tables, whom row-level
        security lets see every tenant.
        """
        created = _CREATED.search(self.text)
        is_api = created is not None and created["schema"] == "analytics_api"
        return "analytics_definer" if is_api else "analytics_owner"


@dataclass(frozen=True, slots=True)
class MigrationFile:
    """A file of ``migrations/``: its id is its name without the ending."""

    id: str
    text: str
    path: Path

    @property
    def sha256(self) -> str:
        """Checksum of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def rollback_path(self) -> Path:
        """Where the file that undoes it is, if there is one."""
        return self.path.with_suffix(".rollback.sql")


@dataclass(frozen=True, slots=True)
class Source:
    """The folder that holds ``migrations/`` and ``sql/``; by default this clone."""

    root: Path = Path(__file__).resolve().parents[2]

    @property
    def migrations(self) -> Path:
        """Folder of the migrations."""
        return self.root / "migrations"

    @property
    def sql(self) -> Path:
        """Folder of what can be replaced."""
        return self.root / "sql"

    def read_migrations(self) -> list[MigrationFile]:
        """The migrations, in the order in which they are applied."""
        return [
            MigrationFile(path.stem, path.read_text(encoding="utf-8"), path)
            for path in sorted(self.migrations.glob("[0-9]*.sql"))
            if not path.name.endswith(".rollback.sql")
        ]

    def read_recorded_checksums(self) -> dict[str, str]:
        """What ``migrations.sha256`` says of each migration, in the format of sha256sum."""
        path = self.migrations / "migrations.sha256"
        if not path.exists():
            return {}
        lines = path.read_text(encoding="utf-8").splitlines()
        return {name.removesuffix(".sql"): sha for sha, name in (line.split() for line in lines)}

    def read_sql_files(self) -> list[SqlFile]:
        """The files that ``sql/manifest.txt`` lists, in its order."""
        manifest = self.sql / "manifest.txt"
        files = []
        for line in manifest.read_text(encoding="utf-8").splitlines():
            path = line.partition("#")[0].strip()
            if not path:
                continue
            try:
                files.append(SqlFile(path, (self.sql / path).read_text(encoding="utf-8")))
            except FileNotFoundError:
                raise MigrationError(
                    f"sql/manifest.txt lists {path}, but there is no such file"
                ) from None
        return files
