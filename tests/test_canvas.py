import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.canvas import MAX_POINTS, PLANES, RASTER_SIZE, SQUARE, Canvas, CanvasFull, Packet, WrongStroke
from server.raster import COVERAGE

coordinate = st.integers(0, SQUARE - 1)
point = st.tuples(coordinate, coordinate)
drawn = st.tuples(st.just("draw"), st.booleans(), st.booleans(), st.lists(point, min_size=1, max_size=12))
action = st.one_of(drawn, st.sampled_from(["undo", "redo", "clear", "look"]))


def flat(points):
    return [value for pair in points for value in pair]


def scratch(canvas):
    """The raster of the visible strokes, drawn at once on a new canvas."""
    new = Canvas()
    for number, points in enumerate(canvas.strokes):
        new.draw(number, points, up=True)
    return new.raster()


def drawn_canvas(*strokes):
    canvas = Canvas()
    for number, points in enumerate(strokes):
        canvas.draw(number, flat(points), up=True)
    return canvas


class Replayer:
    """Runs actions on a canvas, choosing stroke numbers as a drawer does."""

    def __init__(self):
        self.canvas, self.stroke, self.is_open = Canvas(), -1, False

    def run(self, act):
        if act == "look":
            self.canvas.raster()
        elif isinstance(act, str):
            getattr(self.canvas, act)()
            self.is_open = False
        else:
            _, goes_on, up, points = act
            self.stroke += not (goes_on and self.is_open)
            self.canvas.draw(self.stroke, flat(points), up)
            self.is_open = not up


@settings(max_examples=150)
@given(st.lists(action, max_size=30))
def test_a_raster_grown_in_any_steps_equals_one_drawn_from_scratch(actions):
    replayer = Replayer()
    for act in actions:
        replayer.run(act)
    assert np.array_equal(replayer.canvas.raster(), scratch(replayer.canvas))


@settings(max_examples=60)
@given(st.lists(point, min_size=2, max_size=40), st.data())
def test_packet_boundaries_leave_no_trace(points, data):
    canvas, at = Canvas(), 0
    while at < len(points):
        size = data.draw(st.integers(1, len(points)))
        canvas.draw(0, flat(points[at:at + size]), up=False)  # fmt: skip
        canvas.raster()
        at += size
    assert np.array_equal(canvas.raster(), drawn_canvas(points).raster())


@settings(max_examples=60)
@given(st.lists(st.lists(point, min_size=1, max_size=8), min_size=1, max_size=6))
def test_the_order_of_strokes_leaves_no_trace_in_the_coverage(strokes):
    one_way, the_other = drawn_canvas(*strokes).raster(), drawn_canvas(*strokes[::-1]).raster()
    assert np.array_equal(one_way[..., COVERAGE], the_other[..., COVERAGE])


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=20), point)
def test_place_cannot_change_a_raster(points, offset):
    dx, dy = (value % 700 for value in offset)
    moved = [(x + dx, y + dy) for x, y in points]
    assert np.array_equal(drawn_canvas(points).raster(), drawn_canvas(moved).raster())


def test_a_smaller_copy_looks_nearly_the_same():
    big = [(100, 100), (900, 120), (880, 860), (120, 900), (100, 100)]
    small = [(x // 4, y // 4) for x, y in big]
    difference = drawn_canvas(big).raster().astype(int) - drawn_canvas(small).raster()
    assert np.abs(difference).mean() < 1


def test_undo_takes_back_a_stroke_and_redo_brings_it_again():
    canvas = drawn_canvas([(0, 0), (500, 500)], [(0, 500), (500, 0)])
    before = canvas.raster()
    canvas.undo()
    assert len(canvas.strokes) == 1
    canvas.redo()
    assert np.array_equal(canvas.raster(), before)


def test_clear_hides_all_ink_and_undo_brings_it_back():
    canvas = drawn_canvas([(0, 0), (500, 500)], [(0, 500), (500, 0)])
    before = canvas.raster()
    canvas.clear()
    assert canvas.empty
    assert not canvas.raster().any()
    canvas.undo()
    assert np.array_equal(canvas.raster(), before)


def test_ink_after_a_clear_stands_alone():
    canvas = drawn_canvas([(0, 0), (500, 500)])
    canvas.clear()
    canvas.draw(7, [10, 10, 20, 40], up=True)
    assert [stroke.tolist() for stroke in canvas.strokes] == [[[10, 10], [20, 40]]]


def test_a_new_stroke_ends_what_could_be_redone():
    canvas = drawn_canvas([(0, 0), (500, 500)])
    canvas.undo()
    canvas.draw(1, [1, 1, 9, 9], up=True)
    canvas.redo()
    assert len(canvas.strokes) == 1


@pytest.mark.parametrize("op", ["undo", "redo", "clear"])
def test_with_nothing_to_do_nothing_happens(op):
    canvas = Canvas()
    canvas.apply(Packet(1, 0, op))
    canvas.apply(Packet(2, 0, "draw", 0, False, (5, 5)))
    assert not canvas.empty


def test_an_open_stroke_survives_a_redo_with_nothing_to_do():
    canvas = Canvas()
    canvas.draw(0, [1, 1], up=False)
    canvas.redo()
    canvas.draw(0, [9, 9], up=True)
    assert canvas.strokes[0].tolist() == [[1, 1], [9, 9]]


@pytest.mark.parametrize("close", ["up", "undo", "clear"])
def test_a_closed_stroke_takes_no_more_points(close):
    canvas = Canvas()
    canvas.draw(0, [1, 1], up=close == "up")
    if close != "up":
        canvas.apply(Packet(2, 0, close))
    with pytest.raises(WrongStroke):
        canvas.draw(0, [2, 2], up=False)


def test_lifting_the_pen_needs_no_points():
    canvas = Canvas()
    canvas.draw(0, [1, 1], up=False)
    canvas.draw(0, [], up=True)
    with pytest.raises(WrongStroke):
        canvas.draw(0, [2, 2], up=True)
    canvas.draw(4, [], up=True)
    assert len(canvas.strokes) == 1


def test_a_full_canvas_refuses_a_packet_whole():
    canvas = Canvas()
    canvas.draw(0, [3, 4] * (MAX_POINTS - 1), up=False)
    with pytest.raises(CanvasFull):
        canvas.draw(0, [5, 6, 7, 8], up=True)
    canvas.draw(0, [5, 6], up=True)
    assert len(canvas.strokes[0]) == MAX_POINTS


def test_cleared_ink_counts_until_it_cannot_come_back():
    canvas = drawn_canvas([(3, 4)] * MAX_POINTS)
    canvas.clear()
    with pytest.raises(CanvasFull):
        canvas.draw(1, [1, 1], up=True)
    canvas.undo()
    canvas.undo()
    canvas.draw(1, [1, 1], up=True)
    assert len(canvas.strokes) == 1


def test_unknown_ink_is_an_error():
    with pytest.raises(ValueError, match="unknown ink"):
        Canvas().apply(Packet(1, 0, "erase"))


def test_a_drawing_of_any_scale_fills_the_square():
    tiny = Canvas.of([[[0.0, 0.5], [0.0, 1.0]]])
    assert tiny.strokes[0].tolist() == [[0, 0], [512, 1023]]


def test_a_drawing_without_strokes_is_an_empty_canvas():
    assert Canvas.of([]).empty
    assert Canvas.of([]).raster().shape == (RASTER_SIZE, RASTER_SIZE, PLANES)


@given(st.lists(st.lists(point, max_size=8), max_size=8))
def test_a_drawing_taken_in_at_once_is_the_same_as_drawn_stroke_by_stroke(strokes):
    whole = Canvas.of(
        [[[0], [0]], [[SQUARE - 1], [SQUARE - 1]], *([[x for x, _ in s], [y for _, y in s]] for s in strokes)]
    )
    drawn = drawn_canvas([(0, 0)], [(SQUARE - 1, SQUARE - 1)], *filter(None, strokes))
    assert np.array_equal(whole.raster(), drawn.raster())
    for canvas in (whole, drawn):
        canvas.draw(len(strokes) + 2, [5, 700, 90, 800], up=False)
        canvas.undo()
        canvas.undo()
    assert [stroke.tolist() for stroke in whole.strokes] == [stroke.tolist() for stroke in drawn.strokes]
    assert np.array_equal(whole.raster(), drawn.raster())


def test_a_drawing_that_is_not_finite_is_an_error():
    with pytest.raises(ValueError, match="finite"):
        Canvas.of([[[0, float("nan")], [0, 1]]])


NO_DRAWINGS = {
    "a stroke without points": [[[], []]],
    "an empty stroke": [[]],
    "x alone": [[[1]]],
    "more x than y": [[[1, 2], [1]]],
    "no numbers": [[[None], ["one"]]],
    "infinity": [[[float("inf")], [0]]],
    "a huge whole number": [[[10**400], [0]]],
    "too far apart": [[[-1e308, 1e308], [0, 0]]],
    "too near": [[[0, 5e-324], [0, 0]]],
    "a hundred thousand points": [[range(100_000), range(100_000)]],
}


@pytest.mark.parametrize("name", NO_DRAWINGS)
@pytest.mark.filterwarnings("error")
def test_what_is_no_drawing_is_an_error_and_nothing_worse(name):
    with pytest.raises(ValueError):  # noqa: PT011
        Canvas.of(NO_DRAWINGS[name])


@pytest.mark.parametrize(
    "drawing",
    [
        [[[5], [5]]],
        [[[1e300, 0], [0, 1e300]]],
        [[[n], [n]] for n in range(3_000)],
        [[[7] * 4_000, [7] * 4_000]],
    ],
    ids=["a point", "huge coordinates", "thousands of strokes", "a full canvas in one place"],
)
@pytest.mark.filterwarnings("error")
def test_whatever_else_is_a_drawing_has_a_raster(drawing):
    assert Canvas.of(drawing).raster().any()
