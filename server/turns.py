"""Turns at one room within a worker: whoever waits for its turn does not try in vain, and try again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from weakref import WeakValueDictionary

WAIT_SECONDS = 0.5
"""No longer, and on without a turn: behind a store that hangs, everybody else would hang in a row."""


class Turns:
    """One at a time for each name; a name is forgotten when nobody is at it."""

    def __init__(self, wait_seconds: float = WAIT_SECONDS) -> None:
        self._wait_seconds = wait_seconds
        self._locks: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    @contextmanager
    def at(self, name: str) -> Iterator[bool]:
        """Inside it has the turn, or waited too long: it is told which."""
        lock = self._locks.setdefault(name, Lock())
        has_turn = lock.acquire(timeout=self._wait_seconds)
        try:
            yield has_turn
        finally:
            if has_turn:
                lock.release()
