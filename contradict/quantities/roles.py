"""In which role, for whose side and in which mood a claim counts: killed or wounded, whose, as a fact or a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from contradict.quantities.countables import BOTH, BOTH_WORDS, ROLE_NOUNS, ROLES, STATES, canonical, is_plural
from contradict.quantities.figures import Token
from contradict.quantities.numerals import Numeral
from contradict.quantities.units import match_unit
from contradict.quantities.words import (
    ACTIVE,
    AUXILIARIES,
    CHANCES,
    CHANGES,
    DENIALS,
    DETERMINERS,
    FUNCTION,
    HARD,
    LINKS,
    PARTS,
    PHRASES,
    PLANS,
    PREPOSITIONS,
    PUTS,
    RANKS,
    SOFT,
    WEEKDAYS,
)

Mood = Literal["fact", "plan", "possible", "denied"]


_FALLING: Final = frozenset("from off into through ill overboard asleep down to under over onto behind short".split())
"""After "fell", such a word says that nobody was killed in a fight."""
_LIFE: Final = frozenset({"life", "lives"})
_CLAUSES: Final = frozenset("while but although because when as if".split())
"""Where a clause of its own begins, whose number is not the one that a noun before it speaks of."""
_RELATIVES: Final = frozenset({"that", "who", "which", "whose", "whom"})
_STATE_NOUNS: Final = frozenset({"dead", "wounded", "injured"})


@dataclass(frozen=True, slots=True)
class Noun:
    """The counted noun: its canonical head, the head as written, and the index after it.

    `part`: a part of, or on top of, another count; `share`: "of the"; `modifiers`: the indices of its words.
    """

    head: str | None
    word: str
    end: int
    part: bool = False
    modifiers: tuple[int, ...] = ()
    share: bool = False


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim cut into tokens, with the indices at which numerals begin and the times and places it names."""

    text: str
    tokens: list[Token]
    starts: frozenset[int]
    times: frozenset[str]
    places: frozenset[str]
    aside: bool

    def word(self, at: int) -> str:
        """The lower-case token at an index, an empty string outside the claim."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""


def _role_at(claim: ClaimText, at: int) -> frozenset[str]:
    """The role that the words at an index name, with a second one joined by "or", "and" or a slash."""
    first = PHRASES.get((claim.word(at), claim.word(at + 1))) or ROLES.get(claim.word(at))
    if claim.word(at) in {"lost", "lose"} and claim.word(at + 2) in _LIFE:
        return frozenset({"killed"})
    if first == "fell" and claim.word(at + 1) in _FALLING:
        return frozenset()
    if claim.word(at) in BOTH_WORDS:
        return BOTH
    if first is None:
        return frozenset()
    second = ROLES.get(claim.word(at + 2)) if claim.word(at + 1) in {"or", "and", "/"} else None
    return frozenset({first, second} if second else {first})


def _is_object(claim: ClaimText, at: int) -> bool:
    """Whether a verb's object begins here, so that the verb is not a passive participle."""
    if at >= len(claim.tokens):
        return False
    token = claim.tokens[at]
    return (
        at in claim.starts
        or token.low in DETERMINERS | {"more", "some"}
        or (token.text[0].isupper() and token.low not in WEEKDAYS)
    )


def find_roles(
    claim: ClaimText, numeral: Numeral, noun: Noun, at: int, floor: int
) -> tuple[frozenset[str], str | None, bool]:
    """Roles, a noun found before the number ("the number of houses lost rose to 31"), and whether this is a part."""
    if claim.word(at) in _STATE_NOUNS and at == numeral.last and not numeral.negated:
        return _role_at(claim, at), None, False
    before = numeral.first - 1
    while before >= floor and claim.word(before) in {"the", "of", "all", "those", "a", "its", "their", "his", "for"}:
        before -= 1
    word = claim.word(before) if before >= floor else ""
    split = claim.word(before - 1), word
    part = (
        word in PARTS or split == ("all", "but") or (word in {",", "-", "—"} and split[0] in {"them", "whom", "which"})
    )
    if left := _left_role(claim, numeral, noun, at, before, floor):
        return left, None, part
    if at > numeral.last and _change(claim, numeral, at):
        return frozenset({"change"}), None, part
    if at == numeral.last and not numeral.symbol and _is_margin(claim, numeral, noun):
        return frozenset({"margin"}), None, part
    if claim.word(numeral.first - 1) == "of" and (
        numeral.first == 1 or claim.word(numeral.first - 2) in {"out", ",", "."}
    ):
        return frozenset({"total"}), None, part
    part = part or claim.word(numeral.first - 1) in RANKS
    right = _right_role(claim, numeral, noun, at)
    if right:
        return right, None, part
    if claim.word(numeral.first - 1) in LINKS or word in {"dead"}:
        return *_subject(claim, numeral.first, floor), part
    return frozenset(), None, part


def _left_role(
    claim: ClaimText, numeral: Numeral, noun: Noun, at: int, before: int, floor: int
) -> frozenset[str] | None:
    """The role that a verb or noun right before the number gives it: "killed 24", "the deaths of 24", "lost 24"."""
    word = claim.word(before) if before >= floor else ""
    of = claim.word(numeral.first - 1) == "of"
    if word == "lives" and of:
        saved = {claim.word(before - 1), claim.word(before - 2)} & {"saved", "save", "saving"}
        return frozenset({"rescued" if saved else "killed"})
    if word in ROLES and (of or not (word in STATES or claim.word(before - 1) in {"was", "were", "been"})):
        joined = claim.word(before - 1) in {"or", "and", "/"} and claim.word(before - 2) in ROLES
        return frozenset({ROLES[word]} | ({ROLES[claim.word(before - 2)]} if joined else set()))
    if word in {"lost", "lose", "losing", "loses"} or (word == "loss" and of):
        return _right_role(claim, numeral, noun, at) or frozenset({"lost"})
    if (claim.word(before - 1), word) in PHRASES and before > floor:
        return frozenset({PHRASES[claim.word(before - 1), word]})
    return None


def _is_margin(claim: ClaimText, numeral: Numeral, noun: Noun) -> bool:
    before, after = claim.word(numeral.first - 1), claim.word(noun.end)
    return (
        (
            before == "by"
            and not (claim.word(noun.end) == "to" and noun.end + 1 in claim.starts)
            and noun.head in {"vote", "point", "goal", "seat", "run", "length"}
        )
        or (before == "of" and claim.word(numeral.first - 2) in {"majority", "margin", "lead"})
        or (after in {"ahead", "behind", "short", "clear", "adrift"} and noun.head != "person")
    )


def _change(claim: ClaimText, numeral: Numeral, at: int) -> bool:
    near = [claim.word(index) for index in range(max(0, numeral.first - 5), numeral.first)]
    if near[-1:] == ["by"]:
        return True
    return (near[-1:] != [] and near[-1] in CHANGES - {"lost", "cut", "fallen", "raised"}) or (
        claim.word(at) in {"higher", "lower", "more", "less", "increase", "rise", "drop", "fall", "decline", "growth"}
        and bool(match_unit(claim.tokens, numeral.last))
    )


def _right_role(claim: ClaimText, numeral: Numeral, noun: Noun, at: int) -> frozenset[str]:
    if claim.word(noun.end) == "," and len(both := _role_at(claim, noun.end + 1)) > 1:
        return both
    skip = _after_aside(claim, noun.end)
    for index in range(at, min(skip + 9, len(claim.tokens))):
        low = claim.tokens[index].low
        if noun.end <= index < skip:
            continue
        if low in SOFT or (index in claim.starts and index > at):
            break
        if low in DETERMINERS and claim.word(index - 1) not in PREPOSITIONS and index > noun.end:
            break
        roles = _role_at(claim, index)
        if roles and claim.word(index - 1) in DETERMINERS and index > at:
            break
        if roles:
            step = index - 1
            while step > at and claim.word(step).endswith("ly"):
                step -= 1
            passive = low in STATES or low in BOTH_WORDS or claim.word(step) in AUXILIARIES - {"have", "had", "has"}
            phrase = (low, claim.word(index + 1)) in PHRASES or (low == "lost" and claim.word(index + 2) in _LIFE)
            width = 3 if len(roles) > 1 and low not in BOTH_WORDS else 1
            active = _is_object(claim, index + width) or low.endswith("ing") or low in ACTIVE
            if passive or phrase or not active:
                return roles
            break
        if low == "lost" and index > at:
            return frozenset({"lost"}) if not _is_object(claim, index + 1) else frozenset()
    return frozenset()


def _after_aside(claim: ClaimText, at: int) -> int:
    """The index after a short remark between commas ("900 people, no more, have been displaced")."""
    if claim.word(at) == ",":
        for index in range(at + 2, at + 8):
            if claim.word(index) == "," and claim.word(index + 1) in AUXILIARIES:
                return index + 1
            if index in claim.starts or claim.word(index) in HARD:
                break
    return at


def _subject(claim: ClaimText, first: int, floor: int) -> tuple[frozenset[str], str | None]:
    """Role and noun of the words that a link ("rose to", "stood at", "toll of") ties to the number."""
    start, end, named = first - 1, first - 1, _number_of(claim, first, floor)
    if named is not None:
        start, end = named
    else:
        while start > max(floor, first - 14) and claim.word(start - 1) not in SOFT and claim.word(start) not in PUTS:
            start -= 1
    roles: frozenset[str] = frozenset()
    head: str | None = None
    for index in range(start, end):
        low = claim.word(index)
        if not roles and (low not in {"rose", "risen", "drew", "fallen", "fell", "found"}):
            roles = _role_at(claim, index)
        if not roles and low == "lost" and claim.word(index + 1) not in DETERMINERS:
            roles = frozenset({"lost"})
        if head is None and low not in ROLE_NOUNS | BOTH_WORDS | FUNCTION and (is_plural(low) or low == "crowd"):
            head = canonical(low)
    return roles, head


def _number_of(claim: ClaimText, first: int, floor: int) -> tuple[int, int] | None:
    """Where the words after "the number" begin and end that say what is counted; None if it is not tied to a number.

    They end where a place, a time or a clause follows: "the number of homes lost | after the storm has risen to".
    """
    for index in range(first - 2, max(floor, first - 20) - 1, -1):
        low = claim.word(index)
        if low in HARD | _CLAUSES or low == "," or low in {"is", "was", "are", "were", "toll", "deaths"}:
            return None
        if low == "number" and claim.word(index - 1) in {"the", "their", "its", "our", "total"}:
            end = index + 1
            while end < first - 1 and (
                claim.word(end) == "of" or claim.word(end) not in PREPOSITIONS | SOFT | _RELATIVES
            ):
                end += 1
            return index + 1, end
    return None


def find_mood(claim: ClaimText, numeral: Numeral, end: int) -> Mood:
    left = range(numeral.first - 1, max(-1, numeral.first - 13), -1)
    words: list[str] = []
    for index in left:
        if claim.word(index) in HARD:
            break
        words.append(claim.word(index))
    for index in range(end, min(end + 5, len(claim.tokens))):
        if claim.word(index) in SOFT or index in claim.starts:
            break
        words.append(claim.word(index))
    if any(word in DENIALS or word.endswith("n't") for word in words):
        return "denied"
    if any(word in CHANCES for word in words):
        return "possible"
    return "plan" if any(word in PLANS for word in words) else "fact"
