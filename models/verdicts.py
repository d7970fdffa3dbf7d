"""One look at each of many drawings, and what the looks together say of the judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from models.calibration import BINS, calibration_error, in_bins
from models.ink import Strokes, cut, pack
from server.canvas import Canvas
from server.classifier import Classifier


class Verdict(NamedTuple):
    """One look at one drawing: how far down its word stands, and how sure the first guess is."""

    word: str
    first: str
    rank: int | None  # 0 for the first guess; none if not among the surest five
    confidence: float


class Bin(NamedTuple):
    """Some verdicts about equally sure: their mean confidence, and the share of them that was right."""

    confidence: float
    right: float


def verdicts(classifier: Classifier, words: Sequence[str], drawings: Sequence[Strokes]) -> list[Verdict]:
    """One look at each drawing."""
    found = []
    for word, drawing in zip(words, drawings, strict=True):
        guesses = classifier.classify(Canvas.of(drawing).raster())
        names = [guess.category for guess in guesses]
        rank = names.index(word) if word in names else None
        found.append(Verdict(word, names[0], rank, guesses[0].confidence))
    return found


def first_part(drawings: Sequence[Strokes], share: float) -> list[list[list[list[float]]]]:
    """The drawings up to a share (0..1) of their total stroke length, in drawing order."""
    ink = cut(pack(drawings), share)
    return [ink.strokes(index) for index in range(len(ink))]


def share_within(found: Sequence[Verdict], places: int) -> float:
    """Share of drawings whose word is among the first `places` guesses, five at most."""
    return sum(v.rank is not None and v.rank < places for v in found) / len(found)


def figures(found: Sequence[Verdict]) -> dict[str, float]:
    """Top-1, top-3 and calibration error of some looks."""
    confidence, right = sureness(found)
    return {
        "top1": round(share_within(found, 1), 4),
        "top3": round(share_within(found, 3), 4),
        "calibration_error": round(calibration_error(confidence, right), 4),
    }


def reliability(found: Sequence[Verdict], bins: int = BINS) -> list[Bin]:
    """The verdicts in bins of equal count, least sure first."""
    confidence, right = sureness(found)
    parts = in_bins(confidence, bins)
    return [Bin(round(confidence[p].mean(), 4), round(right[p].mean(), 4)) for p in parts]


def sureness(found: Sequence[Verdict]) -> tuple[Any, Any]:
    """The confidence of each first guess, and whether it was right."""
    return np.array([v.confidence for v in found]), np.array([v.rank == 0 for v in found])


def by_category(found: Sequence[Verdict]) -> dict[str, dict[str, Any]]:
    """For each word its share recognised and what it is most often taken for, worst first."""
    rows: list[tuple[str, dict[str, Any]]] = []
    for word in sorted({v.word for v in found}):
        own = [v for v in found if v.word == word]
        wrong = [v.first for v in own if v.rank != 0]
        taken_for = max(sorted(set(wrong)), key=wrong.count) if wrong else None
        rows.append((word, {"top1": round(share_within(own, 1), 3), "taken_for": taken_for}))
    return dict(sorted(rows, key=lambda row: float(row[1]["top1"])))


def by_pack(found: Sequence[Verdict], packs: Mapping[str, Collection[str]]) -> dict[str, float]:
    """The share recognised of the drawings of each pack's words, for packs that have any."""
    own = {name: [v for v in found if v.word in words] for name, words in packs.items()}
    return {name: round(share_within(some, 1), 4) for name, some in own.items() if some}


def confusions(found: Sequence[Verdict], most: int = 20) -> list[tuple[str, str, float]]:
    """(word, first guess, share of the word's drawings) of the commonest mistakes, commonest first."""
    words = Counter(v.word for v in found)
    wrong = Counter((v.word, v.first) for v in found if v.rank != 0)
    shares = [(word, first, round(count / words[word], 3)) for (word, first), count in wrong.items()]
    return sorted(shares, key=lambda row: (-row[2], row))[:most]
