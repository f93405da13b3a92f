"""The OpenAPI document, put together from routes, docstrings, descriptions and examples."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from flask import Flask
from pydantic import BaseModel, TypeAdapter
from pydantic.alias_generators import to_camel
from pydantic.json_schema import GenerateJsonSchema
from werkzeug.routing import Rule

from app.openapi.describe import Content, Description
from app.shapes import ProblemAnswer

JsonObject = dict[str, Any]
EXAMPLES = Path(__file__).parent / "examples"
_REF = "#/components/schemas/{model}"
_REFERENCE = re.compile(r"#/components/schemas/(\w+)")
_PROBLEM = "application/problem+json"
_VARIABLE = re.compile(r"<(?:(?P<kind>[a-z]+):)?(?P<name>\w+)>")
_PATH_TYPES: dict[str | None, JsonObject] = {
    None: {"type": "string", "minLength": 1},
    "uuid": {"type": "string", "format": "uuid"},
}
_PLACEHOLDER = re.compile(r"\{[a-zA-Z]+\}")
_SOME_ID = "00000000-0000-4000-8000-000000000000"
_INTRODUCTION = """\
Event analytics for wedding vendors. Members of requests and answers are in camelCase; types of
events, names of metrics and enumerated values in lower case. Times are RFC 3339. An unknown member
or parameter is refused. Every error is a problem of RFC 9457 with `code`, `requestId` and, where
the request is wrong, `errors` by JSON pointer. Lists are read page by page: follow the `Link` of
relation `next`, or send its `nextCursor` as `cursor`."""
_PROBLEMS = {
    400: "The request cannot be read.",
    401: "There is no valid token, key or signature.",
    403: "The caller may not do this.",
    404: "There is no such thing, or it is not the caller's: the two are not told apart.",
    405: "This request may only read.",
    409: "The request contradicts what is stored.",
    412: "It has changed since it was read.",
    413: "The body is too large.",
    415: "The content type or encoding is not known here.",
    422: "The request can be read, and is wrong.",
    428: "A change needs `If-Match`.",
    429: "Too many requests.",
    500: "A mistake of ours; the log has the request id.",
    501: "Specified, and not there yet.",
    503: "Just now it cannot be done; try again.",
}
_HEADERS = {
    "X-Request-Id": "The id of the request: as it was sent, or made here",
    "Retry-After": "Seconds after which to try again",
    "RateLimit": "What is left: units that may be spent at once, and seconds until it is all back",
    "RateLimit-Policy": "The limits that the request counts against: units and seconds",
    "WWW-Authenticate": "How to authenticate",
}
_IDEMPOTENCY_KEY: JsonObject = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": "^[!#-~]([ -~]{0,253}[!-~])?$"},
    "description": "Of the caller's choice, the same for each retry of a request: it counts once,"
    " and for a day gets the same answer, with the header `Idempotent-Replayed: true`",
}
_SECURITY: JsonObject = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A JWT of the configured issuer, or a secret key of the vendor. The roles"
        " that a route names are scopes; a JWT has them all.",
    },
    "publishableKey": {
        "type": "apiKey",
        "in": "query",
        "name": "key",
        "description": "A publishable key, which is worth something on pages of its origins only",
    },
}


class _Schemas(GenerateJsonSchema):
    """JSON Schemas without the titles that pydantic makes of names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Whether a member gets a title: never."""
        return False


def list_operations(app: Flask) -> Iterator[tuple[Rule, str, Any]]:
    """Rule, method and view of every route; HEAD and OPTIONS that Flask adds are not counted."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda r: (r.rule, sorted(r.methods or ()))):
        methods = set(rule.methods or ()) - {"HEAD"}
        if getattr(rule, "provide_automatic_options", False):
            methods -= {"OPTIONS"}
        for method in sorted(methods):
            yield rule, method, app.view_functions[rule.endpoint]


def compose_document(app: Flask) -> JsonObject:
    """The document of all routes that are described."""
    operations = [
        (rule, method, view)
        for rule, method, view in list_operations(app)
        if hasattr(view, "description")
    ]
    schemas = _Components([view.description for _, _, view in operations])
    paths: JsonObject = {}
    for rule, method, view in operations:
        path = _VARIABLE.sub(lambda found: f"{{{to_camel(found['name'])}}}", rule.rule)
        paths.setdefault(path, {})[method.lower()] = _operation(rule, method, view, schemas)
    statuses = sorted({s for _, _, view in operations for s in problem_statuses(view.description)})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "WedSync Analytics",
            "version": version("wedsync-analytics"),
            "description": _INTRODUCTION.replace("\n", " "),
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": name, "description": text}
            for name, text in sorted({_tag(app, rule) for rule, _, _ in operations})
        ],
        "paths": paths,
        "components": {
            "schemas": schemas.used(paths),
            "responses": {f"Problem{status}": _problem_answer(status) for status in statuses},
            "headers": {name: _header(text) for name, text in _HEADERS.items()},
            "securitySchemes": _SECURITY,
        },
    }


def operation_id(rule: Rule) -> str:
    """The name of an operation: that of its view, in camelCase."""
    return to_camel(rule.endpoint.rpartition(".")[2])


def problem_statuses(description: Description) -> list[int]:
    """Statuses of the problems that a view may answer."""
    found = set(description.problems)
    if description.scope:
        found |= {401, 403}
    if description.query:
        found |= {400, 422}
    if description.body:
        found |= {400, 413, 415}
        if "application/json" in description.body:
            found.add(422)
    if description.uses_database:
        found |= {500, 503}
        if description.is_limited:
            found.add(429)
    return sorted(found)


@cache
def read_example(name: str) -> JsonObject:
    """The golden request and answer of an operation; nothing where it has none.

    What stands for a value of the request before it is shown as some id.
    """
    path = EXAMPLES / f"{name}.json"
    text = path.read_text() if path.exists() else "{}"
    example: JsonObject = json.loads(_PLACEHOLDER.sub(_SOME_ID, text))
    return example


class _Components:
    """The schemas of all types that the descriptions name, and references to them."""

    def __init__(self, descriptions: list[Description]) -> None:
        found: list[Content] = [ProblemAnswer]
        for description in descriptions:
            for content in (description.body, *description.answers.values()):
                found.extend(content.values())
            if description.query:
                found.append(description.query)
        adapters: list[tuple[Any, Any, TypeAdapter[Any]]] = [
            (str(index), "validation", TypeAdapter(content)) for index, content in enumerate(found)
        ]
        by_key, rest = TypeAdapter.json_schemas(
            adapters, ref_template=_REF, schema_generator=_Schemas
        )
        self._schemas = {
            id(content): by_key[str(index), "validation"] for index, content in enumerate(found)
        }
        self.definitions: JsonObject = _tidy(rest.get("$defs", {}))

    def take(self, query: type[BaseModel]) -> JsonObject:
        """The schema of a query, whose members become parameters."""
        return cast(JsonObject, self.definitions[query.__name__])

    def media(self, kind: str, content: Content) -> JsonObject:
        """The media type object of a content."""
        if content is bytes:
            return {"schema": {"type": "string", "contentMediaType": kind}}
        if content is str:
            return {"schema": {"type": "string"}}
        return {"schema": _tidy(self._schemas[id(content)])}

    def used(self, paths: JsonObject) -> JsonObject:
        """Those that the paths refer to, directly or by another one."""
        found: set[str] = {ProblemAnswer.__name__}
        text = json.dumps(paths)
        while True:
            text += "".join(json.dumps(self.definitions[name]) for name in sorted(found))
            names = set(_REFERENCE.findall(text))
            if names <= found:
                return {name: self.definitions[name] for name in sorted(found)}
            found |= names


def _tidy(schema: Any) -> Any:
    """A schema without the defaults null, by which pydantic says that a member may be missing."""
    if isinstance(schema, list):
        return [_tidy(item) for item in schema]
    if isinstance(schema, dict):
        return {
            name: _tidy(value)
            for name, value in schema.items()
            if not (name == "default" and value is None)
        }
    return schema


def _tag(app: Flask, rule: Rule) -> tuple[str, str]:
    """The capability of a route, and the first sentence about it."""
    name = rule.endpoint.partition(".")[0]
    module = inspect.getmodule(app.view_functions[rule.endpoint])
    return name, (inspect.getdoc(module) or "").partition("\n")[0]


def _operation(rule: Rule, method: str, view: Any, schemas: _Components) -> JsonObject:
    """The operation object of one method of a route."""
    description: Description = view.description
    summary, _, text = (inspect.getdoc(view) or "").partition("\n")
    name = operation_id(rule)
    example = read_example(name)
    asked = example.get("request", {})
    operation: JsonObject = {
        "operationId": name,
        "tags": [rule.endpoint.partition(".")[0]],
        "summary": summary.rstrip("."),
    }
    if text.strip():
        operation["description"] = (
            text.strip().replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n")
        )
    parameters = [*_path_parameters(rule, description), *_header_parameters(description)]
    takes_key = description.takes_idempotency_key(method)
    if takes_key:
        parameters.append(_IDEMPOTENCY_KEY)
    if description.query:
        parameters += _query_parameters(schemas.take(description.query), asked.get("query", {}))
    if parameters:
        operation["parameters"] = parameters
    if description.body:
        operation["requestBody"] = {
            "required": True,
            "content": {
                kind: schemas.media(kind, content) for kind, content in description.body.items()
            },
        }
        _add_example(operation["requestBody"]["content"], asked)
    operation["responses"] = _answers(description, schemas, example.get("answer", {}))
    if takes_key:
        # What may become of the key itself.
        for status in (400, 409, 422):
            reference = {"$ref": f"#/components/responses/Problem{status}"}
            operation["responses"].setdefault(str(status), reference)
    security = description.security or (description.scope and "bearer")
    operation["security"] = (
        [{security: [description.scope] if description.scope else []}] if security else []
    )
    return operation


def _add_example(content: JsonObject, message: JsonObject) -> None:
    """Put the body of a golden message beside the schema of its media type."""
    kind = message.get("contentType", "application/json")
    if "body" in message and kind in content:
        content[kind]["examples"] = {"golden": {"value": message["body"]}}


def _path_parameters(rule: Rule, description: Description) -> Iterator[JsonObject]:
    for found in _VARIABLE.finditer(rule.rule):
        name = to_camel(found["name"])
        parameter = {
            "name": name,
            "in": "path",
            "required": True,
            "schema": _PATH_TYPES[found["kind"]],
        }
        if name in description.parameters:
            parameter["description"] = description.parameters[name]
        yield parameter


def _header_parameters(description: Description) -> Iterator[JsonObject]:
    for name, text in description.request_headers.items():
        schema = {"type": "string"}
        yield {
            "name": name,
            "in": "header",
            "required": True,
            "schema": schema,
            "description": text,
        }
    if description.is_cached:
        yield {
            "name": "If-None-Match",
            "in": "header",
            "schema": {"type": "string"},
            "description": "The tags of answers that the client has",
        }


def _query_parameters(schema: JsonObject, asked: JsonObject) -> Iterator[JsonObject]:
    for name, found in schema["properties"].items():
        parameter: JsonObject = {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", []),
        }
        member = {n: value for n, value in found.items() if n != "description"}
        if "description" in found:
            parameter["description"] = found["description"]
        match _written_as(found):
            case "commas":
                parameter |= {"style": "form", "explode": False, "schema": _present(member)}
            case "json":
                parameter["content"] = {"application/json": {"schema": _present(member)}}
            case _:
                parameter["schema"] = _present(member)
        if name in asked:
            parameter["example"] = _read_parameter(asked[name], parameter)
        yield parameter


def _read_parameter(text: str, parameter: JsonObject) -> Any:
    """The value that the text of a parameter stands for."""
    if "content" in parameter:
        return json.loads(text)
    if "explode" in parameter:
        return text.split(",")
    return int(text) if parameter["schema"].get("type") == "integer" else text


def _written_as(schema: JsonObject) -> str | None:
    """How a parameter is written, where it is not a plain value."""
    forms = [schema, *schema.get("anyOf", [])]
    return next((form["x-query"] for form in forms if "x-query" in form), None)


def _present(schema: JsonObject) -> JsonObject:
    """The schema of a parameter where it is there: null cannot be written in a query string."""
    forms = [
        {name: value for name, value in form.items() if name != "x-query"}
        for form in schema.get("anyOf", [])
        if form != {"type": "null"}
    ]
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "x-query")}
    if len(forms) == 1:
        return {**forms[0], **rest}
    return {"anyOf": forms, **rest} if forms else schema


def _answers(description: Description, schemas: _Components, golden: JsonObject) -> JsonObject:
    """The responses object: what is answered, and every problem that may be."""
    answers: JsonObject = {}
    for status, content in sorted(description.answers.items()):
        headers = description.headers.get(status, {})
        answer: JsonObject = {
            "description": HTTPStatus(status).phrase,
            "headers": {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}
            | {name: _header(text) for name, text in headers.items()},
        }
        if content:
            answer["content"] = {kind: schemas.media(kind, c) for kind, c in content.items()}
            if status == golden.get("status"):
                _add_example(answer["content"], golden)
        answers[str(status)] = answer
    for status in problem_statuses(description):
        answers.setdefault(str(status), {"$ref": f"#/components/responses/Problem{status}"})
    return answers


def _header(text: str) -> JsonObject:
    return {"description": text, "schema": {"type": "string"}}


def _problem_answer(status: int) -> JsonObject:
    names = ["X-Request-Id"]
    if status in (429, 503):
        names.append("Retry-After")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        names += ["RateLimit", "RateLimit-Policy"]
    if status == HTTPStatus.UNAUTHORIZED:
        names.append("WWW-Authenticate")
    return {
        "description": _PROBLEMS[status],
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {_PROBLEM: {"schema": {"$ref": _REF.format(model=ProblemAnswer.__name__)}}},
    }
