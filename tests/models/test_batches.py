import numpy as np

from models.batches import MIXED, batches
from models.dataset import Drawings
from models.ink import pack
from tests.golden.drawings import drawings

NAMES = tuple(drawings())


def test_the_same_step_always_brings_the_same_batch():
    own = Drawings(pack(drawings().values()), np.arange(len(NAMES)))
    source = batches(own, len(NAMES))
    next(source)
    second, resumed = next(source), next(batches(own, len(NAMES), first=1))
    assert np.array_equal(second[0], resumed[0])
    assert np.array_equal(second[1], resumed[1])


def test_without_mixing_every_drawing_is_shown_alone():
    own = Drawings(pack(drawings().values()), np.arange(len(NAMES)))
    alone, mixed = (next(batches(own, len(NAMES), mixed=alpha))[1] for alpha in (0, MIXED))
    assert set(np.unique(alone)) == {0, 1}
    assert len(np.unique(mixed)) > 2
