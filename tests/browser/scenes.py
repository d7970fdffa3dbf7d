"""Hand-made rooms, one for each thing that can be seen, and the way into them."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from .pages import BICYCLE, CODE, FACE, HOUSE, SCRIBBLE, FakeLine, log

NOW = 1_000_000
NAMES = ["Ada", "Bo", "Chidi", "Dana", "Emil", "Farah", "Gus"]

SETTINGS = {
    "mode": "race",
    "rounds": 5,
    "seconds": 20,
    "packs": ["easy"],
    "own": [],
    "choose": True,
    "threshold": "normal",
    "scoring": "speed",
    "rivals": True,
    "public": False,
    "players": 25,
    "language": "en",
}
CHOSEN = {
    **SETTINGS,
    "mode": "machine",
    "packs": ["easy", "things at home", "places and buildings"],
    "own": ["The Great Wall of China", "owl", "aircraft carrier"],
    "choose": False,
    "scoring": "steady",
    "public": True,
    "players": 7,
    "language": "pt",
}
"""As little as possible as in a room just made."""


def seat(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "player": f"p{number}",
        "name": NAMES[(number - 1) % len(NAMES)],
        "colour": number - 1,
        "plays": True,
        "present": True,
        "score": 0,
        "draws_from": 1,
        "muted": False,
        **changes,
    }


def room(phase: str, players: int = 4, **changes: Any) -> dict[str, Any]:
    seats = [
        seat(n, score=[34, 21, 40, 8, 5, 2, 0][(n - 1) % 7] if phase != "lobby" else 0)
        for n in range(1, players + 1)
    ]
    playing = phase in ("drawing", "reveal")
    return {
        "code": CODE,
        "phase": phase,
        "host": "p1",
        "settings": SETTINGS,
        "seats": seats,
        "round": 0 if phase == "lobby" else 2,
        "first_round": 1,
        "drawer": "",
        "offered": [],
        "prompt": "bicycle" if playing else None,
        "starts_at": NOW - 6_000,
        "ends_at": NOW + 14_000,
        "recognised": {},
        "solved": {},
        "results": [],
        "standings": [],
        "machine": 0,
        "said": [],
        **changes,
    }


def snapshot(
    of: dict[str, Any],
    ink: dict[str, Any] | None = None,
    looks: dict[str, Any] | None = None,
    best: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {"version": 7, "now": NOW, "room": of, "ink": ink or {}, "looks": looks or {}, "best": best or {}}


GUESSES = [["bicycle", 0.62], ["eyeglasses", 0.17], ["motorbike", 0.08]]
INK = {
    "p1": log(BICYCLE[:3]),
    "p2": log(BICYCLE),
    "p3": log(SCRIBBLE),
    "p4": log(FACE),
    "p5": log(HOUSE),
    "p6": log(BICYCLE[:2]),
}
LOOKS = {
    "p1": [3, GUESSES],
    "p2": [6, [["bicycle", 0.91]]],
    "p3": [1, [["The Great Wall of China", 0.31]]],
    "p4": [4, [["smiley face", 0.8]]],
    "p5": [2, [["house", 0.95]]],
    "p6": [2, [["eyeglasses", 0.7]]],
}
KNOWN = {"p2": {"at": NOW - 1_900, "seq": 6, "confidence": 0.91}}
RESULT = {
    "round": 2,
    "prompt": "bicycle",
    "starts_at": NOW - 6_000,
    "places": [
        {"player": "p2", "place": 1, "points": 10, "at": NOW - 1_900, "confidence": 0.91},
        {"player": "p1", "place": 2, "points": 7, "at": NOW - 500, "confidence": 0.8},
    ],
}
STANDINGS = [
    {"player": "p3", "place": 1, "score": 40},
    {"player": "p1", "place": 2, "score": 34},
    {"player": "p2", "place": 3, "score": 21},
    {"player": "p4", "place": 4, "score": 8},
]
BEST = {
    "p1": {"round": 1, "prompt": "house", "took_ms": 4_300, "ink": log(HOUSE)},
    "p3": {"round": 2, "prompt": "smiley face", "took_ms": 2_900, "ink": log(FACE)},
}


def against(phase: str, drawer: str, **changes: Any) -> dict[str, Any]:
    """A room that plays against the machine."""
    settings = {**SETTINGS, "mode": "machine", "seconds": 60}
    return room(phase, **{"settings": settings, "drawer": drawer, "machine": 100, **changes})


def said(player: str, text: str, at: int, is_guess: bool = True) -> dict[str, Any]:
    return {"player": player, "text": text, "at": at, "is_guess": is_guess, "round": 2, "hidden": False}


LINES = [
    said("p3", "eyeglasses", NOW - 3_000),
    said("p4", "a very long pair of glasses on somebody’s nose", NOW - 2_400),
    said("p3", "motorbike", NOW - 1_200),
]
CHAT = [said("p2", "hello!", 1, False), said("p3", "who draws like that", 2, False), *LINES]
SOLVED = {"p4": NOW - 900}
GUESSED = {
    **RESULT,
    "places": [
        {"player": "p4", "place": 1, "points": 118, "at": NOW - 900, "confidence": 1.0},
        {"player": "p1", "place": 2, "points": 96, "at": NOW - 500, "confidence": 1.0},
    ],
    "drawer": "p2",
    "drawer_points": 71,
    "machine_at": NOW - 300,
    "machine_points": 0,
}
LOST = {**GUESSED, "places": [], "drawer_points": 0, "machine_points": 100}
FOUR = [{"player": "machine", "place": 1, "score": 300}] + [
    {"player": player, "place": place, "score": score}
    for player, place, score in (("p3", 2, 240), ("p1", 3, 121), ("p2", 4, 21), ("p4", 5, 8))
]

SCENES: dict[str, dict[str, Any]] = {
    "lobby": snapshot(room("lobby")),
    "chosen lobby": snapshot(room("lobby", settings=CHOSEN)),
    "crowded lobby": snapshot(room("lobby", players=24)),
    "countdown": snapshot(room("countdown", starts_at=NOW + 3_000, ends_at=NOW + 3_000)),
    "drawing": snapshot(room("drawing", players=6, recognised=KNOWN), INK, LOOKS),
    "crowded drawing": snapshot(room("drawing", players=24, recognised=KNOWN), INK, LOOKS),
    "alone": snapshot(
        room("drawing", players=1), {"p1": log(BICYCLE[:2])}, {"p1": [2, [["eyeglasses", 0.09]]]}
    ),
    "recognised": snapshot(
        room("drawing", recognised={**KNOWN, "p1": {"at": NOW - 400, "seq": 3, "confidence": 0.8}}),
        INK,
        LOOKS,
    ),
    "reveal": snapshot(room("reveal", recognised=KNOWN, results=[RESULT]), INK),
    "crowded reveal": snapshot(room("reveal", players=24, recognised=KNOWN, results=[RESULT]), INK),
    "podium": snapshot(room("podium", standings=STANDINGS), best=BEST),
    "choosing": snapshot(against("choosing", "p1", offered=["bicycle", "The Great Wall of China", "cat"])),
    "waiting for a choice": snapshot(against("choosing", "p2")),
    "guessing": snapshot(
        against("drawing", "p2", prompt=None, said=LINES, solved=SOLVED),
        {"p2": INK["p2"]},
        {"p2": [6, GUESSES[1:]]},
    ),
    "drawing against the machine": snapshot(
        against("drawing", "p1", said=LINES, solved=SOLVED), {"p1": INK["p1"]}, {"p1": LOOKS["p1"]}
    ),
    "knowing": snapshot(
        against("drawing", "p2", said=LINES, solved={**SOLVED, "p1": NOW - 400}),
        {"p2": INK["p2"]},
        {"p2": LOOKS["p2"]},
    ),
    "guessed": snapshot(against("reveal", "p2", results=[GUESSED], said=CHAT), {"p2": INK["p2"]}),
    "lost to the machine": snapshot(against("reveal", "p2", results=[LOST]), {"p2": INK["p2"]}),
    "podium with the machine": snapshot(
        against("podium", "", standings=FOUR, said=CHAT, machine=300), best=BEST
    ),
    "crowded podium": snapshot(
        room(
            "podium",
            players=24,
            standings=[{"player": f"p{n}", "place": n, "score": 400 - 11 * n} for n in range(1, 25)],
        ),
        best=BEST,
    ),
}


def enter(page: Page, address: str, snapshot: dict[str, Any], **answers: Any) -> FakeLine:
    """Open the room's page as p1, who had a seat before."""
    page.add_init_script(f"localStorage.setItem('inkrace:seat:{CODE}', 'ab')")
    attach = {"code": CODE, "player": "p1", "snapshot": snapshot}
    line = FakeLine(
        page, {"attach": attach, "clock": {"now": NOW}, "snapshot": {"snapshot": snapshot}, **answers}
    )
    page.goto(f"{address}/r/{CODE}")
    inside(page)
    return line


def inside(page: Page) -> None:
    """Until the page is past the door; asked at every frame, as nearly every test begins so."""
    page.wait_for_function("() => document.body.dataset.scene !== 'door'")
