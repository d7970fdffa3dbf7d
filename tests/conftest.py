"""What every test may use, and the loud word about tests that were left out."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.golden.judge import judge_in
from tests.hurried import HURRIED
from tests.running import Running

ROOT = Path(__file__).parent.parent
QUICKDRAW_DIR = Path(os.environ.get("QUICKDRAW_DIR") or ROOT / "../shared/quickdraw")


def chromium() -> str | None:
    """Debian's browser, or whatever CHROMIUM names."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def missing() -> dict[str, str]:
    """By marker, what its tests need and this machine lacks."""
    lacks = {}
    if not QUICKDRAW_DIR.is_dir():
        lacks["quickdraw"] = f"no drawings in {QUICKDRAW_DIR}; set QUICKDRAW_DIR"
    if chromium() is None or importlib.util.find_spec("playwright") is None:
        lacks["browser"] = "no chromium or no playwright; apt-get install chromium"
    if shutil.which("node") is None:
        lacks["node"] = "no node; apt-get install nodejs npm"
    elif not (ROOT / "tests/node_modules").is_dir():
        lacks["node"] = "no tests/node_modules; npm ci --prefix tests"
    return lacks


def pytest_configure() -> None:
    """How long an example takes says more about the machine than about what is tested."""
    hypothesis.settings.register_profile("patient", hypothesis.settings(), deadline=None)
    hypothesis.settings.load_profile("patient")


deselected_key = pytest.StashKey[Counter[str]]()


def turn(item: pytest.Item) -> int:
    """The quick ones first, the browser last: Playwright keeps an event loop running in this thread."""
    markers = ("node", "quickdraw", "fault", "browser")
    return max((markers.index(name) + 1 for name in markers if item.get_closest_marker(name)), default=0)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    lacks = missing()
    deselected: Counter[str] = Counter()
    kept, dropped = [], []
    for item in items:
        marker = next((name for name in lacks if item.get_closest_marker(name)), None)
        if marker is None:
            kept.append(item)
        else:
            dropped.append(item)
            deselected[f"marked {marker}: {lacks[marker]}"] += 1
    config.stash[deselected_key] = deselected
    config.hook.pytest_deselected(items=dropped)
    items[:] = sorted(kept, key=turn)


def left_out(config: pytest.Config) -> Counter[str]:
    """How many tests did not run, by the reason: deselected above, or skipped by whatever means."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    reasons = Counter(report.longrepr[2].replace("Skipped: ", "skipped: ") for report in skipped)
    return config.stash.get(deselected_key, Counter()) + reasons


def pytest_sessionfinish(session: pytest.Session) -> None:
    if left_out(session.config) and os.environ.get("CI") == "true":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    found = left_out(config)
    if not found:
        return
    terminalreporter.section("LEFT OUT", sep="!", red=True, bold=True)
    for reason, count in found.items():
        terminalreporter.line(f"{count} tests or files, {reason}", red=True)
    if os.environ.get("CI") == "true":
        terminalreporter.line("CI=true: leaving tests out fails the run", red=True, bold=True)


@pytest.fixture(scope="session")
def inkrace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One real Inkrace with two workers, shared by all tests that leave its processes alone."""
    folder = tmp_path_factory.mktemp("inkrace")
    with Running.start(folder, workers=2, environ=judge_in(folder), program=HURRIED) as running:
        yield running
