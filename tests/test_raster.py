import itertools

import numpy as np
import pytest

from models import dataset
from models.play import played
from server.canvas import RASTER_SIZE, RASTER_VERSION, Canvas
from server.raster import BOX_SIDE, COVERAGE, LEAST_SIDE, LONGEST, ORDER, PEN_WIDTH, blank, cropped, stamp
from tests.golden.drawings import RASTERS, drawings

MIDDLE = slice(RASTER_SIZE // 2 - 1, RASTER_SIZE // 2 + 1)


def planes_of(*points):
    canvas = Canvas()
    canvas.draw(0, [value for pair in points for value in pair], up=True)
    return canvas.raster()


def raster_of(*points):
    """The coverage alone."""
    return planes_of(*points)[..., COVERAGE]


def test_the_pinned_rasters_change_only_with_the_version():
    with np.load(RASTERS) as pinned:
        assert int(pinned["version"]) == RASTER_VERSION, "pin anew: python -m tests.golden.drawings"
        for word, drawing in drawings().items():
            now = Canvas.of(drawing).raster()
            assert np.array_equal(now, pinned[word]), f"{word} changed: raise RASTER_VERSION, train, pin anew"


def test_a_tap_is_a_dot_in_the_middle():
    raster = raster_of((700, 20))
    assert raster[MIDDLE, MIDDLE].min() > 100
    assert (raster > 0).sum() <= (PEN_WIDTH + 2) ** 2


def test_equal_points_are_the_same_dot():
    assert np.array_equal(raster_of((9, 9), (9, 9), (9, 9)), raster_of((700, 20)))


def test_a_trembling_tap_stays_small():
    raster = raster_of((500, 500), (503, 501), (501, 503))
    assert (raster > 0).sum() < (BOX_SIDE * 3 / LEAST_SIDE + PEN_WIDTH + 3) ** 2


@pytest.mark.parametrize("end", [(1023, 500), (0, 500), (501, 500)])
def test_a_level_line_is_a_bar_in_the_middle_rows(end):
    raster = raster_of((500, 500), end)
    assert raster[MIDDLE].any()
    assert not raster[:20].any()
    assert not raster[28:].any()


def test_the_ink_fills_the_raster_and_leaves_no_edge_cut():
    raster = raster_of((0, 0), (1023, 0), (1023, 1023), (0, 1023), (0, 0))
    assert raster[0].max() > 0
    assert raster[1, 10] == raster[-2, 10] == raster[10, 1] == raster[10, -2] == 255


def test_a_slanted_line_is_as_thick_as_a_level_one():
    level = raster_of((0, 0), (1000, 0)).sum() / 1000
    slanted = raster_of((0, 0), (1000, 1000)).sum() / 1000 / np.sqrt(2)
    assert slanted == pytest.approx(level, rel=0.05)


def test_a_segment_looks_the_same_beside_longer_ones_as_alone():
    # These ends put a pixel's edge exactly on the pen's, where the last bit decides.
    ends = np.array([[46.0, 14.121243, 46.0, 16.826653], [1.0, 20.0, 46.0, 20.0]], np.float32)
    together, apart = blank(), blank()
    so_far = np.array([7.0, 200.0], np.float32)
    stamp(together, ends[:, :2].T, ends[:, 2:].T, so_far)
    for segment, length in zip(ends, so_far, strict=True):
        stamp(apart, segment[:2, None], segment[2:, None], length[None])
    assert np.array_equal(together, apart)


def test_the_order_rises_along_the_ink():
    raster = planes_of((0, 500), (1000, 500))
    row = raster[RASTER_SIZE // 2]
    along = row[2:-2, ORDER].astype(int)
    assert (np.diff(along) >= 0).all()
    assert len(set(along)) > 25
    assert row[-3, ORDER] == pytest.approx(255 * BOX_SIDE / LONGEST, abs=1.5)


def test_a_jump_of_the_pen_is_no_ink():
    canvas = Canvas()
    canvas.draw(0, [0, 0, 0, 500], up=True)
    canvas.draw(1, [1000, 0, 1000, 1], up=True)
    right = canvas.raster()[..., ORDER][:, RASTER_SIZE // 2 :]
    assert right.max() == pytest.approx(255 * (BOX_SIDE / 2) / LONGEST, abs=1)


def test_where_ink_crosses_the_fullest_and_then_the_latest_is_shown():
    canvas = Canvas()
    canvas.draw(0, [0, 500, 1000, 500], up=True)
    once = canvas.raster()[RASTER_SIZE // 2, 10]
    canvas.draw(1, [0, 500, 1000, 500], up=True)
    twice = canvas.raster()[RASTER_SIZE // 2, 10]
    assert twice[COVERAGE] == once[COVERAGE]
    assert twice[ORDER] > once[ORDER]


def test_ink_without_end_keeps_within_the_scale():
    raster = planes_of(*[(0, 0), (1000, 1000)] * 20)
    assert raster[..., ORDER].max() == 255


def test_the_order_weighs_as_much_as_its_pixel_is_covered():
    raster = planes_of((0, 0), (1000, 400), (300, 900))
    assert (raster[..., ORDER] <= raster[..., COVERAGE]).all()
    assert cropped(blank(3)).shape == (3, *raster.shape)


@pytest.mark.quickdraw
def test_real_ink_grows_to_the_very_raster_of_a_redraw():
    for row in itertools.islice(dataset.read(dataset.folder() / "timed.ndjson.gz"), 40):
        for _, canvas in played(row["drawing"]):
            assert np.array_equal(canvas.raster(), redrawn(canvas)), row["word"]


def redrawn(canvas):
    new = Canvas()
    for number, points in enumerate(canvas.strokes):
        new.draw(number, points, up=True)
    return new.raster()
