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
GHOST_KEPT_MS = 30 * 24 * HOUR_MS
GHOSTS_AT_MOST = 20
"""Of one category, the newest."""
DEADLINES = "deadlines"
PUBLIC = "public"


class Entry(NamedTuple):
    """A packet of the ink log and when it arrived (store clock, ms)."""

    packet: Packet
    at: int


class Ghost(NamedTuple):
    """A drawing that was recognised so long after its round began; nobody's any more."""

    took_ms: int
    packets: tuple[Packet, ...]


def room_keys(code: str) -> tuple[str, str, str]:
    return f"room:{{{code}}}", f"seats:{{{code}}}", f"inks:{{{code}}}"


def ink_key(code: str, round: int, player: str) -> str:
    return f"ink:{{{code}}}:{round}:{player}"


def ghosts_key(category: str) -> str:
    return f"ghosts:{category}"


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
    return msgspec.json.encode((*fields_of(entry.packet), entry.at))


def decode_entry(fields: Sequence[Any]) -> Entry:
    return Entry(packet_of(fields[:-1]), fields[-1])


def fields_of(packet: Packet) -> tuple[Any, ...]:
    return packet.seq, packet.t_ms, packet.op, packet.stroke, packet.up, packet.points


def packet_of(fields: Sequence[Any]) -> Packet:
    seq, t_ms, op, stroke, up, points = fields
    return Packet(seq, t_ms, op, stroke, up, tuple(points))


def encode_ghost(ghost: Ghost, at: int) -> bytes:
    """With the moment at which it was kept (ms)."""
    return msgspec.json.encode((at, ghost.took_ms, [fields_of(packet) for packet in ghost.packets]))


def decode_ghost(text: bytes) -> tuple[int, Ghost]:
    at, took_ms, packets = msgspec.json.decode(text)
    return at, Ghost(took_ms, tuple(packet_of(fields) for fields in packets))
