import itertools
import random
from types import SimpleNamespace

import pytest

from bench import copy_of_room, players
from bench.connection import address
from bench.drawings import (
    BETWEEN_STROKES_MS,
    MARGIN,
    PACKET_MS,
    Drawings,
    in_square,
    ink_length,
    paced,
    packets_of,
)
from bench.figures import Figures, percentile
from bench.inklog import InkLog
from server.canvas import SQUARE, Packet
from server.protocol import POINTS_A_PACKET

FIELDS = [
    "rooms", "players", "watchers", "packets_sent", "packets_acknowledged", "packets_lost",
    "ink_to_guess_p50_ms", "ink_to_guess_p95_ms", "ink_to_guess_p99_ms", "recognised_share",
    "seconds_to_recognition_p50", "ink_share_at_recognition_p50", "matches_started", "matches_finished",
    "errors",
]  # fmt: skip


def packet(seq):
    return Packet(seq, seq * 33, "draw", 0, False, (seq, seq))


def log_of(count, sent_at=0.0):
    log = InkLog(1)
    for seq in range(1, count + 1):
        log.put(packet(seq), sent_at)
    return log


@pytest.mark.parametrize("scale", [0.01, 1, 9])
def test_a_drawing_of_any_scale_fills_the_square_but_for_the_margin(scale):
    corners = in_square([[[-5 * scale, 5 * scale], [10 * scale, 15 * scale]]])[0]
    assert [x for x, _ in corners] == [MARGIN, SQUARE - 1 - MARGIN]
    assert sum(y for _, y in corners) == pytest.approx(SQUARE - 1, abs=1)


def test_a_dot_lands_in_the_middle():
    assert in_square([[[7], [7]]])[0][0] == pytest.approx(((SQUARE - 1) / 2,) * 2, abs=1)


def test_a_files_own_times_are_kept_from_zero_and_never_fall():
    strokes = paced([[[0, 9, 9], [0, 0, 9], [100, 120, 110]], [[0, 5], [9, 9], [400, 450]]])
    assert [at for stroke in strokes for _, _, at in stroke] == [0, 20, 20, 300, 350]


def test_a_drawing_without_times_is_drawn_at_an_even_speed_with_pauses():
    first, second = paced([[[0, 255], [0, 0]], [[0, 255], [9, 9]]])
    steps = {b[2] - a[2] for a, b in itertools.pairwise(first)}
    assert max(steps) == pytest.approx(min(steps))
    assert second[0][2] - first[-1][2] == pytest.approx(BETWEEN_STROKES_MS)


def test_packets_come_at_most_one_in_33_ms_while_drawing_and_one_at_once_on_pen_up():
    plan = packets_of(paced([[list(range(200)), [0] * 200, [8 * n for n in range(200)]]]))
    times = [sent.at_ms for sent in plan[:-1]]
    assert all(b - a >= PACKET_MS for a, b in itertools.pairwise(times))
    assert [sent.up for sent in plan] == [False] * (len(plan) - 1) + [True]
    assert plan[-1].at_ms == 8 * 199


def test_no_point_is_lost_between_the_file_and_the_packets():
    drawing = paced([[[0, 9, 5], [0, 9, 2], [0, 10, 500]], [[3], [3], [700]]])
    sent = [
        point
        for planned in packets_of(drawing)
        for point in zip(planned.points[::2], planned.points[1::2], strict=True)
    ]
    assert sent == [(x, y) for stroke in drawing for x, y, _ in stroke]


def test_no_packet_holds_more_points_than_the_wire_takes():
    burst = [[(n, n % 2, 0.0) for n in range(1000)]]
    assert max(len(planned.points) for planned in packets_of(burst)) == 2 * POINTS_A_PACKET


def test_ink_length_does_not_count_the_way_between_strokes():
    plan = packets_of([[(0, 0, 0.0), (3, 4, 5.0)], [(100, 100, 50.0), (100, 110, 60.0)]])
    assert ink_length(plan) == pytest.approx(15)


def test_a_file_of_drawings_is_planned_by_category():
    drawings = Drawings([b'{"word": "line", "drawing": [[[0, 1], [0, 1]]], "key_id": "x"}'])
    assert drawings.categories == {"line"}
    assert drawings.plan("line", random.Random(1))[-1].up
    assert drawings.plan("cat", random.Random(1)) == []


def test_percentiles_are_values_that_were_measured():
    assert [percentile(range(1, 101), share) for share in (0.5, 0.95, 0.99)] == [50, 95, 99]
    assert percentile([7], 0.99) == 7
    assert percentile([], 0.5) is None


def test_a_look_answers_every_packet_up_to_its_number_once():
    log = log_of(4)
    log.look(2, 0.05)
    log.look(2, 0.09)
    log.look(4, 0.1)
    assert log.ink_to_guess_ms == pytest.approx([50, 50, 100, 100])


def test_packets_after_the_recognised_one_are_not_measured():
    log = log_of(4)
    log.recognised_seq = 3
    log.look(4, 0.1)
    assert len(log.ink_to_guess_ms) == 3


def test_what_was_not_acknowledged_is_missing_until_the_round_is_closed():
    log = log_of(3)
    log.acknowledge(2)
    log.acknowledge(1)
    assert [packet.seq for packet in log.missing()] == [3]
    log.closed = True
    assert log.missing() == []


def test_the_json_object_has_exactly_the_promised_fields():
    figures = Figures(rooms=4, players=6, watchers=0)
    assert list(figures.as_json()) == FIELDS
    assert figures.as_json()["ink_to_guess_p99_ms"] is None


def test_lost_packets_and_unfinished_matches_are_not_clean():
    figures = Figures(1, 2, 0, matches_started=1, matches_finished=1)
    assert figures.clean
    figures.add_log(log_of(1))
    assert (figures.packets_lost, figures.clean) == (1, False)
    assert not Figures(1, 2, 0, matches_started=2, matches_finished=1).clean


def test_no_match_begins_that_might_not_end_in_time():
    over_at = players.MATCH_SECONDS + players.SLACK_SECONDS
    assert players.another_match_fits(0.0, over_at)
    assert not players.another_match_fits(0.1, over_at)


def test_a_file_with_every_category_is_played_with_all_of_them():
    assert players.pack_for(SimpleNamespace(categories={"cat", "dog"}), {"cat"}) == "all"
    assert players.pack_for(SimpleNamespace(categories={"cat"}), {"cat", "dog"}) == "easy"


def test_the_socket_is_where_the_page_is():
    assert address("https://draw.example/") == "wss://draw.example/socket.io/?EIO=4&transport=websocket"
    assert address("http://localhost:8000", "ABCDE").endswith("&room=ABCDE")


def test_a_copy_takes_only_ink_that_follows_on():
    ink = {"p1": [[1, 0, "undo"]]}
    copy_of_room.add_ink(
        ink, {"p1": [[1, 0, "undo"], [2, 0, "redo"], [4, 0, "undo"]], "p2": [[1, 0, "clear"]]}
    )
    assert ink == {"p1": [[1, 0, "undo"], [2, 0, "redo"]], "p2": [[1, 0, "clear"]]}
