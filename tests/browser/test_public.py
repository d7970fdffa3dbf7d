"""The start page's public rooms: what is told of them, and the ways in."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import LAPTOP, PHONE, Open, resize
from .hand import until
from .pages import FakeLine
from .test_layout import LONG, SMALL, outside

pytestmark = pytest.mark.browser
TOKEN = 32
GONE = {"error": "unknown_room"}
"""What the room's page is told: these tests end at its door."""


def room(code: str, **changes: Any) -> dict[str, Any]:
    told = {"code": code, "mode": "race", "host": "Ada", "players": 2, "seats": 25, "full": False}
    told |= {"phase": "lobby", "round": 0, "rounds": 5, "language": "en", "changed_at": 0}
    return {**told, **changes}


def start_page(page: Page, address: str, *rooms: dict[str, Any], **answers: Any) -> FakeLine:
    """The start page while these rooms are public."""
    page.route("**/rooms.json", lambda route: route.fulfill(json={"rooms": rooms}))
    line = FakeLine(page, {"attach": GONE, "watch": GONE, **answers})
    page.goto(address)
    return line


def test_a_room_is_told_by_its_mode_host_players_state_and_language(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    drawing = {"phase": "drawing", "round": 2, "players": 3}
    start_page(page, address, room("KRTMW", **drawing), room("ABCDE", mode="machine", full=True, seats=4))
    rows = page.locator(".public-room")
    expect(rows).to_have_count(2)
    for words in ("Race", "with Ada", "3 of 25 players", "drawing, round 2 of 5", "English"):
        expect(rows.first).to_contain_text(words)
    for words in ("Against the judge", "full, 4 seats", "in the lobby"):
        expect(rows.last).to_contain_text(words)
    expect(rows.first.get_by_role("button", name="Join")).to_be_enabled()
    expect(rows.last.get_by_role("button", name="Join")).to_be_disabled()
    expect(rows.last.get_by_role("link", name="Watch")).to_have_attribute("href", "/r/ABCDE?watch")
    expect(page.locator(".public-empty")).to_be_hidden()


def test_where_no_room_is_public_a_sentence_says_what_to_do(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    start_page(page, address)
    expect(page.locator(".public-empty")).to_contain_text("Quick join opens one")


def test_nothing_of_the_list_is_outside_of_the_screen(open_page: Open, address: str) -> None:
    page = open_page(LAPTOP, reduced_motion="reduce")
    rooms = [
        room("KRTM" + letter, host=name, phase="reveal") for letter, name in zip("ABC", LONG, strict=True)
    ]
    start_page(page, address, *rooms)
    for size in (LAPTOP, PHONE, SMALL):
        resize(page, size)
        expect(page.locator(".public-room")).to_have_count(3)
        assert outside(page, False) == [], size


def named(page: Page) -> None:
    page.get_by_label("Your name").fill("Bo")


def test_quick_join_takes_a_seat_in_the_best_room_that_still_has_one(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    joined: list[dict[str, Any]] = []

    def join(asked: dict[str, Any]) -> dict[str, Any]:
        joined.append(asked)
        return {"error": "room_full"} if len(joined) == 1 else {"code": asked["code"], "player": "p3"}

    rooms = room("AAAAA"), room("BBBBB", players=9), room("CCCCC", players=20, full=True)
    start_page(page, address, *rooms, join=join)
    named(page)
    page.get_by_role("button", name="Quick join").click()
    page.wait_for_url("**/r/AAAAA")
    assert [(asked["code"], asked["name"]) for asked in joined] == [("BBBBB", "Bo"), ("AAAAA", "Bo")]
    kept = page.evaluate("localStorage.getItem('inkrace:seat:AAAAA')")
    assert kept == joined[1]["token"]
    assert len(kept) == TOKEN


def test_quick_join_opens_a_public_room_where_there_is_none(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    chosen: list[dict[str, Any]] = []

    def settings(asked: dict[str, Any]) -> dict[str, Any]:
        chosen.append(asked)
        return {}

    line = start_page(page, address, make={"code": "KRTMW"}, settings=settings)
    named(page)
    page.get_by_role("button", name="Quick join").click()
    page.wait_for_url("**/r/KRTMW")
    assert line.asked[:2] == ["make", "settings"]
    assert chosen == [{"public": True, "language": "en"}]


def test_who_joins_without_a_name_is_asked_for_one_by_the_room(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    line = start_page(page, address, room("KRTMW"))
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url("**/r/KRTMW")
    until(page, lambda: "watch" in line.asked)
    assert "join" not in line.asked
