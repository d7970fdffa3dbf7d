"""The HTTP API as an OpenAPI document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from server import protocol_http as http

VERSION = "1"
"""Of the API: rises when a program that was written for it would have to be changed."""
OF_ALL = ("too_many_requests",)
BESIDE = ("unknown_path", "wrong_method")
"""Of what is under /api and no operation; the document keeps their answers with its components."""
OF_DRAWINGS = ("bad_message", "canvas_full", "too_large", *OF_ALL)
EXAMPLE = {"drawing": [[[0, 160, 160, 0, 0], [0, 0, 100, 100, 0]], [[0, 80, 160], [0, 60, 0]]]}
HEADERS: dict[str, tuple[str, Any]] = {
    "too_many_requests": ("Retry-After", {"description": "Seconds to wait.", "schema": {"type": "integer"}}),
    "wrong_method": ("Allow", {"description": "The right ones.", "schema": {"type": "string"}}),
}
SCHEMA = "#/components/schemas/{name}"


class Operation(NamedTuple):
    """One thing that can be asked."""

    method: str
    path: str
    summary: str
    asked: type | None
    told: type
    errors: tuple[str, ...] = OF_ALL


OPERATIONS = (
    Operation(
        "post", "/api/guess", "What the judge takes a drawing for.",
        http.GuessAsked, http.GuessesTold, OF_DRAWINGS,
    ),
    Operation(
        "post", "/api/explain", "How much of its confidence the judge owes to each stroke.",
        http.ExplanationAsked, http.ExplanationTold, (*OF_DRAWINGS, "unknown_category"),
    ),
    Operation("get", "/api/categories", "Everything that the judge knows.", None, http.CategoriesTold),
    Operation("get", "/api/packs", "The packs that prompts are drawn from.", None, http.PacksTold),
    Operation("get", "/api/model", "The model's manifest, with its measured figures.", None, http.ModelTold),
)  # fmt: skip


def openapi() -> dict[str, Any]:
    """The whole document, OpenAPI 3.1."""
    forms = [form for operation in OPERATIONS for form in (operation.asked, operation.told) if form]
    _roots, schemas = msgspec.json.schema_components([*forms, http.ErrorTold], ref_template=SCHEMA)
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Inkrace: the judge",
            "version": VERSION,
            "description": "What Inkrace’s judge makes of drawings, for other programs.",
        },
        "paths": paths,
        "components": {"schemas": schemas, "responses": answered_with(BESIDE)},
    }


def described(operation: Operation) -> dict[str, Any]:
    """One operation, with every error by its status."""
    answers = {"200": {"description": "The answer.", "content": content(operation.told)}}
    answers |= answered_with(operation.errors)
    asked: dict[str, Any] = {}
    if operation.asked:
        asked = {"requestBody": {"required": True, "content": content(operation.asked, example=EXAMPLE)}}
    name = operation.path.rsplit("/", 1)[1]
    return {"operationId": name, "summary": operation.summary, **asked, "responses": answers}


def answered_with(errors: Sequence[str]) -> dict[str, Any]:
    """The answers that have these errors, by their status."""
    statuses = sorted({http.ERRORS[name].status for name in errors})
    return {
        str(status): refusal([name for name in errors if http.ERRORS[name].status == status])
        for status in statuses
    }


def refusal(names: list[str]) -> dict[str, Any]:
    """The answer that has one of these errors, which share a status."""
    told = content(http.ErrorTold)
    told["application/json"]["schema"]["properties"] = {"error": {"enum": names}}
    means = " ".join(f"`{name}`: {http.ERRORS[name].means}" for name in names)
    headers = {header: found for name, (header, found) in HEADERS.items() if name in names}
    return {"description": means, "content": told} | ({"headers": headers} if headers else {})


def content(form: type, **more: Any) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": SCHEMA.format(name=form.__name__)}, **more}}
