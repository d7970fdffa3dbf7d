"""The public rooms over HTTP: the start page asks for them again and again, before it has any socket."""

from __future__ import annotations

from collections.abc import Callable

import flask
import msgspec

from server.store import Store, StoreAway

KEPT_SECONDS = 1.0


class PublicRooms:
    """One worker's answer, made anew once a second at most, however many ask."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store, self._clock = store, clock
        self._text, self._made_at = b"", float("-inf")

    def blueprint(self) -> flask.Blueprint:
        rooms = flask.Blueprint("rooms", __name__)
        rooms.add_url_rule("/rooms.json", view_func=self.answer)
        return rooms

    def answer(self) -> flask.Response:
        """The list, or 503 while the store is away."""
        try:
            text, status = self.text(), 200
        except StoreAway:
            text, status = msgspec.json.encode({"error": "store_away"}), 503
        response = flask.Response(text, status, mimetype="application/json")
        response.headers["Cache-Control"] = "no-store"
        return response

    def text(self) -> bytes:
        """Raises StoreAway."""
        if self._clock() - self._made_at >= KEPT_SECONDS:
            self._text = msgspec.json.encode({"rooms": self._store.public()})
            self._made_at = self._clock()
        return self._text
