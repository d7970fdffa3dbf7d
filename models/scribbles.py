"""Ink that shows nothing that was asked for: scribbles, dots, straight lines, and the prompt in letters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.ink import SIDE

Strokes = list[NDArray[np.intp]]
"""Each stroke as (points, 2) whole numbers in the square, as on the wire."""
Try = Callable[[str, np.random.Generator], Strokes]
"""Somebody's ink for a prompt, by chance."""

# Between two points of a moving pen, in units of the square; and how many it sends in a round at most.
GAP = 12.0
MOST_POINTS = 1_500
# How far a hand strays from the line it means, in units of the square.
TREMBLE = 2.0
MOST_STROKES, MOST_DOTS = 4, 12

# Capitals as a child draws them, on a grid of 4 by 6: strokes apart by spaces, a point as two digits x and y.
LETTERS = {
    "A": "062046 1333",
    "B": "0006 003041423303 033344453606",
    "C": "4130100105163645",
    "D": "0006 002042442606",
    "E": "40000646 0333",
    "F": "400006 0333",
    "G": "41301001051636454323",
    "H": "0006 4046 0343",
    "I": "2026",
    "J": "4045361605",
    "K": "0006 400346",
    "L": "000646",
    "M": "0600234046",
    "N": "06004640",
    "O": "100105163645413010",
    "P": "06003041423303",
    "Q": "100105163645413010 2446",
    "R": "06003041423303 2346",
    "S": "413010010213334445361605",
    "T": "0040 2026",
    "U": "000516364540",
    "V": "002640",
    "W": "0016223640",
    "X": "0046 4006",
    "Y": "002340 2326",
    "Z": "00400646",
    "-": "1333",
}
LETTER_WIDTH, LINE_HEIGHT = 6, 9


def scribble(_prompt: str, rng: np.random.Generator) -> Strokes:
    """One to a few strokes back and forth, in loops, or wherever the hand goes."""
    kinds = (_back_and_forth, _loops, _wandering)
    count = rng.integers(1, MOST_STROKES + 1)
    return _inked([kinds[rng.integers(len(kinds))](rng) for _ in range(count)], rng)


def dots(_prompt: str, rng: np.random.Generator) -> Strokes:
    """One to a dozen taps, each a point or a tremble of a few."""
    taps = rng.uniform(0, SIDE, (rng.integers(1, MOST_DOTS + 1), 1, 2))
    return [_on_wire(tap + rng.normal(0, TREMBLE, (rng.integers(1, 4), 2))) for tap in taps]


def straight_line(_prompt: str, rng: np.random.Generator) -> Strokes:
    """One stroke between two points, which are a twentieth of the square apart at least."""
    begin, end = rng.uniform(0, SIDE, (2, 2))
    while np.hypot(*(end - begin)) < SIDE / 20:
        end = rng.uniform(0, SIDE, 2)
    return _inked([np.stack([begin, end])], rng)


def letters(prompt: str, rng: np.random.Generator) -> Strokes:
    """The prompt in capitals: in one line or a line for each word, leaning, no two letters quite alike."""
    strokes = []
    lean, high = rng.normal(0, 0.15), rng.uniform(0.8, 1.6)
    apart = "\n" if rng.random() < 0.5 else " "
    for row, line in enumerate(prompt.upper().replace(" ", apart).split("\n")):
        for column, letter in enumerate(line):
            place = np.array([column * LETTER_WIDTH, row * LINE_HEIGHT]) + rng.normal(0, 0.3, 2)
            size = rng.uniform(0.85, 1.15)
            strokes += [stroke * size + place for stroke in _letter(letter)]
    slanted = [stroke @ np.array([[1, 0], [-lean, high]]) for stroke in strokes]
    points = np.concatenate(slanted)
    least, scale = points.min(axis=0), SIDE / np.ptp(points, axis=0).max()
    return _inked([(stroke - least) * scale for stroke in slanted], rng)


KINDS: dict[str, Try] = {
    "scribbles": scribble,
    "dots": dots,
    "straight lines": straight_line,
    "letters": letters,
}


def _letter(letter: str) -> list[NDArray[np.float64]]:
    strokes = LETTERS.get(letter, "").split()
    return [np.array(list(map(int, stroke)), np.float64).reshape(-1, 2) for stroke in strokes]


def _back_and_forth(rng: np.random.Generator) -> NDArray[np.float64]:
    turns = rng.integers(4, 30)
    across = np.where(np.arange(turns) % 2, 1, 0) + rng.normal(0, 0.08, turns)
    down = np.linspace(0, 1, turns) + rng.normal(0, 0.03, turns)
    return _somewhere(np.stack([across, down], axis=1), rng)


def _loops(rng: np.random.Generator) -> NDArray[np.float64]:
    loops = rng.uniform(2, 10)
    turn = np.linspace(0, 2 * np.pi * loops, int(16 * loops))
    drift = np.linspace(0, rng.uniform(0, 2), len(turn))
    radius = 0.4 + 0.1 * np.cumsum(rng.normal(0, 0.3, len(turn)))
    return _somewhere(np.stack([drift + radius * np.cos(turn), radius * np.sin(turn)], axis=1), rng)


def _wandering(rng: np.random.Generator) -> NDArray[np.float64]:
    steps = rng.integers(20, 120)
    heading = np.cumsum(rng.normal(0, 0.6, steps))
    return _somewhere(np.cumsum(np.stack([np.cos(heading), np.sin(heading)], axis=1), axis=0), rng)


def _somewhere(points: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Turned by chance, and fitted into some part of the square that is no narrower than a quarter of it."""
    angle = rng.uniform(0, 2 * np.pi)
    cos, sin = np.cos(angle), np.sin(angle)
    turned = points @ np.array([[cos, sin], [-sin, cos]])
    turned = (turned - turned.min(axis=0)) / max(float(np.ptp(turned, axis=0).max()), 1e-9)
    size = rng.uniform(0.25, 1, 2) * SIDE
    fitted: NDArray[np.float64] = turned * size + rng.uniform(0, SIDE - size)
    return fitted


def _inked(lines: list[NDArray[np.float64]], rng: np.random.Generator) -> Strokes:
    """The lines as a pen sends them: points close together, each a little beside the line."""
    strokes = []
    lengths = [np.append(0, np.cumsum(np.hypot(*np.diff(line, axis=0).T))) for line in lines]
    gap = max(GAP, sum(length[-1] for length in lengths) / MOST_POINTS)
    for line, so_far in zip(lines, lengths, strict=True):
        at = np.linspace(0, so_far[-1], max(int(so_far[-1] / gap), 1) + 1)
        points = np.stack([np.interp(at, so_far, axis) for axis in line.T], axis=1)
        strokes.append(_on_wire(points + rng.normal(0, TREMBLE, points.shape)))
    return strokes


def _on_wire(points: NDArray[np.float64]) -> NDArray[np.intp]:
    return np.clip(np.rint(points), 0, SIDE).astype(np.intp)
