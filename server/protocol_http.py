"""What the HTTP API takes and gives, as types with limits: its description is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple, TypeVar

import msgspec
import numpy as np

from server.canvas import MAX_POINTS, Canvas
from server.room import Guess, Refused

BODY_BYTES = 262_144
"""Room for a full canvas with every digit of its coordinates and its times, and not for many more points."""
FARTHEST = 1e6
STROKES_AT_MOST = 100
SIDES_AT_MOST = 60
"""Ink of a drawing, in sides of its box: what a raster costs grows with it."""
EXPLAINED_AT_MOST = 40
"""Strokes of a drawing to be explained, each of which costs a look."""
LISTS_AT_MOST = 4 * (STROKES_AT_MOST + 1)
"""In a body: a stroke is a list of up to three, and their own lists are a few more."""
CATEGORY_LENGTH = 100
GUESSES_AT_MOST = 50
DETAIL_LENGTH = 200
DIGITS = 4
"""Of a confidence, after the point."""


class Named(NamedTuple):
    """What an error is called over HTTP."""

    status: int
    means: str


ERRORS = {
    "bad_message": Named(
        400, "Not of the form described here: a type, a range, a missing or an unknown field."
    ),
    "canvas_full": Named(
        400,
        f"More than {MAX_POINTS:,} points, more than {STROKES_AT_MOST} strokes ({EXPLAINED_AT_MOST} where "
        f"they are to be explained), or ink {SIDES_AT_MOST} times as long as the drawing is large.",
    ),
    "unknown_category": Named(400, "The judge knows no such category."),
    "unknown_path": Named(404, "There is nothing at this path."),
    "wrong_method": Named(405, "There is, but for other methods; the header Allow names them."),
    "too_large": Named(413, f"A body of more than {BODY_BYTES:,} bytes."),
    "too_many_requests": Named(
        429, "Too much was asked in a short time; the header Retry-After says how long to wait."
    ),
}

Coordinate = Annotated[float, msgspec.Meta(ge=-FARTHEST, le=FARTHEST)]
Line = Annotated[list[Coordinate], msgspec.Meta(min_length=1, max_length=MAX_POINTS)]
Times = Annotated[list[float], msgspec.Meta(max_length=MAX_POINTS)]
Confidence = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Stroke(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    """[[x…], [y…]], or with times [[x…], [y…], [ms…]]: lists of the same length."""

    x: Line
    y: Line
    t: Times = []


Drawing = Annotated[
    list[Stroke],
    msgspec.Meta(
        min_length=1,
        description="Strokes in the order drawn, as in the Quick, Draw! dataset; at any scale, y downwards.",
    ),
]


class GuessAsked(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    drawing: Drawing
    top: Annotated[int, msgspec.Meta(ge=1, le=GUESSES_AT_MOST, description="How many guesses.")] = 5


class ExplanationAsked(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    drawing: Drawing
    category: Annotated[
        Annotated[str, msgspec.Meta(max_length=CATEGORY_LENGTH)] | None,
        msgspec.Meta(description="What to explain; without one, the surest guess."),
    ] = None


class GuessTold(msgspec.Struct, frozen=True):
    category: str
    confidence: Confidence


class GuessesTold(msgspec.Struct, frozen=True):
    guesses: Annotated[list[GuessTold], msgspec.Meta(description="The surest first.")]


class ExplanationTold(msgspec.Struct, frozen=True):
    category: str
    confidence: Annotated[Confidence, msgspec.Meta(description="In the whole drawing.")]
    strokes: Annotated[
        list[Annotated[float, msgspec.Meta(ge=-1, le=1)]],
        msgspec.Meta(
            description="For each stroke, the confidence that is lost if it had never been drawn; "
            "below 0 where the judge would be surer."
        ),
    ]


class CategoriesTold(msgspec.Struct, frozen=True):
    categories: Annotated[list[str], msgspec.Meta(description="In the order of the model's outputs.")]


class PacksTold(msgspec.Struct, frozen=True):
    packs: Annotated[dict[str, list[str]], msgspec.Meta(description="The categories of each, by its name.")]


class ModelTold(msgspec.Struct, frozen=True):
    """The manifest; it may hold more than is named here."""

    sha256: Annotated[str, msgspec.Meta(description="Of the model's file.")]
    raster_version: int
    input_shape: list[int]
    categories: Annotated[int, msgspec.Meta(description="How many there are.")]
    thresholds: Annotated[
        dict[str, float],
        msgspec.Meta(description="The confidence that accepts a drawing, by how strict a room is."),
    ]
    held_out: Annotated[
        dict[str, Any], msgspec.Meta(description="Figures measured on drawings that were not trained on.")
    ] = {}


class ErrorTold(msgspec.Struct, frozen=True):
    error: Annotated[str, msgspec.Meta(description="Its name, for programs.")]
    detail: Annotated[str, msgspec.Meta(description="A sentence for people.")]


T = TypeVar("T", GuessAsked, ExplanationAsked)


def parse_guess(body: bytes) -> GuessAsked:
    """What POST /api/guess is asked, or Refused `bad_message` or `canvas_full`."""
    return parsed(body, GuessAsked, STROKES_AT_MOST)


def parse_explanation(body: bytes) -> ExplanationAsked:
    """What POST /api/explain is asked, or Refused `bad_message` or `canvas_full`."""
    return parsed(body, ExplanationAsked, EXPLAINED_AT_MOST)


def parsed(body: bytes, form: type[T], strokes_at_most: int) -> T:
    """The body as `form`; all that would be dear to draw is refused here, before there is a canvas.

    Lists are counted before they are made: thousands of small ones take longer than all that is drawn.
    """
    if body.count(b"[") > LISTS_AT_MOST:
        raise Refused(
            "canvas_full", f"There are too many lists; at most {strokes_at_most} strokes are taken."
        )
    try:
        asked = msgspec.json.decode(body, type=form)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as problem:
        raise Refused("bad_message", str(problem)[:DETAIL_LENGTH]) from None
    drawing = asked.drawing
    if len(drawing) > strokes_at_most:
        raise Refused(
            "canvas_full", f"There are {len(drawing)} strokes; at most {strokes_at_most} are taken."
        )
    if points_of(drawing) > MAX_POINTS:
        raise Refused(
            "canvas_full", f"There are {points_of(drawing)} points; at most {MAX_POINTS} are taken."
        )
    if any(len(stroke.y) != len(stroke.x) or len(stroke.t) not in (0, len(stroke.x)) for stroke in drawing):
        raise Refused("bad_message", "Each stroke has as many x as y (and times, where there are any).")
    if sides_of_ink(drawing) > SIDES_AT_MOST:
        raise Refused(
            "canvas_full", f"The ink is more than {SIDES_AT_MOST} times as long as the drawing is large."
        )
    return asked


def points_of(drawing: Sequence[Stroke]) -> int:
    return sum(len(stroke.x) for stroke in drawing)


def sides_of_ink(drawing: Sequence[Stroke]) -> float:
    """How long the ink is, in sides of the least square around it."""
    x = np.array([at for stroke in drawing for at in stroke.x])
    y = np.array([at for stroke in drawing for at in stroke.y])
    lengths = np.hypot(np.diff(x), np.diff(y))
    lengths[np.cumsum([len(stroke.x) for stroke in drawing[:-1]], dtype=int) - 1] = 0  # the pen was up
    side = max(np.ptp(x), np.ptp(y))
    return float(lengths.sum() / side) if side else 0.0


def canvas_of(drawing: Sequence[Stroke]) -> Canvas:
    """The canvas of a parsed drawing, or Refused `bad_message` where that is too small for numbers."""
    try:
        return Canvas.of([(stroke.x, stroke.y) for stroke in drawing])
    except ValueError as problem:
        raise Refused("bad_message", str(problem)) from None


def view_guess(guess: Guess) -> dict[str, Any]:
    return {"category": guess.category, "confidence": shown(guess.confidence)}


def shown(confidence: float) -> float:
    """With few digits, and never as -0."""
    return round(confidence, DIGITS) + 0.0
