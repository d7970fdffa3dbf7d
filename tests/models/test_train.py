import csv
import gzip
import io
import json
import shutil

import numpy as np
import pytest

from models.command import Unusable
from models.dataset import Drawings
from models.ink import pack
from tests.golden.drawings import drawings

pytest.importorskip("keras", reason="training needs requirements-train.txt")

from models import export, fairness, train
from server.canvas import Canvas
from server.classifier import Classifier

NAMES = tuple(drawings())
REPEATS = 5


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Two steps on our own drawings, and the folder of the checkpoint."""
    folder = tmp_path_factory.mktemp("train")
    own = Drawings(pack([*drawings().values()] * REPEATS), np.tile(np.arange(len(NAMES)), REPEATS))
    model = train.compiled(len(NAMES))
    train.train(model, own, own, train.Length(2), folder, train.Progress())
    return model, own, folder


@pytest.fixture(scope="module")
def exported(trained, tmp_path_factory):
    """What the server gets of it, in a folder that stays as it is."""
    model, own, _ = trained
    folder = tmp_path_factory.mktemp("exported")
    export.export(model, NAMES, own, folder, "how it was made")
    return folder


@pytest.fixture
def copied(exported, tmp_path):
    """The same in a folder of the test's own."""
    return shutil.copytree(exported, tmp_path / "copied")


def test_two_steps_export_what_the_server_loads(exported):
    classifier = Classifier(exported)
    assert classifier.categories == NAMES
    guesses = classifier.classify(Canvas.of(drawings()["star"]).raster(), top=len(NAMES))
    assert sum(guess.confidence for guess in guesses) == pytest.approx(1, abs=1e-4)


def test_a_model_that_is_there_is_measured_again_and_its_packs_remade(copied, tmp_path, monkeypatch):
    before = json.loads((copied / "manifest.json").read_text())
    (copied / "packs.json").unlink()
    with gzip.open(tmp_path / "train.ndjson.gz", "wt") as out:
        for word, drawing in drawings().items():
            out.writelines(
                json.dumps({"word": word, "key_id": f"{word}{n}", "drawing": drawing}) + "\n"
                for n in range(20)
            )
    monkeypatch.setenv("QUICKDRAW_DIR", str(tmp_path))
    export.main(["--model", str(copied), "--build", str(tmp_path / "build")])
    after = json.loads((copied / "manifest.json").read_text())
    assert (after["sha256"], after["command"]) == (before["sha256"], "how it was made")
    assert set(Classifier(copied).packs["all"]) == set(NAMES)


def test_the_export_answers_as_the_network_does(trained, exported):
    model, _own, _ = trained
    rasters = np.stack([Canvas.of(drawing).raster() for drawing in drawings().values()])
    answers = export.outputs((exported / "model.tflite").read_bytes(), rasters)
    assert answers == pytest.approx(np.asarray(model.predict_on_batch(rasters)), abs=0.1)


def test_a_training_goes_on_from_exported_weights(trained, exported, tmp_path):
    model, _own, _ = trained
    again, progress = train.resumed(len(NAMES), tmp_path, exported / "weights.npz")
    assert progress.step == 0
    assert all(map(close, again.get_weights(), model.get_weights()))
    x = np.stack([Canvas.of(drawings()["sun"]).raster()])
    assert np.allclose(again.predict_on_batch(x), model.predict_on_batch(x), atol=0.05)


def close(one, other):
    """As near as weights of half the length are."""
    return np.allclose(one, other, rtol=1e-3, atol=1e-6)


def test_a_checkpoint_resumes_where_it_stood(trained):
    model, own, folder = trained
    again, progress = train.resumed(len(NAMES), folder)
    assert progress.step == json.loads((folder / "progress.json").read_text())["step"] == 2
    x = np.stack([Canvas.of(drawings()["sun"]).raster()])
    assert np.allclose(again.predict_on_batch(x), model.predict_on_batch(x), atol=1e-4)
    train.train(again, own, own, train.Length(3), folder, progress)
    with (folder / "curves.csv").open() as curves:
        assert [row["step"] for row in csv.DictReader(curves)] == ["2", "3"]


def test_weights_of_another_network_or_none_are_refused_in_one_line(trained, tmp_path):
    path = tmp_path / "weights.npz"
    for content in (b"", b"no weights", zipped([np.zeros(3)]), zipped(trained[0].get_weights()[::-1])):
        path.write_bytes(content)
        with pytest.raises(Unusable, match=r"^.*weights\.npz holds no weights of this network: .*$"):
            train.resumed(len(NAMES), tmp_path, path)


def zipped(weights):
    out = io.BytesIO()
    np.savez(out, *weights)
    return out.getvalue()


def test_a_training_that_was_half_written_or_is_of_other_categories_is_refused_in_one_line(trained, tmp_path):
    for name in ("model.keras", "progress.json"):
        (tmp_path / name).write_bytes((trained[2] / name).read_bytes())
    with pytest.raises(Unusable, match=f"a training of {len(NAMES)} categories, and there are 3"):
        train.resumed(3, tmp_path)
    for name in ("progress.json", "model.keras"):
        (tmp_path / name).write_bytes(b"{")
        with pytest.raises(Unusable, match=r"^.* cannot be resumed: .*$"):
            train.resumed(len(NAMES), tmp_path)
        (tmp_path / name).write_bytes((trained[2] / name).read_bytes())


def test_the_rate_warms_up_and_ends_at_nothing():
    rates = [train.learning_rate(share) for share in (0, train.WARM_UP, 0.5, 1)]
    assert rates[0] < rates[1] == pytest.approx(train.LEARNING_RATE, rel=0.01)
    assert rates[1] > rates[2] > rates[3] == pytest.approx(0)


def test_minutes_count_instead_of_steps_where_they_are_given():
    progress = train.Progress(step=50, seconds=30)
    assert train.Length(100).share(progress) == 0.5
    assert train.Length(100, minutes=2).share(progress) == 0.25


def test_an_exported_model_gets_its_card_and_figures(copied, tmp_path, monkeypatch):
    monkeypatch.setattr(fairness, "TRIES", 4)
    where = tmp_path / "data"
    where.mkdir()
    rows = [{"word": word, "drawing": drawing} for word, drawing in drawings().items()]
    with gzip.open(where / "test.ndjson.gz", "wt") as file:
        file.write("".join(json.dumps(row) + "\n" for row in rows))
    export.measure(where, copied)
    assert f"{len(NAMES)} drawings, one look at each" in (copied / "README.md").read_text()
