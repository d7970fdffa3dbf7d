import socket
import sys
from importlib import import_module
from itertools import count

import fakeredis
import numpy as np
import pytest

from bench import classify, public, raster
from bench.drawings import Drawings
from models.command import MODEL
from server.canvas import Canvas
from server.classifier import Classifier
from server.raster import COVERAGE
from server.store import Store
from tests.golden.drawings import drawings


@pytest.fixture
def file(tmp_path):
    """Two timed drawings: a point every 30 ms."""
    path = tmp_path / "timed.ndjson"
    rows = []
    for word, drawing in list(drawings().items())[:2]:
        begin, timed = 0, []
        for x, y, *_ in drawing:
            timed.append([x, y, [begin + 30 * n for n in range(len(x))]])
            begin += 30 * len(x)
        rows.append(f'{{"word": "{word}", "drawing": {timed}}}\n')
    path.write_text("".join(rows))
    return path


def test_a_look_costs_what_raster_network_and_the_rest_cost_together(file):
    costs = classify.costs(Classifier(MODEL), file, count=2)
    parts = sum(costs[f"{part}_us_mean"] for part in ("raster", "network", "around"))
    assert parts == pytest.approx(costs["look_us_mean"], abs=0.5)
    assert costs["looks"] > 2


@pytest.mark.parametrize("word", drawings())
def test_our_coverage_is_near_that_of_a_round_pen(word):
    canvas = Canvas.of(drawings()[word])
    error = np.abs(canvas.raster()[..., COVERAGE] - raster.round_pen(canvas.strokes)).mean()
    assert error < 3


def test_each_way_to_a_raster_is_measured_on_the_same_looks(file):
    pytest.importorskip("cv2", reason="opencv-python-headless is not installed")
    costs = raster.costs(file, count=2)
    assert costs["ours_error_of_255"] < costs["opencv_error_of_255"] < 4
    assert all(costs[f"{way}_us_mean"] > 0 for way in ("grown", "redrawn", "opencv"))


def test_without_opencv_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "cv2", None)
    with pytest.raises(SystemExit, match=r"^.*pip install opencv-python-headless$"):
        raster.opencv()


def test_the_list_of_rooms_is_measured_with_ink_and_without(file):
    costs = []
    for rivals in (False, True):
        store = Store(
            fakeredis.FakeRedis(protocol=2), worker=public.WORKER, monotonic=count(1, 0.001).__next__
        )
        public.fill(store, 3, 2, rivals, Drawings.read(file))
        costs.append(public.measure(store, 2))
    without, with_ink = costs
    assert without["bytes"] > 3 * 100
    assert with_ink["bytes"] > without["bytes"] + 3 * 50
    assert 0 < with_ink["bytes_packed"] < with_ink["bytes"]


@pytest.mark.parametrize("command", ["players", "public", "together"])
@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("absent.ndjson", None, "No such file"),
        ("empty.ndjson", b"", "holds no drawings"),
        ("not packed.ndjson.gz", b"{}", "is no whole gzip file"),
        ("no word.ndjson", b'{"drawing": []}', "missing required field `word`"),
    ],
)
def test_bots_without_drawings_say_in_one_line_what_is_wrong(tmp_path, command, name, content, problem):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        import_module(f"bench.{command}").main(["--drawings", str(path)])
    assert str(path) in ended.value.code
    assert problem in ended.value.code
    assert "\n" not in ended.value.code


def test_where_no_server_answers_bots_and_browsers_say_so_in_one_line(file):
    together = import_module("bench.together")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(SystemExit, match=rf"^{url}: no connection: .*$"):
            together.main(["--url", url, "--drawings", str(file)])
