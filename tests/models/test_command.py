"""Commands end with one line for whoever called them, and leave whole files behind."""

import argparse
import gzip
import json
import os
import subprocess
import sys

import pytest

from bench import classify
from models import dataset, evaluate, export, fairness, predict
from models.command import Unusable, above_zero, at_least_one, judge, one_line, put
from tests.api import ROOT

DRAWING = json.dumps({"word": "sun", "drawing": [[[0, 9], [0, 9]]]}).encode()
PACKED = gzip.compress(DRAWING * 50)
FILES = {
    "not packed.ndjson.gz": (DRAWING, "is no whole gzip file"),
    "half.ndjson.gz": (PACKED[:-20], "is no whole gzip file"),
    "broken.ndjson.gz": (PACKED[:12] + b"\xff" * 20 + PACKED[32:], "is no whole gzip file"),
    "empty.ndjson": (b"", "holds no drawings"),
    "half.ndjson": (DRAWING + b"\n" + DRAWING[:30], "line 2: no drawing with its word"),
    "no word.ndjson": (b'{"drawing": [[[1], [2]]]}', "line 1: no drawing"),
    "no ink.ndjson": (b'{"word": "sun", "drawing": []}', "line 1: no drawing"),
    "no row.ndjson": (b"[1]", "line 1: no drawing"),
    "points apart.ndjson": (b'{"word": "sun", "drawing": [[[1, 2], [2]]]}', "line 1: no drawing"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_holds_no_drawings_is_named_with_what_is_wrong(tmp_path, name):
    path = tmp_path / name
    content, problem = FILES[name]
    path.write_bytes(content)
    for command in (evaluate.main, fairness.main):
        with pytest.raises(SystemExit) as ended:
            command([str(path), *(["--no-card"] if command is evaluate.main else [])])
        assert str(path) in ended.value.code
        assert problem in ended.value.code
        assert "\n" not in ended.value.code


def test_drawings_without_times_or_of_other_things_are_not_played(tmp_path):
    path = tmp_path / "timed.ndjson"
    path.write_bytes(DRAWING)
    for command in (
        lambda: classify.main(["--drawings", str(path)]),
        lambda: evaluate.main([str(path), "--timed", str(path), "--no-card"]),
    ):
        with pytest.raises(SystemExit, match="line 1: no drawing with its word, with times"):
            command()
    path.write_bytes(DRAWING.replace(b"sun", b"unicorn"))
    with pytest.raises(SystemExit, match="'unicorn', which is none of the model's categories"):
        evaluate.main([str(path), "--no-card"])


def test_without_drawings_to_learn_from_one_line_says_where_to_get_them(tmp_path, monkeypatch):
    monkeypatch.setenv("QUICKDRAW_DIR", str(tmp_path))
    with pytest.raises(Unusable, match="set QUICKDRAW_DIR, or get drawings as models/README"):
        dataset.to_learn_from()
    with pytest.raises(SystemExit, match=r"there is no .*train\.ndjson\.gz"):
        export.main([])


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(Unusable, match=str(tmp_path)):
        judge(tmp_path)
    with pytest.raises(SystemExit, match=str(tmp_path)):
        predict.main(["-", "--model", str(tmp_path)])


def test_a_reader_who_has_enough_ends_a_command_in_silence(tmp_path):
    path = tmp_path / "many.ndjson"
    path.write_bytes((DRAWING + b"\n") * 2_000)
    begun = subprocess.Popen(
        [sys.executable, "-m", "models.predict", str(path)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True,
    )  # fmt: skip
    with begun:
        assert json.loads(begun.stdout.readline())["word"] == "sun"
        begun.stdout.close()
        assert begun.stderr.read() == ""
    assert begun.returncode == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_a_full_disk_is_told_and_not_taken_for_the_file_s_fault(tmp_path):
    path = tmp_path / "one.ndjson"
    path.write_bytes(DRAWING)
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "models.predict", str(path)],
            stdout=full, stderr=subprocess.PIPE, cwd=ROOT, text=True, check=False,
        )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (1, "No space left on device\n")


def test_who_stops_a_command_gets_one_line(capsys):
    with pytest.raises(SystemExit) as ended, one_line():
        raise KeyboardInterrupt
    assert (ended.value.code, capsys.readouterr().err) == (130, "Stopped.\n")


def test_files_are_written_whole_and_together_or_stay_as_they_were(tmp_path):
    put(tmp_path, {"card.md": "first", "diagram.png": b"1"})
    put(tmp_path, {"card.md": "secönd"})
    with pytest.raises(OSError, match=r"No space left .*diagram\.png"):
        put(tmp_path, {"card.md": "third", "diagram.png": Full()})
    found = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert found == {"card.md": "secönd".encode(), "diagram.png": b"1"}


class Full(str):
    """Text that no disk has room for."""

    __slots__ = ()

    def encode(self, *_how):
        raise OSError(28, os.strerror(28))


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf"])
def test_an_option_that_must_be_above_zero_says_so(text):
    with pytest.raises(argparse.ArgumentTypeError, match=text):
        above_zero(text)
    with pytest.raises(argparse.ArgumentTypeError, match=text):
        at_least_one(text)


def test_an_option_above_zero_is_taken():
    assert (above_zero("0.5"), at_least_one("3")) == (0.5, 3)
