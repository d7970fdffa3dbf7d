import numpy as np
import pytest

from models.copies import SIDE, drawn, growing, live, placed
from models.fairness import PLACES, SCALES
from server.canvas import MAX_POINTS, Canvas
from tests.golden.drawings import drawings

DRAWINGS = list(drawings().values())


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("place", PLACES)
def test_a_placed_copy_has_its_size_and_stays_in_the_square(scale, place):
    for drawing in DRAWINGS:
        points = np.concatenate(placed(drawing, scale, place))
        assert points.min() >= 0
        assert points.max() <= SIDE
        assert np.ptp(points, axis=0).max() == pytest.approx(scale * SIDE, abs=1)
        assert (points == np.rint(points)).all()


def test_a_copy_of_full_size_is_what_the_judge_sees_of_a_drawing():
    for drawing in DRAWINGS:
        assert np.array_equal(drawn(placed(drawing)).raster(), Canvas.of(drawing).raster())


def test_live_ink_is_dense_and_beside_the_line():
    (x, y), dot = live([[[0, 255], [0, 0]], [[9], [9]]], np.random.default_rng(1))
    assert 80 < len(x) < 260
    assert 0.5 < np.std(y) < 1.5
    assert len(dot[0]) == 1


def test_live_ink_always_fits_a_canvas():
    long = [[[0, 255] * 40, [0, 0] * 40]]
    assert len(live(long, np.random.default_rng(1))[0][0]) <= MAX_POINTS


def test_ink_grows_by_equal_parts_to_the_whole_drawing():
    strokes = [np.arange(10).reshape(-1, 2) + 100 * n for n in range(4)]
    assert [sum(map(len, canvas.strokes)) for canvas in growing(strokes, 5)] == [4, 8, 12, 16, 20]
    *_, last = growing(strokes, 3)
    assert [stroke.tolist() for stroke in last.strokes] == [stroke.tolist() for stroke in strokes]


def test_few_points_are_looked_at_once_each():
    assert len(list(growing([np.array([[1, 1]]), np.array([[5, 5]])], 4))) == 2
