"""The project's own drawings as a hand draws them on a page."""

from __future__ import annotations

from tests.golden import drawings as golden

MARGIN = 90
SQUARE = 1024

Strokes = list[list[tuple[float, float]]]


def drawings() -> dict[str, Strokes]:
    """One drawing for each word, in the middle of the square."""
    return {word: centred(drawing) for word, drawing in golden.drawings().items()}


def centred(drawing: list[list[list[int]]]) -> Strokes:
    strokes = [list(zip(stroke[0], stroke[1], strict=True)) for stroke in drawing]
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    scale = (SQUARE - 2 * MARGIN) / (max(max(xs) - min(xs), max(ys) - min(ys)) or 1)
    left = (SQUARE - (max(xs) - min(xs)) * scale) / 2
    top = (SQUARE - (max(ys) - min(ys)) * scale) / 2
    return [
        [(left + (x - min(xs)) * scale, top + (y - min(ys)) * scale) for x, y in stroke] for stroke in strokes
    ]
