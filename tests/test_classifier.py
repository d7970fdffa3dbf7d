import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from server.canvas import PLANES, RASTER_SIZE, Canvas
from server.classifier import Classifier, ModelMismatch
from tests.golden.drawings import drawings

MODELS = Path(__file__).parent.parent / "models"
FILES = ("model.tflite", "categories.txt", "manifest.json", "packs.json")


@pytest.fixture(scope="module")
def classifier():
    return Classifier(MODELS)


@pytest.fixture
def copied(tmp_path):
    for name in FILES:
        shutil.copy(MODELS / name, tmp_path)
    return tmp_path


def change(folder, **fields):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


@pytest.mark.parametrize("word", drawings())
def test_the_shipped_judge_accepts_our_own_drawings_at_its_strictest(classifier, word):
    guess = classifier.classify(Canvas.of(drawings()[word]).raster())[0]
    assert guess.category == word
    assert guess.confidence >= max(classifier.thresholds.values())


def test_guesses_come_surest_first_and_are_shares_of_one(classifier):
    guesses = classifier.classify(Canvas.of(drawings()["star"]).raster(), top=len(classifier.categories))
    confidences = [guess.confidence for guess in guesses]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1, abs=1e-4)
    assert classifier.classify(Canvas.of(drawings()["star"]).raster(), top=3) == guesses[:3]


@pytest.mark.parametrize("raster", [np.zeros, np.ones], ids=["nothing", "faint"])
def test_rasters_without_a_drawing_give_finite_guesses(classifier, raster):
    guesses = classifier.classify(raster((RASTER_SIZE, RASTER_SIZE, PLANES), np.uint8))
    assert all(0 <= guess.confidence <= 1 for guess in guesses)


def test_stricter_thresholds_ask_for_more(classifier):
    thresholds = classifier.thresholds
    assert 0 < thresholds["easy"] <= thresholds["normal"] <= thresholds["strict"] < 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"sha256": "0"}, "checksum"),
        ({"raster_version": -1}, "raster's version"),
        ({"input_shape": [1, 28, 28, 1]}, "input's shape"),
        ({"categories": 10}, "number of categories"),
    ],
)
def test_files_that_do_not_belong_together_are_refused_in_one_line(copied, fields, told):
    change(copied, **fields)
    with pytest.raises(ModelMismatch, match=told) as refused:
        Classifier(copied)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named_with_what_to_do(copied, name):
    (copied / name).unlink()
    with pytest.raises(ModelMismatch, match=rf"{name}.*make train"):
        Classifier(copied)


@pytest.mark.parametrize("name", ["manifest.json", "packs.json"])
def test_a_garbled_file_is_refused(copied, name):
    (copied / name).write_text("{")
    with pytest.raises(ModelMismatch):
        Classifier(copied)
