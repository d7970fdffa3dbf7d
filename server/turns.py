"""Turns at one room within a worker: whoever has the turn takes along those who wait for theirs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

WAIT_SECONDS = 0.5
"""No longer, and on without a turn: behind a store that hangs, everybody else would hang in a row."""
TAKEN_AT_MOST = 12
"""In one turn: what is asked may cost milliseconds, and other rooms want theirs in between."""


class Asked(NamedTuple):
    """What is to be done, and a promise of what comes of it."""

    rule: Callable[..., Any]
    args: tuple[Any, ...]
    answer: Future[Any]


class Line:
    """Those who wait at one name, in the order of their coming."""

    def __init__(self) -> None:
        self.turn = Lock()
        self.waiting: deque[Asked] = deque()

    def first(self) -> list[Asked]:
        return [self.waiting.popleft() for _ in range(min(len(self.waiting), TAKEN_AT_MOST))]

    def only(self, asked: Asked) -> list[Asked]:
        """This one out of the line; nobody, if another's turn has taken it along."""
        try:
            self.waiting.remove(asked)
        except ValueError:
            return []
        return [asked]


class Turns:
    """One at a time for each name; a name is forgotten when nobody is at it."""

    def __init__(
        self, take: Callable[[str, Sequence[Asked]], None], wait_seconds: float = WAIT_SECONDS
    ) -> None:
        self._take = take
        self._wait_seconds = wait_seconds
        self._lines: WeakValueDictionary[str, Line] = WeakValueDictionary()

    def ask(self, name: str, rule: Callable[..., Any], *args: Any) -> Any:
        """What comes of it in the next turn at this name, whoever has that; raises what it raised."""
        asked = Asked(rule, args, Future())
        line = self._lines.setdefault(name, Line())
        line.waiting.append(asked)
        while not asked.answer.done():
            has_turn = line.turn.acquire(timeout=self._wait_seconds)
            try:
                taken = line.first() if has_turn else line.only(asked)
                self._answer(name, taken)
            finally:
                if has_turn:
                    line.turn.release()
            if not has_turn:
                break
        return asked.answer.result()

    def _answer(self, name: str, taken: Sequence[Asked]) -> None:
        """All of them have their answer afterwards, whatever happens."""
        try:
            if taken:
                self._take(name, taken)
        except BaseException as problem:
            for asked in taken:
                if not asked.answer.done():
                    asked.answer.set_exception(problem)
            if not isinstance(problem, Exception):
                raise
