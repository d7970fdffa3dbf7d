"""Packs: by how well the judge knows a category's drawings, and by theme."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

THEMES = Path(__file__).with_name("themes.json")
# Equal parts of all categories, best recognised first: every category stands in one of them.
DIFFICULTIES = ("easy", "medium", "hard")
# Ink at which a race is decided. Less tells little about a category: most drawings begin alike.
SHARES = (1.0, 0.75)


def recognisability(
    confidence: Mapping[float, Floats], category: NDArray[np.intp], categories: int
) -> NDArray[np.float64]:
    """(categories,): the mean confidence in a drawing's own word, over its SHARES of ink; 0 without drawings.

    Takes (drawings, categories) at each share of the ink. Twenty drawings are few: which of them are right
    at the first guess orders the categories much by chance (two halves of ten agree by a rank correlation
    of 0.56), and the confidence in the right word tells more (0.71; and even which drawings of the other
    half are right is told better by it, 0.52 to 0.46).
    """
    own = np.mean([confidence[share][np.arange(len(category)), category] for share in SHARES], axis=0)
    drawings = np.bincount(category, minlength=categories)
    sums = np.bincount(category, weights=own, minlength=categories)
    return np.asarray(sums / np.maximum(drawings, 1), np.float64)


def packs(recognised: NDArray[np.float64], names: Sequence[str]) -> dict[str, list[str]]:
    """Every pack by its name: the difficulties, best recognised first; all; the themes."""
    order = np.argsort(-recognised, kind="stable")
    parts = zip(DIFFICULTIES, np.array_split(order, len(DIFFICULTIES)), strict=True)
    found = {name: [names[i] for i in part] for name, part in parts}
    return found | {"all": list(names)} | themes(names)


def themes(names: Sequence[str]) -> dict[str, list[str]]:
    """The themes, of each what is among these categories; none that would be empty."""
    known = set(names)
    whole = json.loads(THEMES.read_text(encoding="utf-8"))
    kept = {theme: [name for name in members if name in known] for theme, members in whole.items()}
    return {theme: members for theme, members in kept.items() if members}
