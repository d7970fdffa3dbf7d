"""Timed drawings on a canvas, as the server sees them: new ink at every tick of the drawer's own time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from server.canvas import Canvas, in_square, joined

TICK_MS = 100


def played(drawing: Sequence[Sequence[Any]]) -> Iterator[tuple[int, Canvas]]:
    """(ms since the first point, the canvas) after each tick that brought ink.

    Strokes are [[x…], [y…], [t…]]; it is one canvas, so look before asking for the next.
    """
    points, begins = joined(drawing)
    points = in_square(points)
    times = np.concatenate([np.asarray(stroke[2], np.float64) for stroke in drawing])
    number = np.searchsorted(begins, np.arange(len(points)), side="right")
    # Some devices' clocks step back a little; ink cannot.
    ticks = np.ceil(np.maximum.accumulate(times - times[0]) / TICK_MS).astype(int)
    bounds = np.flatnonzero(np.diff(ticks) | np.diff(number)) + 1
    canvas = Canvas()
    for begin, end in zip([0, *bounds], [*bounds, len(ticks)], strict=True):
        is_last = end == len(ticks)
        canvas.draw(int(number[begin]), points[begin:end], up=is_last or bool(number[end] != number[begin]))
        if is_last or ticks[end] != ticks[begin]:
            yield int(ticks[begin]) * TICK_MS, canvas
