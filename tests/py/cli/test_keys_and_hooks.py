"""The commands for publishable keys and for webhooks."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from app.migrate import migrate

Run = Callable[..., Any]
EXAMPLES = Path(__file__).parents[3] / "examples/hooks"


@pytest.fixture
def dsn_with_vendor(make_database: Callable[..., str]) -> tuple[str, str]:
    """A database with one vendor, and its id."""
    dsn, vendor_id = make_database(), str(uuid.uuid4())
    migrate(dsn)
    with psycopg.connect(dsn) as connection:
        connection.execute("select analytics_api.register_vendors(array[%s::uuid])", [vendor_id])
    return dsn, vendor_id


def test_a_key_is_made_shown_once_and_revoked(run: Run, dsn_with_vendor: tuple[str, str]) -> None:
    dsn, vendor_id = dsn_with_vendor
    add = ("keys", "add", "--vendor", vendor_id, "--origin", "https://www.example.com")
    key = run(*add, dsn=dsn).out.strip()
    assert key.startswith("wp_")
    other = run(*add, "--origin", "http://localhost:8000", "--json", dsn=dsn).json()
    assert other["origins"] == ["http://localhost:8000", "https://www.example.com"]
    listed = run("keys", "list", dsn=dsn).out
    assert f"{key[:10]}…  website  https://www.example.com  used never" in listed
    assert key not in listed
    assert run("keys", "revoke", other["id"], dsn=dsn).out == f"revoked {other['id']}\n"
    assert " revoked\n" in run("keys", "list", dsn=dsn).out
    assert len(run("keys", "list", "--json", dsn=dsn).json()) == 2
    result = run("keys", "revoke", str(uuid.uuid4()), dsn=dsn)
    assert (result.code, result.err.count("\n")) == (1, 1)
    result = run("keys", "add", "--vendor", vendor_id, "--origin", "*", dsn=dsn)
    assert result.code == 1
    assert "origins is a list" in result.err


def test_a_source_of_webhooks_is_added_rotated_and_removed(
    run: Run, dsn_with_vendor: tuple[str, str], tmp_path: Path
) -> None:
    dsn, vendor_id = dsn_with_vendor
    add = ("hooks", "add", "studio-pay", "--vendor", vendor_id, "--like", "stripe")
    assert "there is no map" in run(*add, "--map", "stripe", dsn=dsn).err
    added = run(*add, "--map", str(EXAMPLES / "stripe.sql"), dsn=dsn).out
    assert added.startswith("path: /api/analytics/hooks/studio-pay\nsecret: whsec_")
    # The map is known by now; the secret is kept.
    assert run(*add, "--map", "stripe", "--json", dsn=dsn).json()["secret"] is None
    listed = run("hooks", "list", dsn=dsn).out
    assert "studio-pay" in listed
    assert "0 deliveries, 0 failed, 0 refused" in listed
    assert run("hooks", "list", "--json", dsn=dsn).json()[0]["map"] == "stripe"

    secret_file = tmp_path / "secret"
    secret_file.write_text("whsec_that_the_provider_chose\n")
    rotated = run("hooks", "rotate", "studio-pay", "--secret-file", str(secret_file), dsn=dsn)
    assert rotated.out == "rotated studio-pay\n"
    assert run("hooks", "rotate", "studio-pay", dsn=dsn).out.startswith("secret: whsec_")
    again = run(
        *add, "--map", "stripe", "--secret-file", str(secret_file),
        "--delivery-header", "X-Delivery", dsn=dsn,
    )  # fmt: skip
    assert again.out == "path: /api/analytics/hooks/studio-pay\n"
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            "select s.delivery_header, m.description from analytics.hook_sources as s"
            " join analytics.hook_maps as m using (map_name)"
        ).fetchall()
        secrets = connection.execute("select secret from analytics.hook_secrets").fetchall()
    assert rows[0][0] == "X-Delivery"
    assert rows[0][1].startswith("Payments of a provider")
    assert secrets == [("whsec_that_the_provider_chose",)]
    assert run("hooks", "remove", "studio-pay", dsn=dsn).out == "removed studio-pay\n"
    assert run("hooks", "list", "--json", dsn=dsn).json() == []
    assert run("hooks", "remove", "studio-pay", dsn=dsn).code == 1


def test_a_secret_key_has_scopes_and_an_end(run: Run, dsn_with_vendor: tuple[str, str]) -> None:
    dsn, vendor_id = dsn_with_vendor
    add = ("keys", "add", "--vendor", vendor_id)
    key = run(*add, "--scope", "ingest", "--scope", "read", "--name", "shop", dsn=dsn).out.strip()
    assert key.startswith("wk_live_")
    ending = run(*add, "--scope", "read", "--days", "30", "--json", dsn=dsn).json()
    listed = run("keys", "list", dsn=dsn).out
    assert f"{key[:14]}…  shop  ingest read  used never" in listed
    assert f"program  read  until {ending['expiresAt']}" in listed
    for wrong in (
        (),
        ("--scope", "read", "--origin", "https://www.example.com"),
        ("--origin", "https://www.example.com", "--days", "3"),
    ):
        assert run(*add, *wrong, dsn=dsn).code == 2
