"""The golden scores as one picture, for the README."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

from assistant.evaluation import Scores

_SHOWN = {
    "page_recall@1": "la bonne page en premier",
    "page_recall@5": "… parmi les cinq premières",
    "fact_in_first_two": "le fait dans les deux premiers extraits",
    "fact_shown": "… parmi les extraits montrés",
    "citations_verbatim": "citations mot pour mot dans leur page",
    "off_topic_declined": "questions hors sujet déclinées",
}
_COLOURS = ("#1f6f78", "#d98c3f", "#7a5195", "#8a8f98")


def draw(found: dict[str, Scores], path: Path) -> None:
    """Draw each score of each set with its 95 % interval, into an SVG file."""
    plt.rcParams["svg.hashsalt"] = "passerelle"
    figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
    for offset, ((name, scores), colour) in enumerate(zip(found.items(), _COLOURS, strict=False)):
        for row, key in enumerate(_SHOWN):
            share = scores.shares[key]
            if not share.total:
                continue
            low, high = share.interval
            height = row + 0.18 * (offset - (len(found) - 1) / 2)
            axes.plot([low, high], [height, height], color=colour, linewidth=2, alpha=0.5)
            axes.plot([share.value], [height], "o", color=colour, label=name if row == 0 else None)
    axes.set_yticks(range(len(_SHOWN)), list(_SHOWN.values()))
    axes.invert_yaxis()
    axes.set_xlim(0, 1.02)
    axes.grid(axis="x", alpha=0.3)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.legend(loc="lower left", frameon=False, title="questions")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
