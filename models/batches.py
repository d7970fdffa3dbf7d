"""What a training is fed: batches of changed drawings, made while the network is busy."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models import changes, dataset
from models.changes import Changes
from models.dataset import Drawings
from models.ink import take

SEED = 20
# The test set holds as many of every category, so an epoch does too; most categories have about 370.
DRAWINGS_PER_CATEGORY = 400
# Small enough for many steps in an hour on two cores, large enough to keep both busy.
BATCH = 128
# A race is decided on unfinished ink, so nearly half of what the net sees is unfinished.
CHANGES = Changes(
    cut_share=0.4,
    least_ink=0.2,
    drop_stroke=0.03,
    turn=0.12,
    stretch=0.3,
    shear=0.1,
    warp=0.04,
    tremble=0.006,
    shift=0.015,
    swell=0.06,
    dense=0.25,
    gaps=(1.0, 4.0),
    jitter=1.2,
    wobble=(-0.1, 0.15),
    pens=(1.7, 2.5),
    mirror=0.5,
)
# The training drawings are known by heart long before others are: 0.87 of them were right where 0.74 of the
# held-out ones were. What lies between two drawings cannot be learnt by heart. A short training that goes on
# from such a one does better without: --mixed 0.
MIXED = 0.3
BATCHES_AHEAD = 8

Batch = tuple[NDArray[np.uint8], NDArray[np.float32]]


def batches(drawings: Drawings, categories: int, first: int = 0, mixed: float = MIXED) -> Iterator[Batch]:
    """Endless batches from step `first` on: the same step always brings the same batch."""
    one_hot = np.eye(categories, dtype=np.float32)
    epoch, order = -1, np.empty(0, np.intp)
    for step in range(first, sys.maxsize):
        epoch_now, at = divmod(step, steps_per_epoch(categories))
        if epoch_now != epoch:
            epoch = epoch_now
            order = dataset.balanced(
                drawings.category, DRAWINGS_PER_CATEGORY, np.random.default_rng((SEED, epoch))
            )
        which = order[at * BATCH : (at + 1) * BATCH]
        rng = np.random.default_rng((SEED, epoch, at))
        x = changes.changed(take(drawings.ink, which), CHANGES, rng)
        y = one_hot[drawings.category[which]]
        yield changes.mixed(x, y, mixed, rng) if mixed else (x, y)


def steps_per_epoch(categories: int) -> int:
    """Batches in one pass over as many drawings of every category."""
    return max(1, categories * DRAWINGS_PER_CATEGORY // BATCH)


def ahead(source: Iterator[Batch], room: int) -> Iterator[Batch]:
    """The same batches, made in a thread while the network is busy."""
    made: queue.Queue[Batch] = queue.Queue(room)

    def make() -> None:
        for batch in source:
            made.put(batch)

    threading.Thread(target=make, daemon=True).start()
    while True:
        yield made.get()
