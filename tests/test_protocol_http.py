"""Whatever comes over HTTP is taken whole or refused by name, before it is drawn."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import protocol_http as http
from server.canvas import MAX_POINTS
from server.room import Guess, Refused


def body(drawing, **more):
    return json.dumps({"drawing": drawing, **more}).encode()


def zigzag(points, side=255):
    return [[n % 2 * side for n in range(points)], [n // 2 % 2 * side for n in range(points)]]


DOT = [[5], [5]]
TO_AND_FRO = [[abs(n % 200 - 100) for n in range(MAX_POINTS)], [0] * MAX_POINTS]
REFUSED = {
    "nothing": (b"", "bad_message"),
    "no JSON": (b"drawing=1", "bad_message"),
    "no text": (b'{"drawing": "\xff"}', "bad_message"),
    "no drawing": (b"{}", "bad_message"),
    "another type": (b"[]", "bad_message"),
    "no strokes": (body([]), "bad_message"),
    "a stroke without points": (body([[[], []]]), "bad_message"),
    "an empty stroke": (body([[]]), "bad_message"),
    "x alone": (body([[[1]]]), "bad_message"),
    "more x than y": (body([[[1, 2], [1]]]), "bad_message"),
    "more times than points": (body([[[1], [1], [0, 5]]]), "bad_message"),
    "a fourth list": (body([[[1], [1], [0], [0]]]), "bad_message"),
    "NaN": (body([[[float("nan")], [0]]]), "bad_message"),
    "infinity": (body([[[float("inf")], [0]]]), "bad_message"),
    "a number beyond all": (b'{"drawing": [[[1e999], [0]]]}', "bad_message"),
    "a huge number": (body([[[1e300, 0], [0, 1]]]), "bad_message"),
    "a huge whole number": (body([[[10**400], [0]]]), "bad_message"),
    "no number": (body([[[None], [0]]]), "bad_message"),
    "text for a number": (body([[["1"], ["2"]]]), "bad_message"),
    "lists in lists": (b'{"drawing": ' + b"[" * 100, "bad_message"),
    "no end of lists": (b'{"drawing": ' + b"[" * 100_000, "canvas_full"),
    "points for strokes": (body([list(range(10_000))]), "bad_message"),
    "no guesses": (body([DOT], top=0), "bad_message"),
    "too many guesses": (body([DOT], top=346), "bad_message"),
    "an unknown field": (body([DOT], raster=[]), "bad_message"),
    "thousands of strokes": (body([DOT] * 4_000), "canvas_full"),
    "too many points": (body([zigzag(2_001, 1), zigzag(2_000, 1)]), "canvas_full"),
    "too much ink": (body([zigzag(500)]), "canvas_full"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_drawing_or_too_much_of_one_is_refused_by_name(name):
    asked, error = REFUSED[name]
    for parse in (http.parse_guess, http.parse_explanation):
        with pytest.raises(Refused) as refused:
            parse(asked)
        assert refused.value.name == error
        assert 0 < len(refused.value.detail) <= http.DETAIL_LENGTH


TAKEN = {
    "a point": [DOT],
    "a point again and again": [[[7] * 9, [7] * 9]],
    "the same with times": [[[7] * 9, [7] * 9, list(range(9))]],
    "fractions": [[[0.25, 1.5], [3.125, 0]]],
    "as far as it goes": [[[-http.FARTHEST, http.FARTHEST], [0, 1e-9]]],
    "as many strokes as it takes": [DOT] * http.STROKES_AT_MOST,
    "as many points as it takes": [TO_AND_FRO],
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_a_drawing_is_drawn(name):
    drawing = TAKEN[name]
    canvas = http.canvas_of(http.parse_guess(body(drawing)).drawing)
    assert sum(len(stroke) for stroke in canvas.strokes) == sum(len(stroke[0]) for stroke in drawing)
    assert canvas.raster().any()


def test_a_full_canvas_with_all_its_digits_and_times_fits_into_a_body():
    digits = 1_000 / 3
    assert len(body([[[-digits] * MAX_POINTS] * 2 + [[digits] * MAX_POINTS]])) <= http.BODY_BYTES


def test_a_hundred_thousand_points_do_not():
    assert len(json.dumps([[[0] * 100_000] * 2], separators=(",", ":"))) > http.BODY_BYTES


def test_what_is_too_small_for_numbers_is_refused_by_name():
    with pytest.raises(Refused, match="bad_message"):
        http.canvas_of(http.parse_guess(body([[[5e-324, 0], [0, 0]]])).drawing)


def test_a_body_of_too_many_lists_is_not_even_parsed():
    with pytest.raises(Refused, match="canvas_full"):
        http.parse_guess(b"no JSON" + b"[" * (http.LISTS_AT_MOST + 1))
    most = [[[n], [n], [n]] for n in range(http.STROKES_AT_MOST)]
    assert len(http.parse_guess(body(most)).drawing) == http.STROKES_AT_MOST


def test_a_drawing_to_be_explained_has_fewer_strokes():
    many = body([DOT] * (http.EXPLAINED_AT_MOST + 1))
    assert len(http.parse_guess(many).drawing) == http.EXPLAINED_AT_MOST + 1
    with pytest.raises(Refused, match="canvas_full"):
        http.parse_explanation(many)


def test_ink_is_measured_in_sides_and_not_where_the_pen_was_up():
    [box] = http.parse_guess(body([[[0, 9, 9, 0, 0], [0, 0, 9, 9, 0]]])).drawing
    assert http.sides_of_ink([box]) == pytest.approx(4)
    apart = http.parse_guess(body([[[0], [0]], [[9], [9]], [[0, 9], [0, 0]]])).drawing
    assert http.sides_of_ink(apart) == pytest.approx(1)


numbers = st.integers() | st.floats()
lines = st.lists(numbers, max_size=4)


@given(st.lists(st.tuples(lines, lines) | st.tuples(lines, lines, lines), max_size=4))
def test_any_numbers_become_a_canvas_with_ink_or_a_named_error(drawing):
    assert outcome(drawing) in (True, *http.ERRORS)


def outcome(drawing):
    try:
        return bool(http.canvas_of(http.parse_guess(body(drawing)).drawing).raster().any())
    except Refused as refused:
        return refused.name


def test_a_guess_is_shown_with_a_few_digits():
    assert http.view_guess(Guess("cat", 1 / 3)) == {"category": "cat", "confidence": 0.3333}
    assert str(http.shown(-1e-9)) == "0.0"
