"""Review by people and other judges: the pairs most worth a label, and the judge that uncertain pairs are handed to."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING, Any

from contradict.errors import SettingsError

if TYPE_CHECKING:
    from contradict.report import Pair

Referee = Callable[["Pair"], "str | None"]
"""Takes an uncertain pair and returns "agree", "contradict" or "neutral", or None where it cannot tell."""
ANSWERS = ("agree", "contradict", "neutral")
REFEREE = "referee"

SIDE = ("text", "source", "speaker", "date", "url", "id")
COLUMNS = ("relation", "a_text", "b_text", *(f"{side}_{name}" for side in "ab" for name in SIDE[1:]),
           "predicted", "agree", "contradict", "neutral", "why", "event")  # fmt: skip


def hand_over(pairs: Iterable[Pair], referee: Referee | None) -> tuple[list[Pair], list[str]]:
    """The pairs, the uncertain ones as a referee decides them, and its failures.

    A pair on which the referee raises an error, or gives another answer than "agree", "contradict", "neutral" or None,
    stays as it was: what the models found must not be lost by it.
    """
    if referee is None:
        return list(pairs), []
    decided: list[Pair] = []
    failures: list[str] = []
    for pair in pairs:
        if pair.uncertain:
            try:
                answer = referee(pair)
            except Exception as error:
                failures.append(f"the referee failed with {type(error).__name__}: {error!s:.200}")
                answer = None
            if answer is not None and answer not in ANSWERS:
                failures.append(f"the referee must return one of {list(ANSWERS)} or None, got {answer!r:.80}")
            elif answer is not None:
                pair = replace(pair, relation=answer, uncertain=False, decided_by=REFEREE)
        decided.append(pair)
    return decided, failures


def worth_a_label(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs in the order in which a person's label is worth most: uncertain ones first, then by how close the call is.

    Pairs that a referee decided come last.
    """

    def worth(pair: Pair) -> tuple[Any, ...]:
        second, first = sorted(pair.probabilities)[1:]
        close = round(first - second, 6)
        return pair.decided_by is not None, not pair.uncertain, close, pair.a.sort_key, pair.b.sort_key

    return sorted(pairs, key=worth)


def write_labels(pairs: Iterable[Pair], path: str | PathLike[str], n: int = 100) -> int:
    """Write the pairs most worth a person's label as CSV, with an empty column `relation` to fill in.

    The filled file goes straight into `evaluate` and `calibrate`; rows that are left empty are passed over.

    Args:
        pairs: Judged pairs.
        path: The file; UTF-8 with a byte order mark, so that spreadsheets read it right.
        n: How many pairs, at most.

    Returns:
        How many were written.

    Raises:
        SettingsError: `n` is no whole number of at least 1.
    """
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise SettingsError(f"n must be a whole number of at least 1, got {n!r}")
    chosen = worth_a_label(pairs)[:n]
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(_row(pair) for pair in chosen)
    return len(chosen)


def _row(pair: Pair) -> dict[str, Any]:
    row: dict[str, Any] = {"relation": "", "predicted": pair.relation, "why": pair.why, "event": pair.event}
    for side, claim in (("a", pair.a), ("b", pair.b)):
        row |= {f"{side}_{name}": claim.iso_date if name == "date" else getattr(claim, name) for name in SIDE}
    return row | {name: round(value, 4) for name, value in pair.probabilities._asdict().items()}
