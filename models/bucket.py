"""Single files of Google's public bucket of Quick, Draw! drawings, got piece by piece and checked."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

BUCKET = "https://storage.googleapis.com/quickdraw_dataset/full/simplified"
# In a row, without a drawing more than before.
TRIES = 5
PAUSE_SECONDS = 1.0
TIMEOUT_SECONDS = 30.0


class Problem(Exception):
    """Why a category could not be got, in one line."""


class Faulty(Exception):
    """What came is not what was asked for; it may be better when asked again."""


# What is worth another try. No OSError else: that is the disk's.
BROKEN = (Faulty, URLError, HTTPException, ConnectionError, TimeoutError, ssl.SSLError)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the files are, how a run waits between tries, and whom it tells how many drawings it has more."""

    url: str = BUCKET
    pause: Callable[[float], object] = time.sleep
    note: Callable[[int], object] = lambda _: None

    def of(self, word: str) -> str:
        """The address of a category's file."""
        return f"{self.url}/{quote(word)}.ndjson"


def is_drawing(line: bytes, word: str) -> bool:
    """Whether a line is a drawing of the word: strokes [[x…], [y…]] of whole numbers 0..255."""
    try:
        row = json.loads(line)
        return bool(
            row["word"] == word
            and isinstance(row["key_id"], str)
            and row["drawing"]
            and all(
                len(x) == len(y) > 0 and all(type(value) is int and 0 <= value <= 255 for value in x + y)
                for x, y in row["drawing"]
            )
        )
    except (ValueError, TypeError, KeyError):
        return False


def fetch(word: str, folder: Path, wanted: int | None, source: Source) -> Path:
    """A file with the wanted number of the category's drawings, or all there are (None: all).

    What is there already is not asked for again. Raises Problem, and OSError for the disk.
    """
    whole, part = folder / f"{word}.ndjson", folder / f"{word}.ndjson.part"
    if whole.exists():
        source.note(wanted or 0)
        return whole
    have = most = count(part)
    source.note(have)
    failures = 0
    while wanted is None or have < wanted:
        try:
            if read_on(word, part, None if wanted is None else wanted - have, source):
                return part.rename(whole)
        except BROKEN as broken:
            why = told(broken, word, source)
        else:
            why = "the connection was cut"
        have = count(part)
        most, failures = max(most, have), 0 if have > most else failures + 1
        if failures == TRIES:
            raise Problem(f"{word}: {source.of(word)}: {why}; given up after {TRIES} tries")
        if wanted is None or have < wanted:
            source.pause(PAUSE_SECONDS * 2**failures)
    return part


def told(broken: Exception, word: str, source: Source) -> str:
    """What went wrong, in words; raises Problem where trying again is no use."""
    if not isinstance(broken, HTTPError):
        return str(getattr(broken, "reason", None) or broken or type(broken).__name__)
    why = f"the server answers {broken.code} {broken.reason}"
    if broken.code < 500 and broken.code not in (408, 429):
        raise Problem(f"{word}: {source.of(word)}: {why}")
    return why


def count(part: Path) -> int:
    """How many drawings a file holds; a line that a crash left unfinished is cut off."""
    if not part.exists():
        return 0
    with part.open("r+b") as file:
        lines, end = 0, 0
        for line in file:
            if line.endswith(b"\n"):
                lines, end = lines + 1, end + len(line)
        file.truncate(end)
    return lines


def read_on(word: str, part: Path, wanted: int | None, source: Source) -> bool:
    """Add drawings to the part, only whole and right ones; whether the file has ended, and is right.

    Raises one of BROKEN.
    """
    size = part.stat().st_size if part.exists() else 0
    # From the last byte we have: there is one even where we have them all.
    request = Request(source.of(word), headers={"Range": f"bytes={size - 1}-"} if size else {})
    with urlopen(request, timeout=TIMEOUT_SECONDS) as answer, part.open("ab") as out:
        begin = size - 1 if answer.status == 206 else 0
        length = answer.headers["Content-Length"]
        hashes = answer.headers.get_all("x-goog-hash", [])
        skip(answer, size - begin)
        lines = 0
        for line in itertools.islice(answer, wanted):
            if not line.endswith(b"\n"):
                return False
            if not is_drawing(line, word):
                raise Faulty(f"after {out.tell()} bytes comes what is no drawing of this category")
            out.write(line)
            source.note(1)
            lines += 1
        if lines == wanted or (length is not None and out.tell() < begin + int(length)):
            return False
    check(part, hashes)
    return True


def skip(answer: IO[bytes], size: int) -> None:
    """Read what is there already."""
    while size > 0:
        got = len(answer.read(min(size, 2**20)))
        if not got:
            raise Faulty("the connection was cut")
        size -= got


def check(part: Path, hashes: Iterable[str]) -> None:
    """Raises Faulty, and begins anew, unless the file has the MD5 that the bucket tells, if it tells one."""
    values = [value.strip() for header in hashes for value in header.split(",")]
    theirs = [value.removeprefix("md5=") for value in values if value.startswith("md5=")]
    with part.open("rb") as file:
        ours = base64.b64encode(hashlib.file_digest(file, "md5").digest()).decode()
    if theirs and ours not in theirs:
        part.unlink()
        raise Faulty("the file has another checksum than the bucket says")
