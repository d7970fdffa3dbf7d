import numpy as np
import pytest

from models.calibration import calibration_error, errors, fitted, shares_of
from server.classifier import Temperature


def test_confidence_that_is_right_as_often_as_it_says_has_no_error():
    confidence = np.repeat([0.25, 0.75], 400)
    right = np.concatenate([np.arange(400) % 4 == 0, np.arange(400) % 4 != 0])
    assert calibration_error(confidence, right, bins=2) == pytest.approx(0)


def test_blind_confidence_is_as_wrong_as_it_is_sure():
    assert calibration_error(np.ones(30), np.zeros(30)) == pytest.approx(1)


def test_a_higher_temperature_is_less_sure():
    logits = np.array([[2.0, 0, 0], [2.0, 0, 0]], np.float32)
    sharp, soft = shares_of(logits, np.array([0.5, 2.0])).max(axis=1)
    assert sharp > shares_of(logits, 1.0)[0, 0] > soft


def test_little_ink_is_softened_and_no_ink_at_all_is_no_error():
    temperature = Temperature(0.3, -0.5)
    assert temperature.at(0.25) == pytest.approx(0.6)
    assert temperature.at(0.05) > temperature.at(0.25)
    assert np.isfinite(temperature.at(0.0))


def test_answers_that_are_too_sure_of_little_ink_become_as_sure_as_they_are_right():
    rng = np.random.default_rng(4)
    meant = Temperature(0.4, -0.4)
    category = rng.integers(0, 5, 5000)
    ink = {1.0: np.full(5000, 0.2), 0.25: np.full(5000, 0.05)}
    logits = {}
    for share, clearness in ((1.0, 2.0), (0.25, 0.7)):
        seen = clearness * np.eye(5)[category] + rng.normal(0, 1, (5000, 5))
        # Of such sights the true chances are known: those of a normal distribution about each category.
        logits[share] = (clearness * seen * meant.at(ink[share])[:, None]).astype(np.float32)
    before = errors(logits, ink, category, Temperature(1.0, 0.0))
    after = errors(logits, ink, category, fitted(logits, ink, category))
    assert max(after.values()) < 0.03 < max(before.values())
