"""Wire copy: ten papers that print one agency's sentence are one witness."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from contradict.attribution import attribute
from contradict.camps import voices
from contradict.claims import Claim
from contradict.report import Pair, Report

WORD = re.compile(r"\w+(?:[.,:]\d+)*")
NEGATION = re.compile(r"\b(?:no|not|never|none|nobody|nothing|without|neither|denied|rejected)\b|n['’]t\b", re.I)
ALIKE, SIMILAR = 0.85, 0.8
"""Which share of their words near-identical claims have in common, and the similarity from which it is looked at."""
FEWEST_WORDS = 5
"""In shorter claims one word is too much of a difference."""


def copies(report: Report) -> tuple[tuple[Claim, ...], ...]:
    """Groups of claims of different sources that print the same sentence but for a few words.

    They differ in no number and in no negation. Each group, and the groups, are in canonical order.
    """
    leader = {claim.id: claim.id for claim in report.claims}

    def first(claim: str) -> str:
        while leader[claim] != claim:
            leader[claim] = leader[leader[claim]]
            claim = leader[claim]
        return claim

    order = {claim.id: number for number, claim in enumerate(report.claims)}
    for a, b in _alike(report.claims, report.pairs):
        one, two = sorted((first(a.id), first(b.id)), key=order.__getitem__)
        leader[two] = one
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in report.claims:
        groups[first(claim.id)].append(claim)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def independent_voices(claims: Sequence[Claim], copied: Sequence[Sequence[Claim]]) -> int:
    """How many voices have a claim that is no copy, or the first of its copies; claims of nobody count for none.

    Args:
        claims: All claims of a report.
        copied: What `copies` found in it.
    """
    repeated = {claim.id for group in copied for claim in group[1:]}
    return sum(bool(v.name) and any(claim.id not in repeated for claim in v.claims) for v in voices(claims))


def _alike(claims: Sequence[Claim], pairs: Sequence[Pair]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims of different sources with the same words, or nearly so."""
    plain: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        words = tuple(_words(claim.text))
        other = plain.setdefault(words, claim)
        if words and other is not claim and _apart(claim, other):
            yield other, claim
    read: dict[str, _Content] = {}
    for pair in pairs:
        if pair.similarity is None or pair.similarity < SIMILAR or not _apart(pair.a, pair.b):
            continue
        for claim in (pair.a, pair.b):
            if claim.id not in read:
                read[claim.id] = _content(claim.text)
        if _near(read[pair.a.id], read[pair.b.id]):
            yield pair.a, pair.b


def _apart(a: Claim, b: Claim) -> bool:
    return a.source is not None and b.source is not None and a.source != b.source


class _Content(NamedTuple):
    """What is compared of a claim: the words of its proposition, the numbers among them, how often it says no."""

    words: Counter[str]
    numbers: list[str]
    negations: int


def _content(text: str) -> _Content:
    words = _words(attribute(text).proposition)
    numbers = sorted(word for word in words if word[0].isdigit())
    return _Content(Counter(words), numbers, len(NEGATION.findall(text)))


def _near(a: _Content, b: _Content) -> bool:
    if a.numbers != b.numbers or a.negations != b.negations:
        return False
    if min(sum(a.words.values()), sum(b.words.values())) < FEWEST_WORDS:
        return False
    return sum((a.words & b.words).values()) >= ALIKE * sum((a.words | b.words).values())


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())
