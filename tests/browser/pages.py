"""The pages alone: templates and modules served without a game, and a socket that says what a test wants."""

from __future__ import annotations

import json
import logging
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, Response, render_template, request, send_from_directory
from playwright.sync_api import Page, WebSocketRoute
from werkzeug.serving import WSGIRequestHandler, make_server

from server import limits
from server.languages import Languages
from server.protocol_http import ERRORS
from server.protocol_openapi import EXAMPLE, openapi

ROOT = Path(__file__).parents[2]
CSP = "default-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; frame-ancestors 'none'"
CODE = "KRTMW"
PACKS = json.loads((ROOT / "models/packs.json").read_text())


def pages() -> Flask:
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3_600
    languages = Languages(ROOT / "static/i18n")
    means = {"asset": lambda name: f"/static/here/{name}", "modules": lambda entry: [f"/static/here/{entry}"]}
    app.context_processor(lambda: said(languages))
    app.add_url_rule("/", "start", lambda: render_template("start.html", **means))
    app.add_url_rule("/lost", "lost", lambda: render_template("lost.html", **means))
    app.add_url_rule(
        "/r/<code>",
        "room",
        lambda code: render_template(
            "room.html", code=code, url=f"https://inkrace.example/r/{code}", packs=list(PACKS), **means
        ),
    )
    app.add_url_rule("/api/packs", "packs", lambda: {"packs": PACKS})
    app.add_url_rule("/rooms.json", "rooms", lambda: {"rooms": []})
    app.add_url_rule("/api", "api", lambda: api_page(**means))
    app.add_url_rule("/r/<code>/qr.svg", "qr", lambda **_: Response(QR, mimetype="image/svg+xml"))
    static = ROOT / "static"
    app.add_url_rule("/static/here/<path:name>", "static", lambda name: send_from_directory(static, name))
    app.after_request(with_csp)
    return app


QR = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
<path d="M1 1h3v3h-3z M5 1h3v3h-3z M1 5h3v3h-3z"/></svg>"""


def said(languages: Languages) -> dict[str, Any]:
    language = languages.chosen(request.cookies.get("language"))
    return {"languages": languages, "language": language, "text": language.text, "parts": language.parts}


def api_page(**means: Any) -> str:
    """The API's page with an answer as long as they get."""
    guesses = [{"category": "The Great Wall of China", "confidence": 0.0123}] * 3
    answers = {"/api/guess": {"guesses": guesses}, "/api/explain": {**guesses[0], "strokes": [0.0123] * 2}}
    told = {"api": openapi(), "errors": ERRORS, "limits": limits, "example": EXAMPLE, "answers": answers}
    return render_template("api.html", url="https://inkrace.example", origin="", **told, **means)


def with_csp(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CSP
    return response


class Kept(WSGIRequestHandler):
    """One connection serves many requests."""

    protocol_version = "HTTP/1.1"


@contextmanager
def served() -> Iterator[str]:
    """The address where the pages are, while the context lasts."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, pages(), threaded=True, request_handler=Kept)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


class FakeLine:
    """The server's side of a page's socket: answers asks by name, keeps ink, says what it is told to."""

    def __init__(self, page: Page, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.ink: list[Any] = []
        self.asked: list[str] = []
        self.sockets: list[WebSocketRoute] = []
        self.answers_calls = True
        page.route_web_socket("**/socket.io/**", self._open)

    def _open(self, socket: WebSocketRoute) -> None:
        if not self.answers_calls:
            return
        self.sockets.append(socket)
        socket.on_message(lambda text: self._read(socket, str(text)))
        socket.send('0{"sid":"s","upgrades":[],"pingInterval":4000,"pingTimeout":4000,"maxPayload":16384}')

    def _read(self, socket: WebSocketRoute, text: str) -> None:
        if text == "40":
            socket.send('40{"sid":"s"}')
        elif text.startswith("42"):
            start = text.index("[")
            name, data = json.loads(text[start:])
            if name == "ink":
                self.ink.append(data)
                return
            self.asked.append(name)
            answer = self.answers.get(name, {})
            socket.send(f"43{text[2:start]}{json.dumps([answer(data) if callable(answer) else answer])}")

    def ping(self) -> None:
        """A page gives up a line that is silent for long."""
        if self.sockets and self.answers_calls:
            self.sockets[-1].send("2")

    def hang_up(self) -> None:
        """The line breaks, and nobody is there when the page calls again."""
        self.answers_calls = False
        self.sockets[-1].close()

    def say(self, name: str, data: Any) -> None:
        self.sockets[-1].send("42" + json.dumps([name, data]))


def log(strokes: list[list[tuple[int, int]]], ms: int = 2400) -> list[list[Any]]:
    """A finished ink log of these strokes, as on the wire."""
    packets: list[list[Any]] = []
    for number, points in enumerate(strokes):
        flat: list[int] = []
        before = (0, 0)
        for point in points:
            flat += [point[0] - before[0], point[1] - before[1]]
            before = point
        at = ms * (number + 1) // len(strokes)
        packets.append([number + 1, at, "draw", number, 1, flat])
    return packets


def arc(x: int, y: int, radius: int, start: float = 0.0, turn: float = 6.4) -> list[tuple[int, int]]:
    steps = 28
    wobble = [1 + 0.03 * math.sin(i * 1.7) for i in range(steps + 1)]
    return [
        (
            round(x + radius * wobble[i] * math.cos(start + turn * i / steps)),
            round(y + radius * wobble[i] * math.sin(start + turn * i / steps)),
        )
        for i in range(steps + 1)
    ]


BICYCLE = [
    arc(260, 640, 170),
    arc(770, 630, 170),
    [(260, 640), (430, 380), (690, 390), (490, 650), (260, 640)],
    [(490, 650), (420, 350)],
    [(360, 340), (480, 336)],
    [(770, 630), (680, 320), (760, 290)],
]
HOUSE = [
    [(220, 880), (224, 470), (520, 200), (810, 468), (806, 884), (220, 880)],
    [(440, 880), (442, 640), (590, 644), (588, 880)],
]
FACE = [arc(512, 520, 380), arc(380, 430, 40), arc(650, 430, 40), arc(512, 560, 190, 0.4, 2.3)]
SCRIBBLE = [[(200, 600), (380, 420), (440, 640), (640, 380), (720, 600), (860, 470)]]


def listing(code: str, **changes: Any) -> dict[str, Any]:
    """A public room as the start page is told of it."""
    told = {"code": code, "mode": "race", "host": "Ada", "players": 2, "seats": 25, "full": False}
    told |= {"phase": "lobby", "round": 0, "rounds": 5, "language": "en", "changed_at": 0, "ink": []}
    return {**told, **changes}


def drawn(code: str, strokes: list[list[tuple[int, int]]], **changes: Any) -> dict[str, Any]:
    """A public room in which that is being drawn."""
    ink = [packet[-1] for packet in log(strokes)]
    return listing(code, phase="drawing", round=2, ink=ink, **changes)
