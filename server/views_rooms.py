"""The public rooms over HTTP: the start page asks for them again and again, before it has any socket."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import flask
import msgspec

from server.ink import Strokes, seen, thinned
from server.protocol_shown import view_listing
from server.store import Store, StoreAway
from server.turns import Turns
from server.views import unpacks

KEPT_SECONDS = 1.0
ENTRIES_AT_MOST = 600
"""Of one log: a round of twenty seconds. Of a longer one, a tiny canvas shows how it began."""
POINTS_AT_MOST = 120
"""Of one tiny canvas."""


class PublicRooms:
    """One worker's answer, made anew once a second at most, however many ask."""

    def __init__(self, store: Store, clock: Callable[[], float], pause: Callable[[], None]) -> None:
        self._store, self._clock, self._pause = store, clock, pause
        self._text, self._packed, self._made_at = b"", b"", float("-inf")
        self._turns = Turns()

    def blueprint(self) -> flask.Blueprint:
        rooms = flask.Blueprint("rooms", __name__)
        rooms.add_url_rule("/rooms.json", view_func=self.answer)
        return rooms

    def answer(self) -> flask.Response:
        """The list, or 503 while the store is away."""
        try:
            self.renew()
        except StoreAway:
            response = flask.Response(msgspec.json.encode({"error": "store_away"}), 503)
        else:
            packs = unpacks(flask.request)
            response = flask.Response(self._packed if packs else self._text)
            if packs:
                response.headers["Content-Encoding"] = "gzip"
        response.mimetype = "application/json"
        response.vary.add("Accept-Encoding")
        response.headers["Cache-Control"] = "no-store"
        return response

    def renew(self) -> None:
        """Make the answer, unless it was just made. Raises StoreAway."""
        if self._is_new():
            return
        with self._turns.at("rooms"):
            if not self._is_new():
                asked_at = self._clock()
                self._text = self.made()
                self._packed = gzip.compress(self._text, compresslevel=1, mtime=0)
                self._made_at = asked_at

    def _is_new(self) -> bool:
        return self._clock() - self._made_at < KEPT_SECONDS

    def made(self) -> bytes:
        """The list as it is now. Raises StoreAway."""
        rooms = self._store.public()
        drawers = {room.listing.code: room.drawers for room in rooms if room.drawers is not None}
        drawn: dict[str, Strokes] = {}
        for code, log in self._store.longest_ink(drawers, ENTRIES_AT_MOST):
            drawn[code] = thinned(seen(log), POINTS_AT_MOST)
            self._pause()  # a tick does not wait for all of them
        views = [view_listing(room.listing, drawn.get(room.listing.code, [])) for room in rooms]
        return msgspec.json.encode({"rooms": views})
