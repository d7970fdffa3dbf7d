import numpy as np
import pytest

from models import changes
from models.changes import Changes
from models.ink import divided, pack
from server.canvas import PLANES, RASTER_SIZE
from server.raster import COVERAGE, ORDER
from tests.golden.drawings import drawings

CHANGES = Changes(
    cut_share=0.5,
    least_ink=0.2,
    drop_stroke=0.5,
    turn=0.1,
    stretch=0.3,
    shear=0.1,
    warp=0.04,
    tremble=0.01,
    shift=0.02,
    swell=0.1,
    dense=0.5,
    gaps=(1.0, 3.0),
    jitter=1.0,
    wobble=(-0.1, 0.4),
    pens=(1.7, 2.5),
    mirror=0.5,
)


def test_changes_keep_rasters_well_formed_and_follow_the_seed():
    ink = pack(drawings().values())
    rasters = [changes.changed(ink, CHANGES, np.random.default_rng(5)) for _ in range(2)]
    assert rasters[0].shape == (len(ink), RASTER_SIZE, RASTER_SIZE, PLANES)
    assert rasters[0].any(axis=(1, 2, 3)).all()
    assert (rasters[0][..., ORDER] <= rasters[0][..., COVERAGE]).all()
    assert np.array_equal(*rasters)


def test_divided_lines_look_the_same_and_have_no_wide_gap():
    ink = pack([[[[0, 100, 100], [0, 0, 50]], [[7], [9]]], [[[0, 10], [0, 0]]]])
    fine = divided(ink, np.array([10.0, np.inf]))
    assert fine.strokes(1) == ink.strokes(1)
    (x, y), dot = fine.strokes(0)
    assert dot == [[7.0], [9.0]]
    assert np.hypot(np.diff(x), np.diff(y)) == pytest.approx(np.full(15, 10.0))
    assert (x[0], y[0], x[-1], y[-1]) == (0, 0, 100, 50)


def test_mixed_rasters_answer_in_the_parts_they_were_mixed_in():
    x = np.stack([np.full((4, 4, 1), value, np.uint8) for value in (0, 100, 200)])
    shown, answers = changes.mixed(x, np.eye(3, dtype=np.float32), 0.3, np.random.default_rng(3))
    assert answers.sum(axis=1) == pytest.approx(1)
    assert (answers.argmax(axis=1) == [0, 1, 2]).all()
    assert shown[:, 0, 0, 0] == pytest.approx(answers @ [0, 100, 200], abs=1)
