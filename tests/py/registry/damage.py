"""Fifty kinds of damage that can be done to valid data of an event.

Each kind takes a schema and a valid example of it, and gives damaged copies, each with the JSON
pointer at which the damage is to be found. A kind that a schema leaves no room for gives none.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

Json = Any
Damaged = tuple[Json, str]
Kind = Callable[[Json, Json], Iterator[Damaged]]

WRONG_TYPES: dict[str, Json] = {
    "null": None,
    "boolean": True,
    "integer": 7,
    "fraction": 7.5,
    "string": "seven",
    "array": [],
    "object": {},
}


def types_of(schema: Json) -> set[str]:
    """The types that a schema admits."""
    named = schema.get("type", [])
    return {named} if isinstance(named, str) else set(named)


def admits(schema: Json, value: str) -> bool:
    """Whether a value of this name could be of one of the types."""
    types = types_of(schema)
    return (
        not types
        or value in types
        or (value in ("integer", "fraction") and "number" in types)
        or (value == "integer" and "integer" in types)
    )


def with_field(example: Json, name: str, value: Json) -> Json:
    changed = copy.deepcopy(example)
    changed[name] = value
    return changed


def each_field(change: Callable[[Json], Iterator[Json]]) -> Kind:
    """A kind that puts wrong values into each field whose schema gives some."""

    def kind(schema: Json, example: Json) -> Iterator[Damaged]:
        for name, field in schema["properties"].items():
            for value in change(field):
                yield with_field(example, name, value), f"/{name}"

    return kind


def each_item(change: Callable[[Json], Iterator[Json]]) -> Kind:
    """A kind that puts arrays with a wrong item into each field that is an array."""

    def kind(schema: Json, example: Json) -> Iterator[Damaged]:
        for name, field in schema["properties"].items():
            if "items" in field:
                for value in change(field["items"]):
                    yield with_field(example, name, ["good", value]), f"/{name}/1"

    return kind


def wrong_type(name: str) -> Kind:
    def change(field: Json) -> Iterator[Json]:
        if not admits(field, name):
            yield WRONG_TYPES[name]

    return each_field(change)


def whole_value(name: str) -> Kind:
    def kind(schema: Json, example: Json) -> Iterator[Damaged]:
        yield WRONG_TYPES[name], ""

    return kind


def required_is(change: Callable[[Json, str], Json]) -> Kind:
    def kind(schema: Json, example: Json) -> Iterator[Damaged]:
        for name in schema["required"]:
            yield change(copy.deepcopy(example), name), f"/{name}"

    return kind


def without(example: Json, name: str) -> Json:
    del example[name]
    return example


def extra(name: str, value: Json = 1) -> Kind:
    def kind(schema: Json, example: Json) -> Iterator[Damaged]:
        pointer = name.replace("~", "~0").replace("/", "~1")
        yield with_field(example, name, value), f"/{pointer}"

    return kind


def of_keyword(keyword: str, change: Callable[[Any], Json]) -> Kind:
    def values(field: Json) -> Iterator[Json]:
        if keyword in field:
            yield change(field[keyword])

    return each_field(values)


def of_text(change: Callable[[Json], Json]) -> Kind:
    """Text of fields whose pattern only plain decimals or capitals fit."""

    def values(field: Json) -> Iterator[Json]:
        if "pattern" in field:
            yield change(field)

    return each_field(values)


def of_format(name: str, text: str) -> Kind:
    def values(field: Json) -> Iterator[Json]:
        if field.get("format") == name:
            yield text

    return each_field(values)


def of_enum(change: Callable[[str], Json]) -> Kind:
    def values(field: Json) -> Iterator[Json]:
        for value in field.get("enum", [])[:1]:
            yield change(value)

    return each_field(values)


def of_array(change: Callable[[Json], Json]) -> Kind:
    def values(field: Json) -> Iterator[Json]:
        if types_of(field) == {"array"}:
            yield change(field)

    return each_field(values)


def renamed(change: Callable[[str], str]) -> Kind:
    def kind(schema: Json, example: Json) -> Iterator[Damaged]:
        for name in schema["required"]:
            if change(name) != name:
                damaged = copy.deepcopy(example)
                damaged[change(name)] = damaged.pop(name)
                yield damaged, f"/{name}"

    return kind


KINDS: dict[str, Kind] = {
    **{f"a field is {name}": wrong_type(name) for name in WRONG_TYPES},
    **{f"the data is {name}": whole_value(name) for name in WRONG_TYPES if name != "object"},
    "a required field is missing": required_is(without),
    "a required field is null": required_is(lambda e, n: with_field(e, n, None)),
    "a required field is wrapped in an array": required_is(lambda e, n: with_field(e, n, [e[n]])),
    "a required field is wrapped in an object": required_is(
        lambda e, n: with_field(e, n, {"value": e[n]})
    ),
    "a required field is in snake case": renamed(
        lambda n: "".join("_" + c.lower() if c.isupper() else c for c in n)
    ),
    "a required field is in capitals": renamed(str.upper),
    "a required field has a blank after its name": renamed(lambda n: n + " "),
    "there is a field too many": extra("surplus"),
    "there is a field with an empty name": extra(""),
    "there is a field with a slash in its name": extra("a/b"),
    "there is a field with a tilde in its name": extra("a~b"),
    "there is a field of JavaScript": extra("__proto__", {}),
    "there is a field too many that is null": extra("surplus", None),
    "a number is below its minimum": of_keyword("minimum", lambda m: m - 1),
    "a number is a little below its minimum": of_keyword("minimum", lambda m: m - 0.001),
    "a number is above its maximum": of_keyword("maximum", lambda m: m + 1),
    "a number is far above its maximum": of_keyword("maximum", lambda m: m * 10**9),
    "a text is too short": of_keyword("minLength", lambda n: "x" * (n - 1)),
    "a text is too long": of_keyword("maxLength", lambda n: "x" * (n + 1)),
    "a text of other letters is too long": of_keyword("maxLength", lambda n: "💒" * (n + 1)),
    "a pattern finds nothing": of_text(lambda _: ""),
    "a pattern finds a blank before": of_text(
        lambda f: " 1" if "number" in types_of(f) else " EUR"
    ),
    "a pattern finds a line feed after": of_text(
        lambda f: "1\n" if "number" in types_of(f) else "EUR\n"
    ),
    "a pattern finds other digits": of_text(lambda _: "١٢٣"),
    "a pattern finds a comma": of_text(lambda _: "1,5"),
    "a pattern finds an exponent": of_text(lambda f: "1e5" if "number" in types_of(f) else "1E5"),
    "a date is of no calendar": of_format("date", "2026-02-30"),
    "a date is the other way round": of_format("date", "19.06.2027"),
    "a date has a time": of_format("date", "2027-06-19T10:00:00Z"),
    "a date has no zeros": of_format("date", "2027-6-9"),
    "a time has no offset": of_format("date-time", "2026-05-08T16:00:00"),
    "a time has no such hour": of_format("date-time", "2026-05-08T25:00:00Z"),
    "a value is none of an enumeration": of_enum(lambda _: "none of them"),
    "a value of an enumeration is in capitals": of_enum(str.upper),
    "a value of an enumeration has a blank": of_enum(lambda v: v + " "),
    "an array is too long": of_array(lambda f: [f"x{n}" for n in range(f["maxItems"] + 1)]),
    "an array holds a thing twice": of_array(lambda _: ["twice", "twice"]),
    "an item of an array is a number": each_item(lambda _: iter([7])),
    "an item of an array is empty": each_item(lambda _: iter([""])),
}
