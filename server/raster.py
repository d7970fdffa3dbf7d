"""The one rasterizer: ink, normalised to its bounding box, as the array that the model sees."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

RASTER_VERSION = 1
RASTER_SIZE = 48
# All in pixels of the raster. The longer side of the box and the pen together leave half a pixel of margin.
BOX_SIDE = 45.0
PEN_WIDTH = 2.0
WIDEST_PEN = 3.0
# Ink smaller than this (in its own units) is not blown up: a trembling tap stays a dot.
LEAST_SIDE = 16.0
# Pixels are visited in squares of this side, so long segments are visited in pieces.
PATCH = 6
PLANE_SIDE = RASTER_SIZE + PATCH

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]
Plane = NDArray[np.uint8]

_ROW, _COLUMN = np.divmod(np.arange(PATCH * PATCH), PATCH)
_OFFSET = _ROW * PLANE_SIDE + _COLUMN
_ROW_F, _COLUMN_F = _ROW.astype(np.float32), _COLUMN.astype(np.float32)


class Box(NamedTuple):
    """The least upright rectangle that holds some points, in their own units.

    Numbers, or arrays with one entry a point where points of many drawings stand together.
    """

    left: Any
    top: Any
    right: Any
    bottom: Any

    @classmethod
    def around(cls, x: NDArray[Any], y: NDArray[Any]) -> Box:
        """The box of at least one point."""
        return cls(float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def blank(drawings: int = 1) -> Plane:
    """A flat plane for stamp(): one padded square of zeros a drawing."""
    return np.zeros(drawings * PLANE_SIDE * PLANE_SIDE, np.uint8)


def cropped(plane: Plane) -> Plane:
    """(drawings, RASTER_SIZE, RASTER_SIZE), a copy, without the padding that stamp() needs."""
    squares: Plane = plane.reshape(-1, PLANE_SIDE, PLANE_SIDE)
    return squares[:, :RASTER_SIZE, :RASTER_SIZE].copy()


def to_pixels(x: NDArray[Any], y: NDArray[Any], box: Box) -> tuple[Floats, Floats]:
    """Points as float32 pixels: the box centred, its aspect kept, its longer side BOX_SIDE long."""
    side = np.maximum(np.maximum(box.right - box.left, box.bottom - box.top), LEAST_SIDE)
    scale = np.float32(BOX_SIDE) / np.asarray(side, np.float32)
    middle = np.float32((RASTER_SIZE - 1) / 2)
    # The centre is taken off first: in whole units that is exact, so place cannot change a raster.
    across = (x - np.asarray((box.left + box.right) / 2, np.float32)) * scale + middle
    down = (y - np.asarray((box.top + box.bottom) / 2, np.float32)) * scale + middle
    return across, down


def stamp(
    plane: Plane,
    x0: Floats,
    y0: Floats,
    x1: Floats,
    y1: Floats,
    square: int | Ints = 0,
    pen: float = PEN_WIDTH,
) -> None:
    """Raise a plane to the pen's coverage (0..255) along segments given in pixels.

    A segment of no length is a dot. `square` says which of the plane's drawings each segment belongs to.
    Every pixel's value depends on the segment alone and the greatest wins: neither the order of segments
    nor how they are shared among calls can change the plane.
    """
    radius = pen / 2 + 0.5
    dx, dy = x1 - x0, y1 - y0
    squared = dx * dx + dy * dy
    pieces = np.maximum(np.ceil(np.sqrt(squared) * (1 / (PATCH - 2 * radius))), 1).astype(np.intp)
    left, top = np.minimum(x0, x1), np.minimum(y0, y1)
    if len(pieces) and pieces.max() > 1:
        segment = np.repeat(np.arange(len(pieces)), pieces)
        nth = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        share = (1 / pieces).astype(np.float32)[segment]
        x0, y0, dx, dy, squared = x0[segment], y0[segment], dx[segment], dy[segment], squared[segment]
        # A piece begins at its lesser end, which is its later one where the segment runs backwards.
        left = x0 + dx * ((nth + (dx < 0)).astype(np.float32) * share)
        top = y0 + dy * ((nth + (dy < 0)).astype(np.float32) * share)
        square = square if isinstance(square, int) else square[segment]
    # Single precision all the way: a wider type here would round some pixels another way.
    column = (np.floor(left - radius) + 1).astype(np.float32)
    row = (np.floor(top - radius) + 1).astype(np.float32)
    at = (row * PLANE_SIDE + column).astype(np.intp) + square * (PLANE_SIDE * PLANE_SIDE)
    # Pixel numbers are whole before x0 is taken off, so a pixel's value is the same in any patch.
    x = (column[:, None] + _COLUMN_F) - x0[:, None]
    y = (row[:, None] + _ROW_F) - y0[:, None]
    coverage = _coverage(x, y, dx[:, None], dy[:, None], squared[:, None], radius)
    np.maximum.at(plane, (at[:, None] + _OFFSET).ravel(), coverage.ravel())


def _coverage(x: Floats, y: Floats, dx: Floats, dy: Floats, squared: Floats, radius: float) -> Plane:
    """(pieces, PATCH²): how much of each pixel the pen covers; x and y lead from a segment's start to it.

    Overwrites x and y.
    """
    along = x * dx
    along += y * dy
    along /= np.maximum(squared, np.float32(1e-12))
    np.clip(along, 0, 1, out=along)
    x -= along * dx
    y -= along * dy
    x *= x
    y *= y
    x += y
    np.sqrt(x, out=x)
    np.subtract(np.float32(radius), x, out=x)
    np.clip(x, 0, 1, out=x)
    x *= np.float32(255)
    x += np.float32(0.5)
    return x.astype(np.uint8)
