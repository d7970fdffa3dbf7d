import json

import pytest

from models import card, evaluate, fairness
from models.acceptance import Look, accepted, watched
from models.command import MODEL
from models.verdicts import share_within, verdicts
from server.classifier import Classifier
from tests.golden.drawings import DRAWINGS, drawings


@pytest.fixture(autouse=True)
def _few_tries(monkeypatch):
    monkeypatch.setattr(fairness, "TRIES", 4)


@pytest.fixture(scope="module")
def classifier():
    return Classifier(MODEL)


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
    evaluate.main([str(DRAWINGS), "--timed", str(timed_file), "--no-card"])
    printed = capsys.readouterr().out
    assert "| 100 % | 1.000 | 1.000 |" in printed
    assert "| normal " in printed
    evaluate.main([str(DRAWINGS), "--timed", str(timed_file), "--no-card", "--json"])
    report = json.loads(capsys.readouterr().out)
    acceptance = report["acceptance"]
    assert list(acceptance) == ["easy", "normal", "strict"]
    assert acceptance["easy"]["recognised"] == 1
    assert 0 <= acceptance["easy"]["false_acceptance"] < 0.05
    assert report["look"]["looks"] == len(drawings()["star"][0][0])


def test_an_evaluation_writes_its_figures_into_the_card(tmp_path, capsys):
    for entry in MODEL.iterdir():
        if entry.suffix in {".json", ".tflite", ".txt"}:
            (tmp_path / entry.name).symlink_to(entry)
    with pytest.raises(SystemExit, match=r"README\.md has no lines"):
        evaluate.main([str(DRAWINGS), "--model", str(tmp_path)])
    (tmp_path / "README.md").write_text(f"# Card\n{card.BEGIN}\n{card.END}\n")
    evaluate.main([str(DRAWINGS), "--model", str(tmp_path)])
    assert "| 100 % | 1.000 | 1.000 |" in (tmp_path / "README.md").read_text()
    assert (tmp_path / "reliability.png").read_bytes().startswith(b"\x89PNG")
    assert "| 100 % | 1.000 | 1.000 |" in capsys.readouterr().out


def test_what_a_look_costs_is_the_time_of_the_raster_and_the_guess(classifier):
    ticks = iter(range(1000))
    looks = watched(classifier, timed(drawings()["star"]), clock=lambda: next(ticks))
    assert {look.cost for look in looks} == {1}


@pytest.mark.quickdraw
def test_the_shipped_model_holds_its_figures_on_drawings_it_never_saw(classifier):
    path = evaluate.dataset.folder() / "test.ndjson.gz"
    rows = list(evaluate.dataset.read(path))[::7]
    found = verdicts(classifier, [row["word"] for row in rows], [row["drawing"] for row in rows])
    assert share_within(found, 1) > 0.6
