"""What the store keeps: under which keys, in which form, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from server.canvas import Packet
from server.room import Room

HOUR_MS = 3_600_000
KEPT_MS = 7 * 24 * HOUR_MS
KEPT_UNUSED_MS = 2 * HOUR_MS


class Entry(NamedTuple):
    """A packet of the ink log and when it arrived (store clock, ms)."""

    packet: Packet
    at: int


def room_keys(code: str) -> tuple[str, str, str]:
    return f"room:{{{code}}}", f"seats:{{{code}}}", f"inks:{{{code}}}"


def ink_key(code: str, round: int, player: str) -> str:
    return f"ink:{{{code}}}:{round}:{player}"


def channel(code: str) -> str:
    return f"events:{{{code}}}"


def code_of(channel: bytes) -> str:
    """The room that a channel belongs to; nonsense for a channel of no room."""
    return channel.decode()[len("events:{") : -1]


def expire_at(room: Room) -> int:
    """When room and ink go, both together (ms): to the hour, so that ink need not be touched each time."""
    at = room.changed_at + (KEPT_MS if room.match_started else KEPT_UNUSED_MS)
    step = HOUR_MS if room.match_started else 1
    return -(-at // step) * step


def encode_entry(entry: Entry) -> bytes:
    packet = entry.packet
    return msgspec.json.encode(
        (packet.seq, packet.t_ms, packet.op, packet.stroke, packet.up, packet.points, entry.at)
    )


def decode_entry(fields: Sequence[Any]) -> Entry:
    seq, t_ms, op, stroke, up, points, at = fields
    return Entry(Packet(seq, t_ms, op, stroke, up, tuple(points)), at)
