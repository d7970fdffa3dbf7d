"""The pages and what machines ask over HTTP."""

from __future__ import annotations

import gzip
import io
import mimetypes
import re
from collections.abc import Callable

import flask
import segno

from server.assets import Assets
from server.classifier import Classifier
from server.languages import Languages
from server.metrics import Metrics
from server.protocol import CODE_LENGTH, CODE_LETTERS
from server.store import Store

A_YEAR_SECONDS = 31_536_000
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
INSTALLED = "application/manifest+json"
CODE = re.compile(f"[{CODE_LETTERS}]{{{CODE_LENGTH}}}")


class Pages:
    """What each address answers; `public_url` replaces the address people came by, where it is set."""

    def __init__(
        self,
        assets: Assets,
        languages: Languages,
        store: Store,
        classifier: Classifier,
        metrics: Metrics,
        public_url: str,
        is_ticking: Callable[[], bool],
    ) -> None:
        self.assets, self.languages = assets, languages
        self.store, self.classifier, self.metrics = store, classifier, metrics
        self.public_url, self.is_ticking = public_url, is_ticking

    def blueprint(self) -> flask.Blueprint:
        """All routes."""
        pages = flask.Blueprint("pages", __name__)
        pages.app_context_processor(self.means)
        pages.after_app_request(guard)
        pages.after_app_request(packed)
        pages.app_errorhandler(404)(self.lost)
        pages.add_url_rule("/", view_func=self.start)
        pages.add_url_rule("/r/<code>", view_func=self.room)
        pages.add_url_rule("/r/<code>/qr.svg", view_func=self.qr)
        pages.add_url_rule("/manifest.webmanifest", view_func=self.manifest)
        pages.add_url_rule("/static/<version>/<path:name>", view_func=self.file)
        pages.add_url_rule("/healthz", view_func=self.health)
        pages.add_url_rule("/metrics", view_func=self.exposition)
        return pages

    def means(self) -> dict[str, object]:
        """What every template may use."""
        request = flask.request
        language = self.languages.chosen(request.cookies.get("language"), wanted(request))
        said = {"language": language, "text": language.text, "parts": language.parts}
        return {"asset": self.assets.url, "modules": self.assets.modules, "languages": self.languages, **said}

    def room_url(self, code: str) -> str:
        return f"{address(self.public_url)}/r/{code}"

    def start(self) -> str:
        return flask.render_template("start.html")

    def room(self, code: str) -> flask.typing.ResponseReturnValue:
        """Any code shows the page: the socket says whether there is such a room."""
        if not CODE.fullmatch(code):
            upper = code.upper()
            if not CODE.fullmatch(upper):
                flask.abort(404)
            query = flask.request.query_string.decode(errors="replace")
            return flask.redirect(f"/r/{upper}?{query}" if query else f"/r/{upper}")
        packs = list(self.classifier.packs)
        return flask.render_template("room.html", code=code, url=self.room_url(code), packs=packs)

    def lost(self, _error: Exception) -> flask.typing.ResponseReturnValue:
        return flask.render_template("lost.html"), 404

    def qr(self, code: str) -> flask.Response:
        if not CODE.fullmatch(code):
            flask.abort(404)
        image = io.BytesIO()
        segno.make(self.room_url(code), error="m").save(image, kind="svg", scale=8, border=2, light="white")
        return flask.Response(image.getvalue(), mimetype="image/svg+xml")

    def manifest(self) -> flask.Response:
        """What a phone asks to put the game among its apps; its address stays, whatever the version."""
        return flask.Response(flask.render_template("installed.webmanifest"), mimetype=INSTALLED)

    def file(self, version: str, name: str) -> flask.Response:
        if version != self.assets.version:
            flask.abort(404)
        text = self.assets.packed(name) if unpacks(flask.request) else None
        if text is None:
            response = flask.send_from_directory(self.assets.folder, name)
        else:
            kind = mimetypes.guess_type(name)[0]
            response = flask.Response(text, mimetype=kind, headers={"Content-Encoding": "gzip"})
        response.vary.add("Accept-Encoding")
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR_SECONDS}, immutable"
        return response

    def health(self) -> flask.typing.ResponseReturnValue:
        state = {
            "store": self.store.reachable(),
            "model": bool(self.classifier.categories),
            "ticking": self.is_ticking(),
        }
        return state, 200 if all(state.values()) else 503

    def exposition(self) -> flask.Response:
        return flask.Response(self.metrics.text(), mimetype="text/plain; version=0.0.4")


def address(public_url: str) -> str:
    """Where people reach this Inkrace: as it was set, else as whoever asks came by."""
    return public_url or flask.request.host_url.rstrip("/")


def wanted(request: flask.Request) -> list[str]:
    """The languages that a browser asks for, the best first."""
    return [tag for tag, quality in request.accept_languages if quality > 0]


def unpacks(request: flask.Request) -> bool:
    return request.accept_encodings.quality("gzip") > 0


def packed(response: flask.Response) -> flask.Response:
    """A page as gzip makes it, for whoever can unpack it: a fifth as long."""
    if response.mimetype == "text/html":
        response.vary.add("Accept-Encoding")
        if unpacks(flask.request):
            response.set_data(gzip.compress(response.get_data(), mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response


def guard(response: flask.Response) -> flask.Response:
    """No foreign code, no foreign frame, on any page."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if response.mimetype in ("text/html", INSTALLED):
        response.vary.update(["Cookie", "Accept-Language"])
    return response
