import pytest

from server.limits import (
    CREDITS_AT_MOST,
    EVENT_COST,
    MESSAGE_COST,
    REFUSED_COST,
    Credits,
    network_of,
)


def spent(credits, cost, now):
    """How often this could be paid for at that moment."""
    times = 0
    while credits.spend(cost, now):
        times += 1
    return times


def test_what_piled_up_in_eight_seconds_may_come_at_once():
    assert spent(Credits(0), MESSAGE_COST, 0) >= 8 * 1_000 / 33


def test_drawing_without_a_pause_costs_no_more_than_time_gives_back():
    credits = Credits(0)
    spent(credits, MESSAGE_COST, 0)
    assert all(credits.spend(MESSAGE_COST, 100 + 33 * n) for n in range(1_000))


def test_credits_never_pile_up_beyond_the_most():
    assert spent(Credits(0), MESSAGE_COST, 10**9) == CREDITS_AT_MOST / MESSAGE_COST


def test_a_clock_that_stands_still_gives_nothing():
    credits = Credits(5_000)
    assert credits.spend(CREDITS_AT_MOST, 5_000)
    assert not credits.spend(MESSAGE_COST, 4_000)


def test_what_is_refused_costs_the_most():
    assert MESSAGE_COST < EVENT_COST < REFUSED_COST


def test_what_is_refused_cannot_go_on_at_the_pace_of_drawing():
    credits = Credits(0)
    assert not all(credits.spend(MESSAGE_COST + REFUSED_COST, 33 * n) for n in range(1_000))


def test_a_flood_however_long_is_paid_off_in_ten_seconds():
    credits = Credits(0)
    for now in range(0, 60_000, 10):
        credits.spend(REFUSED_COST, now)
    assert not credits.spend(MESSAGE_COST, 60_000)
    assert credits.wait_seconds == 10
    assert credits.spend(MESSAGE_COST, 60_000 + 1_000 * (credits.wait_seconds + 1))


def test_who_owes_nothing_need_not_wait():
    assert Credits(0).wait_seconds == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_all_addresses_that_one_visitor_may_have_count_as_one(address, network):
    assert network_of(address) == network
