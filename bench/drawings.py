"""Drawings from a file, as a hand would draw them on the wire's square."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from models.command import Unusable
from models.dataset import lines
from server.canvas import SQUARE
from server.protocol import POINTS_A_PACKET

PACKET_MS = 33

MARGIN = 64
KEPT_PER_CATEGORY = 24
POINT_MS = 16
"""A screen's pen speaks about this often."""
PEN_UNITS_PER_SECOND = 750.0
BETWEEN_STROKES_MS = 450
"""How fast hands are where a file does not say: the medians of drawings that do, rounded."""

Point = tuple[int, int, float]
Stroke = list[Point]


class _Line(msgspec.Struct):
    word: str
    drawing: msgspec.Raw


class Planned(NamedTuple):
    """A packet to be sent so many milliseconds after the pen first came down."""

    at_ms: float
    stroke: int
    up: bool
    points: tuple[int, ...]


class Drawings:
    """Some drawings of each category that a file holds."""

    def __init__(self, lines: Iterable[str | bytes]) -> None:
        self._kept: dict[str, list[msgspec.Raw]] = {}
        for line in lines:
            found = msgspec.json.decode(line, type=_Line)
            kept = self._kept.setdefault(found.word, [])
            if len(kept) < KEPT_PER_CATEGORY:
                kept.append(found.drawing.copy())

    @classmethod
    def read(cls, path: Path) -> Drawings:
        """From an .ndjson file, gzipped or not; blank lines do not count. Raises Unusable and OSError."""
        try:
            drawings = cls(line for line in lines(path) if line.strip())
        except msgspec.DecodeError as problem:
            raise Unusable(f"{path}: {problem}") from None
        if not drawings.categories:
            raise Unusable(f"{path} holds no drawings")
        return drawings

    @property
    def categories(self) -> set[str]:
        return set(self._kept)

    def plan(self, category: str, chance: random.Random) -> list[Planned]:
        """One drawing of the category as packets; nothing where the file has none."""
        if category not in self._kept:
            return []
        raw = msgspec.json.decode(chance.choice(self._kept[category]), type=list[list[list[float]]])
        return packets_of(paced(raw))


def paced(raw: Sequence[Sequence[Sequence[float]]]) -> list[Stroke]:
    """A file's strokes [[x…], [y…], [t…]] on the square, with the file's times or a hand's."""
    strokes = [stroke for stroke in raw if stroke and stroke[0]]
    if not strokes:
        return []
    squared = in_square(strokes)
    if all(len(stroke) > 2 and len(stroke[2]) == len(stroke[0]) for stroke in strokes):
        return with_times(squared, [stroke[2] for stroke in strokes])
    return at_human_speed(squared)


def in_square(strokes: Sequence[Sequence[Sequence[float]]]) -> list[list[tuple[int, int]]]:
    """Any scale onto the square, in the middle, with a margin, its shape kept."""
    xs = [x for stroke in strokes for x in stroke[0]]
    ys = [y for stroke in strokes for y in stroke[1]]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    room = SQUARE - 1 - 2 * MARGIN
    scale = room / max(width, height) if max(width, height) else 1.0
    left = (SQUARE - 1 - width * scale) / 2 - min(xs) * scale
    top = (SQUARE - 1 - height * scale) / 2 - min(ys) * scale
    return [
        [(round(x * scale + left), round(y * scale + top)) for x, y in zip(stroke[0], stroke[1], strict=True)]
        for stroke in strokes
    ]


def with_times(
    strokes: Sequence[Sequence[tuple[int, int]]], times: Sequence[Sequence[float]]
) -> list[Stroke]:
    """The file's own times from 0, never falling; a point that stays where the last one was is left out."""
    begin = latest = times[0][0]
    timed: list[Stroke] = []
    for stroke, at in zip(strokes, times, strict=True):
        points: Stroke = []
        for (x, y), t in zip(stroke, at, strict=True):
            latest = max(latest, t)
            if not points or (x, y) != points[-1][:2]:
                points.append((x, y, latest - begin))
        timed.append(points)
    return timed


def at_human_speed(strokes: Sequence[Sequence[tuple[int, int]]]) -> list[Stroke]:
    """Points as a pen at an even speed would send them, with a pause between strokes."""
    at_ms = 0.0
    timed: list[Stroke] = []
    for stroke in strokes:
        points: Stroke = [(*stroke[0], at_ms)]
        for begin, end in itertools.pairwise(stroke):
            lasts_ms = math.dist(begin, end) / PEN_UNITS_PER_SECOND * 1000
            steps = max(1, round(lasts_ms / POINT_MS))
            points += [
                (*between(begin, end, step / steps), at_ms + lasts_ms * step / steps)
                for step in range(1, steps + 1)
            ]
            at_ms += lasts_ms
        timed.append(points)
        at_ms += BETWEEN_STROKES_MS
    return timed


def between(begin: tuple[int, int], end: tuple[int, int], share: float) -> tuple[int, int]:
    return round(begin[0] + (end[0] - begin[0]) * share), round(begin[1] + (end[1] - begin[1]) * share)


def packets_of(strokes: Sequence[Stroke]) -> list[Planned]:
    """At most one packet each PACKET_MS while drawing, and one at once on pen-up."""
    plan: list[Planned] = []
    for number, stroke in enumerate(strokes):
        held: list[int] = []
        due_ms = stroke[0][2] + PACKET_MS
        for x, y, at_ms in stroke[:-1]:
            if held and (at_ms >= due_ms or len(held) == 2 * POINTS_A_PACKET):
                plan.append(Planned(max(due_ms, stroke[0][2]), number, False, tuple(held)))
                due_ms = max(due_ms + PACKET_MS, at_ms)
                held = []
            held += (x, y)
        x, y, at_ms = stroke[-1]
        if len(held) == 2 * POINTS_A_PACKET:
            plan.append(Planned(at_ms, number, False, tuple(held)))
            held = []
        plan.append(Planned(at_ms, number, True, (*held, x, y)))
    return plan


def ink_length(plan: Sequence[Planned]) -> float:
    """The length of all strokes, in units of the square."""
    length, before = 0.0, (-1, (0, 0))
    for packet in plan:
        for point in zip(packet.points[::2], packet.points[1::2], strict=True):
            if before[0] == packet.stroke:
                length += math.dist(before[1], point)
            before = (packet.stroke, point)
    return length
