"""The document says what the routes are, who may use them, and nothing else."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from app.openapi.document import compose_document, list_operations, operation_id
from tests.py.api.calls import Headers

ROOT = Path(__file__).parents[3]
SOME_ID = "99999999-9999-4999-8999-999999999999"


@pytest.fixture(scope="session")
def document(app: Flask) -> dict[str, Any]:
    return compose_document(app)


def test_every_route_is_described(app: Flask) -> None:
    undescribed = [
        f"{method} {rule.rule}"
        for rule, method, view in list_operations(app)
        if not hasattr(view, "description")
    ]
    assert undescribed == [], "say @describes(…) beside the route: see CONTRIBUTING.md"


def test_the_document_has_the_routes_and_no_others(app: Flask, document: dict[str, Any]) -> None:
    routes = Counter(
        (re.sub("<[^>]+>", "{}", rule.rule), method.lower())
        for rule, method, _ in list_operations(app)
    )
    described = Counter(
        (re.sub("{[^}]+}", "{}", path), method)
        for path, methods in document["paths"].items()
        for method in methods
    )
    assert described == routes


def test_the_document_is_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_each_operation_has_a_name_of_its_own_and_says_what_it_does(
    app: Flask, document: dict[str, Any]
) -> None:
    names = Counter(operation_id(rule) for rule, _, _ in list_operations(app))
    assert [name for name, count in names.items() if count > 1] == []
    for methods in document["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert operation["responses"]


def test_schemas_have_names_of_their_own(document: dict[str, Any]) -> None:
    # Pydantic tells two models of one name apart by their modules.
    assert [name for name in document["components"]["schemas"] if "__" in name] == []


def test_a_scope_is_told_where_a_token_is_asked_for_and_nowhere_else(
    app: Flask, client: FlaskClient
) -> None:
    for rule, method, view in list_operations(app):
        path = re.sub("<[^>]+>", SOME_ID, rule.rule)
        answer = client.open(path, method=method)
        is_refused = answer.status_code == 401 and answer.json["code"] == "unauthorized"  # type: ignore[index]
        assert is_refused == (view.description.scope is not None), f"{method} {path}"


def test_the_document_is_served_and_kept_in_caches(
    client: FlaskClient, document: dict[str, Any]
) -> None:
    answer = client.get("/openapi.json")
    assert answer.json == document
    again = client.get("/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_committed_document_is_that_of_the_code(document: dict[str, Any]) -> None:
    committed = json.loads((ROOT / "docs/openapi.json").read_text())
    assert committed == document, 'run "make openapi"'


def test_the_page_needs_nothing_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    references = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(references) >= 4
    for reference in references:
        assert not reference.startswith(("http", "//")), reference
        if not reference.startswith("data:"):
            assert client.get(f"/{reference}").status_code == 200, reference
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]
    missing = client.get("/docs/docs.html")
    assert (missing.status_code, missing.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "body", "status", "code", "pointers"),
    [
        ("events/deletions", {}, 422, "invalid_shape", ["/eventType", "/id"]),
        ("events/deletions", [], 422, "invalid_shape", [""]),
        ("events/deletions", {"a/b~": 1, "id": SOME_ID, "eventType": "x"}, 422, "invalid_shape",
         ["/a~1b~0"]),
        ("events/corrections", {"id": 1, "eventType": "x", "eventData": []}, 422, "invalid_shape",
         ["/id", "/eventData"]),
        ("clients/erasures", {"clientId": "c", "identifiers": ["abcd", 5]}, 422, "invalid_shape",
         ["/identifiers/1"]),
        ("wedding-insights", {"analysisType": "seasonal", "years": 0}, 422, "invalid_shape",
         ["/years"]),
        ("wedding-insights", {"analysisType": "x"}, 400, "unknown_analysis_type",
         ["/analysisType"]),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_pointed_at(
    client: FlaskClient,
    headers: Headers,
    path: str,
    body: Any,
    status: int,
    code: str,
    pointers: list[str],
) -> None:
    answer = client.post(f"/api/analytics/{path}", json=body, headers=headers)
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert [error["pointer"] for error in answer.json["errors"]] == pointers
    assert all(error["detail"] for error in answer.json["errors"])


def test_what_is_not_json_is_told_apart_from_a_wrong_shape(
    client: FlaskClient, headers: Headers
) -> None:
    for body, expected in (
        (b"{", (400, "invalid_json")),
        (b"", (400, "invalid_json")),
        (b"[" * 10_000, (400, "invalid_json")),
        (b'{"id": "\\u0000"', (400, "invalid_json")),
        (b'{"id": NaN}', (422, "invalid_shape")),
    ):
        answer = client.post(
            "/api/analytics/events/deletions",
            data=body,
            headers=headers,
            content_type="application/json",
        )
        assert answer.json is not None
        assert (answer.status_code, answer.json["code"]) == expected


def test_a_number_is_no_time(client: FlaskClient, headers: Headers) -> None:
    for text in ("0.5", "1767225600", "1e9"):
        answer = client.get(f"/api/analytics/usage?to={text}", headers=headers)
        assert answer.json is not None
        assert (answer.status_code, answer.json["code"]) == (422, "invalid_shape")
        assert [error["pointer"] for error in answer.json["errors"]] == ["/to"]


@pytest.mark.parametrize(
    ("query", "status", "pointer"),
    [
        ("vendorId=x", 422, "/vendorId"),
        ("vendor=x", 422, "/vendor"),
        (f"vendorId={SOME_ID}&vendorId={SOME_ID}", 400, "/vendorId"),
    ],
)
def test_a_wrong_parameter_is_pointed_at(
    client: FlaskClient, headers: Headers, query: str, status: int, pointer: str
) -> None:
    answer = client.get(f"/api/analytics/dashboards?{query}", headers=headers)
    assert answer.json is not None
    assert answer.status_code == status
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]
