"""Quick, Draw! drawings from files: the training and validation sets, and training's random changes."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.ink import UNIT, Floats, Ink, cut, keep, pack, rasters, take
from server.raster import COVERAGE, ORDER

# Enough to choose thresholds and a temperature on, and 19 of 20 drawings are left to learn from.
VALIDATION_SHARE = 0.05


def folder() -> Path:
    """Where the drawings lie: QUICKDRAW_DIR, else beside the repository."""
    return Path(os.environ.get("QUICKDRAW_DIR", "../shared/quickdraw"))


def read(path: str | Path) -> Iterator[dict[str, Any]]:
    """The drawings of an .ndjson or .ndjson.gz file, or of standard input for "-"."""
    if str(path) == "-":
        yield from map(json.loads, sys.stdin)
        return
    opener: Any = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def categories(where: Path) -> tuple[str, ...]:
    """The category names in the order of the model's answers."""
    return tuple((where / "categories.txt").read_text(encoding="utf-8").split("\n")[:-1])


def is_validation(row: dict[str, Any]) -> bool:
    """Whether a drawing is held out of training: by a hash, so that it never depends on the file's order."""
    key = row.get("key_id") or json.dumps(row["drawing"], separators=(",", ":"))
    digest = hashlib.sha256(key.encode()).digest()
    return int.from_bytes(digest[:4], "big") < VALIDATION_SHARE * 2**32


@dataclass(frozen=True, slots=True)
class Drawings:
    """Ink in wire units, and the number of each drawing's category."""

    ink: Ink
    category: NDArray[np.intp]


def load(path: Path, names: tuple[str, ...], cache: Path) -> tuple[Drawings, Drawings]:
    """The training and the validation set of one file; parsed once, then read from the cache folder."""
    packed = cache / f"{path.name}.{path.stat().st_size}.npz"
    if not packed.exists():
        number = {name: index for index, name in enumerate(names)}
        rows = list(read(path))
        ink = pack(row["drawing"] for row in rows)
        cache.mkdir(parents=True, exist_ok=True)
        np.savez(
            packed,
            x=ink.x,
            y=ink.y,
            down=ink.down,
            offsets=ink.offsets,
            category=np.array([number[row["word"]] for row in rows], np.intp),
            held_out=np.array([is_validation(row) for row in rows]),
        )
    with np.load(packed) as stored:
        unit = np.float32(UNIT)
        ink = Ink(stored["x"] * unit, stored["y"] * unit, stored["down"], stored["offsets"])
        category, held_out = stored["category"], stored["held_out"]
    split = (np.flatnonzero(~held_out), np.flatnonzero(held_out))
    training, validation = (Drawings(take(ink, which), category[which]) for which in split)
    return training, validation


def balanced(category: NDArray[np.intp], each: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """One epoch's drawings, shuffled: the same number of every category.

    A big category shows other drawings in other epochs; a small one shows some of its drawings twice.
    """
    by_category = np.split(np.argsort(category, kind="stable"), np.cumsum(np.bincount(category))[:-1])
    chosen = [np.resize(rng.permutation(members), each) for members in by_category if len(members)]
    return rng.permutation(np.concatenate(chosen))


def evenly(category: NDArray[np.intp], most: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Drawings for a measurement, shuffled: none twice, and at most so many of a category."""
    shuffled = rng.permutation(len(category))
    by_category = shuffled[np.argsort(category[shuffled], kind="stable")]
    counts = np.bincount(category)
    nth = np.arange(len(category)) - np.repeat(np.cumsum(counts) - counts, counts)
    return rng.permutation(by_category[nth < most])


@dataclass(frozen=True, slots=True)
class Changes:
    """How far training may change a drawing; every one leaves what it shows the same."""

    cut_share: float  # of drawings are shown unfinished, as a race shows them
    least_ink: float  # … with at least this share of their ink
    drop_stroke: float  # chance of each stroke but the first to be left out
    turn: float  # radians, standard deviation
    stretch: float  # of log(width / height), at most
    shear: float  # standard deviation
    tremble: float  # of the square's side, standard deviation of each point, at most
    shift: float  # of the square's side, standard deviation of each stroke's place
    swell: float  # standard deviation of the log of each stroke's size
    wobble: tuple[float, float]  # log of how much longer the ink is than it looks: dense points tremble
    pens: tuple[float, float]  # pixels
    mirror: float  # chance


def changed(ink: Ink, how: Changes, rng: np.random.Generator) -> NDArray[np.uint8]:
    """(drawings, size, size, planes): rasters of the drawings, each changed at random."""
    count = len(ink)
    shares = np.where(rng.random(count) < how.cut_share, rng.uniform(how.least_ink, 1, count), 1.0)
    ink = _without_some_strokes(cut(ink, shares), how.drop_stroke, rng)
    ink = _bent(_strokes_moved(ink, how, rng), how, rng)
    x = rasters(ink, float(rng.uniform(*how.pens)))
    order, coverage = x[..., ORDER], x[..., COVERAGE]
    longer = np.exp(rng.uniform(*how.wobble, (count, 1, 1))).astype(np.float32)
    order[...] = np.minimum(order * longer, coverage)
    return x


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
        place = middle * (1 - size) + rng.normal(0, how.shift * 1023, len(firsts))
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
    tremble = (rng.uniform(0, how.tremble * 1023, count).astype(np.float32))[drawing]
    noise: Floats = rng.standard_normal((2, len(ink.x)), np.float32) * tremble
    return replace(ink, x=a * ink.x + b * ink.y + noise[0], y=c * ink.x + d * ink.y + noise[1])
