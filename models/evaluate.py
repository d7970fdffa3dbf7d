"""How good the shipped judge is, through the very objects that serve: python -m models.evaluate FILE."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from models import card, dataset, fairness
from models.acceptance import Look, accepted, confidences, false_rate, surest, watched
from models.command import Unusable, judge, one_line, take_model
from models.packs import DIFFICULTIES
from models.report import Report, as_text
from models.verdicts import by_category, by_pack, confusions, figures, first_part, reliability, verdicts
from server.classifier import Classifier

SHARES = (1.0, 0.75, 0.5, 0.25)
TIME_LIMIT_MS = 20_000


def still(classifier: Classifier, rows: Sequence[dict[str, Any]]) -> Report:
    """One look at each drawing, at each share of its ink."""
    words, drawings = [row["word"] for row in rows], [row["drawing"] for row in rows]
    looks = {share: verdicts(classifier, words, first_part(drawings, share)) for share in SHARES}
    return {
        "drawings": len(rows),
        "ink": {f"{share:.0%}": figures(found) for share, found in looks.items()},
        "reliability": {f"{share:.0%}": reliability(found) for share, found in looks.items()},
        "packs": by_pack(looks[1.0], {level: classifier.packs.get(level, ()) for level in DIFFICULTIES}),
        "confusions": confusions(looks[1.0]),
        "categories": by_category(looks[1.0]),
    }


def played_live(classifier: Classifier, rows: Sequence[dict[str, Any]]) -> Report:
    """What each named threshold does to timed drawings, and what their looks cost."""
    words = [row["word"] for row in rows]
    plays = [watched(classifier, row["drawing"]) for row in rows]
    costs = [look.cost for looks in plays for look in looks]
    return {
        "timed": len(rows),
        "look": {"looks": len(costs), "mean_ms": round(float(np.mean(costs)) * 1e3, 4)},
        "acceptance": acceptance(classifier, words, plays),
    }


def acceptance(classifier: Classifier, words: Sequence[str], plays: Sequence[Sequence[Look]]) -> Report:
    """How often each threshold accepts drawings for their own prompts, and for all the others."""
    names = {name: index for index, name in enumerate(classifier.categories)}
    category = np.array([names[word] for word in words])
    best = np.concatenate(
        [
            surest(np.array([[names[look.category] for look in looks]]), confidences(looks), len(names))
            for looks in plays
        ]
    )
    return {
        name: {"threshold": threshold}
        | own_prompts(plays, words, threshold)
        | {"false_acceptance": round(false_rate(best, category, threshold), 6)}
        for name, threshold in classifier.thresholds.items()
    }


def own_prompts(plays: Sequence[Sequence[Look]], words: Sequence[str], threshold: float) -> Report:
    """How many drawings were accepted in time and by their end, and after how much time and ink."""
    found = [(accepted(looks, word, threshold), looks) for looks, word in zip(plays, words, strict=True)]
    seconds = [look.ms / 1000 for look, _ in found if look and look.ms <= TIME_LIMIT_MS]
    ink = [look.ink / max(looks[-1].ink, 1.0) for look, looks in found if look]
    return {
        "recognised": round(len(seconds) / len(found), 4),
        "median_seconds": round(float(np.median(seconds)), 2) if seconds else None,
        "by_the_end": round(len(ink) / len(found), 4),
        "median_ink": round(float(np.median(ink)), 3) if ink else None,
    }


def evaluated(classifier: Classifier, file: str, timed: str | None) -> Report:
    """Everything that is printed."""
    # All before the first look, so that no file is found wanting after minutes of them.
    rows = known(classifier, file)
    plays = known(classifier, timed, timed=True) if timed else []
    report = still(classifier, rows) | {"fairness": fairness.measured(classifier, rows)}
    if timed:
        report |= played_live(classifier, plays)
    return report


def known(classifier: Classifier, file: str, timed: bool = False) -> list[dict[str, Any]]:
    """A file's drawings; raises Unusable if the judge cannot know one's word."""
    rows = list(dataset.read(file, timed))
    strange = {row["word"] for row in rows}.difference(classifier.categories)
    if strange:
        raise Unusable(f"{file} has drawings of {min(strange)!r}, which is none of the model's categories")
    return rows


def main(argv: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m models.evaluate", description=__doc__)
    parser.add_argument("file", help="drawings as .ndjson or .ndjson.gz")
    parser.add_argument("--timed", help="drawings with times, to be played at their own pace")
    take_model(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument(
        "--no-card", action="store_true", help="leave the figures in the model's card as they are"
    )
    options = parser.parse_args(argv)
    with one_line():
        if not options.no_card:
            card.parts(options.model)
        report = evaluated(judge(options.model), options.file, options.timed)
        print(json.dumps(report, ensure_ascii=False) if options.json else as_text(report))
        if not options.no_card:
            card.write(options.model, report)


if __name__ == "__main__":
    main()
