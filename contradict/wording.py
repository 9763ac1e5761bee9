"""What the claims of a report speak of: their content words, how telling each is, and the phrases that two share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from contradict.attribution import attribute
from contradict.claims import Claim
from contradict.opposites import DENYING, LITTLE_WORDS, OPPOSITES
from contradict.quantities.countables import is_plural
from contradict.quantities.sides import side_of

WORD = re.compile(r"\w+(?:['\u2019.,:-]\w+)*")
POSSESSIVE = re.compile(r"['\u2019]s?$")
ENDINGS = (("s", ""), ("ing", ""), ("ed", "e"), ("e", ""))
"""Endings in which forms of one word differ, and what stays of each; taken off in turn: villages, village."""
WHOLE = frozenset({"united", "news"})
"""Words that end so by chance, beside others that they must not be taken for."""
LEAST_STEM = 3
VOWEL = re.compile("[^\\W\\dbcdfghjklmnpqrstvwxz_]")
PREPOSITIONS = frozenset("of in on at to from for with by over near under into between against about around".split())
FILLING = (
    LITTLE_WORDS
    | PREPOSITIONS
    | frozenset(
        "these those whom than then there here so also but not all any some no none more most less up down out off our "
        "we us you your my one two three four five six seven eight nine ten hundred thousand monday tuesday wednesday "
        "thursday friday saturday sunday today yesterday during after before still now only every each if when where "
        "while because being do does did can could may might must should".split()
    )
)
"""Words that say nothing of what a claim is about."""
STATING = frozenset(word for two in OPPOSITES for words in two for word in words)
"""Words that take a side where they end a phrase."""
JOINING = PREPOSITIONS | frozenset("the a an and or its their his her 's".split())
"""Words that may stand inside a phrase without being shared."""
LONGEST_GAP, LONGEST_PHRASE = 2, 60
FEW = 9
"""Fewer claims may be about one thing alone: all their words tell something."""
SECOND = 0.5
"""The share of the weight of the first phrase from which a second one is told too."""
MOST_READ = 1500
"""Characters of a claim that words are read from."""


class Word(NamedTuple):
    """A word of a claim: its stem, "" where it fills only, and where it stands."""

    stem: str
    start: int
    end: int


class Wording:
    """The content words of claims, each as telling as it is rare among them.

    Args:
        claims: All claims of a report; those that are asked about must be among them.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        known = list(claims)
        self.words: Mapping[str, tuple[Word, ...]] = {claim.id: tuple(_words(claim.text)) for claim in known}
        self.stems = {id: frozenset(w.stem for w in words if w.stem) for id, words in self.words.items()}
        counts = Counter(stem for stems in self.stems.values() for stem in stems)
        self.telling = {stem: math.log((len(known) + 1) / count) for stem, count in counts.items()}
        self.least = math.log(3) if len(known) >= FEW else 0.0
        self.length = {id: math.sqrt(self._square(stems)) for id, stems in self.stems.items()}

    def likeness(self, a: Claim, b: Claim) -> float:
        """How much two claims speak of the same, from 0 to 1: the cosine of their words."""
        both = self.length[a.id] * self.length[b.id]
        return min(1.0, self._square(self.stems[a.id] & self.stems[b.id]) / both) if both else 0.0

    def phrase(self, a: Claim, b: Claim) -> Phrase:
        """The words of one of two claims that the other has too, at most two stretches; "" where they share none.

        Words of more than a third of all claims tell nothing. A stretch is two words or more, or a plural.
        """
        ordered = sorted((a, b), key=lambda c: c.sort_key)
        shared = frozenset(s for s in self.stems[a.id] & self.stems[b.id] if self.telling[s] > self.least)
        found = max((self._stretches(claim, shared) for claim in ordered), key=lambda stretches: stretches[:1])
        if not found:
            return Phrase("", 0.0)
        first, *others = found
        for second in others:
            longer = f"{first.text}, {second.text}"
            telling = second.weight >= SECOND * first.weight and not second.stems & first.stems
            if telling and len(longer) <= LONGEST_PHRASE:
                return Phrase(longer, first.weight + second.weight)
        return Phrase(first.text, first.weight)

    def _square(self, stems: Iterable[str]) -> float:
        return math.fsum(self.telling[stem] ** 2 for stem in stems)

    def _stretches(self, claim: Claim, shared: frozenset[str]) -> list[Stretch]:
        """Stretches of a claim between shared words with little between them, the most telling first."""
        found: list[Stretch] = []
        run: list[Word] = []
        gap = 0
        for word in self.words[claim.id]:
            if word.stem in shared:
                if run and not _joined(claim.text, run[-1], word, gap):
                    found.append(self._stretch(claim, run))
                    run = []
                run.append(word)
                gap = 0
            else:
                gap += 1
        if run:
            found.append(self._stretch(claim, run))
        found = [s for s in found if len(s.stems) > 1 or is_plural(s.text.casefold())]
        return sorted((s for s in found if len(s.text) <= LONGEST_PHRASE), reverse=True)

    def _stretch(self, claim: Claim, run: Sequence[Word]) -> Stretch:
        while len(run) > 1 and _hangs(claim.text[run[-1].start : run[-1].end]):
            run = run[:-1]
        stems = frozenset(word.stem for word in run)
        text = POSSESSIVE.sub("", " ".join(claim.text[run[0].start : run[-1].end].split()))
        return Stretch(round(math.fsum(self.telling[s] for s in stems), 6), len(text), -run[0].start, text, stems)


class Phrase(NamedTuple):
    """Words that two claims share, and how telling they are."""

    text: str
    weight: float


class Stretch(NamedTuple):
    """Some words of a claim; of two, the greater is the more telling, or else the longer, or else the earlier."""

    weight: float
    length: int
    place: int
    text: str
    stems: frozenset[str]


def _words(text: str) -> Iterable[Word]:
    """The words of a claim's proposition, as they stand in its text."""
    spans = attribute(text).proposition_spans
    for found in WORD.finditer(text, 0, MOST_READ):
        if any(start <= found.start() and found.end() <= end for start, end in spans):
            low = POSSESSIVE.sub("", found[0].casefold())
            fills = low in FILLING or len(low) < 3 or low[0].isdigit() or DENYING.fullmatch(low) is not None
            yield Word("" if fills else stem(low), *found.span())


def stem(word: str) -> str:
    """What a lower-case word shares with its other forms: "city" with "cities", "Syria" with "Syrian"."""
    if word in WHOLE or side_of(word):
        return side_of(word) or word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return f"{word[:-3]}y"
    for ending, stays in ENDINGS:
        left = word.removesuffix(ending) + stays
        if word.endswith(ending) and not word.endswith(("ss", "us", "is")) and len(left) >= LEAST_STEM:
            word = left if VOWEL.search(left) else word
    return word[:-1] if word[-2:-1] == word[-1:] and len(word) > LEAST_STEM else word


def _hangs(word: str) -> bool:
    """Whether a word cannot end a phrase: it owns what follows, or says what became of the rest."""
    low = word.casefold()
    return POSSESSIVE.search(word) is not None or low.endswith("ed") or low in STATING


def _joined(text: str, one: Word, two: Word, gap: int) -> bool:
    """Whether nothing stands between two words that divides them."""
    between = text[one.end : two.start]
    return gap <= LONGEST_GAP and all(word in JOINING for word in between.casefold().split())
