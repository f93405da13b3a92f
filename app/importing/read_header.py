from __future__ import annotations

import csv
import io

from app.importing.errors import ImportFailedError
from app.importing.source_file import SourceFile


def read_header(source: SourceFile, *, encoding: str, delimiter: str) -> list[str]:
    """The names of the columns, from the first line of the file, without surrounding blanks."""
    with source.open() as unpacked:
        lines = io.TextIOWrapper(unpacked, encoding=encoding, newline="")
        try:
            names = next(csv.reader(lines, delimiter=delimiter), [])
        except (UnicodeError, csv.Error) as error:
            raise ImportFailedError(
                f"{source.path} cannot be read as CSV in the encoding {encoding}: {error}"
            ) from error
        lines.detach()
    if not any(name.strip() for name in names):
        raise ImportFailedError(f"{source.path} has no line that names its columns")
    return [name.removeprefix("\ufeff").strip() for name in names]
