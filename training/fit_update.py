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

from contradict.claims import Claim
from contradict.datasets import load_events
from contradict.nli import NLIScores
from contradict.readings import Reading, read_claim
from contradict.replacing import FEATURES, PACKAGED, PROBABLY, WORDS, Succession
from contradict.verdicts import Evidence
from training.mix import held_out
from training.sheets import HELD_OUT, SheetEvent, all_events, relation_of

UNASKED = NLIScores(0.0, 1.0, 0.0)


@dataclass(frozen=True)
class Case:
    """Two claims that are at odds, one of them later, the event that they are of, and whether they are an update."""

    found: Succession
    event: str
    is_update: bool


def cases(pairs: Iterable[tuple[Reading, Reading, str]], event: str) -> list[Case]:
    """Those among some labelled pairs of one event; which claim is later must be known."""
    at_odds = (
        (Succession.of(Evidence(a, b, UNASKED, UNASKED)), relation)
        for a, b, relation in pairs
        if relation in ("contradict", "update")
    )
    return [Case(found, event, relation == "update") for found, relation in at_odds if found is not None]


def of_sheet(event: SheetEvent) -> list[Case]:
    """The cases of one training event."""
    read = {
        n: read_claim(Claim(text, source=source, speaker=speaker or None, date=date))
        for n, (source, speaker, date, text) in event.claims.items()
    }
    return cases(((read[a], read[b], relation_of(code)) for a, b, code, _ in event.pairs), event.title)


def of_dev() -> list[Case]:
    """The cases of the dev half."""
    return [
        case
        for event in load_events("dev")
        for case in cases(((read_claim(p.a), read_claim(p.b), p.relation) for p in event.pairs), event.id)
    ]


def vocabulary(found: Sequence[Case], least: int) -> list[tuple[str, str]]:
    """The words, each with its place, that stand in at least so many events."""
    events: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case in found:
        for where in WORDS:
            for word in case.found.words[where]:
                events[where, word].add(case.event)
    return sorted(key for key, titles in events.items() if len(titles) >= least)


def matrix(found: Sequence[Case], words: Sequence[tuple[str, str]]) -> csr_matrix:
    """The features and words of cases, (cases, features + words)."""
    place = {key: len(FEATURES) + n for n, key in enumerate(words)}
    place |= {("", name): n for n, name in enumerate(FEATURES)}
    rows, columns, values = [], [], []
    for row, case in enumerate(found):
        entries = [(("", name), value) for name, value in case.found.features.items()]
        entries += [((where, word), 1.0) for where in WORDS for word in case.found.words[where]]
        for key, value in entries:
            if key in place:
                rows.append(row)
                columns.append(place[key])
                values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(found), len(place)))


def worth(name: str, found: Sequence[Case], probable: NDArray[np.float64]) -> str:
    """Average precision, and precision and recall from `PROBABLY`, in one line."""
    gold, called = [case.is_update for case in found], probable >= PROBABLY
    by_rule = [{"by_figure", "by_word"} & case.found.features.keys() != set() for case in found]
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
    seen: list[Case] = []
    unseen: list[Case] = []
    for event in all_events(options.events):
        (unseen if held_out(event.title, HELD_OUT) else seen).extend(of_sheet(event))
    words = vocabulary(seen, options.least)
    model = LogisticRegression(C=options.penalty, max_iter=5000)
    model.fit(matrix(seen, words), [case.is_update for case in seen])
    for name, found in (("held out", unseen), ("dev", of_dev())):
        print(worth(name, found, model.predict_proba(matrix(found, words))[:, 1]))
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
