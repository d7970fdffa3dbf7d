"""How the store is reached: a client, its clock, and what it means that no answer comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

CLOCK_KEPT_SECONDS = 10.0
ANSWER_SECONDS = 1.0

TIMEOUT = redis.TimeoutError
AWAY = (redis.ConnectionError, redis.TimeoutError, redis.BusyLoadingError, redis.ResponseError, OSError)


class StoreAway(Exception):
    """The store does not answer, cannot write, or a room is too busy; try again."""


def connect(url: str) -> redis.Redis:
    """A client of the store at that address, which waits for no answer longer than ANSWER_SECONDS.

    It tries nothing twice: by default it would, for seconds, while a whole worker waits; and whether the
    first try changed a room is unknown.
    """
    return redis.Redis.from_url(
        url,
        protocol=2,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=ANSWER_SECONDS,
        socket_connect_timeout=ANSWER_SECONDS,
    )


class Client:
    """One connection pool, and the clock that all workers share."""

    def __init__(
        self, client: redis.Redis, monotonic: Callable[[], float], timed: Callable[[float], None]
    ) -> None:
        self._redis: Any = client
        self._monotonic = monotonic
        self._timed = timed
        self._read_at = float("-inf")
        self._offset_ms = 0.0
        self._latest = 0

    @contextmanager
    def _call(self) -> Iterator[None]:
        began = self._monotonic()
        try:
            yield
        except AWAY as problem:
            self._read_at = float("-inf")
            raise StoreAway(str(problem)) from problem
        finally:
            self._timed(self._monotonic() - began)

    def now(self) -> int:
        """The store's clock, ms: read every ten seconds, carried in between, never going back.

        While the store is away the last reading is carried on.
        """
        if self._monotonic() - self._read_at > CLOCK_KEPT_SECONDS:
            try:
                with self._call():
                    seconds, micros = self._redis.time()
                self._read_at = self._monotonic()
                self._offset_ms = seconds * 1_000 + micros / 1_000 - self._read_at * 1_000
            except StoreAway:
                if not self._latest:
                    raise
                self._read_at = self._monotonic() - CLOCK_KEPT_SECONDS + 1
        self._latest = max(self._latest, int(self._monotonic() * 1_000 + self._offset_ms))
        return self._latest

    def reachable(self) -> bool:
        try:
            with self._call():
                return bool(self._redis.ping())
        except StoreAway:
            return False
