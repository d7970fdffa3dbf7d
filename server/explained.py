"""Why the judge said what it said: what its confidence owes to each stroke."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from server.canvas import Canvas
from server.classifier import Classifier
from server.room import Guess


class Explanation(NamedTuple):
    """A guess, and for each stroke how much of its confidence is lost without it (-1..1)."""

    guess: Guess
    lost: tuple[float, ...]


def explained(
    classifier: Classifier,
    canvas: Canvas,
    category: str | None = None,
    pause: Callable[[], None] = lambda: None,
) -> Explanation:
    """Explain the guess for one of the judge's categories, or the surest one.

    A look at the whole, and one without each stroke in turn; `pause` is called after every look. To leave a
    stroke out is to judge what had been drawn if it never was: the rest keeps its place, but is fitted into
    its own box, and later ink moves up in the order. The judge knows no other rasters than those of whole
    canvases, and of one with a hole where a stroke was it would say nothing that is true of any drawing.
    Without its only stroke a drawing is nothing, and the confidence in it none.
    """
    whole = canvas.raster()
    surest = classifier.classify(whole, 1)[0]
    guess = surest if category is None else Guess(category, classifier.confidence(whole, category))
    pause()
    lost = []
    strokes = canvas.strokes
    for left_out in range(len(strokes)):
        rest = strokes[:left_out] + strokes[left_out + 1 :]
        lost.append(guess.confidence - confidence(classifier, rest, guess.category))
        pause()
    return Explanation(guess, tuple(lost))


def confidence(classifier: Classifier, strokes: Sequence[NDArray[np.float32]], category: str) -> float:
    """How sure the judge is that these strokes alone are of that category."""
    if not strokes:
        return 0.0
    canvas = Canvas()
    for number, points in enumerate(strokes):
        canvas.draw(number, points, up=True)
    return classifier.confidence(canvas.raster(), category)
