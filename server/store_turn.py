"""One turn at a room: the rules of all who are taken along, one after the other, and their answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from server import game
from server.facts import Change
from server.room import Room
from server.turns_shared import Asked


def ruled(room: Room, asked: Iterable[Asked], now: int) -> tuple[Room, list[Change | Exception]]:
    """The room after one rule and the next, and what came of each; one that fails changes nothing."""
    came_of_it: list[Change | Exception] = []
    for one in asked:
        try:
            advanced, events = game.advance(room, now)
            new, more = one.rule(advanced, *one.args, now)
        except Exception as problem:
            came_of_it.append(problem)
            continue
        came_of_it.append((new, () if new == room else (*events, *more)))
        room = new
    return room, came_of_it


def answer(asked: Sequence[Asked], came_of_it: Sequence[Change | Exception], written: Room) -> None:
    """To each what came of its own rule, in the version that was written for all of them."""
    for one, change in zip(asked, came_of_it, strict=True):
        if isinstance(change, Exception):
            one.answer.set_exception(change)
        else:
            room, events = change
            room = replace(room, version=written.version, changed_at=written.changed_at)
            one.answer.set_result((room, events))
