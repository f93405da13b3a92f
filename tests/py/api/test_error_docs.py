"""Codes that SQL raises, codes that are explained, and codes that tests provoke are the same."""

from __future__ import annotations

import re
from pathlib import Path

from app.problems import status_for

ROOT = Path(__file__).parents[3]
CODE = re.compile(r"'(ZA[0-9]{3})'")
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
