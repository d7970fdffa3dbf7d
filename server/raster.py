"""The one rasterizer: ink, normalised to its bounding box, as the array that the model sees."""

from __future__ import annotations

import math
from typing import NamedTuple

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
# Ink smaller than this (in its own units) is not blown up: a trembling tap stays a dot.
LEAST_SIDE = 16.0
# Ink up to this length is told apart by when it was drawn: 97 % of whole drawings are shorter.
LONGEST = 8 * BOX_SIDE
# Of the ink's own unit; lengths rounded to such steps add up to the same sum in any grouping.
LENGTH_STEP = 1 / 256
# Pixels are visited in squares that hold the longest segment; if that asks for more than the widest patch,
# in those of PATCH, and long segments in pieces.
PATCH = 6
WIDEST_PATCH = 10
PIXELS = RASTER_SIZE * RASTER_SIZE

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]
Plane = NDArray[np.uint16]
Raster = NDArray[np.uint8]

_STEPS = np.arange(WIDEST_PATCH, dtype=np.float32)[:, None]
_OFFSETS = np.add.outer(np.arange(WIDEST_PATCH) * RASTER_SIZE, np.arange(WIDEST_PATCH))[..., None]


class Box(NamedTuple):
    """The least upright rectangle that holds some points, in their own units."""

    left: float
    top: float
    right: float
    bottom: float

    def including(self, points: Floats) -> Box:
        """The box that holds the points, (2, points), as well."""
        x, y = points.tolist()
        return Box(min(self.left, *x), min(self.top, *y), max(self.right, *x), max(self.bottom, *y))


NOWHERE = Box(math.inf, math.inf, -math.inf, -math.inf)


class Fit(NamedTuple):
    """How ink comes into the raster: its box centred, its aspect kept, the longer side BOX_SIDE long.

    The fit of one drawing, or with one entry a point where points of many drawings stand together.
    """

    centre: Floats  # (2, 1) or (2, points), in the ink's own units
    scale: np.float32 | Floats  # a number or (points,): pixels in such a unit

    @classmethod
    def of(cls, box: Box) -> Fit:
        """The fit of what the box holds."""
        left, top, right, bottom = box
        side = max(right - left, bottom - top, LEAST_SIDE)
        centre = np.array([[(left + right) / 2], [(top + bottom) / 2]], np.float32)
        return cls(centre, np.float32(BOX_SIDE) / np.float32(side))

    def pixels(self, points: Floats) -> Floats:
        """Where points, (…, 2, points), are in the raster."""
        # The centre is taken off first: in whole units that is exact, so place cannot change a raster.
        pixels = points - self.centre
        pixels *= self.scale
        pixels += np.float32((RASTER_SIZE - 1) / 2)
        return pixels


def blank(drawings: int = 1) -> Plane:
    """A flat plane for stamp(): one square of zeros a drawing, and room beyond the last for patches."""
    return np.zeros(drawings * PIXELS + WIDEST_PATCH * (RASTER_SIZE + 1), np.uint16)


def cropped(plane: Plane) -> Raster:
    """(drawings, RASTER_SIZE, RASTER_SIZE, PLANES), a copy."""
    drawings = len(plane) // PIXELS
    # Low byte first, whatever the machine.
    marks = plane[: drawings * PIXELS].astype("<u2")
    return marks.view(np.uint8).reshape(drawings, RASTER_SIZE, RASTER_SIZE, PLANES)


def lengths(begin: Floats, end: Floats) -> NDArray[np.float64]:
    """How long segments from and to (2, segments) are, in whole LENGTH_STEPs."""
    way = np.subtract(end, begin, dtype=np.float64)
    way *= way
    rounded: NDArray[np.float64] = np.rint(np.sqrt(way[0] + way[1]) / LENGTH_STEP) * LENGTH_STEP
    return rounded


def stamp(
    plane: Plane, begin: Floats, end: Floats, so_far: Floats, square: int | Ints = 0, pen: float = PEN_WIDTH
) -> None:
    """Raise a plane to the pen's marks along segments, at least one, from and to (2, segments) in pixels.

    A mark is coverage (0..255) in the high byte and the same times the ink's length up to there, as a share
    of LONGEST, in the low one; `so_far` is that length where each segment begins. A segment of no length is
    a dot. `square` says which of the plane's drawings each segment belongs to. Every pixel's mark depends on
    the segment alone and the greatest wins, so the fullest coverage and among equals the latest: neither the
    order of calls nor how segments are shared among them can change the plane.
    """
    radius = pen / 2 + 0.5
    way = end - begin
    squared = np.add(*(way * way))
    length = np.sqrt(squared)
    corner = np.minimum(begin, end)
    side = math.ceil(length.max() + 2 * radius)
    if side > WIDEST_PATCH:
        side = PATCH
        pieces = np.maximum(np.ceil(np.abs(way).max(axis=0) * (1 / (PATCH - 2 * radius))), 1).astype(np.intp)
        segment = np.repeat(np.arange(len(pieces)), pieces)
        nth = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        begin, way, squared = begin[:, segment], way[:, segment], squared[segment]
        so_far, length = so_far[segment], length[segment]
        # A piece begins at its lesser end, which is its later one where the segment runs backwards.
        corner = begin + way * ((nth + (way < 0)) / pieces[segment]).astype(np.float32)
        square = square if isinstance(square, int) else square[segment]
    # Single precision all the way: a wider type here would round some pixels another way.
    cell = np.floor(corner - np.float32(radius - 1))
    at = (cell[1] * RASTER_SIZE + cell[0]).astype(np.intp) + square * PIXELS
    # Pixel numbers are whole before the begin is taken off, so a pixel's value is the same in any patch.
    pixels = cell[:, None] + _STEPS[:side]
    pixels -= begin[:, None]
    along = _along(pixels, way, squared)
    coverage = _coverage(pixels, way, along, radius)
    along *= length
    along += so_far
    # A patch may reach beyond its square, into another row or drawing, but no mark does.
    at = at + _OFFSETS[:side, :side]
    np.maximum.at(plane, at.reshape(-1), _marks(coverage, along).reshape(-1))


def _along(pixels: Floats, way: Floats, squared: Floats) -> Floats:
    """(rows, columns, pieces): the share of its segment (0..1) at which the pen is nearest to each pixel."""
    x, y = pixels * way[:, None]
    along: Floats = y[:, None] + x
    along /= np.maximum(squared, np.float32(1e-12))
    return _clipped(along)


def _coverage(pixels: Floats, way: Floats, along: Floats, radius: float) -> Floats:
    """(rows, columns, pieces): how much (0..1) of each pixel the pen covers."""
    x, y = along * way[0], along * way[1]
    x -= pixels[0]
    y -= pixels[1][:, None]
    x *= x
    y *= y
    x += y
    np.sqrt(x, out=x)
    np.subtract(np.float32(radius), x, out=x)
    return _clipped(x)


def _clipped(values: Floats) -> Floats:
    """The same array, brought between 0 and 1."""
    np.maximum(values, np.float32(0), out=values)
    return np.minimum(values, np.float32(1), out=values)


def _marks(coverage: Floats, length: Floats) -> Plane:
    """What stamp() raises pixels to; overwrites the length of ink that led to each."""
    length *= np.float32(255 / LONGEST)
    np.minimum(length, np.float32(255), out=length)
    length *= coverage
    length += np.float32(0.5)
    coverage *= np.float32(255)
    coverage += np.float32(0.5)
    marks: Plane = coverage.astype(np.uint16)
    marks <<= np.uint16(8)
    marks |= length.astype(np.uint16)
    return marks
