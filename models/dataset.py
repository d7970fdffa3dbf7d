"""Quick, Draw! drawings from files: the training and validation sets."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.command import Unusable, put
from models.ink import UNIT, Ink, pack, take

# Enough to choose thresholds and a temperature on, and 19 of 20 drawings are left to learn from.
VALIDATION_SHARE = 0.05


def folder() -> Path:
    """Where the drawings lie: QUICKDRAW_DIR, else beside the repository."""
    return Path(os.environ.get("QUICKDRAW_DIR", "../shared/quickdraw"))


def to_learn_from() -> Path:
    """The file of training drawings in that folder; raises Unusable where there is none."""
    file = folder() / "train.ndjson.gz"
    if not file.exists():
        raise Unusable(f"there is no {file}; set QUICKDRAW_DIR, or get drawings as models/README.md says")
    return file


def lines(path: str | Path) -> Iterator[str]:
    """The lines of an .ndjson or .ndjson.gz file, or of standard input for "-"; raises Unusable, OSError."""
    if str(path) == "-":
        yield from sys.stdin
        return
    opener: Any = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", errors="replace") as file:
        try:
            yield from file
        except (gzip.BadGzipFile, EOFError, zlib.error) as problem:
            raise Unusable(f"{path} is no whole gzip file: {problem}") from None


def read(path: str | Path, timed: bool = False) -> Iterator[dict[str, Any]]:
    """The drawings of such a file with their words, and with times; raises Unusable where it has others."""
    axes = 3 if timed else 2
    number = 0
    for number, line in enumerate(lines(path), 1):
        try:
            row = json.loads(line)
            is_right = isinstance(row["word"], str) and bool(row["drawing"])
            for stroke in row["drawing"]:
                is_right &= {len(axis) for axis in stroke[:axes]} == {len(stroke[axes - 1])} != {0}
        except (ValueError, LookupError, TypeError):
            is_right = False
        if not is_right:
            times = ", with times" if timed else ""
            raise Unusable(f"{path}, line {number}: no drawing with its word{times}")
        yield row
    if not number:
        raise Unusable(f"{path} holds no drawings")


def categories(where: Path) -> tuple[str, ...]:
    """The category names in the order of the model's answers."""
    return tuple((where / "categories.txt").read_text(encoding="utf-8").splitlines())


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
        numbers, held = [], []

        def drawings() -> Iterator[Any]:
            for row in read(path):
                if row["word"] not in number:
                    raise Unusable(f"{path} has drawings of {row['word']!r}, which is none of the categories")
                numbers.append(number[row["word"]])
                held.append(is_validation(row))
                yield row["drawing"]

        ink = pack(drawings())
        cache.mkdir(parents=True, exist_ok=True)
        content = io.BytesIO()
        np.savez(
            content,
            x=ink.x,
            y=ink.y,
            down=ink.down,
            offsets=ink.offsets,
            category=np.array(numbers, np.intp),
            held_out=np.array(held),
        )
        put(cache, {packed.name: content.getvalue()})
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
