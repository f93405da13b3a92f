"""Without DATABASE_URL the commands find the cluster of their clone."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import pytest

# By name: the package app.cli has the function under the name of its module.
adopt = importlib.import_module("app.cli.adopt_clone")


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "environment"
    path.write_text("#!/bin/sh\necho DATABASE_URL=dbname=a=b\necho WEDSYNC_JWT_SECRET=s\n")
    path.chmod(0o755)
    monkeypatch.setattr(adopt, "_SCRIPT", path)
    monkeypatch.setattr(os, "environ", {"WEDSYNC_JWT_SECRET": "own"})
    return path


def test_the_cluster_of_the_clone_is_adopted(script: Path) -> None:
    adopt.adopt_clone()
    # pytest notes the test that runs there, too.
    adopted = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    assert adopted == {"WEDSYNC_JWT_SECRET": "own", "DATABASE_URL": "dbname=a=b"}


def test_a_database_that_is_named_is_kept(script: Path) -> None:
    os.environ["DATABASE_URL"] = "dbname=c"
    adopt.adopt_clone()
    assert os.environ["DATABASE_URL"] == "dbname=c"


def test_an_installed_package_has_no_clone(script: Path) -> None:
    script.unlink()
    adopt.adopt_clone()
    assert "DATABASE_URL" not in os.environ
