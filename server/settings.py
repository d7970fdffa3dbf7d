"""What a room's host may choose."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

MODES = ("race", "machine")
"""Everybody draws and the judge decides; or one draws, and the others type guesses against the judge."""
SCORINGS = ("speed", "first", "same", "steady")
PLAYERS_AT_FIRST = 25
FIRST_LANGUAGE = "en"
PLAYERS_AT_MOST = 60
"""So many a room is given that nobody but a host who only controls has made."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this room plays; what is changed stays for its next matches."""

    mode: str = "race"
    rounds: int = 5
    seconds: int = 20
    packs: tuple[str, ...] = ("easy",)
    own: tuple[str, ...] = ()
    """Categories of the host's own choice, beside those of the packs."""
    choose: bool = True
    """Against the machine: who draws takes one of three prompts."""
    threshold: str = "normal"
    scoring: str = "speed"
    rivals: bool = True
    """In a race: whether players see each other's ink while they draw."""
    public: bool = False
    """Whether the start page lists the room."""
    solo: bool = False
    """For its host alone, beside ghosts of earlier drawings: nobody else gets a seat."""
    players: int = PLAYERS_AT_FIRST
    """How many seats there are to draw from."""
    language: str = FIRST_LANGUAGE
    """What is mostly spoken here; each page has its own all the same."""

    @property
    def hides_rivals(self) -> bool:
        """Whether players see no ink but their own while they draw."""
        return self.mode == "race" and not self.rivals


AT_ANY_TIME = frozenset({"public", "players", "language"})
"""What changes nothing about a match that runs."""


class Served(NamedTuple):
    """What this server has to choose from."""

    packs: Mapping[str, Sequence[str]]
    categories: Collection[str]
    thresholds: Collection[str]
    languages: Collection[str]


def categories_of(settings: Settings, packs: Mapping[str, Sequence[str]]) -> list[str]:
    """The categories of all its packs and the host's own, each once."""
    chosen = (category for pack in settings.packs for category in packs.get(pack, ()))
    return list(dict.fromkeys((*chosen, *settings.own)))
