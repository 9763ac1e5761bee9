"""Fit what tells updates from other claims that are at odds: `python -m training.fit_update`.

Fitted on the labelled training events that are not held out; says what it is worth on those that are, and on the dev
half of `contradict.datasets`. No model has a part in it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_score, recall_score

from contradict.readings import Reading, read_claim
from contradict.replacing import FEATURES, PACKAGED, PROBABLY, WORDS, Succession
from contradict.sidebyside import SideBySide
from training.mix import held_out
from training.sheets import HELD_OUT, Labelled, all_events, labelled, labelled_dev


@dataclass(frozen=True)
class Case:
    """Two claims that are at odds, the event that they are of, and whether they are an update.

    `found` is None where they cannot be one.
    """

    found: Succession | None
    event: str
    is_update: bool


def cases(pairs: Iterable[Labelled]) -> list[Case]:
    """Those among some labelled pairs."""
    read: dict[tuple[str, ...], Reading] = {}
    made = []
    for a, b, relation, event in pairs:
        if relation in ("contradict", "update"):
            one, two = (read.setdefault(claim.sort_key, read_claim(claim)) for claim in (a, b))
            made.append(Case(Succession.of(SideBySide(one, two)), event, relation == "update"))
    return made


def chances(model: LogisticRegression, found: Sequence[Case], words: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """The probability that each case is an update."""
    made: NDArray[np.float64] = model.predict_proba(matrix(found, words))[:, 1]
    return np.where([case.found is not None and case.found.possible for case in found], made, 0.0)


def vocabulary(found: Sequence[Case], least: int) -> list[tuple[str, str]]:
    """The words, each with its place, that stand in at least so many events."""
    events: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case in found:
        for where, words in case.found.words.items() if case.found else ():
            for word in words:
                events[where, word].add(case.event)
    return sorted(key for key, titles in events.items() if len(titles) >= least)


def matrix(found: Sequence[Case], words: Sequence[tuple[str, str]]) -> csr_matrix:
    """The features and words of cases, (cases, features + words)."""
    place = {key: len(FEATURES) + n for n, key in enumerate(words)}
    place |= {("", name): n for n, name in enumerate(FEATURES)}
    rows, columns, values = [], [], []
    for row, case in enumerate(found):
        if case.found is None:
            continue
        entries = [(("", name), value) for name, value in case.found.features.items()]
        entries += [((where, word), 1.0) for where, words_there in case.found.words.items() for word in words_there]
        for key, value in entries:
            if key in place:
                rows.append(row)
                columns.append(place[key])
                values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(found), len(place)))


def worth(name: str, found: Sequence[Case], probable: NDArray[np.float64]) -> str:
    """Average precision, and precision and recall from `PROBABLY`, in one line."""
    gold, called = [case.is_update for case in found], probable >= PROBABLY
    by_rule = [case.found is not None and bool({"by_figure", "by_word"} & case.found.features.keys()) for case in found]
    learnt, rules = (
        f"P {precision_score(gold, said):.3f} R {recall_score(gold, said):.3f}" for said in (called, by_rule)
    )
    return (
        f"{name}: {len(gold)} pairs at odds, {sum(gold)} updates: average precision "
        f"{average_precision_score(gold, probable):.3f}, {learnt}; the rules alone {rules}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=Path, default=Path(__file__).parent / "events")
    parser.add_argument("--penalty", type=float, default=0.3, help="inverse strength of the L2 penalty")
    parser.add_argument("--least", type=int, default=100, help="events that a word must stand in")
    parser.add_argument("-o", "--output", type=Path, default=PACKAGED)
    options = parser.parse_args()
    split: dict[bool, list[Labelled]] = {True: [], False: []}
    for event in all_events(options.events):
        split[held_out(event.title, HELD_OUT)] += labelled(event)
    seen = [case for case in cases(split[False]) if case.found is not None]
    words = vocabulary(seen, options.least)
    model = LogisticRegression(C=options.penalty, max_iter=5000)
    model.fit(matrix(seen, words), [case.is_update for case in seen])
    for name, pairs in (("held out", split[True]), ("dev", labelled_dev())):
        found = cases(pairs)
        print(worth(name, found, chances(model, found, words)))
    weights = [round(float(w), 3) for w in model.coef_[0]]
    by_place: dict[str, dict[str, float]] = {where: {} for where in WORDS}
    for (where, word), weight in zip(words, weights[len(FEATURES) :], strict=True):
        by_place[where][word] = weight
    counts, events = Counter(case.is_update for case in seen), len({case.event for case in seen})
    text = {
        "fitted_on": f"{counts[True]} updates and {counts[False]} contradictions of {events} events",
        "bias": round(float(model.intercept_[0]), 3),
        "features": dict(zip(FEATURES, weights, strict=False)),
        "words": by_place,
    }
    options.output.write_text(json.dumps(text, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{options.output}: {len(words)} words; {text['features']}")


if __name__ == "__main__":
    main()
