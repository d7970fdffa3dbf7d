"""Training's random changes: other drawings of the same thing, as other people might have made them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.ink import SIDE, UNIT, Floats, Ink, cut, divided, keep, rasters
from server.raster import COVERAGE, ORDER

# The waves of a warp, an axis: one alone would bend every part of a drawing alike.
WAVES = 3


@dataclass(frozen=True, slots=True)
class Changes:
    """How far training may change a drawing; every one leaves what it shows the same."""

    cut_share: float  # of drawings are shown unfinished, as a race shows them
    least_ink: float  # … with at least this share of their ink
    drop_stroke: float  # chance of each stroke but the first to be left out
    turn: float  # radians, standard deviation
    stretch: float  # of log(width / height), at most
    shear: float  # standard deviation
    warp: float  # of the square's side, standard deviation of each wave that bends the whole, at most
    tremble: float  # of the square's side, standard deviation of each point, at most
    shift: float  # of the square's side, standard deviation of each stroke's place
    swell: float  # standard deviation of the log of each stroke's size
    dense: float  # of drawings have points as close together as live ink's, each beside the line
    gaps: tuple[float, float]  # between those points, in units of the data
    jitter: float  # their distance from the line, in units of the data, standard deviation, at most
    wobble: tuple[float, float]  # log of how much longer the ink is than it looks
    pens: tuple[float, float]  # pixels
    mirror: float  # chance


def changed(ink: Ink, how: Changes, rng: np.random.Generator) -> NDArray[np.uint8]:
    """(drawings, size, size, planes): rasters of the drawings, each changed at random."""
    count = len(ink)
    shares = np.where(rng.random(count) < how.cut_share, rng.uniform(how.least_ink, 1, count), 1.0)
    ink = _without_some_strokes(cut(ink, shares), how.drop_stroke, rng)
    ink = _bent(_strokes_moved(ink, how, rng), how, rng)
    ink = _dense(_warped(ink, how, rng), how, rng)
    x = rasters(ink, float(rng.uniform(*how.pens)))
    order, coverage = x[..., ORDER], x[..., COVERAGE]
    longer = np.exp(rng.uniform(*how.wobble, (count, 1, 1))).astype(np.float32)
    order[...] = np.minimum(order * longer, coverage)
    return x


def mixed(
    x: NDArray[np.uint8], y: Floats, how: float, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], Floats]:
    """Each raster with a little of another one laid over it, and the answers in the same parts.

    So the network learns to be no surer between drawings than on them (mixup, Zhang et al., 2018);
    `how` is the paper's alpha.
    """
    part = rng.beta(how, how, len(x)).astype(np.float32)
    part = np.maximum(part, 1 - part)
    other = rng.permutation(len(x))
    beside = part.reshape(-1, 1, 1, 1)
    shown = x * beside
    shown += x[other] * (1 - beside)
    answers = y * part[:, None] + y[other] * (1 - part[:, None])
    return (shown + np.float32(0.5)).astype(np.uint8), answers


def _without_some_strokes(ink: Ink, chance: float, rng: np.random.Generator) -> Ink:
    stroke = np.cumsum(ink.down) - 1
    dropped = rng.random(stroke[-1] + 1) < chance
    dropped[stroke[ink.offsets[:-1]]] = False
    return keep(ink, ~dropped[stroke])


def _strokes_moved(ink: Ink, how: Changes, rng: np.random.Generator) -> Ink:
    """Each stroke a little beside its place and of another size: what people do who draw it again."""
    stroke, firsts = np.cumsum(ink.down) - 1, np.flatnonzero(ink.down)
    count = np.diff(np.append(firsts, len(ink.x)))
    size = np.exp(rng.normal(0, how.swell, len(firsts)))
    moved = []
    for line in (ink.x, ink.y):
        middle = np.add.reduceat(line, firsts) / count
        place = middle * (1 - size) + rng.normal(0, how.shift * SIDE, len(firsts))
        moved.append((line * size[stroke] + place[stroke]).astype(np.float32))
    return replace(ink, x=moved[0], y=moved[1])


def _bent(ink: Ink, how: Changes, rng: np.random.Generator) -> Ink:
    count, drawing = len(ink), ink.drawing
    turn = rng.normal(0, how.turn, count)
    stretch = np.exp(rng.uniform(-how.stretch, how.stretch, count) / 2)
    shear = rng.normal(0, how.shear, count)
    mirror = np.where(rng.random(count) < how.mirror, -1, 1)
    # Rows of turn · shear · diag(mirror · stretch, 1 / stretch), one matrix a drawing.
    cos, sin = np.cos(turn), np.sin(turn)
    rows = (
        cos * mirror * stretch,
        (cos * shear - sin) / stretch,
        sin * mirror * stretch,
        (sin * shear + cos) / stretch,
    )
    a, b, c, d = (row.astype(np.float32)[drawing] for row in rows)
    tremble = (rng.uniform(0, how.tremble * SIDE, count).astype(np.float32))[drawing]
    noise: Floats = rng.standard_normal((2, len(ink.x)), np.float32) * tremble
    return replace(ink, x=a * ink.x + b * ink.y + noise[0], y=c * ink.x + d * ink.y + noise[1])


def _warped(ink: Ink, how: Changes, rng: np.random.Generator) -> Ink:
    """Each drawing bent by a few long waves, about a side of the square long (after Simard et al., 2003)."""
    count, drawing = len(ink), ink.drawing
    height = rng.uniform(0, how.warp * SIDE, (count, 1)) * rng.standard_normal((count, 2 * WAVES))
    across, along = rng.standard_normal((2, count, 2 * WAVES)) * (2 * np.pi / SIDE)
    begin = rng.uniform(0, 2 * np.pi, (count, 2 * WAVES))
    moved = [np.zeros_like(ink.x), np.zeros_like(ink.y)]
    for wave in range(2 * WAVES):
        a, b, c, d = (part[:, wave].astype(np.float32)[drawing] for part in (across, along, begin, height))
        moved[wave % 2] += d * np.sin(a * ink.x + b * ink.y + c)
    return replace(ink, x=ink.x + moved[0], y=ink.y + moved[1])


def _dense(ink: Ink, how: Changes, rng: np.random.Generator) -> Ink:
    """Some drawings with many more points, as a pen sends them before anything simplifies its line."""
    count = len(ink)
    gap = np.where(rng.random(count) < how.dense, rng.uniform(*how.gaps, count) * UNIT, np.inf)
    beside = np.where(gap < np.inf, rng.uniform(0, how.jitter * UNIT, count), 0).astype(np.float32)
    ink = divided(ink, gap)
    noise = rng.standard_normal((2, len(ink.x)), np.float32) * beside[ink.drawing]
    return replace(ink, x=ink.x + noise[0], y=ink.y + noise[1])
