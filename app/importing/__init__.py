"""Import of files: a CSV is copied into the database, and a map in SQL makes events of it."""

from app.importing.errors import ImportFailedError
from app.importing.import_file import import_file
from app.importing.outcome import Outcome, Reason
from app.importing.request import ENCODINGS, Request
from app.importing.source_file import SourceFile

__all__ = [
    "ENCODINGS",
    "ImportFailedError",
    "Outcome",
    "Reason",
    "Request",
    "SourceFile",
    "import_file",
]
