"""What comes in is taken whole or refused by name; the page, the module and the browser agree."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import facts, limits, protocol
from server.canvas import Packet
from server.protocol_shown import view_packet
from server.room import Refused
from server.settings import Served

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/protocol.md").read_text()
SOURCES = "".join(
    path.read_text()
    for path in sorted((ROOT / "server").glob("*.py"))
    if not path.stem.endswith(("_http", "_api"))
)
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
    assert protocol.parse_ink([3, *view_packet(packet)]) == (3, packet)


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


@pytest.mark.parametrize("blanks", ["\u3164", "\u2800\u2800", "\u00a0", "\u3000", " \u2009\u115f "])
def test_what_looks_like_a_blank_is_one_blank(blanks: str) -> None:
    assert protocol.parse_name(f"{blanks}Ann{blanks}Lee{blanks}") == "Ann Lee"


def test_marks_do_not_pile_up_on_a_letter_and_those_of_a_word_stay() -> None:
    assert protocol.parse_text("a" + "\u0300" * 100 + "b") == "a" + "\u0300" * 4 + "b"
    assert protocol.parse_text("בְּרֵאשִׁ֖ית བསྒྲུབས") == "בְּרֵאשִׁ֖ית བསྒྲུབས"


def parse_settings(**chosen: object) -> dict[str, object]:
    served = Served({"easy": ("cat",) * 5, "food": ("egg",)}, ("cat", "egg"), ("normal",), ("en", "de"))
    return protocol.parse_settings(chosen, served)


@pytest.mark.parametrize(
    "chosen",
    [
        {"rounds": 3, "seconds": 20, "packs": ("easy", "food"), "threshold": "normal"},
        {"mode": "machine", "choose": False, "scoring": "steady", "own": ("egg",), "packs": ()},
        {"rivals": False, "public": True, "solo": True, "players": 60, "language": "de"},
        {"rounds": 20}, {"seconds": 5}, {},
    ],
)  # fmt: skip
def test_any_settings_within_the_limits_are_taken(chosen: dict[str, object]) -> None:
    assert parse_settings(**chosen) == chosen


def test_what_is_chosen_twice_counts_once() -> None:
    assert parse_settings(packs=["easy", "food", "easy"]) == {"packs": ("easy", "food")}


@pytest.mark.parametrize(
    "changed",
    [
        {"rounds": 0}, {"rounds": 21}, {"seconds": 4}, {"seconds": 121}, {"packs": ["none"]},
        {"packs": ["easy", "none"]}, {"own": ["zebra"]}, {"threshold": "none"}, {"mode": "none"},
        {"scoring": "none"}, {"players": 1}, {"players": 61}, {"language": "xx"},
    ],
)  # fmt: skip
def test_settings_beyond_them_are_refused(changed: dict[str, object]) -> None:
    with pytest.raises(Refused, match="bad_settings"):
        parse_settings(**changed)


@pytest.mark.parametrize("text", ["", "   ", "x" * 61, "x" * 500, "a\u202eb", "a\nb", "\u2800"])
def test_a_guess_that_cannot_be_shown_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="bad_text"):
        protocol.parse_text(text, protocol.GUESS_LENGTH)


@pytest.mark.parametrize("text", ["<b>cat</b>", "قطة", "猫", "नमस्ते", "  a   cat "])
def test_what_is_said_is_trimmed_and_otherwise_left_as_it_is(text: str) -> None:
    assert protocol.parse_text(text) == re.sub(" +", " ", text.strip())


@pytest.mark.parametrize(
    "changed", [{"rounds": "3"}, {"rounds": 2.5}, {"packs": "easy"}, {"choose": 1}, {"more": 1}]
)
def test_settings_out_of_their_form_are_refused(changed: dict[str, object]) -> None:
    with pytest.raises(Refused, match="bad_message"):
        parse_settings(**changed)


def test_undo_redo_and_clear_come_back_as_they_were_sent() -> None:
    for op in ("undo", "redo", "clear"):
        packet = Packet(7, 33, op)
        assert protocol.parse_ink([2, *view_packet(packet)]) == (2, packet)


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_the_page_documents_every_event_and_every_error() -> None:
    sent = set(re.findall(r"^\| `(\w+)` \|", section("What a client sends"), re.MULTILINE))
    heard = set(re.findall(r"protocol\.([A-Z]+): self\.", SOURCES))
    assert sent == {getattr(protocol, name) for name in heard}
    told = set(re.findall(r"^\| `(\w+)` \|", section("What a server sends"), re.MULTILINE))
    kinds = {re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower() for kind in facts.Event.__args__}
    assert told == kinds
    raised = set(re.findall(r'Refused\(\s*"(\w+)"', SOURCES)) | set(re.findall(r'"error": "(\w+)"', SOURCES))
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
