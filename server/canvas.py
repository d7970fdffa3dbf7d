"""All ink of one player in one round, and its raster, grown as the ink grows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from server.raster import NOWHERE, PLANES, RASTER_SIZE, RASTER_VERSION, Fit, blank, cropped, lengths, stamp
from server.spans import Spans

__all__ = [
    "MAX_POINTS",
    "PLANES",
    "RASTER_SIZE",
    "RASTER_VERSION",
    "SQUARE",
    "Canvas",
    "CanvasFull",
    "NoDrawing",
    "Packet",
    "WrongStroke",
]

SQUARE = 1024
MAX_POINTS = 4000


@dataclass(frozen=True, slots=True)
class Packet:
    """One entry of a player's ink log."""

    seq: int  # 1, 2, … within one player's round
    t_ms: int  # since the round began, by the drawer's clock; only replays use it
    op: str  # "draw" | "undo" | "redo" | "clear"
    stroke: int = 0  # draw: 0, 1, 2 …, rising, never used twice in one log
    up: bool = False  # draw: the pen was lifted after these points
    points: tuple[int, ...] = ()  # draw: x0, y0, x1, y1 …, 0..SQUARE-1; empty only if up


class CanvasFull(ValueError):
    """The points would not fit: a canvas holds at most MAX_POINTS, visible and undoable together."""


class WrongStroke(ValueError):
    """The stroke is neither the open one nor numbered higher than every stroke before it."""


class NoDrawing(ValueError):
    """Not strokes [[x…], [y…], …] of as many x as y, finite numbers, at least one point."""


class Canvas:
    """Ink that can be drawn, undone, redone and cleared, and shown as a raster.

    Points stand in one buffer in the order drawn, and what is visible is a span of it.
    """

    def __init__(self) -> None:
        # Where the pen came from and where each point is, x and y; at pen-down they are the same.
        self._ways = np.empty((2, 2, MAX_POINTS), np.float32)
        self._before, self._points = self._ways
        self._is_down = np.empty(MAX_POINTS, bool)
        self._so_far = np.zeros(MAX_POINTS + 1)  # the length of all ink ever before the way to the point
        self._spans = Spans()
        self._last_stroke = -1
        self._open = False
        self._plane, self._box, self._drawn = blank(), NOWHERE, 0

    @classmethod
    def of(cls, drawing: Iterable[Sequence[Any]]) -> Canvas:
        """The canvas of a Quick, Draw! drawing: strokes [[x…], [y…], …] at any scale.

        It fills the square and is rounded as on the wire; a stroke without points is none. Raises CanvasFull
        and NoDrawing.
        """
        points, begins = joined(drawing)
        canvas = cls()
        if begins:
            # All at once: stroke by stroke, some thousand of them would hold up a tick.
            canvas._put(0, in_square(points), begins)
            for end in (*begins[1:], len(points)):
                canvas._spans.add(end)
            canvas._last_stroke = len(begins) - 1
        return canvas

    def apply(self, packet: Packet) -> None:
        """Take one entry of the log; raises CanvasFull or WrongStroke and then has changed nothing."""
        if packet.op == "draw":
            self.draw(packet.stroke, packet.points, packet.up)
        elif packet.op == "undo":
            self.undo()
        elif packet.op == "redo":
            self.redo()
        elif packet.op == "clear":
            self.clear()
        else:
            raise ValueError(f"unknown ink: {packet.op!r}")

    def draw(self, stroke: int, points: Sequence[int] | NDArray[Any], up: bool) -> None:
        """Add points (x0, y0, x1, y1 …) to the open stroke, or to a new one with a higher number.

        A new stroke ends what could be redone. Raises CanvasFull, WrongStroke.
        """
        goes_on = self._open and stroke == self._last_stroke
        if not goes_on and stroke <= self._last_stroke:
            raise WrongStroke(f"stroke {stroke} is closed; the next is {self._last_stroke + 1} or higher")
        pairs = np.asarray(points, np.float32).reshape(-1, 2)
        if len(pairs):
            self._add(pairs, goes_on)
        self._last_stroke = stroke
        self._open = not up

    def _add(self, pairs: NDArray[np.float32], goes_on: bool) -> None:
        begin = self._spans.visible[1]
        end = begin + len(pairs)
        if end > MAX_POINTS:
            raise CanvasFull(f"a canvas holds at most {MAX_POINTS} points")
        self._put(begin, pairs, slice(0) if goes_on else slice(1))
        if goes_on:
            self._spans.grow(end)
        else:
            self._spans.add(end)

    def _put(self, begin: int, pairs: NDArray[Any], downs: slice | list[int]) -> None:
        """Keep points, (points, 2), from `begin` of the buffer on; at some of them the pen came down."""
        end = begin + len(pairs)
        points, before, is_down = (
            kept[..., begin:end] for kept in (self._points, self._before, self._is_down)
        )
        points[:] = pairs.T
        before[:, 1:] = points[:, :-1]
        before[:, 0] = self._points[:, begin - 1]
        before[:, downs] = points[:, downs]
        is_down[:] = False
        is_down[downs] = True
        self._so_far[begin + 1 : end + 1] = np.cumsum(lengths(before, points)) + self._so_far[begin]

    def undo(self) -> None:
        """Take the last action back (a stroke or a clear) and close the open stroke, if there is one."""
        if self._spans.undo():
            self._close()

    def redo(self) -> None:
        """Do the last undone action again, if there is one."""
        if self._spans.redo():
            self._close()

    def clear(self) -> None:
        """Hide all ink; undo brings it back. Nothing if no ink is visible."""
        if self._spans.clear():
            self._close()

    def _close(self) -> None:
        """What is visible is not what it was: no stroke goes on, and the next raster starts from nothing."""
        self._open = False
        self._plane, self._box, self._drawn = blank(), NOWHERE, self._spans.visible[0]

    @property
    def empty(self) -> bool:
        """Whether no ink is visible."""
        floor, end = self._spans.visible
        return floor == end

    @property
    def strokes(self) -> list[NDArray[np.float32]]:
        """The visible strokes in the order drawn, each (points, 2)."""
        floor, end = self._spans.visible
        if floor == end:
            return []
        downs = np.flatnonzero(self._is_down[floor:end])
        return np.split(self._points[:, floor:end].T.copy(), downs[1:])

    def raster(self) -> NDArray[np.uint8]:
        """(RASTER_SIZE, RASTER_SIZE, PLANES), 0..255: new segments only while the ink's box holds."""
        floor, end = self._spans.visible
        if self._drawn < end:
            box = self._box.including(self._points[:, self._drawn : end])
            if box != self._box:
                self._plane, self._box, self._fit, self._drawn = blank(), box, Fit.of(box), floor
            self._stamp(self._drawn, end)
            self._drawn = end
        raster: NDArray[np.uint8] = cropped(self._plane)[0]
        return raster

    def _stamp(self, begin: int, end: int) -> None:
        before, points = self._fit.pixels(self._ways[..., begin:end])
        so_far = self._so_far[begin:end] - self._so_far[self._spans.visible[0]]
        stamp(self._plane, before, points, (so_far * self._fit.scale).astype(np.float32))


def joined(drawing: Iterable[Sequence[Any]]) -> tuple[NDArray[np.float64], list[int]]:
    """All points of a drawing, (points, 2) in its own units, and where each stroke with points begins.

    Raises CanvasFull before it reads more than a canvas holds, and NoDrawing.
    """
    xs: list[Any] = []
    ys: list[Any] = []
    begins = []
    number = 0
    try:
        for number, stroke in enumerate(drawing, 1):
            x, y = stroke[0], stroke[1]
            if max(number, len(xs) + len(x)) > MAX_POINTS:
                raise CanvasFull(f"a canvas holds at most {MAX_POINTS} points")
            if len(x) != len(y):
                raise NoDrawing(f"stroke {number} has {len(x)} x and {len(y)} y")
            if len(x):
                begins.append(len(xs))
            xs += list(x)
            ys += list(y)
        points = np.array([xs, ys], np.float64).T
    except (CanvasFull, NoDrawing):
        raise
    except (LookupError, TypeError, ValueError, OverflowError) as problem:
        raise NoDrawing(f"no strokes of numbers: {str(problem)[:80]}") from None
    if points.ndim != 2:
        raise NoDrawing("no strokes of numbers: lists within them")
    if number and not begins:
        raise NoDrawing("no stroke has a point")
    return points, begins


def in_square(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The points of a drawing, (points, 2) of any scale, as whole numbers 0..SQUARE-1.

    The drawing becomes as large as the square allows. Raises NoDrawing.
    """
    if not np.isfinite(points).all():
        raise NoDrawing("coordinates must be finite numbers")
    least = points.min(axis=0)
    with np.errstate(over="ignore"):
        side = float((points.max(axis=0) - least).max())
    scale = (SQUARE - 1) / side if side else 1.0
    if not 0 < scale < np.inf:
        raise NoDrawing("coordinates must be neither too near nor too far apart")
    return np.asarray(np.rint((points - least) * scale))
