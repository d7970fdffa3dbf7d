import pytest

from models import card
from models.report import as_text

REPORT = {
    "drawings": 40,
    "ink": {"100%": {"top1": 0.75, "top3": 0.9, "calibration_error": 0.031}},
    "reliability": {"100%": [(0.2, 0.1), (0.6, 0.7)]},
    "packs": {"easy": 0.9, "hard": 0.6},
    "confusions": [("bear", "teddy-bear", 0.25)],
    "categories": {
        "bear": {"top1": 0.25, "taken_for": "teddy-bear"},
        "sun": {"top1": 1.0, "taken_for": None},
    },
    "fairness": {
        "moved": {"drawings": 9, "copies": 0.01, "drawings_changed": 0.1, "scales": {1.0: 0.0, 0.5: 0.02}},
        "live": {"drawings": 40, "plain": 0.75, "live": 0.74, "lost": 0.01, "error": 0.004},
        "tries": 4,
        "accepted": {"dots": {"normal": {"at_end": 0.0, "at_any": 0.25, "for_any_prompt": 0.001}}},
    },
    "timed": 30,
    "look": {"looks": 1234, "mean_ms": 0.31},
    "acceptance": {
        "normal": {
            "threshold": 0.4, "recognised": 0.8, "median_seconds": None,
            "by_the_end": 0.8, "median_ink": None, "false_acceptance": 0.00412,
        }
    },
}  # fmt: skip


def test_a_card_takes_the_figures_and_keeps_all_else(tmp_path):
    path = tmp_path / "README.md"
    path.write_text(f"# Card\nbefore\n{card.BEGIN}\nold figures\n{card.END}\nafter \\1\n")
    card.write(tmp_path, REPORT)
    text = path.read_text()
    assert text.startswith(f"# Card\nbefore\n{card.BEGIN}\n40 drawings")
    assert text.endswith(f"{card.END}\nafter \\1\n")
    assert "old figures" not in text
    assert "| bear | teddy-bear | 25% |" in text
    assert (tmp_path / card.DIAGRAM).read_bytes().startswith(b"\x89PNG")
    card.write(tmp_path, REPORT)
    assert path.read_text() == text


def test_without_a_place_for_the_figures_nothing_is_written(tmp_path):
    with pytest.raises(card.NoCard, match=r"README\.md has no lines"):
        card.write(tmp_path, REPORT)
    assert not list(tmp_path.iterdir())


def test_what_is_printed_holds_every_figure_and_category():
    text = as_text(REPORT)
    assert "| 100 % | 0.750 | 0.900 | 0.031 |" in text
    assert "| normal 0.4 | 80.0% | – | 80.0% | – | 0.412% |" in text
    assert "0.310 ms of one core" in text
    assert "2.0% at 0.5" in text
    assert "easy 0.900, hard 0.600" in text
    assert "| dots | normal | 0.00% | 25.00% | 0.10% |" in text
    assert "| sun | 1.00 | – |" in text


def test_a_report_without_timed_drawings_says_nothing_of_thresholds():
    still = {name: part for name, part in REPORT.items() if name not in {"timed", "look", "acceptance"}}
    assert "recognised within" not in as_text(still)
