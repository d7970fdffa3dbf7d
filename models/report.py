"""An evaluation as tables that can stand in the model's card."""

from __future__ import annotations

from typing import Any

from models import fairness
from models.table import table

Report = dict[str, Any]


def as_text(report: Report) -> str:
    """All of it."""
    return "\n\n".join([*summary(report), categories(report)])


def summary(report: Report) -> list[str]:
    """The figures, paragraph by paragraph."""
    parts = [f"{report['drawings']:,} drawings, one look at each:", still(report), packs(report)]
    if "acceptance" in report:
        parts += [
            f"{report['timed']:,} drawings played at their own pace to their end, looked at every 100 ms:"
        ]
        parts += [acceptance(report)]
        look = report["look"]
        parts += [
            f"A look took {look['mean_ms']:.3f} ms of one core, raster included, over {look['looks']:,}."
        ]
    return [*parts, fairness.as_text(report["fairness"])]


def still(report: Report) -> str:
    """What is recognised at each share of the ink."""
    rows = [
        (f"{share[:-1]} %", f"{row['top1']:.3f}", f"{row['top3']:.3f}", f"{row['calibration_error']:.3f}")
        for share, row in report["ink"].items()
    ]
    return table(("ink drawn", "top-1", "top-3", "calibration error (15 bins)"), rows)


def packs(report: Report) -> str:
    """What is recognised of each difficulty."""
    shares = ", ".join(f"{name} {share:.3f}" for name, share in report["packs"].items())
    return f"Top-1 on whole drawings by pack: {shares}."


def acceptance(report: Report) -> str:
    """What the thresholds do."""
    head = (
        "threshold", "recognised within 20 s", "median s", "by the end", "median ink", "false acceptance"
    )  # fmt: skip
    rows = []
    for name, row in report["acceptance"].items():
        ink = None if row["median_ink"] is None else f"{row['median_ink']:.0%}"
        found = (f"{row['recognised']:.1%}", row["median_seconds"], f"{row['by_the_end']:.1%}", ink)
        rows.append((f"{name} {row['threshold']}", *found, f"{row['false_acceptance']:.3%}"))
    return table(head, rows)


def categories(report: Report, most: int | None = None) -> str:
    """What is recognised of each category, or of the worst so many."""
    rows = [(word, f"{row['top1']:.2f}", row["taken_for"]) for word, row in report["categories"].items()]
    return table(("category", "top-1", "most often taken for"), rows[:most])


def confusions(report: Report) -> str:
    """The commonest mistakes."""
    rows = [(word, first, f"{share:.0%}") for word, first, share in report["confusions"]]
    return table(("drawn", "taken for", "share of its drawings"), rows)
