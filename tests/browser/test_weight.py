"""What a first visit costs: little, and nothing that another host would hear of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.running import Running

pytestmark = pytest.mark.browser
MOST_BYTES = 150_000


class Traffic:
    """All that a page asks for, and how many bytes came over the line for it, packed as they were."""

    def __init__(self, page: Page) -> None:
        self.bytes: dict[str, int] = {}
        self.asked: dict[str, str] = {}
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        network.on("Network.requestWillBeSent", self._ask)
        network.on("Network.webSocketCreated", self._ask_socket)
        network.on("Network.loadingFinished", self._finish)

    def _ask(self, event: dict[str, Any]) -> None:
        self.asked[event["requestId"]] = event["request"]["url"]

    def _ask_socket(self, event: dict[str, Any]) -> None:
        self.asked[event["requestId"]] = event["url"].replace("ws", "http", 1)

    def _finish(self, event: dict[str, Any]) -> None:
        self.bytes[event["requestId"]] = int(event["encodedDataLength"])


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser that was never here, and may find nothing at an address."""
    with browser.new_context() as cold:
        yield cold.new_page()


@pytest.mark.parametrize("path", ["/", "/api", "/nowhere", "/r/{code}"])
def test_a_first_visit_is_light_and_asks_nobody_else(
    page: Page, browser: Browser, inkrace: Running, path: str
) -> None:
    url = inkrace.url + path.format(code=room_of(browser, inkrace) if "{" in path else "")
    traffic = Traffic(page)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    whole = sum(traffic.bytes.values())
    print(f"{path}: {whole} bytes in {len(traffic.bytes)} answers")
    assert 0 < whole < MOST_BYTES, {traffic.asked[one]: size for one, size in traffic.bytes.items()}
    elsewhere = [url for url in traffic.asked.values() if not url.startswith((inkrace.url, "data:", "blob:"))]
    assert elsewhere == []


def room_of(browser: Browser, inkrace: Running) -> str:
    """The code of a room that somebody has just made."""
    with browser.new_context() as context:
        maker = context.new_page()
        maker.goto(inkrace.url)
        maker.get_by_label("Your name").fill("Ada")
        maker.get_by_role("button", name="Play with friends").click()
        maker.wait_for_url(re.compile(r"/r/\w{5}$"))
        return maker.url[-5:]
