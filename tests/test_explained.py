"""What the judge's confidence owes to each stroke."""

from pathlib import Path

import pytest

from server.canvas import Canvas
from server.classifier import Classifier
from server.explained import explained
from server.room import Guess
from tests.golden.drawings import drawings

MODELS = Path(__file__).parent.parent / "models"
OUTLINES = ["sun", "fish", "eye", "diamond", "cactus", "skateboard"]
"""Our drawings of which the first stroke is the thing itself, and the others are trimmings."""


@pytest.fixture(scope="module")
def classifier():
    return Classifier(MODELS)


class InkCounter:
    """A judge that is the surer of a cat the more strokes there are, and counts its looks."""

    def __init__(self):
        self.looks = 0

    def classify(self, raster, top):
        return (Guess("cat", self.confidence(raster, "cat")),)[:top]

    def confidence(self, raster, category):
        self.looks += 1
        return {"cat": 0.75, "dog": 0.25}[category] if raster.any() else 0.5


@pytest.mark.parametrize("word", OUTLINES)
def test_the_stroke_that_decides_has_the_largest_share(classifier, word):
    guess, lost = explained(classifier, Canvas.of(drawings()[word]))
    assert guess.category == word
    assert lost.index(max(lost)) == 0
    assert max(lost) > 2 * sorted(lost)[-2]


@pytest.mark.parametrize("word", ["sun", "umbrella", "flower"])
def test_what_is_lost_without_a_stroke_is_what_undoing_it_takes_away(classifier, word):
    canvas = Canvas.of(drawings()[word])
    lost = explained(classifier, canvas).lost
    before = classifier.confidence(canvas.raster(), word)
    canvas.undo()
    assert before - classifier.confidence(canvas.raster(), word) == pytest.approx(lost[-1], abs=1e-6)
    assert abs(lost[-1]) > 1e-6


def test_the_whole_is_judged_as_anywhere_else_and_left_as_it_was(classifier):
    canvas = Canvas.of(drawings()["camera"])
    strokes = [stroke.tolist() for stroke in canvas.strokes]
    assert explained(classifier, canvas).guess == classifier.classify(canvas.raster(), 1)[0]
    assert [stroke.tolist() for stroke in canvas.strokes] == strokes


def test_any_category_can_be_explained(classifier):
    canvas = Canvas.of(drawings()["mushroom"])
    guess, lost = explained(classifier, canvas, "umbrella")
    assert guess == ("umbrella", classifier.confidence(canvas.raster(), "umbrella"))
    assert len(lost) == 2
    assert min(lost) < 0, "without its stem a mushroom looks more like an umbrella"


def test_without_its_only_stroke_a_drawing_is_nothing(classifier):
    guess, lost = explained(classifier, Canvas.of(drawings()["star"]))
    assert lost == (guess.confidence,)


def test_it_takes_a_look_at_the_whole_and_one_without_each_stroke_and_pauses_after_each():
    judge, pauses = InkCounter(), []
    explained(
        judge, Canvas.of([[[0, n], [n, 0]] for n in range(1, 8)]), pause=lambda: pauses.append(judge.looks)
    )
    assert pauses == [1, 2, 3, 4, 5, 6, 7, 8]
