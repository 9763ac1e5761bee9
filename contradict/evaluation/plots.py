"""Plots of an evaluation, with matplotlib (the extra `plot`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contradict.errors import MissingExtraError, SettingsError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from contradict.evaluation import Evaluation

BLUE, RED, GREY = "#1f5fa8", "#b3261e", "#8a8a8a"
NAMES = ("pr", "reliability", "confusion")


def check_installed() -> None:
    """Raise MissingExtraError where matplotlib is not installed."""
    try:
        import matplotlib.figure  # noqa: F401
    except ImportError:
        raise MissingExtraError("plotting", "plot") from None


def _axes(ax: Axes | None) -> Axes:
    """The given axes, or new ones of a figure of their own that no global state holds on to."""
    if ax is not None:
        return ax
    check_installed()
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 5), layout="constrained")
    return figure.add_subplot()


@dataclass(frozen=True, slots=True)
class Plots:
    """The plots of one evaluation. Each draws on the given matplotlib axes, or on new ones, and returns them.

    Raises:
        MissingExtraError: matplotlib is not installed.
        SettingsError: There is nothing to draw, since only one class occurs.
    """

    evaluation: Evaluation

    def pr(self, ax: Axes | None = None) -> Axes:
        """Precision against recall of the positive class; the cross marks the thresholds that were used."""
        from sklearn.metrics import precision_recall_curve

        e = self.evaluation
        if not 0 < e.sample.positive.sum() < len(e):
            raise SettingsError(f"a precision-recall curve needs pairs with and without {e.positive}")
        ax = _axes(ax)
        precision, recall, _ = precision_recall_curve(e.sample.positive, e.sample.probability)
        ax.step(recall, precision, where="post", color=BLUE, label=f"average precision {e.average_precision:.3f}")
        share = float(e.sample.positive.mean())
        ax.axhline(share, color=GREY, linewidth=1, linestyle=":", label=f"share of {e.positive} {share:.2f}")
        used = e.contradiction
        ax.plot([used.recall], [used.precision], "x", color=RED, label="as predicted")
        ax.set(xlabel="recall", ylabel="precision", title=f"{e.positive}: precision and recall")
        ax.set(xlim=(0, 1.01), ylim=(0, 1.02))
        ax.legend(loc="lower left")
        return ax

    def reliability(self, ax: Axes | None = None) -> Axes:
        """The share of the positive class against its mean probability, in bins of equal mass."""
        e = self.evaluation
        if not e.reliability:
            raise SettingsError("a reliability plot needs pairs")
        ax = _axes(ax)
        ax.plot([0, 1], [0, 1], color=GREY, linewidth=1, linestyle=":", label="calibrated")
        x, y = ([getattr(b, name) for b in e.reliability] for name in ("probability", "share"))
        spread = [1.96 * (s * (1 - s) / max(1, b.count)) ** 0.5 for s, b in zip(y, e.reliability, strict=True)]
        ax.errorbar(x, y, yerr=spread, fmt="o-", color=BLUE, capsize=2, label=f"{len(x)} bins of equal mass")
        title = f"calibration error {e.ece:.3f} (a calibrated model: {e.ece_floor:.3f})"
        ax.set(xlabel=f"probability of {e.positive}", ylabel="share in the labels", title=title)
        ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
        ax.legend(loc="upper left")
        return ax

    def confusion(self, ax: Axes | None = None) -> Axes:
        """The confusion matrix: labels in rows, predictions in columns, coloured by the share of the row."""
        e = self.evaluation
        ax = _axes(ax)
        counts = e.confusion
        shares = counts / counts.sum(axis=1, keepdims=True).clip(min=1)
        ax.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        for i, row in enumerate(counts.tolist()):
            for j, count in enumerate(row):
                colour = "white" if shares[i, j] > 0.5 else "black"
                ax.text(j, i, str(count), ha="center", va="center", color=colour)
        at = range(len(e.classes))
        ax.set_xticks(at, e.classes, rotation=30, ha="right")
        ax.set_yticks(at, e.classes)
        ax.set(xlabel="predicted", ylabel="label", title=f"{len(e)} pairs, accuracy {e.accuracy:.3f}")
        return ax

    def save(self, folder: str | Path, **options: Any) -> list[Path]:
        """Write all plots into a folder, as PNG; those with nothing to draw are left out.

        Args:
            folder: It is made where it is not there.
            **options: Of matplotlib's `savefig`.

        Returns:
            The files.
        """
        return save_figures({name: getattr(self, name) for name in NAMES}, folder, **options)


def save_figures(figures: Mapping[str, Callable[[], Any]], folder: str | Path, **options: Any) -> list[Path]:
    """Draw and write figures under their names, as PNG, into a folder; those with nothing to draw are left out."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, draw in figures.items():
        try:
            ax = draw()
        except SettingsError:
            continue
        written.append(Path(folder) / f"{name}.png")
        ax.figure.savefig(written[-1], **{"dpi": 150, **options})
    return written
