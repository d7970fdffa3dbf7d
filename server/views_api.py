"""The judge over HTTP: what it takes a drawing for, why, and what it knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flask
import msgspec
from werkzeug.exceptions import BadRequest, MethodNotAllowed, NotFound, RequestEntityTooLarge

from server import limits, protocol_http
from server.canvas import Canvas
from server.classifier import Classifier
from server.explained import explained
from server.limits import Credits
from server.metrics import Metrics
from server.protocol_http import BODY_BYTES, ERRORS, Stroke, canvas_of, points_of, shown, view_guess
from server.protocol_openapi import EXAMPLE, openapi
from server.room import Refused
from server.views import address

PREFIX = "/api"
NETWORKS_AT_MOST = 10_000
"""Whose credits are remembered; with more of them all begin anew."""
REFUSAL_SECONDS = 0.5
"""How long a line without credits waits for its refusal."""
PREFLIGHT_SECONDS = "86400"
SHOWN = 3
"""Guesses in the page's example."""


class Api:
    """Answers under /api. Each network has credits with each worker; `origin` is the foreign one let in."""

    def __init__(
        self,
        classifier: Classifier,
        metrics: Metrics,
        clock: Callable[[], int],
        sleep: Callable[[float], None],
        public_url: str,
        origin: str,
    ) -> None:
        self._classifier, self._metrics, self._clock, self._sleep = classifier, metrics, clock, sleep
        self._public_url, self._origin = public_url, origin
        self._credits: dict[str, Credits] = {}

    def blueprint(self) -> flask.Blueprint:
        """All routes."""
        api = flask.Blueprint("api", __name__, url_prefix=PREFIX)
        api.before_app_request(self._beside)
        api.before_request(self._charge_request)
        api.after_request(self._let_in)
        api.register_error_handler(Refused, self.refused)
        api.register_error_handler(RequestEntityTooLarge, self.too_large)
        api.register_error_handler(BadRequest, self.cut_short)
        api.add_url_rule("", view_func=self.page)
        api.add_url_rule("/openapi.json", view_func=self.description)
        api.add_url_rule("/guess", view_func=self.guess, methods=["POST"])
        api.add_url_rule("/explain", view_func=self.explain, methods=["POST"])
        api.add_url_rule("/categories", view_func=self.categories)
        api.add_url_rule("/packs", view_func=self.packs)
        api.add_url_rule("/model", view_func=self.model)
        return api

    def guess(self) -> flask.Response:
        asked = protocol_http.parse_guess(body())
        self._charge_looks(1, asked.drawing)
        return told(self._guesses(canvas_of(asked.drawing), asked.top))

    def explain(self) -> flask.Response:
        asked = protocol_http.parse_explanation(body())
        if asked.category is not None and asked.category not in self._classifier.categories:
            raise Refused("unknown_category", "There is no such category; GET /api/categories lists all.")
        self._charge_looks(1 + len(asked.drawing), asked.drawing)
        return told(self._explanation(canvas_of(asked.drawing), asked.category))

    def categories(self) -> flask.Response:
        return told({"categories": self._classifier.categories})

    def packs(self) -> flask.Response:
        return told({"packs": self._classifier.packs})

    def model(self) -> flask.Response:
        return told(self._classifier.manifest)

    def description(self) -> flask.Response:
        return told(openapi())

    def page(self) -> str:
        """The description for people, with what this judge answers to the example."""
        drawing = protocol_http.parse_guess(msgspec.json.encode(EXAMPLE)).drawing
        self._charge_looks(2 + len(drawing), drawing)
        canvas = canvas_of(drawing)
        answers = {
            "/api/guess": self._guesses(canvas, SHOWN),
            "/api/explain": self._explanation(canvas, None),
        }
        return flask.render_template(
            "api.html",
            api=openapi(),
            errors=ERRORS,
            limits=limits,
            url=address(self._public_url),
            origin=self._origin,
            example=EXAMPLE,
            answers=answers,
        )

    def _beside(self) -> flask.Response | None:
        """Refuse what is under /api and no route of it: to Flask that belongs to no blueprint."""
        problem = flask.request.routing_exception
        if not isinstance(problem, NotFound | MethodNotAllowed) or not is_ours(flask.request.path):
            return None
        try:
            self._charge_request()
            return self._let_in(self.astray(problem))
        except Refused as dear:
            return self._let_in(self.refused(dear))

    def _guesses(self, canvas: Canvas, top: int) -> dict[str, Any]:
        guesses = self._classifier.classify(canvas.raster(), min(top, len(self._classifier.categories)))
        return {"guesses": [view_guess(guess) for guess in guesses]}

    def _explanation(self, canvas: Canvas, category: str | None) -> dict[str, Any]:
        guess, lost = explained(self._classifier, canvas, category, lambda: self._sleep(0))
        return {**view_guess(guess), "strokes": [shown(share) for share in lost]}

    def _purse(self) -> Credits:
        network = limits.network_of(flask.request.remote_addr or "")
        if network not in self._credits:
            if len(self._credits) >= NETWORKS_AT_MOST:
                self._credits.clear()
            self._credits[network] = Credits(self._clock())
        return self._credits[network]

    def _charge(self, cost: float) -> None:
        if not self._purse().spend(cost, self._clock()):
            raise Refused("too_many_requests", "Slower, please: a few a second are fine.")

    def _charge_request(self) -> None:
        if flask.request.method != "OPTIONS":
            self._charge(limits.REQUEST_COST)

    def _charge_looks(self, looks: int, drawing: Sequence[Stroke]) -> None:
        self._charge(looks * (limits.LOOK_COST + points_of(drawing) / limits.POINTS_A_CREDIT))
        self._metrics.looks.inc(looks)

    def _let_in(self, response: flask.Response) -> flask.Response:
        """Say to browsers which foreign pages may read this, if any."""
        if self._origin:
            response.headers["Access-Control-Allow-Origin"] = self._origin
            response.headers["Access-Control-Allow-Headers"] = "Content-Type"
            response.headers["Access-Control-Expose-Headers"] = "Retry-After, Allow"
            response.headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
        return response

    def refused(self, problem: Refused) -> flask.Response:
        self._metrics.refused.labels(problem.name).inc()
        response = told({"error": problem.name, "detail": problem.detail}, ERRORS[problem.name].status)
        if problem.name == "too_many_requests":
            # Whoever asks on without a pause is slowed down, and not the races that this worker plays.
            self._sleep(REFUSAL_SECONDS)
            response.headers["Retry-After"] = str(self._purse().wait_seconds)
        return response

    def astray(self, problem: NotFound | MethodNotAllowed) -> flask.Response:
        if isinstance(problem, NotFound):
            raise Refused("unknown_path", f"There is nothing here; GET {PREFIX} says what there is.")
        allowed = ", ".join(sorted(problem.valid_methods or ()))
        response = self.refused(Refused("wrong_method", f"This path takes {allowed}."))
        response.headers["Allow"] = allowed
        return response

    def too_large(self, _problem: RequestEntityTooLarge) -> flask.Response:
        return self.refused(Refused("too_large", f"A body has at most {BODY_BYTES} bytes."))

    def cut_short(self, _problem: BadRequest) -> flask.Response:
        return self.refused(Refused("bad_message", "The body ended before it was whole."))


def body() -> bytes:
    """What came with the request, whole or in chunks; RequestEntityTooLarge before more than that is read."""
    request = flask.request
    chunked = request.headers.get("Transfer-Encoding", "").lower() == "chunked"
    if chunked:
        # The server knows where chunks end, and does not say that it does.
        request.environ["wsgi.input_terminated"] = True
    # A stream without a length is cut off there in silence: with a byte more there is something to see.
    request.max_content_length = BODY_BYTES + chunked
    found = request.get_data(cache=False)
    if len(found) > BODY_BYTES:
        raise RequestEntityTooLarge
    return found


def is_ours(path: str) -> bool:
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def told(answer: Any, status: int = 200) -> flask.Response:
    return flask.Response(msgspec.json.encode(answer), status, mimetype="application/json")
