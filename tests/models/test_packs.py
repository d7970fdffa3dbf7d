import json

import numpy as np
import pytest

from models import dataset
from models.command import MODEL
from models.packs import DIFFICULTIES, packs, recognisability, themes
from models.verdicts import share_within, verdicts
from server.classifier import Classifier

NAMES = ("ant", "bee", "cow", "dog", "elephant", "fish")


@pytest.fixture(scope="module")
def classifier():
    return Classifier(MODEL)


def test_a_category_is_as_recognisable_as_the_judge_is_sure_of_it_where_it_is_shown():
    category = np.array([0, 1, 1])
    whole = np.array([[0.9, 0.1, 0], [0.2, 0.8, 0], [1, 0, 0]], np.float32)
    part = np.array([[0.5, 0.5, 0], [0.4, 0.6, 0], [0.5, 0.2, 0.3]], np.float32)
    assert recognisability({1.0: whole, 0.75: part, 0.5: part[::-1]}, category, 3) == pytest.approx(
        [0.7, 0.4, 0]
    )


def test_difficulties_share_out_all_categories_best_recognised_first():
    made = packs(np.array([0.1, 0.9, 0.5, 0.6, 0.2, 0.8]), NAMES)
    assert made["easy"] == ["bee", "fish"]
    assert made["medium"] == ["dog", "cow"]
    assert made["hard"] == ["elephant", "ant"]
    assert made["all"] == list(NAMES)


def test_themes_keep_to_the_categories_there_are_and_none_is_empty():
    assert themes(("cow", "bee", "no such thing")) == {"animals": ["bee", "cow"]}


def test_every_shipped_category_is_in_a_theme_and_no_theme_names_another(classifier):
    shipped = themes(classifier.categories)
    assert {name for theme in shipped.values() for name in theme} == set(classifier.categories)
    assert shipped == json.loads((MODEL / "themes.json").read_text())
    assert all(len(theme) >= 20 for theme in shipped.values())


def test_shipped_packs_name_categories_once_and_are_large_enough(classifier):
    for pack in classifier.packs.values():
        assert set(pack) <= set(classifier.categories)
        assert len(set(pack)) == len(pack)
    assert classifier.packs["all"] == classifier.categories
    assert sorted(name for level in DIFFICULTIES for name in classifier.packs[level]) == sorted(
        classifier.categories
    )
    assert all(len(classifier.packs[level]) >= 60 for level in DIFFICULTIES)
    assert list(classifier.packs) == [*DIFFICULTIES, "all", *themes(classifier.categories)]


@pytest.mark.quickdraw
def test_easy_words_are_recognised_more_often_than_medium_and_those_than_hard_on_drawings_never_seen(
    classifier,
):
    rows = list(dataset.read(dataset.folder() / "test.ndjson.gz"))[::2]
    found = verdicts(classifier, [row["word"] for row in rows], [row["drawing"] for row in rows])
    easy, medium, hard = (
        share_within([v for v in found if v.word in classifier.packs[level]], 1) for level in DIFFICULTIES
    )
    assert easy > medium > hard
    assert easy > hard + 0.1
