"""Drawings played to their end: for what each would have been accepted, and how sure the judge must be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import thread_time
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.ink import Strokes
from models.play import played
from server.canvas import Canvas
from server.classifier import Classifier

Ints = NDArray[np.intp]
Floats = NDArray[np.float32]

# How often a drawing may be accepted, at any look until its end, for a prompt that it does not show; per
# pair of drawing and other prompt. Strict stays under one in a thousand: the rest of that is room for ink
# that is not like the held-out drawings. Normal is what a race needs to be won by drawing; see the decision.
FALSE_ACCEPTANCES = {"easy": 6e-3, "normal": 3e-3, "strict": 8e-4}
LEAST = 0.25  # a judge less sure than this is guessing, whatever the rates say


class Look(NamedTuple):
    """One look at a growing drawing."""

    ms: int  # since its first point
    ink: float  # length drawn so far
    category: str
    confidence: float
    cost: float = 0.0  # seconds of one core, raster included


def watched(classifier: Classifier, drawing: Strokes, clock: Callable[[], float] = thread_time) -> list[Look]:
    """Every look at one timed drawing, at its own pace to its end."""
    looks = []
    for ms, canvas in played(drawing):
        began = clock()
        guess = classifier.classify(canvas.raster(), 1)[0]
        cost = clock() - began
        looks.append(Look(ms, length(canvas), guess.category, guess.confidence, cost))
    return looks


def length(canvas: Canvas) -> float:
    """Of all strokes together, in units of the square."""
    return float(sum(np.hypot(*np.diff(stroke, axis=0).T).sum() for stroke in canvas.strokes))


def confidences(looks: Sequence[Look]) -> Floats:
    """(1, looks): how sure each look was."""
    return np.array([[look.confidence for look in looks]], np.float32)


def accepted(looks: Sequence[Look], word: str, threshold: float) -> Look | None:
    """The look that accepts the drawing for a prompt: its first guess, and sure enough."""
    fitting = (look for look in looks if look.category == word and look.confidence >= threshold)
    return next(fitting, None)


def surest(first: Ints, confidence: Floats, categories: int) -> Floats:
    """(drawings, categories): the greatest confidence with which each was a drawing's first guess, else zero.

    Takes first guesses and confidences as (drawings, looks).
    """
    best = np.zeros((len(first), categories), np.float32)
    np.maximum.at(best, (np.arange(len(first))[:, None], first), confidence)
    return best


def false_rate(best: Floats, category: Ints, threshold: float) -> float:
    """Share of all pairs of drawing and other prompt in which the drawing is accepted for that prompt."""
    return float((_of_others(best, category) >= threshold).mean())


def thresholds(best: Floats, category: Ints) -> dict[str, float]:
    """For each named rate the lowest confidence that keeps false acceptances under it."""
    sure = np.sort(_of_others(best, category).ravel())[::-1]
    found = {}
    for name, rate in FALSE_ACCEPTANCES.items():
        # Just above the first acceptance too many; rounded up, never down.
        least = float(sure[int(rate * len(sure))])
        found[name] = max(float(np.floor(least * 1000 + 1) / 1000), LEAST)
    return found


def _of_others(best: Floats, category: Ints) -> NDArray[Any]:
    own = np.zeros(best.shape, bool)
    own[np.arange(len(category)), category] = True
    return best[~own].reshape(len(best), -1)
