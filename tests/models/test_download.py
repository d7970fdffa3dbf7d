import json
import socket

import pytest

from models import dataset
from models.bucket import TRIES, Problem, Source, fetch, is_drawing
from models.download import main
from tests.models.bucket import Bucket

COUNT = 300


def lines(word, count=COUNT):
    """A category's file; every drawing is another one."""
    rows = [
        {
            "word": word,
            "countrycode": "DE",
            "recognized": True,
            "key_id": f"{word}{n}",
            "drawing": [[[n % 256, 255], [0, 7]]],
        }
        for n in range(count)
    ]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


@pytest.fixture
def bucket():
    with Bucket().running() as bucket:
        bucket.put("cat", lines("cat"))
        bucket.put("hot dog", lines("hot dog"))
        yield bucket


@pytest.fixture
def get(bucket, tmp_path):
    """Fetches cats, without waiting between tries; bucket.waited tells how often it would have."""
    bucket.waited = []

    def run(wanted=None, word="cat"):
        return fetch(word, tmp_path, wanted, Source(bucket.url, pause=bucket.waited.append)).read_bytes()

    return run


@pytest.fixture
def download(bucket, tmp_path):
    categories = tmp_path / "words.txt"
    categories.write_text("cat\nhot dog\n")
    where = ["--url", bucket.url, "--categories", str(categories), "--to", str(tmp_path / "drawings")]
    return lambda *options: main([*where, *options])


def ranges(bucket):
    return [asked for _, asked in bucket.asked]


def test_what_was_got_is_what_training_reads(download, tmp_path):
    assert download("--each", "all") == 0
    folder = tmp_path / "drawings"
    names = dataset.categories(folder)
    assert names == ("cat", "hot dog")
    training, held_out = dataset.load(folder / "train.ndjson.gz", names, tmp_path / "cache")
    test = {row["key_id"] for row in dataset.read(folder / "test.ndjson.gz")}
    assert len(training.ink) + len(held_out.ink) + len(test) == 2 * COUNT
    assert not test & {row["key_id"] for row in dataset.read(folder / "train.ndjson.gz")}
    assert 0 < len(test) < COUNT / 10


def test_a_drawing_is_for_training_or_for_the_test_however_many_are_got(download, tmp_path):
    def keys(name):
        return {row["key_id"] for row in dataset.read(tmp_path / "drawings" / name)}

    download("--each", "200")
    train, test = keys("train.ndjson.gz"), keys("test.ndjson.gz")
    assert len(train | test) == 400
    download("--each", "300")
    assert train < keys("train.ndjson.gz")
    assert test <= keys("test.ndjson.gz")


def test_no_more_than_wanted_is_kept_and_more_goes_on_from_there(get, bucket):
    assert get(100) == lines("cat", 100)
    assert get(100) == lines("cat", 100)
    assert get(250) == lines("cat", 250)
    assert ranges(bucket) == [None, f"bytes={len(lines('cat', 100)) - 1}-"]


def test_a_whole_file_is_never_asked_for_again(get, bucket):
    assert get() == get(10) == lines("cat")
    assert len(bucket.asked) == 1


def test_exactly_all_drawings_may_be_wanted_before_all(get):
    assert get(COUNT) == get() == lines("cat")


@pytest.mark.parametrize("faults", [["cut"], ["cut"] * 7, ["cut", "no range"], ["cut", "busy", "cut"]])
def test_a_connection_cut_in_the_middle_goes_on(get, bucket, faults):
    bucket.faults.extend(faults)
    assert get() == lines("cat")
    assert len(bucket.waited) == len(faults) - ("no range" in faults)
    assert None not in ranges(bucket)[1:]


def test_the_next_run_goes_on_where_a_crash_stopped_in_the_middle_of_a_line(get, bucket, tmp_path):
    (tmp_path / "cat.ndjson.part").write_bytes(lines("cat")[:5000])
    assert get() == lines("cat")
    begin = lines("cat")[:5000].rindex(b"\n")
    assert ranges(bucket) == [f"bytes={begin}-"]


@pytest.mark.parametrize("fault", ["garbled", "wrong hash"])
def test_what_is_wrong_once_is_asked_for_again(get, bucket, fault):
    bucket.faults.append(fault)
    assert get() == lines("cat")
    assert len(bucket.asked) == 2


@pytest.mark.parametrize(
    ("fault", "told"), [("garbled", "no drawing"), ("wrong hash", "checksum"), ("busy", "503")]
)
def test_what_is_always_wrong_is_told_after_some_tries(get, bucket, fault, told):
    bucket.faults.extend([fault] * 20)
    with pytest.raises(Problem, match=f"cat.*{told}"):
        get()
    assert len(bucket.asked) == TRIES


def test_a_file_that_does_not_belong_to_the_bucket_s_is_got_anew(get, tmp_path):
    (tmp_path / "cat.ndjson.part").write_bytes(lines("dog", 5))
    assert get() == lines("cat")


def test_without_a_network_it_gives_up_in_one_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    source = Source(f"http://127.0.0.1:{port}", pause=lambda _: None)
    with pytest.raises(Problem, match="refused") as problem:
        fetch("cat", tmp_path, None, source)
    assert "\n" not in str(problem.value)


def test_a_category_that_is_not_there_is_named_at_once_and_the_others_stay(download, bucket, capsys):
    del bucket.files["/hot dog.ndjson"]
    assert download("--each", "50") == 1
    assert "hot dog" in (last := capsys.readouterr().err.splitlines()[-1])
    assert "404" in last
    assert len(bucket.asked) == 2
    bucket.put("hot dog", lines("hot dog"))
    assert download("--each", "50") == 0
    assert [path for path, _ in bucket.asked] == ["/cat.ndjson", "/hot dog.ndjson", "/hot dog.ndjson"]


def test_a_disk_that_takes_nothing_is_told_in_one_line(download, tmp_path, capsys):
    (tmp_path / "drawings").write_text("no folder")
    assert download() == 1
    assert "drawings" in capsys.readouterr().err.splitlines()[-1]


def test_a_list_of_categories_that_is_missing_or_empty_is_told_in_one_line(download, tmp_path, capsys):
    words = tmp_path / "words.txt"
    words.write_text("\n")
    assert download() == 1
    assert "words.txt names no categories" in capsys.readouterr().err
    words.unlink()
    assert download() == 1
    assert "No such file" in capsys.readouterr().err


def test_empty_lines_between_categories_are_none(download, tmp_path):
    (tmp_path / "words.txt").write_text("cat\n\nhot dog")
    assert download("--each", "5") == 0
    assert dataset.categories(tmp_path / "drawings") == ("cat", "hot dog")


def test_a_file_that_was_damaged_since_is_told_in_one_line(download, tmp_path, capsys):
    assert download("--each", "all") == 0
    (tmp_path / "drawings/raw/cat.ndjson").write_bytes(b"{")
    assert download("--each", "5") == 1
    assert "cat.ndjson, line 1: no drawing" in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize("each", ["0", "-1", "many"])
def test_a_number_that_is_none_is_refused(download, each):
    with pytest.raises(SystemExit):
        download("--each", each)


@pytest.mark.parametrize(
    "change",
    [
        {"word": "dog"},
        {"drawing": []},
        {"drawing": [[[1, 2], [3]]]},
        {"drawing": [[[], []]]},
        {"drawing": [[[256], [0]]]},
        {"drawing": [[[0.5], [0]]]},
        {"drawing": [[[1], [1], [1]]]},
        {"drawing": 7},
        {"key_id": None},
    ],
)
def test_only_drawings_of_the_word_are_drawings(change):
    row = {"word": "cat", "key_id": "1", "drawing": [[[0, 255], [7, 7]]]}
    assert is_drawing(json.dumps(row).encode(), "cat")
    assert not is_drawing(json.dumps(row | change).encode(), "cat")
    assert not is_drawing(b"[1]", "cat")
    assert not is_drawing(b"{", "cat")
