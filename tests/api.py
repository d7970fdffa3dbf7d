"""The HTTP API without sockets, and a judge that says always the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import flask
from flask.testing import FlaskClient

from server.languages import Languages
from server.metrics import Metrics
from server.room import Guess
from server.views_api import Api

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "models"


class FewWords:
    """A judge that knows two things and counts its looks."""

    categories = ("cat", "dog")
    packs = {"all": ("cat", "dog")}  # noqa: RUF012

    def __init__(self):
        self.looks = 0

    def classify(self, _raster, top):
        self.looks += 1
        assert top <= len(self.categories)
        return (Guess("cat", 0.75), Guess("dog", 0.25))[:top]

    def confidence(self, _raster, category):
        self.looks += 1
        return {"cat": 0.75, "dog": 0.25}[category]


class Clock:
    """Stands still, and keeps how long it was asked to wait."""

    def __init__(self):
        self.ms = 0
        self.waits = []

    def __call__(self):
        return self.ms


class Unread:
    """A body that must not be read."""

    def read(self, *_size):
        raise AssertionError("was read")

    readline = readinto = read


class Broken:
    """A body whose reading fails."""

    def __init__(self, problem: Exception):
        self.problem = problem

    def read(self, *_size):
        raise self.problem


def client_of(judge: Any, origin: str = "", *, clock: Clock) -> FlaskClient:
    """Whom to ask the API of this judge, with its page at https://ink.example."""
    site = flask.Flask("inkrace", template_folder=str(ROOT / "templates"), static_folder=None)
    site.testing = True
    languages = Languages(ROOT / "static/i18n")
    english = languages.chosen("en")
    said = {"languages": languages, "language": english, "text": english.text, "parts": english.parts}
    site.context_processor(lambda: {"asset": str, "modules": lambda entry: [entry], **said})
    api = Api(judge, Metrics(), clock, clock.waits.append, "https://ink.example", origin)
    site.register_blueprint(api.blueprint())
    return site.test_client()
