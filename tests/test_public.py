"""Which rooms the start page lists, and which it does not show any more."""

from dataclasses import replace

import pytest

from server import seats, talk
from server.public import EMPTY_KEPT_MS, LISTED_AT_MOST, STEP_MS, Drawers, Indexed, Listing, indexed, listed
from server.settings import Settings
from tests.rooms import drawing, guessing, room_of

HOUR_MS = 3_600_000


def open_room(*names, **chosen):
    return replace(room_of(*names), settings=Settings(public=True, **chosen))


def entry(code, players=1, held=None, **listing):
    fields = {"mode": "race", "host": "ann", "seats": 25, "full": False, "phase": "lobby", "round": 0}
    fields |= {"rounds": 5, "language": "en", "changed_at": 0} | listing
    held = {"w1": players} if held is None else held
    return Indexed(Listing(code=code, players=players, **fields), HOUR_MS, held)


def codes(*entries, dead=()):
    return [entry.listing.code for entry in listed(entries, dead)]


@pytest.mark.parametrize("settings", [Settings(), Settings(solo=True), Settings(public=True, solo=True)])
def test_a_private_room_and_a_solo_room_are_never_listed(settings):
    assert indexed(replace(room_of("ann"), settings=settings), HOUR_MS) is None


def test_a_listing_tells_who_hosts_who_is_there_and_how_far_they_are():
    room = replace(drawing("ann", "bob", "cem"), settings=Settings(public=True, rounds=2, players=3))
    room, _ = seats.detach(room, "p2", 1, 5_000)
    shown = indexed(room, HOUR_MS).listing
    assert (shown.code, shown.host, shown.mode, shown.language) == ("ABCDE", "ann", "race", "en")
    assert (shown.players, shown.seats, shown.full) == (2, 3, True)
    assert (shown.phase, shown.round, shown.rounds) == ("drawing", 1, 2)


def test_a_host_who_only_controls_is_there_but_no_player():
    room = replace(seats.make("ABCDE", "T", False, "h", "w1", 0), settings=Settings(public=True))
    assert indexed(room, HOUR_MS).listing.players == 0
    assert indexed(room, HOUR_MS).until == HOUR_MS


def drawers(room, **chosen):
    """Whose ink the index says may be seen of this room, once it is public."""
    settings = replace(room.settings, public=True, **chosen)
    return indexed(replace(room, settings=settings), HOUR_MS).drawers


def test_while_a_race_is_drawn_everybody_s_ink_of_its_round_may_be_seen_but_not_who_came_later():
    room, _ = seats.join(replace(drawing("ann", "bob"), round=7), "cem", "h", "w1", 5_000)
    assert drawers(room) == Drawers(7, ("p1", "p2"))


def test_against_the_machine_only_the_drawer_s_ink_may_be_seen():
    assert drawers(guessing("ann", "bob")) == Drawers(1, ("p1",))
    assert drawers(guessing("ann", "bob"), rivals=False) == Drawers(1, ("p1",))


def test_where_rivals_may_not_see_each_other_s_ink_nobody_who_passes_by_does():
    assert drawers(drawing("ann", "bob"), rivals=False) is None


@pytest.mark.parametrize("phase", ["lobby", "choosing", "countdown", "reveal", "podium"])
def test_between_rounds_no_ink_is_to_be_seen(phase):
    assert drawers(replace(drawing("ann", "bob"), phase=phase)) is None


def test_whom_the_host_has_muted_shows_nothing_to_who_passes_by():
    room, _ = talk.mute(drawing("ann", "bob"), "p1", "p2", True, 4_000)
    assert drawers(room) == Drawers(1, ("p1",))
    alone = replace(room, seats=room.seats[1:])
    assert drawers(alone) is None


def test_a_room_that_everybody_left_is_shown_for_a_while_from_when_the_last_was_there():
    room = open_room("ann", "bob")
    assert indexed(room, HOUR_MS).until == HOUR_MS
    for player, at in (("p1", 1_000), ("p2", 9_000)):
        room, _ = seats.detach(room, player, 1, at)
    assert indexed(room, HOUR_MS).until == 9_000 + EMPTY_KEPT_MS
    assert indexed(replace(room, seats=()), HOUR_MS).until == EMPTY_KEPT_MS
    assert indexed(room, 10_000).until == 10_000


def test_the_fullest_that_can_be_joined_comes_first_and_full_ones_last():
    rooms = entry("AAAAA", 2), entry("BBBBB", 25, full=True), entry("CCCCC", 9), entry("DDDDD", 0, {})
    assert codes(*rooms) == ["CCCCC", "AAAAA", "DDDDD", "BBBBB"]


def test_of_equally_full_rooms_the_livelier_comes_first():
    assert codes(entry("AAAAA", changed_at=5), entry("BBBBB", changed_at=STEP_MS)) == ["BBBBB", "AAAAA"]


def test_what_happens_in_a_room_does_not_move_it_in_the_list_at_once():
    assert codes(entry("AAAAA", changed_at=5), entry("BBBBB", changed_at=9)) == ["AAAAA", "BBBBB"]


def test_whom_a_dead_worker_holds_is_not_there():
    both = entry("AAAAA", 3, {"w1": 1, "w2": 2})
    assert [entry.listing.players for entry in listed([both], {"w2"})] == [1]
    assert codes(both, entry("BBBBB", 2, {"w2": 2}), dead={"w2"}) == ["AAAAA"]


def test_the_list_has_an_end():
    many = [entry(f"{first}{second}AAA") for first in "ABCDEFGHJK" for second in "ABCDEFGHJK"]
    assert len(listed(many, ())) == LISTED_AT_MOST
