"""Words that cannot both be true of one thing at one time, and words that deny."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

WordPairs = tuple[tuple[frozenset[str], frozenset[str]], ...]


def _pairs(*pairs: tuple[str, str]) -> WordPairs:
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, other in pairs)


OPPOSITES: WordPairs = _pairs(
    ("open opened reopened", "closed shut shuttered"),
    ("alive survived survives", "dead died killed"),
    ("won win wins victory", "lost lose loses defeat defeated"),
    ("guilty convicted", "acquitted cleared innocent"),
    ("arrested detained jailed custody", "released freed fled"),
    ("accepted accepts approved approves approve backed backs", "rejected rejects opposed opposes refused vetoed"),
    ("rose rise risen rising increased grew climbed", "fell fall fallen falling decreased dropped shrank"),
    ("captured seized took taken controls holds held", "repelled recaptured regained retaken withdrew"),
    ("advanced advancing", "retreated retreating withdrew withdrawing"),
    ("accidental accident accidentally", "deliberate deliberately arson sabotage intentional"),
    ("true genuine real authentic", "false fake forged fabricated untrue hoax"),
    ("present attended attending", "absent missed skipped"),
    ("safe", "unsafe dangerous contaminated"),
    ("legal lawful", "illegal unlawful"),
    ("stayed remains remained stays", "left resigned quit departed"),
    ("male man men", "female woman women"),
    ("intact undamaged unharmed", "destroyed damaged burned hit"),
    ("continued continues", "halted stopped suspended cancelled ended"),
    ("private", "public state"),
    ("signed", "unsigned"),
    ("confirmed", "denied"),
    ("peaceful peacefully", "violent violently"),
    ("domestic local", "foreign"),
    ("sober", "drunk"),
    ("awake", "asleep"),
    ("empty", "full packed"),
    ("started began begun", "ended finished"),
    ("success successful succeeded", "failure failed unsuccessful"),
    ("positive", "negative"),
    ("strong stronger", "weak weaker"),
)
"""Words that oppose each other where both texts speak of the same thing beside them."""

RELATIVES: WordPairs = _pairs(
    ("before", "after"),
    ("first", "last"),
    ("north northern", "south southern"),
    ("east eastern", "west western"),
    ("all every", "none no nobody"),
    ("always", "never"),
    ("more", "fewer less"),
    ("up", "down"),
    ("early earlier", "late later"),
)
"""Words that oppose each other only right before the same word ("before noon", "after noon")."""

LITTLE_WORDS = frozenset(
    "the a an of in on at to and or by for with from as is was were are be been has have had it its he she they his "
    "her their that this which who said says will would".split()
)
_NO_TOPICS = LITTLE_WORDS | frozenset(
    "these those whom than then there here so also but not all being some any one two three four five six seven eight "
    "nine ten monday tuesday wednesday thursday friday saturday sunday day night morning evening".split()
)
_NEGATIONS = frozenset(
    "not no never nobody none neither nor without cannot refuses refused denies denied fails failed hardly".split()
)
_NEAR, _NEGATED_NEAR, _STEM = 6, 3, 5
_WORD = re.compile(r"\w[\w'\u2019-]*")

DENYING = re.compile(
    r"\b(?:not|n't|no|never|none|nobody|nothing|neither|nor|without|den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing)?|"
    r"dismiss(?:es|ed|ing)?|refut(?:es|ed|ing)|untrue|false|baseless|fabricat\w+|contrary to|ruled out|failed to)\b"
    r"|\b\w+n['\u2019]t\b",
    re.IGNORECASE,
)


class _Word(NamedTuple):
    low: str
    start: int
    end: int


def find_opposed(one: str, two: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The spans of two words that oppose each other, one in each text, said of the same thing; None if there are none.

    A word counts unless it is negated or has its opposite beside it in the same text.
    """
    first, second = ([_Word(m[0].lower().replace("\u2019", "'"), *m.span()) for m in _WORD.finditer(t)]
                     for t in (one, two))  # fmt: skip
    here, there = ({word.low for word in words} for words in (first, second))
    for left, right, near in _all_pairs():
        said = not (here.isdisjoint(left) or there.isdisjoint(right))
        if not said or not here.isdisjoint(right) or not there.isdisjoint(left):
            continue
        for i in _said(first, left):
            for j in _said(second, right):
                if _around(first, i, near) & _around(second, j, near):
                    return first[i][1:], second[j][1:]
    return None


def _all_pairs() -> Iterator[tuple[frozenset[str], frozenset[str], bool]]:
    for pairs, near in ((OPPOSITES, True), (RELATIVES, False)):
        for left, right in pairs:
            yield left, right, near
            yield right, left, near


def _said(words: list[_Word], wanted: frozenset[str]) -> list[int]:
    """Where a text says one of the wanted words without negating it."""
    return [
        at
        for at, word in enumerate(words)
        if word.low in wanted
        and not any(w.low in _NEGATIONS or w.low.endswith("n't") for w in words[max(0, at - _NEGATED_NEAR) : at])
    ]


def _around(words: list[_Word], at: int, near: bool) -> set[str]:
    """Stems of the content words near a word; without `near`, of the one that follows it alone."""
    stems = [w.low[:_STEM] for w in words[at + 1 :] if w.low not in _NO_TOPICS]
    if not near:
        return set(stems[:1])
    window = words[max(0, at - _NEAR) : at] + words[at + 1 : at + 1 + _NEAR]
    return {w.low[:_STEM] for w in window if w.low not in _NO_TOPICS}
