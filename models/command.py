"""How a command ends: with one line where a file, a model or the disk is in its way; no file half-written."""

from __future__ import annotations

import argparse
import math
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.classifier import Classifier

MODEL = Path(__file__).parent
STOPPED = 130
"""The exit code of what Ctrl-C ended."""


class Unusable(Exception):
    """What a command was given cannot be used; the message says why, in one line."""


@contextmanager
def one_line() -> Iterator[None]:
    """End the command with one line for whoever called it, not with a traceback."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads the output has enough; what is left of it must not be tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(STOPPED)
    except OSError as problem:
        named = f"{problem.filename}: " if problem.filename else ""
        sys.exit(f"{named}{problem.strerror or problem}")
    except Unusable as problem:
        sys.exit(str(problem))


def judge(folder: Path) -> Classifier:
    """The judge of a model's folder; raises Unusable."""
    # Here, so that training needs nothing that serves.
    from server.classifier import Classifier, ModelMismatch

    try:
        return Classifier(folder)
    except ModelMismatch as problem:
        raise Unusable(str(problem)) from None


def put(folder: Path, files: Mapping[str, bytes | str]) -> None:
    """Write whole files that belong together, or none: on a full disk, what stood there before stays."""
    parts = {folder / f"{name}.part": content for name, content in files.items()}
    part = folder
    try:
        for part, content in parts.items():
            part.write_bytes(content.encode() if isinstance(content, str) else content)
        for part in parts:
            part.replace(part.with_suffix(""))
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(part.with_suffix(""))) from None
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def take_model(parser: argparse.ArgumentParser) -> None:
    """Let the command line name another model than the shipped one."""
    parser.add_argument(
        "--model", type=Path, default=MODEL, help="folder of the model; default: the shipped one"
    )


def above_zero(text: str) -> float:
    """An option's number above 0."""
    value = float(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def at_least_one(text: str) -> int:
    """An option's whole number, 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)
