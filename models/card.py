"""The measured part of the model's card: tables and a reliability diagram, written by an evaluation."""

from __future__ import annotations

import io
import re
from pathlib import Path

from models.command import Unusable, put
from models.report import Report, categories, confusions, summary

CARD = "README.md"
WORST = 20  # categories named in it
DIAGRAM = "reliability.png"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
"""What stands between these two lines of the card is written anew by each evaluation."""


class NoCard(Unusable):
    """There is no card in the model's folder, or no place in it for the figures."""


def write(folder: Path, report: Report) -> None:
    """Put the report's figures into the folder's card and its diagram beside it. Raises NoCard."""
    before, after = parts(folder)
    put(folder, {DIAGRAM: drawn(report), CARD: f"{before}{measured(report)}\n{after}"})


def parts(folder: Path) -> tuple[str, str]:
    """The folder's card before and after the place of the figures. Raises NoCard."""
    path = folder / CARD
    card = path.read_text(encoding="utf-8") if path.exists() else ""
    found = re.fullmatch(f"(.*?{BEGIN}\n).*?({END}.*)", card, re.DOTALL)
    if not found:
        raise NoCard(
            f"{path} has no lines {BEGIN} and {END} to put the figures between; "
            "with --no-card nothing is written"
        )
    return found[1], found[2]


def measured(report: Report) -> str:
    """The part between the lines."""
    return "\n\n".join(
        [
            *summary(report),
            f"![How often first guesses are right, by their confidence]({DIAGRAM})",
            "Worst on whole drawings:",
            categories(report, WORST),
            "The commonest mistakes on whole drawings:",
            confusions(report),
        ]
    )


def drawn(report: Report) -> bytes:
    """A reliability diagram (PNG): the share of first guesses that was right, over their confidence."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.2, 4.6), dpi=120, layout="constrained")
    axes = figure.add_subplot(
        xlim=(0, 1), ylim=(0, 1), aspect="equal", xlabel="confidence of the first guess", ylabel="share right"
    )
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for (share, bins), marker in zip(report["reliability"].items(), "os^D", strict=False):
        axes.plot(*zip(*bins, strict=True), marker=marker, markersize=4, label=f"{share[:-1]} % of the ink")
    axes.legend(frameon=False, loc="upper left")
    image = io.BytesIO()
    figure.savefig(image, format="png", metadata={"Software": None})
    return image.getvalue()
