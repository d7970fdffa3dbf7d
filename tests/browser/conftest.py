"""A browser for each test, watched for anything that it complains about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import chromium

from .pages import FakeLine, served
from .places import PLACES

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
PATIENCE_MS = 20_000
"""Whatever a page is waited for: a countdown takes three seconds, and a busy machine a multiple of all."""
NEEDLESS = [
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("HttpsUpgrades", "MediaRouter", "OptimizationHints", "PaintHolding"),
]
"""A window's address field, which nobody sees, would take longer to open than most of our pages."""
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NEEDLESS)}",
]

MEDIA = {"color_scheme", "reduced_motion", "forced_colors"}
"""What any page can be told; all else needs a context that was made so."""

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the pages are served alone, without a game."""
    with served() as url:
        yield url


@pytest.fixture(scope="session")
def kept() -> list[BrowserContext]:
    """Contexts for whoever asks next: that they have the pages' files already is most of a page's time."""
    return []


@pytest.fixture
def open_page(browser: Browser, kept: list[BrowserContext]) -> Iterator[Open]:
    """Makes pages, each a browser of its own; whatever one of them complains about fails the test.

    Who sets a page's clock asks for it `clocked`, since a context keeps its clock."""
    plain: list[BrowserContext] = []
    others: list[BrowserContext] = []
    complaints: list[str] = []

    def make(viewport: dict[str, int] = LAPTOP, clocked: bool = False, **options: Any) -> Page:
        if options.keys() <= MEDIA and not clocked:
            plain.append(kept.pop() if kept else browser.new_context())
            page = emptied(plain[-1])
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.emulate_media(**options)
        else:
            others.append(browser.new_context(viewport=viewport, **options))  # type: ignore[arg-type]
            page = others[-1].new_page()
        return watched(page, complaints)

    yield make
    for context in others:
        context.close()
    for context in plain:
        for page in context.pages:
            page.close()
    kept += plain
    assert complaints == []


@pytest.fixture(scope="session", params=list(PLACES))
def opened(browser: Browser, address: str, request: Any) -> Iterator[tuple[Page, FakeLine, list[str]]]:
    """One place after another, opened once for all that is asked of every place: that costs the most."""
    complaints: list[str] = []
    with browser.new_context(viewport=LAPTOP, has_touch=True, reduced_motion="reduce") as context:  # type: ignore[arg-type]
        page = watched(context.new_page(), complaints)
        yield page, PLACES[request.param](page, address), complaints


@pytest.fixture
def place(opened: tuple[Page, FakeLine, list[str]]) -> Iterator[Page]:
    """Every place in turn, on a laptop in the light, whatever was asked of it before."""
    page, line, complaints = opened
    line.ping()
    resize(page, LAPTOP)
    page.emulate_media(color_scheme="light")
    page.evaluate("() => { document.adoptedStyleSheets = []; }")
    yield page
    assert complaints == []


def resize(page: Page, size: dict[str, int]) -> None:
    """Give the page this screen, and wait until all of it knows."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def watched(page: Page, complaints: list[str]) -> Page:
    """The page, whose complaints are written down from now on."""
    page.set_default_timeout(PATIENCE_MS)

    def note(complaint: str) -> None:
        if not excused(complaint):
            complaints.append(complaint)

    page.on("pageerror", lambda error: note(f"error: {error}"))
    page.on("console", lambda message: note(message.text) if message.type in ("error", "warning") else None)
    return page


def emptied(context: BrowserContext) -> Page:
    """A page in this context, which remembers of the tests before only the files that it was served."""
    context.set_offline(False)
    context.clear_cookies()
    page = context.new_page()
    everywhere = {"origin": "*", "storageTypes": "local_storage"}
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", everywhere)
    return page


def excused(complaint: str) -> bool:
    """A browser that a test cuts off says so, and so does one whose canvas a test reads."""
    return any(
        text in complaint for text in ("ERR_INTERNET_DISCONNECTED", "WebSocket connection to", "getImageData")
    )
