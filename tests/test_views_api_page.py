"""The page of the HTTP API says what its description says, and shows what the judge answers."""

import html
import json
import re

import pytest

from server.classifier import Classifier
from server.protocol_http import ERRORS
from server.protocol_openapi import openapi
from tests.api import MODELS, Clock, client_of


@pytest.fixture(scope="module")
def classifier():
    return Classifier(MODELS)


def test_the_page_tells_all_that_the_description_does(classifier):
    page = html.unescape(client_of(classifier, clock=Clock()).get("/api").text)
    document = openapi()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert re.search(rf">{method.upper()}</span> <code>{path}</code>", page)
            assert operation["summary"] in page
    for schema in document["components"]["schemas"].values():
        for name, field in schema.get("properties", {}).items():
            assert f"<code>{name}</code>" in page or f"{name}: " in page
            assert field.get("description", "") in page
    for name, error in ERRORS.items():
        assert re.search(rf'<div id="{name}">.*{error.status}', page)
        assert error.means in page


def test_the_page_s_command_gets_the_answer_that_it_shows(classifier):
    client = client_of(classifier, clock=Clock())
    page = html.unescape(client.get("/api").text)
    assert "curl https://ink.example/api/guess" in page
    asked = re.search(r"-d '(.*?)'</code>", page)[1]
    guesses = client.post("/api/guess", data=asked).json["guesses"]
    shown = json.loads(re.search(r'<code>(\{"guesses".*?)</code>', page, re.DOTALL)[1])["guesses"]
    assert shown[0]["category"] == "envelope"
    assert guesses[: len(shown)] == shown
    explained = json.loads(re.search(r'<code>(\{.*"strokes".*?)</code>', page)[1])
    assert client.post("/api/explain", data=asked).json == explained


@pytest.mark.parametrize("origin", ["", "*", "https://school.example"])
def test_the_page_says_who_is_let_in(classifier, origin):
    page = client_of(classifier, origin, clock=Clock()).get("/api").text
    said = {
        "": "may not ask from a browser;",
        "*": "Pages of any site",
        "https://school.example": "Pages of https://school.example",
    }
    assert [words for words in said.values() if words in page] == [said[origin]]
