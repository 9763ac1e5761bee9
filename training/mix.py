"""The training pairs: reading the public sets, holding a slice out, drawing a stage's mix."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENTAILMENT, NEUTRAL, CONTRADICTION = "entailment", "neutral", "contradiction"
BOTH_WAYS = frozenset({"events", "propositions", "denied", "headlines", "augmented", "strangers"})
"""Sources that give both orders of a pair by themselves."""
NEWEST = "newest "
"""Before the name of a source: only what the newest sheets of events give."""
LABELS = (CONTRADICTION, ENTAILMENT, NEUTRAL)
"""In the order of the model's outputs."""


@dataclass(frozen=True)
class Example:
    """One direction of a pair, with every label that may be right: the loss is taken over their summed probability."""

    premise: str
    hypothesis: str
    allowed: tuple[str, ...]
    source: str

    def swapped(self) -> Example:
        """The other direction: a contradiction is symmetric; of the others only that is known that they are none."""
        allowed = self.allowed if self.allowed == (CONTRADICTION,) else (ENTAILMENT, NEUTRAL)
        return Example(self.hypothesis, self.premise, allowed, self.source)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def held_out(premise: str, share: float) -> bool:
    """Whether a premise belongs to the held-out slice: by its hash, so the same in every run and every stage."""
    digest = hashlib.sha256(premise.encode()).digest()
    return int.from_bytes(digest[:4], "big") < share * 2**32


def group(source: str) -> str:
    return "newprotocols" if source.startswith("newprotocols") else source


def read_public(data: Path, holdout: dict[str, Any]) -> tuple[dict[str, list[Example]], list[Example]]:
    """The public three-way sets by source, and the held-out slice.

    Left out: MNLI rows whose split says that about 12 % of the labels are wrong.
    """
    train: dict[str, list[Example]] = defaultdict(list)
    held: list[Example] = []
    for row in read_rows(data / "train" / "nli_3way.jsonl.gz"):
        if row["split"] == "mismatched_label1":
            continue
        source = group(row["source"])
        example = Example(row["premise"], row["hypothesis"], (row["label"],), source)
        if held_out(row["premise"], holdout["share"]):
            if source in holdout["sources"]:
                held.append(example)
        else:
            train[source].append(example)
    return dict(train), held


def draw(pools: dict[str, list[Example]], mix: dict[str, int], swap: float, seed: int) -> list[Example]:
    """One stage's examples, shuffled; each source is drawn in a seeded order of its own, again if it has too few."""
    drawn: list[Example] = []
    for source, wanted in sorted(mix.items()):
        if source not in pools:
            raise KeyError(f"the mix names {source!r}, which is not among {sorted(pools)}")
        pool = list(pools[source])
        rng = random.Random(f"{seed}/{source}")
        taken: list[Example] = []
        while pool and len(taken) < wanted:
            rng.shuffle(pool)
            taken += pool[: wanted - len(taken)]
        for example in taken:
            one_way = source.removeprefix(NEWEST) not in BOTH_WAYS
            drawn.append(example.swapped() if one_way and rng.random() < swap else example)
    random.Random(seed).shuffle(drawn)
    return drawn
