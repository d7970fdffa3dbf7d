"""A browser for each test, watched for anything that it complains about."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import chromium

from .pages import served

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
PATIENCE_MS = 20_000
"""Whatever a page is waited for: a countdown takes three seconds, and a busy machine a multiple of all."""
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

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


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Makes pages, each a browser of its own; whatever one of them complains about fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(viewport: dict[str, int] = LAPTOP, **options: object) -> Page:
        context = browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert [text for text in complaints if not excused(text)] == []


def excused(complaint: str) -> bool:
    """A browser that a test cuts off says so, and so does one whose canvas a test reads."""
    return any(
        text in complaint for text in ("ERR_INTERNET_DISCONNECTED", "WebSocket connection to", "getImageData")
    )
