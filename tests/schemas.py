"""As much of JSON Schema as the API's description uses; a keyword that is not known here is an error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

WORDS_ONLY = {"title", "description", "default"}
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def breaches(value: Any, schema: dict[str, Any], document: dict[str, Any], at: str = "$") -> Iterator[str]:
    """Each place where the value is not as the schema has it."""
    for keyword, wanted in schema.items():
        if keyword not in WORDS_ONLY:
            yield from CHECKS[keyword](value, wanted, schema, document, at)


def _ref(value, wanted, _schema, document, at):
    found = document
    for key in wanted.removeprefix("#/").split("/"):
        found = found[key]
    yield from breaches(value, found, document, at)


def _type(value, wanted, _schema, _document, at):
    if not isinstance(value, TYPES[wanted]) or (isinstance(value, bool) and wanted in ("integer", "number")):
        yield f"{at}: {value!r} is no {wanted}"


def _properties(value, wanted, _schema, document, at):
    for name in wanted.keys() & value if isinstance(value, dict) else ():
        yield from breaches(value[name], wanted[name], document, f"{at}.{name}")


def _required(value, wanted, _schema, _document, at):
    yield from (f"{at}.{name} is missing" for name in wanted if isinstance(value, dict) and name not in value)


def _additional(value, wanted, schema, document, at):
    more = value.keys() - schema.get("properties", {}) if isinstance(value, dict) else ()
    for name in more:
        if wanted is False:
            yield f"{at}.{name} is unknown"
        else:
            yield from breaches(value[name], wanted, document, f"{at}.{name}")


def _items(value, wanted, _schema, document, at):
    for number, item in enumerate(value if isinstance(value, list) else ()):
        yield from breaches(item, wanted, document, f"{at}[{number}]")


def _prefix_items(value, wanted, _schema, document, at):
    for number, (item, one) in enumerate(zip(value, wanted, strict=False) if isinstance(value, list) else ()):
        yield from breaches(item, one, document, f"{at}[{number}]")


def _any_of(value, wanted, _schema, document, at):
    if all(list(breaches(value, one, document, at)) for one in wanted):
        yield f"{at}: {value!r} is none of what it may be"


def _enum(value, wanted, _schema, _document, at):
    if value not in wanted:
        yield f"{at}: {value!r} is none of {wanted}"


def _limit(fits):
    def check(value, wanted, _schema, _document, at):
        measured = len(value) if isinstance(value, list) else value
        if isinstance(measured, (int, float)) and not fits(measured, wanted):
            yield f"{at}: {measured} is beyond {wanted}"

    return check


AT_LEAST, AT_MOST = (
    _limit(lambda found, wanted: found >= wanted),
    _limit(lambda found, wanted: found <= wanted),
)
CHECKS = {
    "$ref": _ref,
    "type": _type,
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "items": _items,
    "prefixItems": _prefix_items,
    "anyOf": _any_of,
    "enum": _enum,
    "minimum": AT_LEAST,
    "minItems": AT_LEAST,
    "maximum": AT_MOST,
    "maxItems": AT_MOST,
}
