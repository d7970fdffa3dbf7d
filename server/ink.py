"""The ink that is seen at the end of a log, and as little of it as a tiny canvas needs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from server.canvas import Packet
from server.spans import Spans

Strokes = list[list[int]]
"""Of each stroke its points: x0, y0, x1, y1 …"""
NEAREST = 12
"""Points nearer to each other than this are one on a tiny canvas."""


def seen(packets: Iterable[Packet]) -> Strokes:
    """What is visible after these packets of a log, as on a Canvas, without what a raster needs."""
    strokes: Strokes = []
    spans, last, is_open = Spans(), -1, False
    steps = {"undo": spans.undo, "redo": spans.redo, "clear": spans.clear}
    for packet in packets:
        if packet.op == "draw":
            if is_open and packet.stroke == last:
                strokes[-1] += packet.points
            elif packet.points:
                end = spans.visible[1]
                strokes[end:] = [list(packet.points)]
                spans.add(end + 1)
            last, is_open = packet.stroke, not packet.up
        elif steps[packet.op]():
            is_open = False
    return strokes[slice(*spans.visible)]


def thinned(strokes: Sequence[Sequence[int]], most: int) -> Strokes:
    """The same drawing from no more than `most` points: where there are too many strokes, the newest."""
    nearest: float = NEAREST
    thin = [_apart(stroke, nearest) for stroke in strokes[-(most // 2) :]]
    while (points := sum(map(len, thin)) // 2) > most:
        # As much coarser as there are points too many, within reason: a scribble's are far apart anyway.
        nearest *= min(max(points / most, 1.2), 4)
        thin = [_apart(stroke, nearest) for stroke in thin]
    return thin


def _apart(stroke: Sequence[int], nearest: float) -> list[int]:
    """The first point, those far enough from the one before that was kept, and the last."""
    x, y = stroke[:2]
    kept = [x, y]
    for i in range(2, len(stroke) - 2, 2):
        to_x, to_y = stroke[i], stroke[i + 1]
        if abs(to_x - x) + abs(to_y - y) >= nearest:
            x, y = to_x, to_y
            kept += (x, y)
    if len(stroke) > 2:
        kept += stroke[-2:]
    return kept
