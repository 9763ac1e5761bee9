"""What a made claim states, and how two such claims relate: the labels of the augmented pairs come from here alone.

A claim states answers to questions about one event, each a set of possible answers or a count. Two claims contradict
where they answer one question incompatibly, one entails the other where each of its answers follows from the other's,
all else is neutral. What a count allows is decided by `contradict.quantities`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from contradict.quantities import Quantity, compare_quantities, find_quantities
from training.mix import CONTRADICTION, ENTAILMENT, NEUTRAL

FRAMES = {
    "area": "Fires burned {} of forest land", "rain": "The storm brought {} of rain to town",
    "speed": "The train speed was {} before the crash", "length": "The new pipeline is {} long",
    "distance": "The new pipeline is {} long",
    "money": "The company had annual revenue of {}", "term": "The judge gave him a prison sentence of {}",
    "percent": "Turnout in the election was {}", "age": "The judge gave him a prison sentence of {}",
}  # fmt: skip
"""The sentence in which a measure is given its meaning; counts of things have one of their own."""


@dataclass(frozen=True)
class Among:
    """The answer is one of the atoms; or, where negated, none of them."""

    atoms: frozenset[str]
    negated: bool = False


@dataclass(frozen=True)
class Count:
    """A count as worded ("at least 12", "dozens of", "31 miles"); None stands for "not one"."""

    phrase: str | None
    unit: str


Answer = Among | Count


@dataclass(frozen=True)
class Claim:
    """A wording and the facts that it states; `about` names questions it takes an answer to for granted."""

    text: str
    facts: dict[str, Answer]
    headline: bool = False
    denies: bool = False
    about: frozenset[str] = frozenset()
    framed: bool = False
    wording: str = ""


@lru_cache(maxsize=100_000)
def meaning(words: str, unit: str) -> Quantity | None:
    """What the library reads in a count, in a sentence of its own; None if that is not exactly one quantity."""
    found = find_quantities(FRAMES.get(unit, "{} people were killed in the attack").format(words))
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=100_000)
def compare_counts(a: Count, b: Count) -> str | None:
    """ "conflict"; "within" if b follows from a; "apart" if both can be true; None in doubt."""
    if a.phrase is None or b.phrase is None:
        return "within" if a.phrase == b.phrase else "conflict"
    one, two = meaning(a.phrase, a.unit), meaning(b.phrase, b.unit)
    if one is None or two is None:
        return None
    matches = compare_quantities((one,), (two,))
    if len(matches) != 1:
        return None
    bounds, loosely = {one.bound, two.bound}, {"more than", "nearly", "about"}
    ratio = max(one.value, two.value) / max(min(one.value, two.value), 1e-9)
    converted = one.unit is not None and a.phrase.split()[-1] != b.phrase.split()[-1]
    if matches[0].relation == "conflicting":
        loose = 2.5 if bounds & loosely else 1.5 if "vague" in bounds else 1.0
        least = max(loose, 1.25 if converted else 1.0)
        return "conflict" if matches[0].certainty == "same" and ratio > least - 1e-9 else None
    if bounds == {"exact"} and one.value != two.value:
        if (one.unit is None and min(one.value, two.value) < 100) or ratio > 1.04:
            return None
        if converted and ratio < 1.01:
            return "within"
        return "within" if abs(one.value - two.value) <= two.slack and two.slack >= one.slack / 20 else "apart"
    if bounds <= loosely and ratio < 1.15 and (one.low, one.high) != (two.low, two.high):
        return None
    if bounds & {"at least", "at most"} and ratio > 3:
        return None
    return "within" if two.low <= one.low * 1.000001 and one.high <= two.high * 1.000001 else "apart"


def compare_answers(a: Answer, b: Answer) -> str | None:
    """The same for any two answers to one question."""
    if isinstance(a, Count) and isinstance(b, Count):
        return compare_counts(a, b)
    if not (isinstance(a, Among) and isinstance(b, Among)):
        raise TypeError(f"two answers to one question must be of one type; got {a!r} and {b!r}")
    if a.negated and b.negated:
        return "within" if b.atoms <= a.atoms else "apart"
    if a.negated:
        return "conflict" if b.atoms <= a.atoms else "apart"
    common = a.atoms & b.atoms
    if b.negated:
        return "conflict" if a.atoms <= b.atoms else "apart" if common else "within"
    return "conflict" if not common else "within" if a.atoms <= b.atoms else "apart"


def relation(premise: Claim, hypothesis: Claim) -> str | None:
    """The label from the first claim to the second; None where it is open to doubt."""
    for one, two in ((premise, hypothesis), (hypothesis, premise)):
        event = one.facts.get("event")
        if isinstance(event, Among) and event.negated and "event" in two.about and "event" not in two.facts:
            return None
    shared = {q: compare_answers(premise.facts[q], a) for q, a in hypothesis.facts.items() if q in premise.facts}
    if "conflict" in shared.values():
        return CONTRADICTION
    if None in shared.values():
        return None
    all_follow = all(shared.get(q) == "within" for q in hypothesis.facts)
    if all_follow and premise.denies != hypothesis.denies:
        return None
    return ENTAILMENT if all_follow else NEUTRAL
