import gzip
import io
import json

import pytest

from models import predict
from models.command import MODEL
from server.classifier import Classifier
from tests.golden.drawings import DRAWINGS, drawings


@pytest.fixture(scope="module")
def classifier():
    return Classifier(MODEL)


def printed(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_predictions_are_one_line_each(capsys):
    predict.main([str(DRAWINGS), "--top", "2"])
    rows = printed(capsys)
    assert [row["word"] for row in rows] == list(drawings())
    assert all(row["guesses"][0][0] == row["word"] and len(row["guesses"]) == 2 for row in rows)


def test_packed_files_and_standard_input_are_read_as_well(capsys, monkeypatch, tmp_path):
    packed = tmp_path / "drawings.ndjson.gz"
    packed.write_bytes(gzip.compress(DRAWINGS.read_bytes()))
    monkeypatch.setattr("sys.stdin", io.StringIO(DRAWINGS.read_text()))
    predict.main([str(packed)])
    found = printed(capsys)
    predict.main(["-"])
    assert printed(capsys) == found
    assert len(found) == len(drawings())


def test_less_ink_is_less_to_go_by(classifier):
    line = json.dumps({"drawing": drawings()["umbrella"]})
    whole, first = (predict.predicted(classifier, line, ink, 1)["guesses"][0] for ink in (1.0, 0.1))
    assert whole[0] == "umbrella" != first[0]


def test_a_line_without_a_word_is_answered_without_one(classifier):
    assert list(predict.predicted(classifier, '{"drawing": [[[1, 9], [2, 7]]]}', 1.0, 3)) == ["guesses"]


@pytest.mark.parametrize(
    "line",
    [
        "", "{", "3", "{}", '{"drawing": []}', '{"drawing": [[]]}', '{"drawing": [[[1]]]}',
        '{"drawing": [[[], []]]}', '{"drawing": [[[1, 2], [3]]]}', '{"drawing": [[["1"], [1]]]}',
        '{"drawing": [[[NaN], [1]]]}', '{"drawing": [[[1e400], [1]]]}', '{"drawing": [[[null], [1]]]}',
        '{"drawing": [[[[1]], [[2]]]]}', '{"word": 5, "drawing": [[[1], [1]]]}',
        json.dumps({"drawing": [[[1] * 100_000] * 2]}), json.dumps({"drawing": [[[1], [2]]] * 5_000}),
        '{"drawing": [[[-1e308, 1e308], [0, 1]]]}',
    ],
)  # fmt: skip
def test_a_line_that_is_no_drawing_is_answered_with_an_error(classifier, line):
    assert list(predict.predicted(classifier, line, 1.0, 5)) == ["error"]


@pytest.mark.parametrize("drawing", [[[[7], [7]]], [[[-1e6, 1e6], [0, 1]]], [[[0], [0]]] * 4_000])
@pytest.mark.parametrize("ink", [1.0, 0.3])
def test_odd_ink_is_answered_with_guesses_that_are_numbers(classifier, drawing, ink):
    answer = predict.predicted(classifier, json.dumps({"drawing": drawing}), ink, 5)
    assert all(0 <= confidence <= 1 for _, confidence in answer["guesses"])


def test_one_bad_line_does_not_end_a_file(capsys, tmp_path):
    file = tmp_path / "some.ndjson"
    file.write_text("nonsense\n" + DRAWINGS.read_text())
    predict.main([str(file)])
    first, *rest = printed(capsys)
    assert list(first) == ["error"]
    assert len(rest) == len(drawings())


@pytest.mark.parametrize("option", [["--ink", "0"], ["--ink", "1.5"], ["--top", "0"], ["--ink", "much"]])
def test_options_out_of_range_are_refused(option):
    with pytest.raises(SystemExit):
        predict.main([str(DRAWINGS), *option])


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(SystemExit, match=r"none\.ndjson: No such file"):
        predict.main(["none.ndjson"])


def test_more_guesses_than_categories_are_all_of_them(capsys):
    predict.main([str(DRAWINGS), "--top", "1000"])
    assert len(printed(capsys)[0]["guesses"]) == 345
