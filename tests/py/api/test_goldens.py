"""One request and its answer for each operation, as the documentation shows them.

With WRITE_GOLDENS=1 ("make goldens") the answers are written instead of compared.
"""

from __future__ import annotations

import copy
import json
import os
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from psycopg.types.json import Jsonb

from app import cache
from app.openapi.document import EXAMPLES, compose_document, list_operations, operation_id
from tests.py.api.calls import bearer, make_token

VENDOR = "00000000-0000-4000-8000-00000000901d"
ORIGIN = "https://www.example.com"
SECRET = "a secret of the sender of these webhooks"
HOOK_MAP = """
select jsonb_build_object(
    'id', '0197a2f0-6b1e-7c54-9d1a-3f1f4a0b7c17', 'eventType', h.payload ->> 'type',
    'timestamp', '2026-05-07T10:00:00Z', 'eventData', h.payload -> 'data'
) as event
from hook as h
"""
NIL = "00000000-0000-4000-8000-000000000000"
KEPT = {VENDOR}
"""Ids that are told as they are; others are made anew each time."""
ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
# Nothing that the requests say lies after June 2026; what the service says of now does.
NOW = re.compile(r"\b20(?:26-(?:0[789]|1)|2[7-9]-|[3-9])[0-9-]*[0-9]T[0-9:.]+(?:Z|[+-][0-9:]+)?")
MADE = re.compile(r"eyJ[\w.-]+|\bw[kp]_\w+|\b(?:[0-9a-f]{16}){1,2}\b")
# How long it took, and what depends on what else is in the database.
MEASURED = re.compile(
    r'("(?:executionTime|processingTime|ageSeconds|dataFreshness|columnsSearched|rowsFound)": )'
    r"[0-9.e-]+"
)
WINDOW = re.compile(r'("rawEventsFrom": )"[^"]+"')


def mask(text: str) -> str:
    """Text without what is different each time."""
    text = ID.sub(
        lambda found: found[0] if found[0] in KEPT or found[0].startswith("0197a2f0") else NIL,
        text,
    )
    text = NOW.sub("2026-11-25T12:00:00+00:00", text)
    text = WINDOW.sub(r'\1"2026-01-01T00:00:00+00:00"', text)
    return MEASURED.sub(r"\g<1>1", MADE.sub("…", text))


def keep(value: Any, count: int) -> Any:
    """A value whose arrays have so many elements at most."""
    if isinstance(value, list):
        return [keep(item, count) for item in value[:count]]
    if isinstance(value, dict):
        return {name: keep(item, count) for name, item in value.items()}
    return value


def in_order(examples: dict[str, Any]) -> list[str]:
    """Names of the examples, each after those that it needs."""
    done: list[str] = []
    while len(done) < len(examples):
        ready = sorted(
            name
            for name, example in examples.items()
            if name not in done and set(example.get("after", ())) <= set(done)
        )
        assert ready, "the examples wait for each other"
        done.append(ready[0])
    return done


@pytest.fixture
def values(admin: psycopg.Connection[Any]) -> Iterator[dict[str, str]]:
    """What stands for {names} in requests: of a vendor with a key and a source of webhooks."""
    settings = {"displayName": "Lumen Photography", "timeZone": "Europe/Lisbon", "currency": "EUR"}
    admin.execute(
        "select analytics_api.register_vendors(array[%s::uuid], %s)", [VENDOR, Jsonb(settings)]
    )
    row = admin.execute(
        "select analytics_api.create_publishable_key(%s) ->> 'key'",
        [Jsonb({"vendorId": VENDOR, "origins": [ORIGIN]})],
    ).fetchone()
    assert row is not None
    admin.execute(
        "select analytics_api.register_hook_map(%s)", [Jsonb({"name": "golden", "sql": HOOK_MAP})]
    )
    source = {"source": "golden", "vendorId": VENDOR, "map": "golden", "secret": SECRET}
    admin.execute(
        "select analytics_api.register_hook_source(%s)",
        [Jsonb(source | {"signature": {"like": "token"}})],
    )
    yield {"publishableKey": row[0], "hookSecret": SECRET}
    admin.execute("delete from public.analytics_events where vendor_id = %s", [VENDOR])
    admin.execute("select analytics.fold_vendor(%s)", [VENDOR])
    admin.execute("delete from public.user_profiles where id = %s", [VENDOR])
    admin.execute("delete from public.analytics_rejected_events where vendor_id = %s", [VENDOR])
    admin.execute("delete from analytics.hook_maps where map_name = 'golden'")


def fill(value: Any, values: dict[str, str]) -> Any:
    """A part of a request with values for its {names}."""
    text = json.dumps(value)
    for name, known in values.items():
        text = text.replace(f"{{{name}}}", known)
    return json.loads(text)


def ask(client: FlaskClient, request: dict[str, Any], values: dict[str, str]) -> Any:
    metadata = {"vendor_ids": [VENDOR], "vendor_role": "owner"}
    filled = fill(request, values)
    body = filled.get("body")
    return client.open(
        filled["path"],
        method=filled["method"],
        query_string=filled.get("query"),
        headers={
            **bearer(make_token(sub=VENDOR, app_metadata=metadata)),
            "X-Request-Id": "golden-1",
            "User-Agent": "golden/1",
            **filled.get("headers", {}),
        },
        data=None if body is None else json.dumps(body),
        content_type=None if body is None else filled.get("contentType", "application/json"),
    )


def describe_answer(answer: Any, documented: dict[str, Any], count: int | None) -> dict[str, Any]:
    """An answer as its example tells it: status, documented headers, body."""
    told: dict[str, Any] = {"status": answer.status_code}
    response = documented.get(str(answer.status_code), {})
    names = [name for name in response.get("headers", {}) if name in answer.headers]
    if names:
        told["headers"] = {name: mask(answer.headers[name]) for name in names}
    if not answer.data:
        return told
    told["contentType"] = answer.mimetype
    if count == 0:
        return told
    body = mask(answer.text)
    told["body"] = (
        body if "json" not in answer.mimetype or "ndjson" in answer.mimetype else json.loads(body)
    )
    return told if count is None else told | {"body": keep(told["body"], count)}


def resolve(body: Any, pointer: str) -> str:
    """The value that a JSON pointer leads to; of an address the last part."""
    for step in pointer.split("/")[1:]:
        body = body[int(step) if isinstance(body, list) else step]
    return str(body).rpartition("/")[2]


def close(document: dict[str, Any]) -> dict[str, Any]:
    """The document with schemas that allow no member which they do not name."""
    closed = copy.deepcopy(document)
    for schema in closed["components"]["schemas"].values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return closed


def check_shape(name: str, document: dict[str, Any], media: dict[str, Any], body: Any) -> None:
    schema = media["schema"] | {"components": document["components"]}
    errors = sorted(Draft202012Validator(schema).iter_errors(body), key=str)
    assert [f"{name} {error.json_path}: {error.message}" for error in errors] == []


def test_every_operation_has_an_example(app: Flask) -> None:
    names = {operation_id(rule) for rule, _, _ in list_operations(app)}
    assert {path.stem for path in EXAMPLES.glob("*.json")} == names


def test_the_answers_are_those_of_the_examples(
    app: Flask, client: FlaskClient, values: dict[str, str]
) -> None:
    # What other tests have asked is not to be seen here.
    cache.init_app(app)
    document = close(compose_document(app))
    operations = {
        operation["operationId"]: operation
        for methods in document["paths"].values()
        for operation in methods.values()
    }
    examples = {path.stem: json.loads(path.read_text()) for path in EXAMPLES.glob("*.json")}
    differing = []
    for name in in_order(examples):
        example = examples[name]
        answer = ask(client, example["request"], values)
        documented = operations[name]["responses"]
        assert str(answer.status_code) in documented, f"{name}: {answer.text}"
        for saved, pointer in example.get("saves", {}).items():
            values[saved] = resolve(answer.json, pointer)
        told = describe_answer(answer, documented, example.get("keeps"))
        media = documented[str(answer.status_code)].get("content", {}).get(answer.mimetype)
        if media is not None and "json" in answer.mimetype and "ndjson" not in answer.mimetype:
            check_shape(name, document, media, answer.json)
        kind = example["request"].get("contentType", "application/json")
        taken = operations[name].get("requestBody", {}).get("content", {}).get(kind)
        if taken is not None:
            check_shape(name, document, taken, example["request"]["body"])
        if os.environ.get("WRITE_GOLDENS"):
            text = json.dumps(example | {"answer": told}, indent=2, ensure_ascii=False)
            (EXAMPLES / f"{name}.json").write_text(text + "\n")
        elif told != example.get("answer"):
            differing.append((name, told, example.get("answer")))
    assert differing == [], 'if this is meant, run "make goldens"'
