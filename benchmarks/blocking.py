"""Blocking and clustering measured: `python -m benchmarks.blocking --data DIR [--embedder NAME_OR_FOLDER ...]`.

Pair recall: of the pairs of ECB+ sentences (topics 26 to 35, those with event mentions) that share a mention cluster,
reporting verbs aside, the share with a cosine similarity above the threshold. B-cubed: on all the sentences of these
topics against the field `event`, and on headlines against their story. Contradicting pairs beside agreeing ones: the
shares kept of emergent, of claimdiff, and of a pile of the dev half of our labelled events. Of several embedders the
last one is what the others are compared with.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from contradict.comparer import NEIGHBOURS, SIMILARITY
from contradict.datasets import load_events
from contradict.embedding import Embedder
from contradict.evaluation.metrics import b_cubed
from contradict.events import candidate_pairs, cluster
from contradict.readings import read_claim
from training.event_texts import mention_clusters
from training.mix import read_rows
from training.train_embedder import start_folder

GRID = [0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.70]
HEADS = (
    "| cosine from | ECB+ pair recall | pairs kept | B-cubed, ECB+ | B-cubed, headlines | emergent, contradicting / "
    "agreeing | claimdiff | our dev half | pairs kept | B-cubed |"
)
MINILM = "all-MiniLM-L6-v2"
Floats = np.ndarray[Any, np.dtype[np.float32]]


def gold_pairs(rows: list[dict[str, Any]]) -> set[tuple[int, int]]:
    """Pairs of rows that share a mention cluster, mentions that are reporting verbs aside."""
    clusters: dict[str, set[int]] = {}
    for i, row in enumerate(rows):
        for mark in mention_clusters(row):
            clusters.setdefault(mark, set()).add(i)
    return {pair for members in clusters.values() for pair in combinations(sorted(members), 2)}


def headlines(path: Path) -> tuple[list[str], list[str]]:
    """Distinct headlines and their story."""
    texts: dict[str, str] = {}
    for row in read_rows(path):
        for stance, group in row.items():
            if stance != "body_id":
                texts.update({text: str(row["body_id"]) for text in group})
    return list(texts), list(texts.values())


def clustered(vectors: Floats, events: Sequence[Any], threshold: float) -> list[float]:
    """B-cubed precision, recall and F1 of the clusters at a threshold."""
    found = cluster(vectors, candidate_pairs(vectors, threshold, NEIGHBOURS), threshold)
    scores = b_cubed(dict(enumerate(events)), dict(enumerate(found.tolist())))
    return [round(x, 3) for x in (scores.precision, scores.recall, scores.f1)]


def above(values: Floats, threshold: float) -> float:
    return round(float((values >= threshold).mean()), 4)


def upper(similar: Floats) -> Floats:
    """The similarities of all pairs."""
    return similar[np.triu_indices(len(similar), 1)]


def ecb(embedder: Embedder, data: Path, grid: list[float]) -> dict[str, Any]:
    """Pair recall against the pairs kept, and clusters, on ECB+ and on headlines."""
    rows = list(read_rows(data / "dev" / "ecbplus_topics_26_35.jsonl.gz"))
    vectors = embedder.encode([row["text"] for row in rows], progress=True)
    texts, stories = headlines(data / "dev" / "headlines_by_story.jsonl")
    story_vectors = embedder.encode(texts, progress=True)
    mentioned = [i for i, row in enumerate(rows) if row["event_mentions"]]
    similar = vectors[mentioned] @ vectors[mentioned].T
    true = np.array([similar[i, j] for i, j in gold_pairs([rows[i] for i in mentioned])], dtype=np.float32)
    every = upper(similar)
    at_90 = float(np.quantile(true, 0.10))
    table = [
        {
            "threshold": t,
            "pair_recall": above(true, t),
            "kept": int((every >= t).sum()),
            "ecb": clustered(vectors, [row["event"] for row in rows], t),
            "headlines": clustered(story_vectors, stories, t),
        }
        for t in grid
    ]
    kept = int((every >= at_90).sum())
    return {
        "gold": len(true), "pairs": len(every), "threshold_at_0.90": at_90, "kept_at_0.90": kept, "grid": table
    }  # fmt: skip


def labelled(embedder: Embedder, path: Path, grid: list[float]) -> list[dict[str, float]]:
    """The shares of contradicting and of agreeing pairs that each threshold keeps."""
    rows = list(read_rows(path))
    a, b = (embedder.encode([row[side] for row in rows], progress=True) for side in ("premise", "hypothesis"))
    near = np.einsum("ij,ij->i", a, b)
    of = {label: near[[row["label"] == label for row in rows]] for label in ("contradiction", "entailment")}
    return [{"threshold": t, **{label: above(values, t) for label, values in of.items()}} for t in grid]


def own_half(embedder: Embedder, grid: list[float]) -> list[dict[str, Any]]:
    """The dev half of our labelled events in one pile: which labelled pairs a threshold keeps, and the clusters."""
    events = load_events("dev")
    claims = [claim for event in events for claim in event.claims]
    row = {claim.id: i for i, claim in enumerate(claims)}
    vectors = embedder.encode([read_claim(claim).proposition for claim in claims])
    similar = vectors @ vectors.T
    every = upper(similar)
    gold = [claim.meta["event"] for claim in claims]
    near = {
        relation: np.array(
            [similar[row[p.a.id], row[p.b.id]] for e in events for p in e.pairs if p.relation == relation]
        )
        for relation in ("contradict", "agree")
    }
    return [
        {
            "threshold": t,
            **{relation: above(values, t) for relation, values in near.items()},
            "kept": int((every >= t).sum()),
            "of": len(every),
            "b_cubed": clustered(vectors, gold, t),
        }
        for t in grid
    ]


def measure(embedder: Embedder, data: Path) -> dict[str, Any]:
    """All figures of one embedder."""
    grid = sorted({*GRID, SIMILARITY})
    return {
        "embedder": embedder.name,
        "ecb": ecb(embedder, data, grid),
        **{name: labelled(embedder, data / "dev" / f"{name}.jsonl", grid) for name in ("emergent", "claimdiff_train")},
        "our dev half": own_half(embedder, grid),
    }


def shown(found: list[dict[str, Any]]) -> str:
    """The figures as tables in markdown."""
    least = found[-1]["ecb"]["kept_at_0.90"]
    lines = ["| embedder | cosine at pair recall 0.90 | pairs kept | of the last one's |", "| --- | --- | --- | --- |"]
    for one in found:
        at, kept = one["ecb"]["threshold_at_0.90"], one["ecb"]["kept_at_0.90"]
        lines.append(f"| {one['embedder']} | {at:.3f} | {kept} | {kept / least:.1%} |")
    for one in found:
        lines += ["", f"**{one['embedder']}**", "", HEADS, "|" + " --- |" * 10]
        parts = (one["ecb"]["grid"], one["emergent"], one["claimdiff_train"], one["our dev half"])
        for e, near, diff, own in zip(*parts, strict=True):
            both = [f"{x['contradiction']:.3f} / {x['entailment']:.3f}" for x in (near, diff)]
            cells = (
                f"{e['threshold']:.2f}", f"{e['pair_recall']:.3f}", e["kept"], _b3(e["ecb"]), _b3(e["headlines"]),
                *both, f"{own['contradict']:.3f} / {own['agree']:.3f}", own["kept"], _b3(own["b_cubed"]),
            )  # fmt: skip
            lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def _b3(scores: list[float]) -> str:
    return " / ".join(f"{x:.2f}" for x in scores)


def load(name: str | None) -> Embedder:
    """An embedder; all-MiniLM-L6-v2 from the package that the training starts from."""
    if name != MINILM:
        return Embedder(name)
    embedder = Embedder(start_folder())
    embedder.name = MINILM
    return embedder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--embedder", nargs="*", default=[None, MINILM], help=f"names or folders; the default one and {MINILM} without"
    )
    parser.add_argument("-o", "--output", type=Path, help="a file for the figures as JSON")
    options = parser.parse_args()
    found = [measure(load(name), options.data) for name in options.embedder]
    print(shown(found))
    if options.output:
        options.output.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
