"""No test is left out quietly, however it was: not here, and not where CI=true."""

import os
import subprocess
import sys

import pytest

from tests.running import ROOT

WAYS = [
    "import pytest\ndef test_it(): pytest.skip('no moon')",
    "import pytest\n@pytest.mark.skipif(True, reason='no moon')\ndef test_it(): pass",
    "import pytest\npytest.importorskip('no_such_module', reason='no moon')",
]
RUNS = "def test_what_runs(): pass"


def run(folder, ci, *texts):
    """A run of its own, of these files, with this project's conftest."""
    for number, text in enumerate(texts):
        (folder / f"test_{number}.py").write_text(text)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-c", os.devnull, "-p", "tests.conftest", str(folder)],
        cwd=ROOT,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_skipped_is_named_at_the_end(tmp_path):
    ended = run(tmp_path, "", RUNS, *WAYS)
    assert "3 tests or files, skipped: no moon" in ended.stdout.split("LEFT OUT")[1]
    assert ended.returncode == 0


def test_where_nothing_may_be_left_out_a_skip_fails_the_run(tmp_path):
    ended = run(tmp_path, "true", RUNS, *WAYS)
    assert "3 tests or files, skipped: no moon" in ended.stdout.split("LEFT OUT")[1]
    assert ended.returncode == pytest.ExitCode.TESTS_FAILED


def test_where_nothing_is_left_out_nothing_is_said(tmp_path):
    ended = run(tmp_path, "true", RUNS)
    assert (ended.returncode, "LEFT OUT" in ended.stdout) == (0, False)
