import numpy as np
import pytest

from models.acceptance import FALSE_ACCEPTANCES, LEAST, Look, accepted, false_rate, length, surest, thresholds
from server.canvas import Canvas

LOOKS = [Look(100, 5.0, "cat", 0.4), Look(200, 9.0, "dog", 0.9), Look(300, 12.0, "cat", 0.7)]


def test_the_first_look_that_is_sure_enough_of_the_prompt_accepts():
    assert accepted(LOOKS, "cat", 0.3) is LOOKS[0]
    assert accepted(LOOKS, "cat", 0.5) is LOOKS[2]
    assert accepted(LOOKS, "cat", 0.8) is None
    assert accepted(LOOKS, "cow", 0.1) is None


def test_a_play_leaves_the_greatest_confidence_of_each_first_guess():
    first = np.array([[0, 1, 0], [2, 2, 2]])
    confidence = np.array([[0.4, 0.9, 0.7], [0.1, 0.3, 0.2]], np.float32)
    assert surest(first, confidence, 3) == pytest.approx(np.array([[0.7, 0.9, 0], [0, 0, 0.3]]))


def test_a_false_acceptance_is_counted_once_for_each_other_prompt():
    best = np.array([[0.7, 0.9, 0.6], [0.9, 0.2, 0.8]])
    category = np.array([0, 2])
    # Of four pairs of drawing and other prompt, those at 0.9, 0.6 and 0.9.
    assert false_rate(best, category, 0.5) == 3 / 4
    assert false_rate(best, category, 0.8) == 2 / 4
    assert false_rate(best, category, 0.95) == 0


def test_thresholds_are_the_lowest_that_keep_false_acceptances_under_their_rate():
    drawings, categories = 2000, 11
    category = np.zeros(drawings, np.intp)
    best = np.zeros((drawings, categories), np.float32)
    best[:, 1] = np.linspace(0, 0.999, drawings)
    found = thresholds(best, category)
    assert list(found) == list(FALSE_ACCEPTANCES)
    for name, rate in FALSE_ACCEPTANCES.items():
        assert false_rate(best, category, found[name]) <= rate
        assert false_rate(best, category, found[name] - 0.002) > rate


def test_no_threshold_lets_a_guessing_judge_accept():
    best = np.full((100, 4), 0.01, np.float32)
    assert set(thresholds(best, np.zeros(100, np.intp)).values()) == {LEAST}


def test_ink_is_measured_along_its_strokes():
    canvas = Canvas()
    canvas.draw(0, [0, 0, 30, 40], up=True)
    canvas.draw(1, [500, 500, 500, 510, 500, 500], up=True)
    assert length(canvas) == pytest.approx(70)
