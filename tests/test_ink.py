"""The ink of a log without its raster, and what is left of it for a tiny canvas."""

from hypothesis import given, settings
from hypothesis import strategies as st

from server.canvas import SQUARE, Canvas, Packet
from server.ink import NEAREST, seen, thinned

coordinate = st.integers(0, SQUARE - 1)
stroke = st.lists(coordinate, min_size=2, max_size=60).map(lambda points: points[: len(points) // 2 * 2])
act = st.one_of(st.tuples(st.booleans(), st.booleans(), stroke), st.sampled_from(["undo", "redo", "clear"]))


def log_of(acts):
    """The packets of whoever does this, numbered as a drawer numbers them."""
    packets, number, is_open = [], -1, False
    for seq, done in enumerate(acts, 1):
        if isinstance(done, str):
            packets.append(Packet(seq, 0, done))
            is_open = False
        else:
            goes_on, up, points = done
            number += not (goes_on and is_open)
            packets.append(Packet(seq, 0, "draw", number, up, tuple(points)))
            is_open = not up
    return packets


@settings(max_examples=150)
@given(st.lists(act, max_size=30))
def test_what_is_seen_of_a_log_is_what_its_canvas_shows(acts):
    canvas, packets = Canvas(), log_of(acts)
    for packet in packets:
        canvas.apply(packet)
    assert seen(packets) == [[int(value) for value in shown.ravel()] for shown in canvas.strokes]


def test_the_pen_comes_up_without_a_point_and_the_stroke_stays_whole():
    packets = [Packet(1, 0, "draw", 0, False, (1, 2)), Packet(2, 9, "draw", 0, True)]
    assert seen([*packets, Packet(3, 9, "draw", 1, False, (5, 6))]) == [[1, 2], [5, 6]]


@settings(max_examples=100)
@given(st.lists(stroke, max_size=40), st.integers(10, 60))
def test_thinned_ink_has_a_bound_and_begins_and_ends_where_its_strokes_did(strokes, most):
    thin = thinned(strokes, most)
    assert sum(map(len, thin)) <= 2 * most
    newest = strokes[len(strokes) - len(thin) :]
    assert [(line[:2], line[-2:]) for line in thin] == [(line[:2], line[-2:]) for line in newest]


def test_corners_that_a_tiny_canvas_shows_stay_and_what_it_does_not_show_goes():
    assert thinned([[0, 0, 1, 0, 2, 0, 500, 0, 500, NEAREST - 1, 500, 500]], 99) == [[0, 0, 500, 0, 500, 500]]


def test_more_strokes_than_there_are_points_for_leave_the_newest():
    assert thinned([[at, at] for at in range(100)], 20) == [[at, at] for at in range(90, 100)]
