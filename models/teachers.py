"""Networks that were trained before, and what a new one learns of them."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from models import network
from models.command import Unusable
from models.ink import Floats


def started(model: keras.Model, start: Path) -> None:
    """Give the network the weights of a file; raises Unusable where they are another network's, or none."""
    try:
        with np.load(start) as weights:
            model.set_weights(list(weights.values()))
    except (OSError, ValueError, TypeError, AttributeError, EOFError, zipfile.BadZipFile) as problem:
        raise Unusable(f"{start} holds no weights of this network: {str(problem).splitlines()[0]}") from None


def of(files: Sequence[Path], categories: int) -> list[keras.Model]:
    """The networks of these weights. Raises Unusable."""
    models = []
    for file in files:
        models.append(network.build(categories))
        started(models[-1], file)
    return models


def answers(teachers: Sequence[keras.Model], x: NDArray[np.uint8]) -> Floats:
    """(drawings, categories): the mean of how sure they are, every other of them of the mirror image.

    To learn these in place of the one right word is distillation (Hinton et al., 2015); to learn them of
    changed and mixed rasters keeps it from learning them by heart (Beyer et al., 2022).
    """
    sure = np.zeros((len(x), teachers[0].output_shape[-1]), np.float32)
    for number, teacher in enumerate(teachers):
        logits = np.asarray(teacher.predict_on_batch(x[:, :, ::-1] if number % 2 else x))
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        sure += raised / raised.sum(axis=1, keepdims=True)
    return np.asarray(sure / len(teachers), np.float32)
