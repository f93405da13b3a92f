"""Codes that SQL raises, codes that are explained, and codes that tests provoke are the same."""

from __future__ import annotations

import ast
import re
from http import HTTPStatus
from pathlib import Path

from app.problems import status_for

ROOT = Path(__file__).parents[3]
CODE = re.compile(r"'(ZA[0-9]{3})'")
CODE_NAME = re.compile(r"[a-z_0-9]+")
# pgTAP cannot hold a lock against itself: what takes two sessions is provoked by pytest.
PROVOKED = re.compile(r'sqlstate == "(ZA[0-9]{3})"')


def codes_in(folder: str, pattern: re.Pattern[str] = CODE) -> set[str]:
    texts = (path.read_text() for path in (ROOT / folder).rglob("*.sql"))
    return {code for text in texts for code in pattern.findall(text)}


def explained() -> dict[str, int]:
    """Code and status of each row of docs/errors.md."""
    rows = re.findall(
        r"^\| `(ZA[0-9]{3})` \| ([0-9]{3}) \|", (ROOT / "docs/errors.md").read_text(), re.M
    )
    return {code: int(status) for code, status in rows}


def test_every_code_is_explained_and_every_explanation_has_a_code() -> None:
    raised = codes_in("sql") | codes_in("migrations")
    assert raised == set(explained())


def test_every_explanation_states_the_status_that_is_answered() -> None:
    assert explained() == {code: status_for(code) for code in explained()}


def test_every_code_is_provoked_by_a_test() -> None:
    in_two_sessions = {
        code
        for path in (ROOT / "tests/py").rglob("test_*.py")
        for code in PROVOKED.findall(path.read_text())
    }
    assert set(explained()) - codes_in("tests/sql") - in_two_sessions == set()


def codes_of_the_service() -> set[str]:
    """Codes that are said where a problem is raised, in Python and in SQL."""
    found: set[str] = set()
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "Problem",
                "respond",
                "UnreadableBodyError",
            ):
                texts = [a.value for a in node.args[:2] if isinstance(a, ast.Constant)]
                found |= {
                    text for text in texts if isinstance(text, str) and CODE_NAME.fullmatch(text)
                }
    composed = re.compile(r"'code', '([a-z_]+)'")
    return found | codes_in("sql", composed)


def explained_codes_of_the_service() -> set[str]:
    page = (ROOT / "docs/errors.md").read_text()
    table = page.partition("## Raised by the service")[2]
    cells = re.findall(r"^\| ([^|]+) \|", table, re.M)
    return {code for cell in cells for code in re.findall(r"`([a-z0-9_]+)`", cell)} - {"57014"}


def test_every_code_of_the_service_is_explained() -> None:
    assert codes_of_the_service() - explained_codes_of_the_service() == set()


def test_every_explained_code_of_the_service_is_in_the_code() -> None:
    texts = [p.read_text() for f in ("app/**/*.py", "sql/**/*.sql") for p in ROOT.glob(f)]
    names = {status.name.lower() for status in HTTPStatus}
    for code in explained_codes_of_the_service() - names:
        assert any(f'"{code}"' in text or f"'{code}'" in text for text in texts), code
