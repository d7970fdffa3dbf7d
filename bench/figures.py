"""What a run of bots comes to: the figures, and the forms in which they are printed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.inklog import InkLog


def percentile(values: Sequence[float], share: float) -> float | None:
    """The least value that at least this share of the values does not exceed; None of nothing."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


@dataclass
class Figures:
    """Filled while bots play. `players` counts per room, `watchers` in all."""

    rooms: int
    players: int
    watchers: int
    packets_sent: int = 0
    packets_lost: int = 0
    ink_to_guess_ms: list[float] = field(default_factory=list)
    drawings: int = 0
    seconds_to_recognition: list[float] = field(default_factory=list)
    ink_share_at_recognition: list[float] = field(default_factory=list)
    matches_started: int = 0
    matches_finished: int = 0
    errors: Counter[str] = field(default_factory=Counter)

    def add_log(self, log: InkLog) -> None:
        """Count one player's round when it is over."""
        self.packets_sent += len(log.packets)
        self.packets_lost += len(log.missing())
        self.ink_to_guess_ms += log.ink_to_guess_ms

    @property
    def clean(self) -> bool:
        """Nothing lost, every match finished, and there was one."""
        return self.packets_lost == 0 and self.matches_finished == self.matches_started > 0

    def as_json(self) -> dict[str, Any]:
        latency = self.ink_to_guess_ms
        recognised = len(self.seconds_to_recognition)
        return {
            "rooms": self.rooms,
            "players": self.players,
            "watchers": self.watchers,
            "packets_sent": self.packets_sent,
            "packets_acknowledged": self.packets_sent - self.packets_lost,
            "packets_lost": self.packets_lost,
            "ink_to_guess_p50_ms": rounded(percentile(latency, 0.50), 1),
            "ink_to_guess_p95_ms": rounded(percentile(latency, 0.95), 1),
            "ink_to_guess_p99_ms": rounded(percentile(latency, 0.99), 1),
            "recognised_share": rounded(recognised / self.drawings if self.drawings else None, 3),
            "seconds_to_recognition_p50": rounded(percentile(self.seconds_to_recognition, 0.5), 2),
            "ink_share_at_recognition_p50": rounded(percentile(self.ink_share_at_recognition, 0.5), 3),
            "matches_started": self.matches_started,
            "matches_finished": self.matches_finished,
            "errors": self.errors.total(),
        }

    def as_table(self) -> str:
        rows = {name.replace("_", " "): value for name, value in self.as_json().items()}
        rows["packets measured"] = len(self.ink_to_guess_ms)
        width = max(map(len, rows))
        return "\n".join(
            f"{name:<{width}}  {'–' if value is None else value}" for name, value in rows.items()
        )

    def complaints(self) -> str:
        """The errors by name, one a line."""
        return "".join(f"{count} × {name}\n" for name, count in self.errors.most_common())
