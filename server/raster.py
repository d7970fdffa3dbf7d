"""The one rasterizer: ink, normalised to its bounding box, as the array that the model sees."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

RASTER_VERSION = 2
RASTER_SIZE = 48
# What a pixel tells: how far along the ink it was drawn, and how much of it the pen covers.
PLANES = 2
ORDER, COVERAGE = range(PLANES)
# All in pixels of the raster. The longer side of the box and the pen together leave half a pixel of margin.
BOX_SIDE = 45.0
PEN_WIDTH = 2.0
WIDEST_PEN = 3.0
# Ink smaller than this (in its own units) is not blown up: a trembling tap stays a dot.
LEAST_SIDE = 16.0
# Ink up to this length is told apart by when it was drawn: 97 % of whole drawings are shorter.
LONGEST = 8 * BOX_SIDE
# Of the ink's own unit; lengths rounded to such steps add up to the same sum in any grouping.
LENGTH_STEP = 1 / 256
# Pixels are visited in squares of this side, so long segments are visited in pieces.
PATCH = 6
PLANE_SIDE = RASTER_SIZE + PATCH

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]
Plane = NDArray[np.uint16]
Raster = NDArray[np.uint8]

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
    return np.zeros(drawings * PLANE_SIDE * PLANE_SIDE, np.uint16)


def cropped(plane: Plane) -> Raster:
    """(drawings, RASTER_SIZE, RASTER_SIZE, PLANES), a copy, without the padding that stamp() needs."""
    squares = plane.reshape(-1, PLANE_SIDE, PLANE_SIDE)[:, :RASTER_SIZE, :RASTER_SIZE]
    # Low byte first, whatever the machine.
    return squares.astype("<u2", order="C").view(np.uint8).reshape(*squares.shape, PLANES)


def lengths(x0: NDArray[Any], y0: NDArray[Any], x1: NDArray[Any], y1: NDArray[Any]) -> NDArray[np.float64]:
    """How long segments are, in whole LENGTH_STEPs."""
    dx, dy = np.subtract(x1, x0, dtype=np.float64), np.subtract(y1, y0, dtype=np.float64)
    rounded: NDArray[np.float64] = np.rint(np.sqrt(dx * dx + dy * dy) / LENGTH_STEP) * LENGTH_STEP
    return rounded


def pixels_in_unit(box: Box) -> Any:
    """How long a unit of the ink is in the raster, as float32: the box's longer side is BOX_SIDE long."""
    side = np.maximum(np.maximum(box.right - box.left, box.bottom - box.top), LEAST_SIDE)
    return np.float32(BOX_SIDE) / np.asarray(side, np.float32)


def to_pixels(x: NDArray[Any], y: NDArray[Any], box: Box) -> tuple[Floats, Floats]:
    """Points as float32 pixels: the box centred and its aspect kept."""
    scale = pixels_in_unit(box)
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
    so_far: Floats,
    square: int | Ints = 0,
    pen: float = PEN_WIDTH,
) -> None:
    """Raise a plane to the pen's marks along segments given in pixels.

    A mark is coverage (0..255) in the high byte and the same times the ink's length up to there, as a share
    of LONGEST, in the low one; `so_far` is that length where each segment begins. A segment of no length is
    a dot. `square` says which of the plane's drawings each segment belongs to. Every pixel's mark depends on
    the segment alone and the greatest wins, so the fullest coverage and among equals the latest: neither the
    order of calls nor how segments are shared among them can change the plane.
    """
    radius = pen / 2 + 0.5
    dx, dy = x1 - x0, y1 - y0
    squared = dx * dx + dy * dy
    length = np.sqrt(squared)
    pieces = np.maximum(np.ceil(length * (1 / (PATCH - 2 * radius))), 1).astype(np.intp)
    left, top = np.minimum(x0, x1), np.minimum(y0, y1)
    if len(pieces) and pieces.max() > 1:
        segment = np.repeat(np.arange(len(pieces)), pieces)
        nth = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        share = (1 / pieces).astype(np.float32)[segment]
        x0, y0, dx, dy, squared = x0[segment], y0[segment], dx[segment], dy[segment], squared[segment]
        so_far, length = so_far[segment], length[segment]
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
    along = _along(x, y, dx[:, None], dy[:, None], squared[:, None])
    coverage = _coverage(x, y, dx[:, None], dy[:, None], along, radius)
    along *= length[:, None]
    along += so_far[:, None]
    np.maximum.at(plane, (at[:, None] + _OFFSET).ravel(), _marks(coverage, along).ravel())


def _along(x: Floats, y: Floats, dx: Floats, dy: Floats, squared: Floats) -> Floats:
    """(pieces, PATCH²): the share of its segment (0..1) at which the pen is nearest to each pixel."""
    along = x * dx
    along += y * dy
    along /= np.maximum(squared, np.float32(1e-12))
    return np.clip(along, 0, 1, out=along)


def _coverage(x: Floats, y: Floats, dx: Floats, dy: Floats, along: Floats, radius: float) -> Floats:
    """How much (0..1) of each pixel the pen covers; x and y lead from a segment's start to it.

    Overwrites x and y.
    """
    x -= along * dx
    y -= along * dy
    x *= x
    y *= y
    x += y
    np.sqrt(x, out=x)
    np.subtract(np.float32(radius), x, out=x)
    return np.clip(x, 0, 1, out=x)


def _marks(coverage: Floats, length: Floats) -> Plane:
    """What stamp() raises pixels to; overwrites the length of ink that led to each."""
    length *= np.float32(255 / LONGEST)
    np.minimum(length, np.float32(255), out=length)
    length *= coverage
    length += np.float32(0.5)
    coverage *= np.float32(255)
    coverage += np.float32(0.5)
    marks: Plane = coverage.astype(np.uint16)
    marks *= np.uint16(256)
    marks += length.astype(np.uint16)
    return marks
