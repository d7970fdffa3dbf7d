"""The pages and what machines ask over HTTP."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import flask
import segno

from server.assets import Assets
from server.classifier import Classifier
from server.metrics import Metrics
from server.protocol import CODE_LENGTH, CODE_LETTERS
from server.store import Store

A_YEAR_SECONDS = 31_536_000
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
CODE = re.compile(f"[{CODE_LETTERS}]{{{CODE_LENGTH}}}")


def blueprint(
    assets: Assets,
    store: Store,
    classifier: Classifier,
    metrics: Metrics,
    public_url: str,
    is_ticking: Callable[[], bool],
) -> flask.Blueprint:
    """All routes; `public_url` replaces the address people came by, where it is set."""
    pages = flask.Blueprint("pages", __name__)

    @pages.context_processor
    def files() -> dict[str, object]:
        return {"asset": assets.url, "modules": assets.modules}

    @pages.after_request
    def guard(response: flask.Response) -> flask.Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def room_url(code: str) -> str:
        return f"{public_url or flask.request.host_url.rstrip('/')}/r/{code}"

    @pages.get("/")
    def start() -> str:
        return flask.render_template("start.html")

    @pages.get("/r/<code>")
    def room(code: str) -> flask.typing.ResponseReturnValue:
        """Any code shows the page: the socket says whether there is such a room."""
        if not CODE.fullmatch(code):
            upper = code.upper()
            return flask.redirect(f"/r/{upper}") if CODE.fullmatch(upper) else flask.abort(404)
        return flask.render_template("room.html", code=code, url=room_url(code), packs=list(classifier.packs))

    @pages.get("/r/<code>/qr.svg")
    def qr(code: str) -> flask.Response:
        if not CODE.fullmatch(code):
            flask.abort(404)
        image = io.BytesIO()
        segno.make(room_url(code), error="m").save(image, kind="svg", scale=8, border=2, light="white")
        return flask.Response(image.getvalue(), mimetype="image/svg+xml")

    @pages.get("/static/<version>/<path:name>")
    def file(version: str, name: str) -> flask.Response:
        if version != assets.version:
            flask.abort(404)
        response = flask.send_from_directory(assets.folder, name, max_age=A_YEAR_SECONDS)
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR_SECONDS}, immutable"
        return response

    @pages.get("/healthz")
    def health() -> flask.typing.ResponseReturnValue:
        state = {"store": store.reachable(), "model": bool(classifier.categories), "ticking": is_ticking()}
        return state, 200 if all(state.values()) else 503

    @pages.get("/metrics")
    def exposition() -> flask.Response:
        return flask.Response(metrics.text(), mimetype="text/plain; version=0.0.4")

    return pages
