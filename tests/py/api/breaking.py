"""What of a new OpenAPI document would break the clients of an old one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

Json = dict[str, Any]
Direction = Literal["request", "answer"]
# Bounds that refuse more the larger they are, and the smaller they are.
_LOWER = ("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties")
_UPPER = ("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties")
_EXACT = ("pattern", "format", "const")


def list_breaking_changes(old: Json, new: Json) -> list[str]:
    """The changes, each with its place; none where clients of the old document can go on."""
    return list(_Comparison(old, new).compare())


class _Comparison:
    def __init__(self, old: Json, new: Json) -> None:
        self.old, self.new = old, new
        self._seen: set[tuple[str, str, str]] = set()

    def compare(self) -> Iterator[str]:
        for path, methods in self.old["paths"].items():
            for method, old in methods.items():
                place = f"{method.upper()} {path}"
                new = self.new["paths"].get(path, {}).get(method)
                if new is None:
                    yield f"{place}: the operation is gone"
                else:
                    yield from self._operation(place, old, new)

    def _operation(self, place: str, old: Json, new: Json) -> Iterator[str]:
        if old["operationId"] != new["operationId"]:
            yield f"{place}: the operation has another name"
        if not old["security"] and new["security"]:
            yield f"{place}: it takes a token now"
        yield from self._parameters(place, old.get("parameters", []), new.get("parameters", []))
        old_body, new_body = old.get("requestBody"), new.get("requestBody")
        if old_body is None and (new_body or {}).get("required"):
            yield f"{place}: it needs a body now"
        elif old_body and new_body:
            yield from self._content(f"{place} body", old_body, new_body, "request")
        for status, answer in old["responses"].items():
            if status.startswith("2"):
                if status not in new["responses"]:
                    yield f"{place}: it answers {status} no more"
                else:
                    found = new["responses"][status]
                    yield from self._content(f"{place} {status}", answer, found, "answer")

    def _parameters(self, place: str, old: list[Json], new: list[Json]) -> Iterator[str]:
        before = {(p["in"], p["name"]): p for p in old}
        after = {(p["in"], p["name"]): p for p in new}
        for key in before.keys() - after.keys():
            yield f"{place}: the parameter {key[1]} is gone"
        for key, parameter in after.items():
            was = before.get(key)
            if parameter.get("required") and not (was and was.get("required")):
                yield f"{place}: the parameter {key[1]} is required now"
            if was:
                yield from self._schema(
                    f"{place} {key[1]}", _schema_of(was), _schema_of(parameter), "request"
                )

    def _content(self, place: str, old: Json, new: Json, direction: Direction) -> Iterator[str]:
        for kind, media in old.get("content", {}).items():
            found = new.get("content", {}).get(kind)
            if found is None:
                yield f"{place}: {kind} is gone"
            else:
                yield from self._schema(place, media["schema"], found["schema"], direction)

    def _schema(self, place: str, old: Json, new: Json, direction: Direction) -> Iterator[str]:
        key = (old.get("$ref", ""), new.get("$ref", ""), direction)
        if all(key) and key in self._seen:
            return
        self._seen.add(key)
        old, new = _follow(self.old, old), _follow(self.new, new)
        befores, afters = old.get("anyOf", [old]), new.get("anyOf", [new])
        if len(befores) > 1 or len(afters) > 1:
            # Whatever was taken is still taken; whatever is answered could be before.
            given, known = (befores, afters) if direction == "request" else (afters, befores)
            for form in given:
                pairs = [
                    (form, other) if direction == "request" else (other, form) for other in known
                ]
                if all(list(self._fresh(place, *pair, direction)) for pair in pairs):
                    yield f"{place}: {_name(form)} is no longer among what it may be"
        else:
            yield from self._plain(place, befores[0], afters[0], direction)

    def _fresh(self, place: str, old: Json, new: Json, direction: Direction) -> Iterator[str]:
        """As _schema, of what may have been seen before: one form of several that are tried."""
        seen, self._seen = self._seen, set(self._seen)
        yield from self._schema(place, old, new, direction)
        self._seen = seen

    def _plain(self, place: str, old: Json, new: Json, direction: Direction) -> Iterator[str]:
        narrow, wide = (new, old) if direction == "request" else (old, new)
        if not _types(wide) <= _types(narrow):
            yield f"{place}: its type was {_name(old)} and is {_name(new)}"
            return
        if direction == "request":
            yield from _list_tightened(place, old, new)
        before, after = old.get("properties", {}), new.get("properties", {})
        for name in before.keys() - after.keys():
            if direction == "answer" or new.get("additionalProperties") is False:
                yield f"{place}: the member {name} is gone"
        required, was_required = set(new.get("required", [])), set(old.get("required", []))
        if direction == "request":
            for name in sorted(required - was_required):
                yield f"{place}: the member {name} is required now"
        else:
            for name in sorted((was_required - required) & after.keys()):
                yield f"{place}: the member {name} may be missing now"
        for name in before.keys() & after.keys():
            yield from self._schema(f"{place} {name}", before[name], after[name], direction)
        for keyword in ("items", "additionalProperties"):
            inner, outer = old.get(keyword), new.get(keyword)
            if isinstance(inner, dict) and isinstance(outer, dict):
                yield from self._schema(f"{place}[]", inner, outer, direction)


def _list_tightened(place: str, old: Json, new: Json) -> Iterator[str]:
    """Keywords by which a request is refused that was not."""
    if "enum" in new and not set(old.get("enum", [None])) <= set(new["enum"]):
        yield f"{place}: fewer values are allowed"
    if old.get("additionalProperties") is not False and new.get("additionalProperties") is False:
        yield f"{place}: unknown members are refused now"
    for keyword in _LOWER:
        if keyword in new and new[keyword] > old.get(keyword, float("-inf")):
            yield f"{place}: {keyword} has risen"
    for keyword in _UPPER:
        if keyword in new and new[keyword] < old.get(keyword, float("inf")):
            yield f"{place}: {keyword} has fallen"
    for keyword in _EXACT:
        if keyword in new and new[keyword] != old.get(keyword):
            yield f"{place}: {keyword} has changed"


def _schema_of(parameter: Json) -> Json:
    found: Json = parameter.get("schema") or parameter["content"]["application/json"]["schema"]
    return found


def _follow(document: Json, schema: Json) -> Json:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _types(schema: Json) -> set[str]:
    """The types of JSON that a schema allows; a number may be whole."""
    every = {"null", "boolean", "object", "array", "number", "integer", "string"}
    found = schema.get("type", every)
    types = {found} if isinstance(found, str) else set(found)
    return types | {"integer"} if "number" in types else types


def _name(schema: Json) -> str:
    return str(schema.get("$ref", schema.get("type", "anything"))).rpartition("/")[2]
