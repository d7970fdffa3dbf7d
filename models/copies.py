"""The same drawing once more: of another size and elsewhere, as live ink, and as it grows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.ink import SIDE, Strokes, divided, pack
from server.canvas import MAX_POINTS, Canvas

Floats = NDArray[np.float64]

# Of live ink, in the data's units: how far apart its points are, and their distance from the line they mean,
# along each axis, standard deviation.
GAPS = (1.0, 3.0)
JITTER = 1.0


def placed(drawing: Strokes, scale: float = 1.0, place: tuple[float, float] = (0.0, 0.0)) -> list[Floats]:
    """Strokes as (points, 2) whole numbers in the square, as on the wire.

    The longer side is a share `scale` of the square's; `place` says which share of the room that is left
    lies to the left and above.
    """
    strokes = [np.asarray(stroke[:2], np.float64).T for stroke in drawing]
    points = np.concatenate(strokes)
    least, size = points.min(axis=0), np.ptp(points, axis=0)
    factor = scale * SIDE / max(float(size.max()), 1.0)
    corner = np.array(place) * (SIDE - size * factor)
    return [np.rint((stroke - least) * factor + corner) for stroke in strokes]


def live(drawing: Strokes, rng: np.random.Generator) -> Strokes:
    """A drawing of the data as a hand on a screen would send it: points close together, none on its line."""
    plain = pack([drawing])
    segments = [np.hypot(*np.diff(np.asarray(stroke[:2], np.float64), axis=1)) for stroke in drawing]
    # A canvas holds so many points, and those that are there stay.
    closest = float(np.concatenate(segments).sum()) / max(MAX_POINTS - len(plain.x), 1)
    dense = divided(plain, np.array([max(rng.uniform(*GAPS), closest)]))
    return [
        [np.asarray(axis) + rng.normal(0, JITTER, len(axis)) for axis in stroke]
        for stroke in dense.strokes(0)
    ]


def drawn(strokes: Sequence[NDArray[Any]]) -> Canvas:
    """A canvas of strokes (points, 2) in the square, as they come over the wire."""
    canvas = Canvas()
    for number, points in enumerate(strokes):
        canvas.draw(number, points, up=True)
    return canvas


def growing(strokes: Sequence[NDArray[Any]], looks: int) -> Iterator[Canvas]:
    """One canvas on which the ink grows in `looks` parts of as many points; fewer if there are fewer points.

    Look before asking for the next.
    """
    points = np.concatenate(strokes)
    number = np.repeat(np.arange(len(strokes)), [len(stroke) for stroke in strokes])
    shown = np.unique(np.linspace(0, len(points), looks + 1).astype(int)[1:])
    ups = np.append(np.flatnonzero(np.diff(number)) + 1, len(points))
    canvas, begin = Canvas(), 0
    for end in np.union1d(shown[shown > 0], ups):
        canvas.draw(int(number[begin]), points[begin:end], up=bool(end in ups))
        begin = end
        if end in shown:
            yield canvas
