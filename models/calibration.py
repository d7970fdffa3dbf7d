"""How sure to be: confidences that are right about as often as they say, as far as one look can tell."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from server.classifier import Temperature

Floats = NDArray[np.float32]

BINS = 15
# What is tried: temperatures at a typical amount of ink, and how fast they fall with more of it. A rise is
# not tried: more ink is more to go by.
TYPICAL_INK = 0.1
TEMPERATURES = np.exp(np.linspace(np.log(0.6), np.log(1.8), 23))
POWERS = np.linspace(-0.8, 0, 9)


def calibration_error(confidence: NDArray[Any], right: NDArray[Any], bins: int = BINS) -> float:
    """Expected calibration error over bins of equal count (Naeini et al., 2015)."""
    parts = in_bins(confidence, bins)
    gaps = [len(part) * abs(confidence[part].mean() - right[part].mean()) for part in parts]
    return float(sum(gaps) / len(confidence))


def in_bins(confidence: NDArray[Any], bins: int) -> list[NDArray[np.intp]]:
    """The indices of confidences in bins of equal count, least sure first; none is empty."""
    parts = np.array_split(np.argsort(confidence, kind="stable"), bins)
    return [part for part in parts if len(part)]


def shares_of(logits: Floats, temperature: float | NDArray[Any]) -> Floats:
    """Confidences: the softmax of each row, softened or sharpened by its temperature."""
    scaled = logits / np.reshape(temperature, (-1, 1))
    raised = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def errors(
    logits: Mapping[float, Floats],
    ink: Mapping[float, NDArray[Any]],
    category: NDArray[np.intp],
    temperature: Temperature,
) -> dict[float, float]:
    """The calibration error of first guesses at each share of the drawings' ink."""
    found = {}
    for share, rows in logits.items():
        sure = shares_of(rows, temperature.at(ink[share])).max(axis=1)
        found[share] = calibration_error(sure, rows.argmax(axis=1) == category)
    return found


def fitted(
    logits: Mapping[float, Floats], ink: Mapping[float, NDArray[Any]], category: NDArray[np.intp]
) -> Temperature:
    """The temperature with the least squared calibration errors, each share of the ink counting the same.

    The likelihood, the usual measure, is nearly blind to what differs between little ink and much.
    """
    tried = [
        Temperature(round(float(typical / TYPICAL_INK**power), 4), round(float(power), 2))
        for typical, power in itertools.product(TEMPERATURES, POWERS)
    ]

    def loss(temperature: Temperature) -> float:
        return sum(error**2 for error in errors(logits, ink, category, temperature).values())

    return min(tried, key=loss)
