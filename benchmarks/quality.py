"""Ours beside what users would pick instead, one table: `python -m benchmarks.quality [--data DIR] [--rows N]`.

Contradiction against the rest: precision, recall, F1 and average precision, with 95 % bootstrap intervals (over events
for our test half, over pairs elsewhere). All systems use the packaged NLI weights: the whole verdict; the NLI model
alone, both directions on the claims as they stand; `CrossEncoder.predict`, one direction, argmax; cosine similarity of
the default embedder from the default threshold; and contradict-text 0.2.1 from PyPI, which cannot share an environment
with this library and runs as a process in one of its own, made by this command in `--environment`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sentence_transformers import CrossEncoder
from transformers import AutoTokenizer

from benchmarks.public import rows_of
from contradict.comparer import Comparer
from contradict.datasets import load_events
from contradict.evaluation.evaluating import from_predictions
from contradict.nli import PACKAGED, NLIScores
from contradict.verdicts import combine
from training.train_embedder import start_folder

SETS = ("xnli_en_dev", "snli_dev", "fever_symmetric", "emergent", "claimdiff_train", "summedits_other")
CONSTRAINTS = Path(__file__).parent.parent / "constraints.txt"
OTHER = """
import json, sys
from contradict import ContradictionDetector
from contradict.nli import classify
nli, embedder, pairs = json.load(sys.stdin)
detector = ContradictionDetector(nli_model=nli, embed_model=embedder)
out = []
for a, b in pairs:
    result = detector.check(a, b)
    score = 0.0 if result.nli_skipped else classify(a, b, nli)[2]
    out.append([result.is_contradiction, score])
json.dump(out, sys.stdout)
"""
Texts = list[tuple[str, str]]
Found = tuple[Sequence[bool], Sequence[float]]


@dataclass(frozen=True)
class LabelledSet:
    """Pairs of texts, whether they contradict, and what the bootstrap draws."""

    name: str
    pairs: list[tuple[object, object]]
    texts: Texts
    gold: list[bool]
    groups: list[str]


def sets(data: Path | None, rows: int) -> list[LabelledSet]:
    """Our test half, and samples of the public sets."""
    gold = [(p, e.id) for e in load_events("test") for p in e.pairs]
    made = [
        LabelledSet(
            "our test half",
            [(p.a, p.b) for p, _ in gold],
            [(p.a.text, p.b.text) for p, _ in gold],
            [p.relation == "contradict" for p, _ in gold],
            [event for _, event in gold],
        )
    ]
    for name in SETS if data else ():
        assert data is not None
        part = rows_of(data, name, None, rows)
        texts = [(r["premise"], r["hypothesis"]) for r in part]
        labels = [r["label"] == "contradiction" for r in part]
        made.append(LabelledSet(name, list(texts), texts, labels, [str(i) for i in range(len(part))]))
    return made


class Systems:
    """The compared systems, each from a labelled set to its calls and scores of contradiction."""

    def __init__(self, environment: Path) -> None:
        self.comparer = Comparer(progress=True)
        self.folder = Path(tempfile.mkdtemp()) / "nli"
        self.comparer.nli.model.save_pretrained(self.folder)
        AutoTokenizer.from_pretrained(PACKAGED["base"]).save_pretrained(self.folder)
        self.cross_encoder = CrossEncoder(str(self.folder), device="cpu")
        self.python = environment / "bin" / "python"
        if not self.python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
            wanted = ["contradict-text==0.2.1", "--constraint", str(CONSTRAINTS)]
            subprocess.run([str(self.python), "-m", "pip", "install", "--quiet", *wanted], check=True)

    def verdict(self, given: LabelledSet) -> Found:
        judged = self.comparer.judge(given.pairs, together=True)
        return [p.relation == "contradict" for p in judged], [
            p.probabilities.contradict * (not p.is_update) for p in judged
        ]

    def nli_alone(self, given: LabelledSet) -> Found:
        both = [pair for a, b in given.texts for pair in ((a, b), (b, a))]
        scores = [NLIScores(*map(float, row)) for row in self.comparer.nli.score(both, progress=True)]
        found = [combine(*scores[i : i + 2]).contradict for i in range(0, len(scores), 2)]
        return [s >= 0.5 for s in found], found

    def one_direction(self, given: LabelledSet) -> Found:
        scores = self.cross_encoder.predict(given.texts, apply_softmax=True, batch_size=32, show_progress_bar=False)
        column = self.comparer.nli.outputs[2]
        return (scores.argmax(axis=1) == column).tolist(), scores[:, column].tolist()

    def embeddings(self, given: LabelledSet) -> Found:
        a, b = (self.comparer.embedder.encode([pair[k] for pair in given.texts]) for k in (0, 1))
        near = np.einsum("ij,ij->i", a, b)
        return (near >= self.comparer.similarity).tolist(), near.tolist()

    def contradict_text(self, given: LabelledSet) -> Found:
        job = json.dumps([str(self.folder), str(start_folder()), given.texts])
        done = subprocess.run(
            [str(self.python), "-I", "-c", OTHER], input=job, capture_output=True, text=True, check=True
        )
        rows = json.loads(done.stdout[done.stdout.index("[") :])
        return [bool(call) for call, _ in rows], [float(score) for _, score in rows]


def line(name: str, given: LabelledSet, found: Found) -> str:
    """One row of the table."""
    labels = ["contradiction" if yes else "not_contradiction" for yes in given.gold]
    rows = [
        {"a": a, "b": b, "label": label, "group": group}
        for (a, b), label, group in zip(given.pairs, labels, given.groups, strict=True)
    ]
    probabilities = [(0.0, score, 1 - score) for score in np.clip(found[1], 0, 1)]
    relations = ["contradict" if yes else "neutral" for yes in found[0]]
    e = from_predictions(rows, probabilities, relations, group="group")
    cells = []
    for figure in ("precision", "recall", "f1"):
        low, high = e.intervals[f"{e.positive}.{figure}"]
        cells.append(f"{getattr(e.contradiction, figure):.3f} ({low:.2f}-{high:.2f})")
    return f"| {name} | {' | '.join(cells)} | {e.average_precision:.3f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--rows", type=int, default=300, help="rows of each public set, a seeded sample")
    parser.add_argument("--environment", type=Path, default=Path.home() / ".cache" / "contradict-text-0.2.1")
    options = parser.parse_args()
    systems = Systems(options.environment)
    named: dict[str, Callable[[LabelledSet], Found]] = {
        "contradict": systems.verdict,
        "NLI alone, both directions": systems.nli_alone,
        "CrossEncoder, one direction": systems.one_direction,
        "embeddings alone": systems.embeddings,
        "contradict-text 0.2.1": systems.contradict_text,
    }
    for given in sets(options.data, options.rows):
        print(f"\n**{given.name}**: {len(given.gold)} pairs, {sum(given.gold)} contradictions\n")
        print("| system | precision | recall | F1 | AP |\n| --- | --- | --- | --- | --- |")
        for name, system in named.items():
            print(line(name, given, system(given)), flush=True)


if __name__ == "__main__":
    main()
