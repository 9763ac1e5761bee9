"""What the library reads in a claim without a model: who says it, the proposition, quantities, times."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contradict.attribution import Stance, attribute
from contradict.attribution.pronouns import name_speaker
from contradict.claims import Claim
from contradict.periods import Timing, read_timing
from contradict.quantities import Quantity, find_quantities, resolve_sides

WORD = re.compile(r"\w+")
NAME = re.compile(r"(?<![.!?\u201c\u201d\"'\u2018] )(?<!^)(?<!^[\u201c\"'\u2018])\b[A-Z]\w+")
NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)
MOST_READ, MOST_QUANTITIES = 5000, 50
"""Characters of a claim that quantities are read from, and how many: comparing takes time with the square of these."""
EMPTY_WORDS = frozenset("the a an of s and its his her their for in".split())


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim as the verdict sees it.

    Attributes:
        claim: The claim, its `speaker` filled in where the text names one and the caller did not.
        proposition: The claim without its speaker and stance, the speaker named in place of "we" and "its": what the
            models see.
        stance: "asserts" or "denies".
        quantities: The quantities of the proposition, with spans in it as it stands in the claim.
        timing: The times of the whole claim.
        proposition_spans: Where the proposition stands in the claim's text.
    """

    claim: Claim
    proposition: str
    stance: Stance
    quantities: tuple[Quantity, ...]
    timing: Timing
    proposition_spans: tuple[tuple[int, int], ...]


def read_claim(claim: Claim) -> Reading:
    """Read one claim; about 0.2 ms."""
    found = attribute(claim.text)
    if claim.speaker is None and found.speaker is not None:
        claim = claim.with_speaker(found.speaker)
    return Reading(
        claim=claim,
        proposition=name_speaker(found, claim.text, claim.speaker),
        stance=found.stance,
        quantities=resolve_sides(_quantities(found.proposition), claim.speaker or ""),
        timing=read_timing(claim.text, claim.date),
        proposition_spans=found.proposition_spans,
    )


def _quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text; of one that is far longer than the models read, those of its beginning."""
    if len(text) > MOST_READ:
        text = text[:MOST_READ].rpartition(" ")[0]
    return find_quantities(text)[:MOST_QUANTITIES]


def name_words(name: str) -> frozenset[str]:
    """What names are compared by: their words, without the little ones."""
    return frozenset(WORD.findall(name.lower())) - EMPTY_WORDS


def same_voice(a: Reading, b: Reading) -> bool:
    """Whether two claims take the same side's word: equal names, or one name with more words than the other."""
    one, two = name_words(a.claim.voice), name_words(b.claim.voice)
    return bool(one and two) and (one <= two or two <= one)


def names_apart(a: Reading, b: Reading) -> bool:
    """Whether both propositions name somebody or some place, and no name stands in both."""
    one, two = (frozenset(NAME.findall(r.proposition)) - NO_NAMES for r in (a, b))
    words = [r.proposition.casefold() for r in (a, b)]
    shared = any(n.casefold() in words[1] for n in one) or any(n.casefold() in words[0] for n in two)
    return bool(one and two) and not shared


def plain(text: str) -> str:
    """A text without what does not change its meaning: case, spacing, closing punctuation."""
    return " ".join(text.casefold().split()).rstrip(".!… ")
