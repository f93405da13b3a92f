"""Ten thousand hostile strings in every field: each gets an answer, and what is stored is exact."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from tests.py.api.calls import Headers

COUNT = 10_000
BATCH = 1_000
FIELDS = (
    *("id", "vendorId", "eventType", "timestamp", "sessionId", "userAgent", "ipAddress"),
    *("sourceSystem", "streamId", "priority", "schemaVersion", "eventData", "metadata"),
    *("/eventData/path", "/eventData/channel", "/metadata/note", "a name of its own"),
)
SEEDS = (
    *(
        "",
        " ",
        "\t\n\r",
        "'",
        '"',
        "\\",
        "\\\\",
        "''",
        "`",
        ";",
        "--",
        "/*",
        "*/",
        "$$",
        "$1",
        "$q$",
    ),
    *("' or '1'='1", "'; drop table public.analytics_events; --", "1; select pg_sleep(9)", "%s"),
    *("%(x)s", "%n%n%n", "{0}", "{}", "{{7*7}}", "${jndi:ldap://x}", "<script>alert(1)</script>"),
    *(
        "../../etc/passwd",
        "..\\..\\x",
        "file:///etc/passwd",
        "C:\\nul",
        "\u202eabc",
        "\u200b",
        "\ufeff",
    ),
    *(
        "\ud7ff",
        "\ue000",
        "\ufffd",
        "\uffff",
        "\U0010ffff",
        "\U0001f469\u200d\U0001f4bb",
        "é",
        "e\u0301",
    ),
    *(
        "ﷺ",
        "عربى",
        "עברית",
        "𝒳",
        "ß",
        "İ",
        "ı",
        "\x01",
        "\x1f",
        "\x7f",
        "\x80",
        "\x9f",
        "\u2028",
        "\u2029",
    ),
    *(
        "null",
        "NULL",
        "undefined",
        "NaN",
        "Infinity",
        "-Infinity",
        "true",
        "0",
        "-0",
        "1e999",
        "0x10",
    ),
    *(
        "99999999999999999999",
        "1.5",
        "01",
        "infinity",
        "epoch",
        "now",
        "today",
        "yesterday",
        "allballs",
    ),
    *("2026-13-45T99:99:99Z", "2026-05-01", "2026-05-01T10:00:00", "0000-00-00T00:00:00Z"),
    *(
        "9999999-01-01T00:00:00Z",
        "2026-05-01T10:00:00Z\n",
        "2026-05-01T24:00:00Z",
        "2026-02-30T00:00:00Z",
    ),
    *("00000000-0000-0000-0000-000000000000", "{00000000-0000-4000-8000-000000000000}", "g" * 36),
    *("::1", "127.0.0.1/8", "999.1.1.1", "::ffff:1.2.3.4%eth0", "page.viewed", "PAGE.VIEWED"),
    *("page.viewed ", "constructor", "__proto__", "a" * 255, "a" * 256, "ü" * 255, "x" * 5_000),
    *(
        "[" * 200,
        '{"a":' * 200,
        '{"$ref": "#"}',
        "\u0000",
        "a\u0000b",
        "\\u0000",
        "\\ud800",
        "\\x00",
    ),
)


def hostile_strings() -> Iterator[str]:
    """At least COUNT different strings: the seeds, their pairs, and mixtures of what is in them."""
    yield from SEEDS
    source = random.Random(20261125)
    alphabet = sorted({character for seed in SEEDS for character in seed})
    for number in range(COUNT):
        kind = number % 3
        if kind == 0:
            yield source.choice(SEEDS)[:300] + source.choice(SEEDS)[:300] + str(number)
        elif kind == 1:
            yield "".join(source.choices(alphabet, k=source.randint(1, 40)))
        else:
            points = (source.randint(1, 0x10FFFF) for _ in range(source.randint(1, 20)))
            yield "".join(chr(p) for p in points if not 0xD800 <= p <= 0xDFFF) + str(number)


# As the query of what is stored has them.
COLUMNS = (
    *("eventType", "eventData", "sessionId", "userAgent", "sourceSystem", "streamId", "metadata"),
)
FREE = ("sessionId", "userAgent", "sourceSystem", "streamId")
STRINGS = list(dict.fromkeys(hostile_strings()))


def make_event(vendor_id: str, field: str, value: str) -> dict[str, Any]:
    """A valid event but for the string in that field."""
    event: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "vendorId": vendor_id,
        "eventType": "page.viewed",
        "timestamp": "2026-05-01T10:00:00Z",
        "eventData": {"path": "/"},
        "metadata": {},
    }
    if field.startswith("/"):
        _, outer, inner = field.split("/")
        event[outer][inner] = value
    elif field in FIELDS[:-1]:
        event[field] = value
    else:
        event["metadata"] = {value: value}
    return event


def test_in_sql_they_get_an_answer_too(admin: psycopg.Connection[Any], vendor_id: str) -> None:
    """What jsonb can hold, in all the free fields at once."""
    stored = 0
    held = [s for s in STRINGS if "\0" not in s and not any("\ud800" <= c <= "\udfff" for c in s)]
    for start in range(0, len(held), BATCH):
        batch = [
            make_event(vendor_id, "metadata", "") | dict.fromkeys(FREE, s) | {"metadata": {s: s}}
            for s in held[start : start + BATCH]
        ]
        row = admin.execute(
            "select analytics_api.ingest_events(%s::jsonb) -> 'counts'", [json.dumps(batch)]
        ).fetchone()
        assert row is not None
        assert row[0]["received"] == len(batch) == row[0]["stored"] + row[0]["rejected"]
        stored += row[0]["stored"]
    rows = admin.execute(
        "select session_id, user_agent, source_system, stream_id, metadata"
        " from public.analytics_events where vendor_id = %s",
        [vendor_id],
    ).fetchall()
    assert len(rows) == stored > COUNT * 0.9
    for *texts, metadata in rows:
        assert [metadata] == [{text: text} for text in set(texts)]


def test_there_are_ten_thousand() -> None:
    assert len(STRINGS) >= COUNT


@pytest.mark.parametrize("field", FIELDS)
def test_every_string_in_the_field_gets_an_answer(
    client: FlaskClient,
    admin: psycopg.Connection[Any],
    headers: Headers,
    vendor_id: str,
    field: str,
) -> None:
    """Received = stored + duplicate + rejected, each is where it should be, and nothing else."""
    totals = {"received": 0, "stored": 0, "duplicate": 0, "rejected": 0}
    sent: dict[str, dict[str, Any]] = {}
    for start in range(0, len(STRINGS), BATCH):
        batch = [make_event(vendor_id, field, s) for s in STRINGS[start : start + BATCH]]
        sent |= {event["id"]: event for event in batch}
        answer = client.post("/api/analytics/events", json=batch, headers=headers)
        assert answer.status_code in (200, 207, 422)
        assert answer.json is not None
        for name in totals:
            totals[name] += answer.json["counts"][name]
    assert totals["received"] == len(STRINGS)
    assert totals["received"] == totals["stored"] + totals["duplicate"] + totals["rejected"]
    kept = admin.execute(
        "select count(*), count(*) filter (where (convert_from(raw_event, 'UTF8')) is not null)"
        " from public.analytics_rejected_events where vendor_id = %s",
        [vendor_id],
    ).fetchone()
    assert kept == (totals["rejected"], totals["rejected"])
    stored = admin.execute(
        "select id::text, event_type::text, event_data, session_id::text, user_agent,"
        " source_system, stream_id, metadata"
        " from public.analytics_events where vendor_id = %s",
        [vendor_id],
    ).fetchall()
    assert len(stored) == totals["stored"]
    if field == "id":
        return
    for event_id, *values in stored:
        event = sent[event_id]
        expected = [event.get(name) for name in COLUMNS]
        # What the event does not say is filled in from the request.
        expected[3] = event.get("userAgent", values[3])
        assert values == expected
