"""Settings come from the environment, once."""

from __future__ import annotations

import dataclasses

import pytest

from app.config import Settings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings()


def test_the_environment_is_read() -> None:
    settings = Settings.from_environment(
        {"DATABASE_URL": "dbname=x", "WEDSYNC_POOL_MAX_SIZE": "4", "WEDSYNC_LOG_LEVEL": "debug"}
    )
    assert (settings.database_url, settings.pool_max_size, settings.log_level) == (
        "dbname=x",
        4,
        "DEBUG",
    )


def test_prepared_statements_can_be_off() -> None:
    assert (
        Settings.from_environment({"WEDSYNC_PREPARE_THRESHOLD": "none"}).prepare_threshold is None
    )


def test_algorithms_are_those_that_sign() -> None:
    environ = {"WEDSYNC_JWT_ALGORITHMS": "RS256, ES256"}
    assert Settings.from_environment(environ).jwt_algorithms == ("RS256", "ES256")
    for wrong in ("none", "RS256,hs256"):
        with pytest.raises(ValueError, match="WEDSYNC_JWT_ALGORITHMS"):
            Settings.from_environment({"WEDSYNC_JWT_ALGORITHMS": wrong})


def test_settings_do_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().database_url = "other"  # type: ignore[misc]
