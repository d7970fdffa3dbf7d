"""The start page's public rooms: what is told of them, and the ways in."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import LAPTOP, PHONE, Open, resize
from .hand import until
from .pages import BICYCLE, HOUSE, FakeLine, drawn, listing
from .test_layout import LONG, SMALL, outside

pytestmark = pytest.mark.browser
TOKEN = 32
GONE = {"error": "unknown_room"}
"""What the room's page is told: these tests end at its door."""


def start_page(page: Page, address: str, *rooms: dict[str, Any], **answers: Any) -> FakeLine:
    """The start page while these rooms are public."""
    page.route("**/rooms.json", lambda route: route.fulfill(json={"rooms": rooms}))
    line = FakeLine(page, {"attach": GONE, "watch": GONE, **answers})
    page.goto(address)
    return line


def test_a_room_is_told_by_its_mode_host_players_state_and_language(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    drawing = {"phase": "drawing", "round": 2, "players": 3}
    start_page(
        page, address, listing("KRTMW", **drawing), listing("ABCDE", mode="machine", full=True, seats=4)
    )
    rows = page.locator(".public-room")
    expect(rows).to_have_count(2)
    for words in ("Race", "with Ada", "3 of 25 players", "drawing, round 2 of 5", "English"):
        expect(rows.first).to_contain_text(words)
    for words in ("Beat the machine", "full, 4 seats", "in the lobby"):
        expect(rows.last).to_contain_text(words)
    expect(rows.first.get_by_role("button", name="Join")).to_be_enabled()
    expect(rows.last.get_by_role("button", name="Join")).to_be_disabled()
    expect(rows.last.get_by_role("link", name="Watch")).to_have_attribute("href", "/r/ABCDE?watch")
    expect(page.locator(".public-empty")).to_be_hidden()


def test_where_no_room_is_public_a_sentence_says_what_to_do(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    start_page(page, address)
    expect(page.locator(".public-empty")).to_contain_text("Quick join opens one")


def picture(page: Page, code: str) -> str:
    """What the room's tiny canvas shows; nothing while it was never painted."""
    canvas = page.locator(f"[data-code={code}] .public-ink")
    expect(canvas).to_have_attribute("aria-hidden", "true")
    painted: str = canvas.evaluate("c => c.width === c.clientWidth ? c.toDataURL() : ''")
    return painted


def test_a_tiny_canvas_shows_what_is_drawn_in_a_room_and_closes_its_eye_where_nothing_is(
    open_page: Open, address: str
) -> None:
    page = open_page(PHONE)
    codes = ["HAUSE", "RADEN", "BLANK", "EMPTY"]
    start_page(page, address, drawn("HAUSE", HOUSE), drawn("RADEN", BICYCLE), *map(listing, codes[2:]))
    until(page, lambda: all(picture(page, code) for code in codes))
    house, bicycle, blank, empty = (picture(page, code) for code in codes)
    assert len({house, bicycle, blank}) == 3
    assert blank == empty


def test_when_the_round_is_over_its_ink_is_gone(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    start_page(page, address, drawn("HAUSE", HOUSE), listing("BLANK"))
    until(page, lambda: picture(page, "HAUSE") and picture(page, "BLANK"))
    assert picture(page, "HAUSE") != picture(page, "BLANK")
    page.unroute("**/rooms.json")
    over = [listing("HAUSE", phase="reveal", round=2), listing("BLANK")]
    page.route("**/rooms.json", lambda route: route.fulfill(json={"rooms": over}))
    until(page, lambda: picture(page, "HAUSE") == picture(page, "BLANK"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_who_presses_the_picture_watches(open_page: Open, address: str, language: str) -> None:
    page = open_page(PHONE)
    page.context.add_cookies([{"name": "language", "value": language, "url": address}])
    start_page(page, address, drawn("HAUSE", HOUSE))
    page.locator(".public-ink").scroll_into_view_if_needed()
    box = page.locator(".public-ink").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/r/HAUSE?watch")


def test_nothing_of_the_list_is_outside_of_the_screen(open_page: Open, address: str) -> None:
    page = open_page(LAPTOP, reduced_motion="reduce")
    rooms = [drawn("KRTM" + letter, HOUSE, host=name) for letter, name in zip("ABC", LONG, strict=True)]
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

    rooms = listing("AAAAA"), listing("BBBBB", players=9), listing("CCCCC", players=20, full=True)
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


def test_quick_join_without_a_name_goes_to_the_best_room_whose_page_asks_for_one(
    open_page: Open, address: str
) -> None:
    page = open_page(PHONE)
    line = start_page(page, address, listing("AAAAA"), listing("BBBBB", players=9))
    page.get_by_role("button", name="Quick join").click()
    page.wait_for_url("**/r/BBBBB")
    assert "join" not in line.asked


def test_quick_join_without_a_name_and_without_a_room_asks_for_the_name(
    open_page: Open, address: str
) -> None:
    page = open_page(PHONE)
    line = start_page(page, address)
    page.get_by_role("button", name="Quick join").click()
    expect(page.get_by_label("Your name")).to_be_focused()
    assert "make" not in line.asked


def test_who_joins_without_a_name_is_asked_for_one_by_the_room(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    line = start_page(page, address, listing("KRTMW"))
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url("**/r/KRTMW")
    until(page, lambda: "watch" in line.asked)
    assert "join" not in line.asked
