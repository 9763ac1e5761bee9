"""Wire copy: ten papers that print one agency's sentence are one witness."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from contradict.attribution import attribute
from contradict.claims import Claim
from contradict.readings import EMPTY_WORDS
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


def independent_voices(report: Report) -> int:
    """How many voices speak in a report: speakers, or else sources, where copies count with the first that has them."""
    copied = {claim.id for group in copies(report) for claim in group[1:]}
    names = (_name(claim.speaker or claim.source or "") for claim in report.claims if claim.id not in copied)
    return len({name for name in names if name})


def _alike(claims: Sequence[Claim], pairs: Sequence[Pair]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims of different sources with the same words, or nearly so."""
    plain: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        words = tuple(_words(claim.text))
        other = plain.setdefault(words, claim)
        if words and other is not claim and _apart(claim, other):
            yield other, claim
    for pair in pairs:
        near = pair.similarity is not None and pair.similarity >= SIMILAR
        if near and _apart(pair.a, pair.b) and _near(pair.a.text, pair.b.text):
            yield pair.a, pair.b


def _apart(a: Claim, b: Claim) -> bool:
    return a.source is not None and b.source is not None and a.source != b.source


def _near(a: str, b: str) -> bool:
    one, two = (attribute(text).proposition for text in (a, b))
    words = [Counter(_words(text)) for text in (one, two)]
    if min(sum(count.values()) for count in words) < FEWEST_WORDS:
        return False
    numbers = [sorted(word for word in count.elements() if word[0].isdigit()) for count in words]
    if numbers[0] != numbers[1] or len(NEGATION.findall(a)) != len(NEGATION.findall(b)):
        return False
    return (words[0] & words[1]).total() >= ALIKE * (words[0] | words[1]).total()


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _name(voice: str) -> frozenset[str]:
    return frozenset(_words(voice)) - EMPTY_WORDS
