"""Ink that no honest hand draws gets an answer or a named error, and quickly."""

import math
import time

import pytest

from models.command import MODEL
from server.canvas import MAX_POINTS, Canvas, CanvasFull, NoDrawing
from server.classifier import Classifier

LIMIT_SECONDS = 0.010
ANSWERED = {
    "no ink": [],
    "a stroke without points beside a point": [[[], []], [[5], [5]]],
    "one point": [[[5], [5]]],
    "one point many times": [[[5] * MAX_POINTS, [5] * MAX_POINTS]],
    "points that hardly differ": [[[0, 1e-300], [0, 0]]],
    "huge coordinates": [[[1e300, 0], [0, 1e300]]],
    "thousands of strokes": [[[i % 63], [i // 63]] for i in range(MAX_POINTS)],
    "as many strokes as points allow": [[[i, i + 1], [i % 99, i % 77]] for i in range(MAX_POINTS // 2)],
}
REFUSED = {
    "not a number": ([[[0, math.nan], [0, 1]]], NoDrawing),
    "nothing for a number": ([[[0, None], [0, 1]]], NoDrawing),
    "infinity": ([[[0, math.inf], [0, 1]]], NoDrawing),
    "points too far apart": ([[[-1.7e308, 1.7e308], [0, 1]]], NoDrawing),
    "points too near": ([[[0, 5e-324], [0, 0]]], NoDrawing),
    "strokes without points": ([[[], []], [[], []]], NoDrawing),
    "a huge whole number": ([[[0, 10**400], [0, 1]]], NoDrawing),
    "text": ([[["a" * 1000], [0]]], NoDrawing),
    "lists within lists": ([[[[1]], [[2]]]], NoDrawing),
    "more x than y": ([[[0, 1, 2], [0, 1]]], NoDrawing),
    "one axis": ([[[1, 2, 3]]], NoDrawing),
    "numbers for strokes": ([5, 6], NoDrawing),
    "a point for a stroke": ([[5, 6]], NoDrawing),
    "an object for a stroke": ([{}], NoDrawing),
    "too many strokes": ([[[i], [i]] for i in range(MAX_POINTS + 1)], CanvasFull),
    "a hundred thousand points": ([[list(range(100_000)), list(range(100_000))]], CanvasFull),
    "a hundred thousand points in strokes": ([[[1, 2], [3, 4]]] * 50_000, CanvasFull),
    "a hundred thousand strokes without points": ([[[], []]] * 100_000, CanvasFull),
}


@pytest.fixture(scope="module")
def classifier():
    return Classifier(MODEL)


def seconds(act):
    """The least of a few runs' time on this core, so that a busy machine does not count."""

    def once():
        begin = time.thread_time()
        act()
        return time.thread_time() - begin

    return min(once() for _ in range(5))


@pytest.mark.parametrize("name", ANSWERED)
def test_strange_ink_is_answered_with_shares_of_one_and_quickly(classifier, name):
    top = len(classifier.categories)
    guesses = classifier.classify(Canvas.of(ANSWERED[name]).raster(), top)
    assert sum(guess.confidence for guess in guesses) == pytest.approx(1, abs=1e-4)
    assert all(0 <= guess.confidence <= 1 for guess in guesses)
    assert seconds(lambda: classifier.classify(Canvas.of(ANSWERED[name]).raster())) < LIMIT_SECONDS


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_drawing_is_refused_by_name_and_quickly(name):
    drawing, error = REFUSED[name]

    def refused():
        with pytest.raises(error) as caught:
            Canvas.of(drawing)
        assert type(caught.value) is error
        assert len(str(caught.value)) < 200

    assert seconds(refused) < LIMIT_SECONDS


def test_a_full_canvas_refuses_more_and_still_answers(classifier):
    canvas = Canvas()
    canvas.draw(0, [7, 9] * MAX_POINTS, up=True)
    with pytest.raises(CanvasFull):
        canvas.draw(1, [1, 2], up=True)
    with pytest.raises(CanvasFull):
        canvas.draw(1, [1, 2] * 100_000, up=True)
    assert 0 < classifier.classify(canvas.raster())[0].confidence <= 1
