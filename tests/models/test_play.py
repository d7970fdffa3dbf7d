from models.play import played

TIMED = [[[0, 10, 20], [0, 0, 0], [0, 90, 250]], [[0, 20], [20, 20], [400, 430]]]


def test_ink_appears_at_the_tick_after_it_was_drawn():
    seen = [(ms, sum(map(len, canvas.strokes))) for ms, canvas in played(TIMED)]
    assert seen == [(0, 1), (100, 2), (300, 3), (400, 4), (500, 5)]


def test_a_clock_that_steps_back_moves_no_ink():
    back = [[[0, 10, 20], [0, 0, 0], [0, 300, 100]]]
    assert [ms for ms, _ in played(back)] == [0, 300]


def test_two_strokes_in_one_tick_are_one_look():
    quick = [[[0, 10], [0, 0], [0, 10]], [[0, 10], [5, 5], [20, 30]]]
    assert [(ms, len(canvas.strokes)) for ms, canvas in played(quick)] == [(0, 1), (100, 2)]
