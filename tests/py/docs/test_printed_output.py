"""What README and reference pages print is what happens."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# A block of SQL, and what psql prints of it.
EXAMPLE = re.compile(r"```sql\n(.*?)```\s+```text\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
PAGES = ("README.md", "docs/metrics.md", "docs/event-types.md")


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_print_what_it_says(dsn: str, page: str) -> None:
    examples = EXAMPLE.findall((ROOT / page).read_text())
    assert examples
    for statements, expected in examples:
        printed = subprocess.run(
            ["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-P", "footer=off", "-d", dsn],
            input=f"begin;\n{statements}\nrollback;\n",
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        assert [line.rstrip() for line in printed.strip().splitlines()] == [
            line.rstrip() for line in expected.strip().splitlines()
        ]


@pytest.mark.parametrize(
    "page",
    [p.relative_to(ROOT) for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]],
    ids=str,
)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    for target in LINK.findall((ROOT / page).read_text()):
        assert (ROOT / page.parent / target).exists(), target


def test_make_help_lists_every_target_that_the_readme_names() -> None:
    printed = subprocess.run(
        ["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    named = set(re.findall(r"[`$] ?make ([a-z-]+)", (ROOT / "README.md").read_text())) - {"help"}
    assert {name for name in named if f"make {name}" not in printed} == set()
