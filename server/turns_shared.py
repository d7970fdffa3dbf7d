"""Turns that are shared: whoever has one takes along those who wait for theirs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from server.turns import WAIT_SECONDS, Turns

TAKEN_AT_MOST = 12
"""In one turn: what is asked may cost milliseconds, and other rooms want theirs in between."""


class Asked(NamedTuple):
    """What is to be done, and a promise of what comes of it."""

    rule: Callable[..., Any]
    args: tuple[Any, ...]
    answer: Future[Any]


def first(waiting: deque[Asked]) -> list[Asked]:
    """Those that waited longest, out of the row."""
    return [waiting.popleft() for _ in range(min(len(waiting), TAKEN_AT_MOST))]


def only(asked: Asked, waiting: deque[Asked]) -> list[Asked]:
    """This one out of the row; nobody, if another's turn has taken it along."""
    try:
        waiting.remove(asked)
    except ValueError:
        return []
    return [asked]


class SharedTurns:
    """One turn at a time for each name; a name is forgotten when nobody is at it."""

    def __init__(
        self, take: Callable[[str, Sequence[Asked]], None], wait_seconds: float = WAIT_SECONDS
    ) -> None:
        self._take = take
        self._turns = Turns(wait_seconds)
        self._waiting: WeakValueDictionary[str, deque[Asked]] = WeakValueDictionary()

    def ask(self, name: str, rule: Callable[..., Any], *args: Any) -> Any:
        """What comes of it in the next turn at this name, whoever has that; raises what it raised."""
        asked = Asked(rule, args, Future())
        waiting = self._waiting.setdefault(name, deque())
        waiting.append(asked)
        has_turn = True
        while has_turn and not asked.answer.done():
            with self._turns.at(name) as has_turn:
                self._answer(name, first(waiting) if has_turn else only(asked, waiting))
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
