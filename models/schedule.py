"""How long a training lasts, how far it is, and the learning rate on the way."""

from __future__ import annotations

import math
from dataclasses import dataclass

# The highest that stays stable with AdamW here; a cosine takes it down to nothing at the end.
LEARNING_RATE = 2.5e-3
WARM_UP = 0.02  # of the whole; a cold start at the full rate throws the first weights away


@dataclass(slots=True)
class Progress:
    """Where a training stands; what a resumed one goes on from."""

    step: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Length:
    """How long to train: a number of steps, or minutes if there are any; and the highest rate on the way."""

    steps: int
    minutes: float | None = None
    peak: float = LEARNING_RATE

    def share(self, progress: Progress) -> float:
        """How much of the whole is done, 0..1."""
        if self.minutes is None:
            return progress.step / self.steps
        return progress.seconds / (60 * self.minutes)


def learning_rate(share: float, peak: float = LEARNING_RATE) -> float:
    """The rate after that share (0..1) of the training: a short warm-up, then a cosine to zero."""
    if share < WARM_UP:
        return peak * max(share / WARM_UP, 0.01)
    return peak * 0.5 * (1 + math.cos(math.pi * min(share, 1.0)))
