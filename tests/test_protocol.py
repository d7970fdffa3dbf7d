"""What comes in is taken whole or refused by name; the page, the module and the browser agree."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import limits, protocol, room, seats
from server.canvas import Packet
from server.room import Refused

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/protocol.md").read_text()
ids = st.integers(0, 1023)


def packets() -> st.SearchStrategy[Packet]:
    points = st.lists(st.tuples(ids, ids), min_size=1, max_size=protocol.POINTS_A_PACKET)
    flat = points.map(lambda pairs: tuple(at for pair in pairs for at in pair))
    return st.builds(
        Packet,
        st.integers(1, 4_000),
        st.integers(0, 60_000),
        st.just("draw"),
        st.integers(0, 500),
        st.booleans(),
        flat,
    )


@given(packets())
def test_a_packet_comes_back_as_it_was_sent(packet: Packet) -> None:
    assert protocol.parse_ink([3, *protocol.view_packet(packet)]) == (3, packet)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_whatever_else_comes_is_refused_by_name(data: object) -> None:
    with pytest.raises(Refused, match="bad_message"):
        protocol.parse_ink(data)


@pytest.mark.parametrize(
    "ink",
    [
        [1, 1, 0, "draw", 0, 0, []],
        [1, 1, 0, "draw", 0, 1, [5]],
        [1, 1, 0, "draw", 0, 1, [1023, 0, 1, 0]],
        [1, 1, 0, "draw", 0, 1, [-1, 0]],
        [1, 0, 0, "draw", 0, 1, [1, 1]],
        [1, 1, 0, "draw", 0, 2, [1, 1]],
        [1, 1, 0, "draw", 0, 1, [1, 1] * 129],
        [1, 1, -1, "undo"],
        [1, 1, 0, "erase"],
        [1, 1, 0, "undo", 0],
        {"round": 1},
    ],
)
def test_ink_out_of_its_form_is_refused(ink: object) -> None:
    with pytest.raises(Refused, match="bad_message"):
        protocol.parse_ink(ink)


UNFIT = ["", "   ", "x" * 25, "x" * 1_000, "a\u202eb", "a\x00b", "a\nb", "a\u2066", "\u200d", "\u3164"]


@pytest.mark.parametrize("name", UNFIT)
def test_a_name_that_would_not_show_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="bad_name"):
        protocol.parse_name(name)


def test_a_name_is_trimmed_and_may_be_in_any_script() -> None:
    assert protocol.parse_name("  Zoë   李 ") == "Zoë 李"


def parse_settings(**chosen: object) -> dict[str, object]:
    return protocol.parse_settings(chosen, {"easy": ("cat",) * 5}, ("normal",))


@pytest.mark.parametrize(
    "chosen",
    [{"rounds": 3, "seconds": 20, "pack": "easy", "threshold": "normal"}, {"rounds": 20}, {"seconds": 5}, {}],
)
def test_any_settings_within_the_limits_are_taken(chosen: dict[str, object]) -> None:
    assert parse_settings(**chosen) == chosen


@pytest.mark.parametrize(
    "changed",
    [
        {"rounds": 0}, {"rounds": 21}, {"seconds": 4}, {"seconds": 121},
        {"pack": "none"}, {"threshold": "none"},
    ],
)  # fmt: skip
def test_settings_beyond_them_are_refused(changed: dict[str, object]) -> None:
    with pytest.raises(Refused, match="bad_settings"):
        parse_settings(**changed)


@pytest.mark.parametrize("changed", [{"rounds": "3"}, {"rounds": 2.5}, {"more": 1}])
def test_settings_out_of_their_form_are_refused(changed: dict[str, object]) -> None:
    with pytest.raises(Refused, match="bad_message"):
        parse_settings(**changed)


def test_undo_redo_and_clear_come_back_as_they_were_sent() -> None:
    for op in ("undo", "redo", "clear"):
        packet = Packet(7, 33, op)
        assert protocol.parse_ink([2, *protocol.view_packet(packet)]) == (2, packet)


def test_a_look_shows_the_surest_guesses_only() -> None:
    guesses = tuple(room.Guess(name, sure) for name, sure in (("cat", 0.61234), ("dog", 0.2), ("cow", 0.1)))
    assert protocol.view_look(9, guesses, most=2) == [9, [["cat", 0.612], ["dog", 0.2]]]


def test_the_podium_s_drawings_say_how_soon_they_were_recognised() -> None:
    place = room.Place("p1", 1, 100, 4_200, 0.9)
    result = room.Result(2, "cat", 1_000, (place,))
    drawn = Packet(1, 0, "draw", 0, True, (5, 5, 9, 9))
    shown = protocol.view_best(result, place, [drawn])
    assert shown == {"round": 2, "prompt": "cat", "took_ms": 3_200, "ink": [protocol.view_packet(drawn)]}


def test_events_are_named_after_their_class_and_seats_shown_without_secrets() -> None:
    made = seats.make("ABCDE", "ann", True, "secret-hash", "w1", 0)
    joined = protocol.view_event(room.SeatJoined(made.seats[0]))
    assert (joined["type"], joined["seat"]) == ("seat_joined", protocol.view_seat(made.seats[0]))
    assert protocol.view_event(room.HostChanged("p2")) == {"type": "host_changed", "player": "p2"}


def test_a_seat_s_token_never_leaves() -> None:
    made = seats.make("ABCDE", "Ann", True, "secret-hash", "w1", 0)
    assert "secret-hash" not in str(protocol.view_snapshot(made, {}, {}, {}, 0))
    assert "secret-hash" not in str(protocol.view_event(room.SeatJoined(made.seats[0])))


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_the_page_documents_every_event_and_every_error() -> None:
    sent = set(re.findall(r"^\| `(\w+)` \|", section("What a client sends"), re.MULTILINE))
    assert sent == {
        getattr(protocol, name)
        for name in (
            "MAKE",
            "JOIN",
            "ATTACH",
            "WATCH",
            "SETTINGS",
            "START",
            "NEXT",
            "END",
            "LEAVE",
            "SNAPSHOT",
            "CLOCK",
            "INK",
        )
    }
    told = set(re.findall(r"^\| `(\w+)` \|", section("What a server sends"), re.MULTILINE))
    kinds = {re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower() for kind in room.Event.__args__}
    assert told == kinds
    files = [path for path in (ROOT / "server").glob("*.py") if not path.stem.endswith(("_http", "_api"))]
    sources = "".join(path.read_text() for path in files)
    raised = set(re.findall(r'Refused\(\s*"(\w+)"', sources)) | set(re.findall(r'"error": "(\w+)"', sources))
    assert set(re.findall(r"^\| `(\w+)` \|", section("Errors"), re.MULTILINE)) == raised


def test_the_page_tells_what_things_cost_and_how_much_may_come_at_once() -> None:
    words = section("What a server sends")
    for figure in (
        f"ink {limits.MESSAGE_COST:.0f},",
        f"any other event {limits.EVENT_COST:.0f},",
        f"a snapshot {limits.SNAPSHOT_COST:.0f} ",
        f"every {limits.PACKETS_A_CREDIT} packets",
        f"refused {limits.REFUSED_COST:.0f} ",
        f"with {limits.CREDITS_AT_MOST:.0f}, and {limits.CREDITS_A_SECOND:.0f} ",
    ):
        assert figure in words
