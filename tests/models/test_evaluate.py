import json

import pytest

from models import evaluate, predict
from models.acceptance import Look, accepted, watched
from server.classifier import Classifier
from tests.golden.drawings import DRAWINGS, drawings


@pytest.fixture(scope="module")
def classifier():
    return Classifier(evaluate.MODEL)


def timed(drawing):
    """The drawing with a point every 100 ms."""
    rows, ms = [], 0
    for x, y in drawing:
        rows.append([x, y, [ms + 100 * i for i in range(len(x))]])
        ms += 100 * len(x)
    return rows


def test_our_own_drawings_are_all_recognised(classifier):
    report = evaluate.evaluated(classifier, str(DRAWINGS), None)
    assert report["ink"]["100%"]["top1"] == 1
    assert report["ink"]["25%"]["top1"] < 1
    assert set(report["categories"]) == set(drawings())


def test_a_drawing_is_recognised_while_it_is_drawn(classifier):
    drawing = timed(drawings()["umbrella"])
    looks = watched(classifier, drawing)
    assert looks[-1].ms == drawing[-1][2][-1]
    look = accepted(looks, "umbrella", 0.3)
    assert 0 < look.ms <= looks[-1].ms
    assert 0 < look.ink <= looks[-1].ink
    assert accepted(looks, "cow", 0.3) is None


def test_what_is_recognised_too_late_counts_only_as_recognised_by_its_end():
    quick = [Look(100, 5.0, "sun", 0.2), Look(2000, 9.0, "sun", 0.9), Look(9000, 10.0, "sun", 0.9)]
    late = [Look(100, 5.0, "sun", 0.2), Look(25_000, 10.0, "sun", 0.9)]
    assert evaluate.own_prompts([quick, late, late], ["sun", "sun", "cow"], 0.5) == {
        "recognised": 0.3333,
        "median_seconds": 2.0,
        "by_the_end": 0.6667,
        "median_ink": 0.95,
    }
    assert evaluate.own_prompts([late], ["cow"], 0.5)["median_ink"] is None


def test_the_report_is_printed_as_tables_and_as_json(capsys, tmp_path):
    timed_file = tmp_path / "timed.ndjson"
    timed_file.write_text(json.dumps({"word": "star", "drawing": timed(drawings()["star"])}) + "\n")
    evaluate.main([str(DRAWINGS), "--timed", str(timed_file)])
    printed = capsys.readouterr().out
    assert "| 100% | 1.000 | 1.000 |" in printed
    assert "| normal " in printed
    evaluate.main([str(DRAWINGS), "--timed", str(timed_file), "--json"])
    acceptance = json.loads(capsys.readouterr().out)["acceptance"]
    assert list(acceptance) == ["easy", "normal", "strict"]
    assert acceptance["easy"]["recognised"] == 1
    assert 0 <= acceptance["easy"]["false_acceptance"] < 0.05


def test_predictions_are_one_line_each(capsys):
    predict.main([str(DRAWINGS), "--top", "2"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["word"] for row in rows] == list(drawings())
    assert all(row["guesses"][0][0] == row["word"] and len(row["guesses"]) == 2 for row in rows)


@pytest.mark.parametrize("row", [{}, {"drawing": []}, {"drawing": [[]]}, {"drawing": [[["a"], [1]]]}])
def test_a_line_that_is_no_drawing_is_answered_with_an_error(classifier, row):
    assert "error" in predict.predicted(classifier, row, 1.0, 5)


@pytest.mark.quickdraw
def test_the_shipped_model_holds_its_figures_on_drawings_it_never_saw(classifier):
    path = evaluate.dataset.folder() / "test.ndjson.gz"
    rows = list(evaluate.dataset.read(path))[::7]
    found = evaluate.verdicts(classifier, [row["word"] for row in rows], [row["drawing"] for row in rows])
    assert evaluate.share_within(found, 1) > 0.6
