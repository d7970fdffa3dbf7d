"""The description says what the parser does."""

import json
import re
from pathlib import Path

import pytest

from server import protocol_http as http
from server.protocol_openapi import EXAMPLE, OPERATIONS, openapi
from tests.schemas import breaches
from tests.test_protocol_http import REFUSED, TAKEN

SERVER = Path(__file__).parent.parent / "server"
UNSAID = ("more x than y", "more times than points")
"""What a schema cannot say of a drawing."""


def asked_of(name):
    return {"$ref": f"#/components/schemas/{name}"}


def of_json(name):
    """Whether this body is JSON at all, which knows no NaN and no infinity."""
    try:
        json.loads(REFUSED[name][0], parse_constant=unknown)
    except (ValueError, RecursionError):
        return False
    return True


def unknown(name):
    raise ValueError(name)


OUT_OF_FORM = [name for name in REFUSED if REFUSED[name][1] == "bad_message" and name not in UNSAID]


@pytest.mark.parametrize("name", list(filter(of_json, OUT_OF_FORM)))
def test_what_is_refused_for_its_form_is_not_of_the_form_described(name):
    assert list(breaches(json.loads(REFUSED[name][0]), asked_of("GuessAsked"), openapi()))


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken_is_of_the_form_described(name):
    for form in ("GuessAsked", "ExplanationAsked"):
        assert list(breaches({"drawing": TAKEN[name]}, asked_of(form), openapi())) == []


def test_the_example_is_taken():
    assert http.parse_explanation(json.dumps(EXAMPLE).encode()).category is None


def test_every_reference_leads_to_a_schema_and_every_schema_is_used():
    found = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(openapi())))
    assert found == openapi()["components"]["schemas"].keys()


def told_by(answer):
    """The errors that a described answer may hold, each of which its description explains."""
    names = answer["content"]["application/json"]["schema"]["properties"]["error"]["enum"]
    assert all(f"`{name}`: {http.ERRORS[name].means}" in answer["description"] for name in names)
    return names


def test_every_named_error_is_raised_and_documented_with_its_status_and_no_other_is():
    sources = "".join((SERVER / name).read_text() for name in ("views_api.py", "protocol_http.py"))
    raised = set(re.findall(r'Refused\(\s*"(\w+)"', sources))
    document = openapi()
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    documented = {}
    for answers in (document["components"], *operations):
        for status, answer in answers["responses"].items():
            if status != "200":
                documented |= dict.fromkeys(told_by(answer), int(status))
    assert documented == {name: error.status for name, error in http.ERRORS.items()}
    assert raised == http.ERRORS.keys()


def test_operations_have_names_of_their_own():
    names = [found["operationId"] for methods in openapi()["paths"].values() for found in methods.values()]
    assert len(set(names)) == len(OPERATIONS)


def test_the_checker_of_schemas_sees_what_is_wrong():
    document = openapi()
    good = {"category": "cat", "confidence": 0.5, "strokes": [0.1]}
    told = asked_of("ExplanationTold")
    assert list(breaches(good, told, document)) == []
    for bad in (
        good | {"confidence": 2},
        good | {"strokes": ["0"]},
        {"category": "cat"},
        [],
        good | {"category": 1},
    ):
        assert list(breaches(bad, told, document))
    with pytest.raises(KeyError):
        list(breaches(1, {"multipleOf": 2}, document))
