"""Pairs of claims about different events that look alike: neutral, whatever their words oppose.

"Nine people drowned in the Sava" and "Nobody drowned in Lake Como" contradict each other in nothing. Only claims that
both name somebody or some place, and share no name, can be told to be about two events without their context.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from contradict.claims import Claim
from contradict.readings import Reading, names_apart, read_claim
from training.mix import NEUTRAL, Example, held_out
from training.sheets import HELD_OUT, all_events

NEAREST = 8
LEAST_ALIKE = 0.08
"""Cosine of the tf-idf vectors: with less in common nobody would take two claims for claims about one event."""


def read_strangers(events: Path, seed: int) -> list[Example]:
    """Both orders of the most alike pairs of claims from different events that are not held out, shuffled."""
    readings: list[Reading] = []
    titles: list[str] = []
    for event in all_events(events):
        if not held_out(event.title, HELD_OUT):
            for _, (source, speaker, _, text) in sorted(event.claims.items()):
                readings.append(read_claim(Claim(text, source=source, speaker=speaker or None)))
                titles.append(event.title)
    found: list[Example] = []
    for i, j in alike([reading.proposition for reading in readings], titles):
        if names_apart(readings[i], readings[j]):
            a, b = readings[i].proposition, readings[j].proposition
            found += [Example(a, b, (NEUTRAL,), "strangers"), Example(b, a, (NEUTRAL,), "strangers")]
    random.Random(f"{seed}/strangers").shuffle(found)
    return found


def alike(texts: Sequence[str], groups: Sequence[str]) -> list[tuple[int, int]]:
    """For each text those of other groups that share most words with it: pairs of rows, the lower one first."""
    vectors = TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform(texts)
    kind = np.unique(groups, return_inverse=True)[1]
    pairs: set[tuple[int, int]] = set()
    for start in range(0, len(texts), 512):
        near = (vectors[start : start + 512] @ vectors.T).toarray()
        near[kind[start : start + 512, None] == kind[None, :]] = 0.0
        order = np.argsort(-near, axis=1, kind="stable")[:, :NEAREST]
        for row, columns in enumerate(order.tolist(), start):
            pairs |= {(min(row, j), max(row, j)) for j in columns if near[row - start, j] >= LEAST_ALIKE}
    return sorted(pairs)
