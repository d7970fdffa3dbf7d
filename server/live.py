"""A canvas that is being drawn: how far its ink is kept, and whether the judge has seen it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from server.canvas import Canvas, CanvasFull, Packet, WrongStroke
from server.protocol import PACKETS_A_ROUND, POINTS_A_ROUND
from server.records import Entry
from server.room import Guess, Refused


@dataclass(eq=False, slots=True)
class LiveCanvas:
    """One player's canvas of one round; round 0 is the pad's, which no store keeps."""

    round: int
    canvas: Canvas = field(default_factory=Canvas)
    seq: int = 0
    points: int = 0
    """In all packets so far."""
    stored: int = 0
    at: int = 0
    """When the newest ink arrived (store clock, ms)."""
    unsaved: list[Entry] = field(default_factory=list)
    is_dirty: bool = False
    looked_at: int = 0
    guesses: tuple[Guess, ...] = ()

    @classmethod
    def after(cls, round: int, log: Iterable[Entry]) -> LiveCanvas:
        """The canvas of a log that is already stored."""
        canvas = cls(round)
        for packet, at in log:
            canvas.take_in(packet, at)
        canvas.unsaved.clear()
        canvas.stored = canvas.seq
        return canvas

    def take_in(self, packet: Packet, at: int) -> bool:
        """Draw the next packet; False for a repeat. Raises Refused and then has changed nothing."""
        if packet.seq <= self.seq:
            return False
        if packet.seq != self.seq + 1:
            raise Refused("wrong_order", f"Packet {self.seq + 1} comes next.")
        points = self.points + len(packet.points) // 2
        if packet.seq > PACKETS_A_ROUND or points > POINTS_A_ROUND:
            raise Refused("canvas_full", "This canvas takes no more ink.")
        try:
            self.canvas.apply(packet)
        except CanvasFull as full:
            raise Refused("canvas_full", str(full)) from None
        except WrongStroke as wrong:
            raise Refused("wrong_order", str(wrong)) from None
        self.seq, self.points, self.at, self.is_dirty = packet.seq, points, at, True
        self.unsaved.append(Entry(packet, at))
        return True

    def note(self, stored: int) -> list[Entry]:
        """The store holds the log up to `stored`; returns the entries that were new to it."""
        kept = [entry for entry in self.unsaved if entry.packet.seq <= stored]
        self.unsaved = [entry for entry in self.unsaved if entry.packet.seq > stored]
        self.stored = max(self.stored, stored)
        return kept
