"""How alike two claims are, for the network that weighs pairs together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from contradict.opposites import LITTLE_WORDS
from contradict.periods import days_between
from contradict.readings import WORD, Reading


@dataclass(frozen=True, slots=True)
class Face:
    """What of a claim is laid beside another one.

    Attributes:
        words: The words of the proposition in lower case, without the little ones.
        length: How many words it has in all.
        published: When.
    """

    words: frozenset[str]
    length: int
    published: date | None

    @classmethod
    def of(cls, reading: Reading) -> Face:
        """That of a claim which has been read."""
        words = WORD.findall(reading.proposition.lower())
        return cls(frozenset(words) - LITTLE_WORDS, len(words), reading.timing.published)


class Likeness(NamedTuple):
    """How alike two claims are.

    Attributes:
        cosine: Of their embeddings.
        shared: The share of the words of both that stand in both, 0 to 1.
        contained: The share of the words of the first that stand in the second, and the reverse, 0 to 1.
        lengths: The words of each.
        days: Between the days of publication; None where one is not known.
    """

    cosine: float
    shared: float
    contained: tuple[float, float]
    lengths: tuple[int, int]
    days: int | None

    @classmethod
    def of(cls, a: Face, b: Face, cosine: float) -> Likeness:
        """That of two claims, whose embeddings have the given cosine."""
        both = len(a.words & b.words)
        return cls(
            cosine,
            both / max(1, len(a.words | b.words)),
            (both / max(1, len(a.words)), both / max(1, len(b.words))),
            (a.length, b.length),
            None if a.published is None or b.published is None else days_between(a.published, b.published),
        )

    def turned(self) -> Likeness:
        """That of the two in the other order."""
        return self._replace(contained=self.contained[::-1], lengths=self.lengths[::-1])
