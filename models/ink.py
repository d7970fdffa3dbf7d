"""Many drawings as flat arrays: cut, bent and rastered all at once, for training."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from server import raster
from server.canvas import SQUARE

# Of the wire's square.
SIDE = SQUARE - 1
# Quick, Draw! units to those of that square.
UNIT = SIDE / 255

Strokes = Sequence[Sequence[Any]]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ink:
    """The points of several drawings, one after the other."""

    x: Floats
    y: Floats
    down: NDArray[np.bool_]  # this point begins a stroke
    offsets: NDArray[np.intp]  # drawing i is points offsets[i] to offsets[i + 1]

    def __len__(self) -> int:
        """How many drawings."""
        return len(self.offsets) - 1

    @property
    def drawing(self) -> NDArray[np.intp]:
        """Which drawing each point belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    def strokes(self, index: int) -> list[list[list[float]]]:
        """One drawing in the Quick, Draw! form: strokes [[x…], [y…]]."""
        begin, end = self.offsets[index], self.offsets[index + 1]
        cuts = np.flatnonzero(self.down[begin:end])[1:]
        columns = zip(np.split(self.x[begin:end], cuts), np.split(self.y[begin:end], cuts), strict=True)
        return [[x.tolist(), y.tolist()] for x, y in columns]


def pack(drawings: Iterable[Strokes]) -> Ink:
    """Drawings in the Quick, Draw! form as Ink, in their own units."""
    xs: list[float] = []
    ys: list[float] = []
    downs: list[bool] = []
    offsets = [0]
    for drawing in drawings:
        for stroke in drawing:
            xs += stroke[0]
            ys += stroke[1]
            downs += [True] + [False] * (len(stroke[0]) - 1)
        offsets.append(len(xs))
    return Ink(
        np.array(xs, np.float32), np.array(ys, np.float32), np.array(downs, bool), np.array(offsets, np.intp)
    )


def take(ink: Ink, which: NDArray[np.intp]) -> Ink:
    """The chosen drawings, in the order chosen."""
    begins = ink.offsets[which]
    counts = ink.offsets[which + 1] - begins
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
    points = np.arange(offsets[-1]) + np.repeat(begins - offsets[:-1], counts)
    return Ink(ink.x[points], ink.y[points], ink.down[points], offsets)


def keep(ink: Ink, kept: NDArray[np.bool_]) -> Ink:
    """Only the points marked; a stroke must be kept from its first point on, or not at all."""
    counts = np.add.reduceat(kept, ink.offsets[:-1], dtype=np.intp)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
    return Ink(ink.x[kept], ink.y[kept], ink.down[kept], offsets)


def cut(ink: Ink, shares: float | NDArray[Any]) -> Ink:
    """The first part of each drawing: a share (0..1) of its total stroke length, in drawing order.

    The last segment is cut where the share ends. A drawing keeps at least its first point.
    """
    before = _before(ink)
    dx, dy = ink.x - ink.x[before], ink.y - ink.y[before]
    length, so_far = _lengths(ink)
    firsts = ink.offsets[:-1]
    limits = np.broadcast_to(shares, len(ink)) * so_far[ink.offsets[1:] - 1]
    left = np.repeat(limits, np.diff(ink.offsets)) - (so_far - length)
    part = np.clip(left / np.maximum(length, 1e-9), 0, 1).astype(np.float32)
    kept = left > 0
    kept[firsts] = True
    shortened = replace(ink, x=ink.x[before] + part * dx, y=ink.y[before] + part * dy)
    return keep(shortened, kept)


def divided(ink: Ink, gaps: NDArray[Any]) -> Ink:
    """The same lines with points at most so far apart, for each drawing in its own units."""
    before = _before(ink)
    dx, dy = ink.x - ink.x[before], ink.y - ink.y[before]
    pieces = np.maximum(np.ceil(np.hypot(dx, dy) / gaps[ink.drawing]), 1).astype(np.intp)
    segment = np.repeat(np.arange(len(pieces)), pieces)
    ends = np.cumsum(pieces)
    left = ((ends[segment] - 1 - np.arange(len(segment))) / pieces[segment]).astype(np.float32)
    offsets = np.concatenate([[0], ends[ink.offsets[1:] - 1]]).astype(np.intp)
    return Ink(
        ink.x[segment] - left * dx[segment], ink.y[segment] - left * dy[segment], ink.down[segment], offsets
    )


def rasters(ink: Ink, pen: float = raster.PEN_WIDTH) -> NDArray[np.uint8]:
    """(drawings, size, size, planes): what a canvas would show for each drawing, in wire units."""
    counts = np.diff(ink.offsets)
    firsts = ink.offsets[:-1]
    edges = (
        np.minimum.reduceat(ink.x, firsts),
        np.minimum.reduceat(ink.y, firsts),
        np.maximum.reduceat(ink.x, firsts),
        np.maximum.reduceat(ink.y, firsts),
    )
    fits = [raster.Fit.of(raster.Box(*box)) for box in np.stack(edges, axis=1).tolist()]
    centres, scales = np.hstack([fit.centre for fit in fits]), np.array([fit.scale for fit in fits])
    fit = raster.Fit(np.repeat(centres, counts, axis=1), np.repeat(scales, counts))
    points = fit.pixels(np.stack([ink.x, ink.y]))
    plane = raster.blank(len(ink))
    before = _before(ink)
    length, so_far = _lengths(ink)
    began = ((so_far - length) * fit.scale).astype(np.float32)
    raster.stamp(plane, points[:, before], points, began, ink.drawing, pen)
    return raster.cropped(plane)


def _lengths(ink: Ink) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The length that led to each point, and that of all the drawing's ink up to it."""
    before = _before(ink)
    length = raster.lengths(np.stack([ink.x[before], ink.y[before]]), np.stack([ink.x, ink.y]))
    so_far = np.cumsum(length)
    so_far -= np.repeat(so_far[ink.offsets[:-1]], np.diff(ink.offsets))
    return length, so_far


def _before(ink: Ink) -> NDArray[np.intp]:
    """The point that the pen came from; a stroke's first point itself."""
    return np.arange(len(ink.x)) - ~ink.down
