import gzip
import json

import numpy as np
import pytest

from models import dataset
from tests.golden.drawings import drawings

NAMES = tuple(drawings())


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "train.ndjson.gz"
    rows = [
        {"word": word, "key_id": f"{word}{n}", "drawing": drawing}
        for word, drawing in drawings().items()
        for n in range(20)
    ]
    with gzip.open(path, "wt") as out:
        out.write("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_every_drawing_is_either_learnt_from_or_held_out(file, tmp_path):
    training, held_out = dataset.load(file, NAMES, tmp_path / "cache")
    assert len(training.ink) + len(held_out.ink) == 20 * len(NAMES)
    assert 0 < len(held_out.ink) < len(training.ink) / 5


def test_the_second_reading_comes_from_the_cache_and_is_the_same(file, tmp_path):
    first, _ = dataset.load(file, NAMES, tmp_path / "cache")
    again, _ = dataset.load(file, NAMES, tmp_path / "cache")
    assert np.array_equal(first.ink.x, again.ink.x)
    assert np.array_equal(first.category, again.category)


def test_a_drawing_without_a_key_is_held_out_by_its_ink():
    row = {"key_id": "", "drawing": drawings()["star"]}
    assert dataset.is_validation(row) == dataset.is_validation({"drawing": drawings()["star"]})


def test_an_epoch_shows_as_many_of_every_category():
    category = np.repeat([0, 1, 2], [3, 10, 40])
    order = dataset.balanced(category, 8, np.random.default_rng(1))
    assert np.bincount(category[order]).tolist() == [8, 8, 8]
    assert len(set(order[category[order] == 1])) == 8


def test_a_measurement_takes_no_drawing_twice_and_few_of_each_category():
    category = np.random.default_rng(3).permutation(np.repeat([0, 1, 2], [3, 10, 40]))
    order = dataset.evenly(category, 8, np.random.default_rng(1))
    assert np.bincount(category[order]).tolist() == [3, 8, 8]
    assert len(set(order.tolist())) == len(order)


def test_plain_files_are_read_as_well(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_text("".join(f'{{"word": "{word}", "drawing": [[[1], [2]]]}}\n' for word in ("cat", "dog")))
    assert [row["word"] for row in dataset.read(path)] == ["cat", "dog"]
