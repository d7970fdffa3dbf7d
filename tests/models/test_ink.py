import numpy as np
import pytest

from models.ink import cut, keep, pack, rasters, take
from server.canvas import Canvas, in_square, joined
from tests.golden.drawings import drawings

BEND = [[[0, 10, 10], [0, 0, 10]], [[0, 0], [0, 20]]]
DRAWINGS = list(drawings().values())


def test_packing_and_unpacking_changes_nothing():
    ink = pack(DRAWINGS)
    assert [ink.strokes(index) for index in range(len(ink))] == DRAWINGS


def test_taking_chooses_drawings_in_the_order_asked():
    ink = take(pack(DRAWINGS), np.array([3, 0, 3]))
    assert [ink.strokes(index) for index in range(3)] == [DRAWINGS[3], DRAWINGS[0], DRAWINGS[3]]


@pytest.mark.parametrize(
    ("share", "left"),
    [
        (1.0, BEND),
        (0.5, [[[0, 10, 10], [0, 0, 10]]]),
        (0.375, [[[0, 10, 10], [0, 0, 5]]]),
        (0.75, [[[0, 10, 10], [0, 0, 10]], [[0, 0], [0, 10]]]),
        (0.0, [[[0], [0]]]),
    ],
)
def test_a_share_of_the_ink_is_measured_in_length(share, left):
    assert cut(pack([BEND]), share).strokes(0) == left


def test_each_drawing_is_cut_at_its_own_share():
    ink = cut(pack([BEND, BEND]), np.array([1.0, 0.5]))
    assert (ink.strokes(0), ink.strokes(1)) == (BEND, BEND[:1])


def test_keeping_drops_whole_strokes():
    ink = pack([BEND, BEND])
    kept = keep(ink, np.array([True] * 3 + [False] * 2 + [True] * 5))
    assert (kept.strokes(0), kept.strokes(1)) == (BEND[:1], BEND)


def test_training_sees_the_very_rasters_that_the_game_sees():
    on_wire = [
        [points.T.tolist() for points in np.split(in_square(points), begins[1:])]
        for points, begins in map(joined, DRAWINGS)
    ]
    shown = np.stack([Canvas.of(drawing).raster() for drawing in DRAWINGS])
    assert np.array_equal(rasters(pack(on_wire)), shown)
