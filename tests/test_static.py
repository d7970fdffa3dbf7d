"""The browser's modules, tested in Node: every tests/static/*.test.js."""

import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "static"


@pytest.mark.node
@pytest.mark.parametrize("file", sorted(path.name for path in FOLDER.glob("*.test.js")))
def test_the_modules_do_what_their_tests_say(file):
    done = subprocess.run(
        ["node", "--test", str(FOLDER / file)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
