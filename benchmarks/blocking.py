"""Blocking and clustering measured: `python -m benchmarks.blocking --data DIR [--embedder NAME_OR_FOLDER ...]`.

Pair recall: of the pairs of ECB+ sentences (topics 26 to 35, those with event mentions) that share a mention cluster,
reporting verbs aside, the share with a cosine similarity above the threshold. B-cubed: on all the sentences of these
topics against the field `event`, and on headlines against their story.
"""

from __future__ import annotations

import argparse
import json
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from contradict.datasets import load_events
from contradict.embedding import Embedder
from contradict.evaluation.metrics import b_cubed
from contradict.events import candidate_pairs, cluster
from contradict.readings import read_claim
from training.mix import read_rows

REPORTING = frozenset(
    "said say says saying told tell tells reported report reports announced announce announces according added stated "
    "statement claimed claim confirmed confirm explained quoted wrote".split()
)
GRID = [0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.70]


def gold_pairs(rows: list[dict[str, Any]]) -> set[tuple[int, int]]:
    """Pairs of rows that share a mention cluster, mentions that are reporting verbs aside."""
    clusters: dict[str, set[int]] = {}
    for i, row in enumerate(rows):
        for mention in row["event_mentions"]:
            if not REPORTING & set(mention["mention"].lower().split()):
                clusters.setdefault(mention["cluster"], set()).add(i)
    return {pair for members in clusters.values() for pair in combinations(sorted(members), 2)}


def headlines(path: Path) -> tuple[list[str], list[str]]:
    """Distinct headlines and their story."""
    texts: dict[str, str] = {}
    for row in read_rows(path):
        for stance, group in row.items():
            if stance != "body_id":
                texts.update({text: str(row["body_id"]) for text in group})
    return list(texts), list(texts.values())


def own_half(embedder: Embedder) -> list[dict[str, Any]]:
    """The dev half of our labelled events in one pile: which labelled pairs a threshold keeps, and the clusters."""
    events = load_events("dev")
    claims = [claim for event in events for claim in event.claims]
    row = {claim.id: i for i, claim in enumerate(claims)}
    vectors = embedder.encode([read_claim(claim).proposition for claim in claims])
    similar = vectors @ vectors.T
    every = similar[np.triu_indices(len(claims), 1)]
    near = {
        relation: np.array(
            [similar[row[p.a.id], row[p.b.id]] for e in events for p in e.pairs if p.relation == relation]
        )
        for relation in ("contradict", "agree")
    }
    lines = []
    for t in GRID:
        found = cluster(len(claims), candidate_pairs(vectors, t, 100), t)
        gold = {i: claim.meta["event"] for i, claim in enumerate(claims)}
        scores = b_cubed(gold, dict(enumerate(found.tolist())))
        kept = {relation: round(float((s >= t).mean()), 3) for relation, s in near.items()}
        b3 = [round(x, 3) for x in (scores.precision, scores.recall, scores.f1)]
        lines.append({"threshold": t, "recall": kept, "kept": int((every >= t).sum()), "of": len(every), "b_cubed": b3})
    return lines


def measure(embedder: Embedder, data: Path) -> dict[str, Any]:
    """All figures of one embedder."""
    rows = list(read_rows(data / "dev" / "ecbplus_topics_26_35.jsonl.gz"))
    vectors = embedder.encode([row["text"] for row in rows], progress=True)
    mentioned = [i for i, row in enumerate(rows) if row["event_mentions"]]
    part = vectors[mentioned]
    gold = gold_pairs([rows[i] for i in mentioned])
    similar = part @ part.T
    true = np.array([similar[i, j] for i, j in gold])
    every = similar[np.triu_indices(len(part), 1)]
    at_90 = float(np.quantile(true, 0.10))
    story_texts, stories = headlines(data / "dev" / "headlines_by_story.jsonl")
    story_vectors = embedder.encode(story_texts, progress=True)
    events = [row["event"] for row in rows]
    out: dict[str, Any] = {
        "embedder": embedder.name,
        "gold_pairs": len(gold),
        "all_pairs": len(every),
        "threshold_at_recall_0.90": at_90,
        "pairs_kept_at_recall_0.90": int((every >= at_90).sum()),
    }
    for name in ("emergent", "claimdiff_train"):
        labelled = list(read_rows(data / "dev" / f"{name}.jsonl"))
        a = embedder.encode([row["premise"] for row in labelled], progress=True)
        b = embedder.encode([row["hypothesis"] for row in labelled], progress=True)
        near = np.einsum("ij,ij->i", a, b)
        out[name] = {
            label: {
                f"{t:.2f}": round(float((near[[r["label"] == label for r in labelled]] >= t).mean()), 4)
                for t in [round(at_90, 2), *GRID]
            }
            for label in ("entailment", "contradiction")
        }
    out["our dev half"] = own_half(embedder)
    out["grid"] = []
    for t in GRID:
        line: dict[str, Any] = {
            "threshold": t,
            "pair_recall": float((true >= t).mean()),
            "kept": int((every >= t).sum()),
        }
        for name, v, g in (("ecb", vectors, events), ("headlines", story_vectors, stories)):
            found = cluster(len(v), candidate_pairs(v, t, 100), t)
            scores = b_cubed(dict(enumerate(g)), dict(enumerate(found.tolist())))
            line[name] = [round(x, 4) for x in (scores.precision, scores.recall, scores.f1)]
        out["grid"].append(line)
        print(json.dumps(line), flush=True)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--embedder", nargs="*", default=[None], help="names or folders; the default one without")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    found = [measure(Embedder(name), options.data) for name in options.embedder]
    text = json.dumps(found, indent=1)
    print(text)
    if options.output:
        options.output.write_text(text + "\n")


if __name__ == "__main__":
    main()
