"""Quick, Draw! drawings from Google's public bucket, as the files that training reads.

    python -m models.download --each 2000 --to ../quickdraw

What was got stays in the folder; the next run goes on from there.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from models import dataset
from models.bucket import BUCKET, Problem, Source, fetch
from models.command import STOPPED, Unusable, put

CATEGORIES = Path(__file__).parent / "categories.txt"
# Enough to publish figures on: 20 of 2,000.
TEST_SHARE = 0.01


def is_test(row: dict[str, Any]) -> bool:
    """Whether a drawing is never trained on: by a hash of its own, so that no run can move it."""
    digest = hashlib.sha256(f"test {row['key_id']}".encode()).digest()
    return int.from_bytes(digest[:4], "big") < TEST_SHARE * 2**32


def write(files: dict[str, Path], each: int | None, to: Path) -> None:
    """The training and the test file, no drawing in both, and the list of categories, of what was fetched."""
    names = ("train.ndjson.gz", "test.ndjson.gz")
    parts = [to / f"{name}.part" for name in names]
    with gzip.open(parts[0], "wt") as train, gzip.open(parts[1], "wt") as test:
        for word, file in files.items():
            for row in itertools.islice(dataset.read(file), each):
                kept = {"word": word, "key_id": row["key_id"], "drawing": row["drawing"]}
                out = test if is_test(row) else train
                out.write(json.dumps(kept, separators=(",", ":")) + "\n")
    for part, name in zip(parts, names, strict=True):
        part.replace(to / name)
    put(to, {"categories.txt": "".join(f"{word}\n" for word in files)})


def listed(file: Path) -> list[str]:
    """The categories that a file names, one a line; raises Unusable where it names none."""
    words = [word for word in file.read_text(encoding="utf-8").splitlines() if word]
    if not words:
        raise Unusable(f"{file} names no categories")
    return words


def amount(text: str) -> int | None:
    """A number of drawings, at least one; None for "all"."""
    if text == "all":
        return None
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a number nor all")
    return int(text)


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; 0 when the files are there, 1 with one line when they are not."""
    parser = argparse.ArgumentParser(prog="python -m models.download", description=__doc__)
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where the files go")
    parser.add_argument(
        "--each", type=amount, default=2000, help="drawings of a category, or all; default %(default)s"
    )
    parser.add_argument(
        "--categories", type=Path, default=CATEGORIES, metavar="FILE", help="one a line; default the game's"
    )
    parser.add_argument("--url", default=BUCKET, help="where the files are; default %(default)s")
    options = parser.parse_args(argv)
    raw = options.to / "raw"
    try:
        words = listed(options.categories)
        raw.mkdir(parents=True, exist_ok=True)
        with tqdm(unit=" drawings", total=options.each and options.each * len(words)) as bar:
            source = Source(options.url, note=bar.update)
            files = {}
            for word in words:
                bar.set_description(word)
                files[word] = fetch(word, raw, options.each, source)
        write(files, options.each, options.to)
    except (Problem, Unusable, OSError, ValueError) as problem:
        print(f"{problem}. What was got stays in {raw} for the next run.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"Stopped. What was got stays in {raw} for the next run.", file=sys.stderr)
        return STOPPED
    return 0


if __name__ == "__main__":
    sys.exit(main())
