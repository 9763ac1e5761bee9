"""Fit the weights of the verdict into `verdict.json` beside a model: `python -m training.fit_verdict [--nli MODEL]`.

Fitted on the labelled training events that the NLI model was not trained on, together with the dev half of
`contradict.datasets`; the test half has no part in it. The features are equal for both orders of a pair.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from contradict.cache import Cache
from contradict.judging import asked, evidences
from contradict.nli import DEFAULT_NLI, PACKAGED, NLIModel
from contradict.readings import read_claim
from contradict.replacing import UpdateWeights
from contradict.verdicts import PARTS, WEIGHTS_NAME, Evidence, Weights
from training.sheets import Labelled, held_out_events, labelled, labelled_dev

SEED = 0
NAMES = [name for names in PARTS.values() for name in names]


def labelled_pairs(events: Path, most: int | None = None) -> list[Labelled]:
    """Pairs with their relation and event: the dev half, and the training events that are held out, at most so many."""
    held = sorted(held_out_events(events), key=lambda event: event.title)
    random.Random(SEED).shuffle(held)
    return [*labelled_dev(), *(pair for event in held[:most] for pair in labelled(event))]


def evidence_of(pairs: Iterable[Labelled], nli: NLIModel, cache: Cache | None = None) -> list[Evidence]:
    """What the verdict on each pair rests on."""
    read = [(read_claim(a), read_claim(b)) for a, b, *_ in pairs]
    return evidences(read, nli.score(asked(read), progress=True, cache=cache))


def fit(found: list[Evidence], relations: list[str], penalty: float) -> Weights:
    """Multinomial logistic regression, neutral's row subtracted; what is an update counts as a contradiction."""
    keep = [i for i, e in enumerate(found) if not e.identical]
    updates = UpdateWeights.load()
    features = [found[i].features(updates(found[i])[0]) for i in keep]
    x = np.array([[values[name] for name in NAMES] for values in features])
    y = np.array(["contradict" if relations[i] == "update" else relations[i] for i in keep])
    model = LogisticRegression(C=penalty, max_iter=5000).fit(x, y)
    row = {name: i for i, name in enumerate(model.classes_)}
    w = np.c_[model.intercept_, model.coef_]
    w = w - w[row["neutral"]]
    agree, contradict = (
        {name: round(float(v), 4) for name, v in zip(("bias", *NAMES), w[row[relation]], strict=True)}
        for relation in ("agree", "contradict")
    )
    return Weights(agree, contradict)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nli", default=DEFAULT_NLI, help="the model to fit for: base or a folder")
    parser.add_argument("--events", type=Path, default=Path(__file__).parent / "events")
    parser.add_argument("--most", type=int, help="held-out events at most; all of them without it")
    parser.add_argument("--penalty", type=float, default=0.3, help="inverse strength of the L2 penalty")
    parser.add_argument("-o", "--output", type=Path, help="default: beside the model")
    parser.add_argument("--cache", type=Path, help="a file that keeps the model's answers")
    options = parser.parse_args()
    pairs = labelled_pairs(options.events, options.most)
    nli = NLIModel(options.nli)
    found = evidence_of(pairs, nli, Cache(options.cache) if options.cache else None)
    weights = fit(found, [relation for _, _, relation, _ in pairs], options.penalty)
    about = f"{len(pairs)} pairs of {len({e for *_, e in pairs})} events, NLI model {nli.fingerprint}"
    text = json.dumps({"fitted_on": about, "agree": weights.agree, "contradict": weights.contradict}, indent=1)
    output = options.output or PACKAGED.get(options.nli, Path(options.nli)) / WEIGHTS_NAME
    output.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
