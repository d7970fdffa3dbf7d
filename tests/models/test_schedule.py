import pytest

from models.schedule import LEARNING_RATE, WARM_UP, Length, Progress, learning_rate


def test_the_rate_warms_up_and_ends_at_nothing():
    rates = [learning_rate(share) for share in (0, WARM_UP, 0.5, 1)]
    assert rates[0] < rates[1] == pytest.approx(LEARNING_RATE, rel=0.01)
    assert rates[1] > rates[2] > rates[3] == pytest.approx(0)


def test_minutes_count_instead_of_steps_where_they_are_given():
    progress = Progress(step=50, seconds=30)
    assert Length(100).share(progress) == 0.5
    assert Length(100, minutes=2).share(progress) == 0.25
