import pytest

from models.verdicts import Verdict, by_category, by_pack, confusions, first_part, reliability, share_within

FOUND = [
    Verdict("cat", "cat", 0, 0.9),
    Verdict("cat", "dog", 2, 0.5),
    Verdict("cat", "dog", None, 0.7),
    Verdict("cat", "cow", 1, 0.3),
    Verdict("dog", "dog", 0, 0.8),
    Verdict("dog", "cat", 1, 0.1),
]


def test_a_share_counts_the_words_within_so_many_places():
    assert share_within(FOUND, 1) == 2 / 6
    assert share_within(FOUND, 2) == 4 / 6
    assert share_within(FOUND, 5) == 5 / 6


def test_categories_stand_worst_first_with_what_they_are_taken_for():
    assert by_category(FOUND) == {
        "cat": {"top1": 0.25, "taken_for": "dog"},
        "dog": {"top1": 0.5, "taken_for": "cat"},
    }
    assert by_category(FOUND[:1]) == {"cat": {"top1": 1.0, "taken_for": None}}


def test_packs_are_told_apart_by_the_words_they_hold():
    assert by_pack(FOUND, {"pets": ("cat", "dog"), "dogs": ("dog",), "none": ("ant",)}) == {
        "pets": 0.3333,
        "dogs": 0.5,
    }


def test_confusions_are_shares_of_a_words_own_drawings_commonest_first():
    assert confusions(FOUND) == [("cat", "dog", 0.5), ("dog", "cat", 0.5), ("cat", "cow", 0.25)]
    assert confusions(FOUND, most=1) == [("cat", "dog", 0.5)]


def test_reliability_compares_what_was_said_with_what_was_right_least_sure_first():
    low, high = reliability(FOUND, bins=2)
    assert low == pytest.approx((0.3, 0))
    assert high == pytest.approx((0.8, 2 / 3), abs=1e-4)
    assert len(reliability(FOUND[:1], bins=15)) == 1


def test_the_first_part_of_a_drawing_ends_within_its_ink():
    drawing = [[[0, 100], [0, 0]], [[0, 0], [50, 150]]]
    assert first_part([drawing], 0.75) == [[[[0, 100], [0, 0]], [[0, 0], [50, 100]]]]
