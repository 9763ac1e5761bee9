"""Read the quantities of one claim: what is counted, in which role, for which side, as a fact or only a possibility."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from contradict.attribution.verbs import PAST_FORMS
from contradict.quantities.countables import (
    BOTH_WORDS,
    FIGHTERS,
    ROLE_NOUNS,
    ROLES,
    canonical,
    is_countable,
    is_person,
    is_plural,
)
from contradict.quantities.figures import HYPHENS, Token, tokenise
from contradict.quantities.numerals import MONTHS, Bound, Numeral, find_numerals
from contradict.quantities.roles import ClaimText, Mood, Noun, find_mood, find_roles
from contradict.quantities.sides import find_side, side_of
from contradict.quantities.units import FILLED, Unit, match_degree, match_unit, unit_of_symbol
from contradict.quantities.words import (
    ASIDES,
    AUXILIARIES,
    COUNTRYWIDE,
    DETERMINERS,
    FUNCTION,
    HARD,
    PLACE_CUES,
    SITES,
    SPEECH,
    WEEKDAYS,
)

_EXTENTS: Final = frozenset("tall high long deep wide thick away above below from north south east west".split())
_JOINS: Final = frozenset({"and", "or", ",", "as", "well"})
_OWNERS: Final = frozenset("its their our his her my your".split())
_REASONS: Final = frozenset({"for", "from", "of", "because", "by", "due", "through"})
_ORDINALS: Final = frozenset("last first second third fourth fifth sixth next previous yesterday since".split())
_FRAME_REACH: Final = 40
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a claim, as the words allow it.

    `low` and `high` are inclusive, in the base unit (`unit`), infinite where the words set no limit. `text` and `span`
    (character offsets) take in the bound words and the counted noun, `figure` the bound words and the number.
    `value` is the number named, `slack` how far it may lie from the exact one because it is round. `roles` says in
    which role things are counted, `side` whose they are, `part` that it is a part of, or comes on top of, another
    count. `frame` holds the stems of the words around it, `times` and `places` those that its claim names, `kind` the
    words that narrow the noun ("storage" tanks), `aside` that the claim turns to something else ("another", "later").
    """

    low: float
    high: float
    text: str
    span: tuple[int, int]
    unit: str | None
    counted: str | None
    roles: frozenset[str]
    side: str | None
    figure: str = ""
    value: float = 0.0
    bound: Bound = "exact"
    slack: float = 0.0
    part: bool = False
    mood: Mood = "fact"
    frame: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    aside: bool = False


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a claim in the order of the text; years, dates, times, ids, scores and ordinals are none."""
    tokens = tokenise(text)
    numerals = find_numerals(tokens)
    if not numerals:
        return ()
    starts = frozenset(numeral.first for numeral in numerals)
    figures = {index for numeral in numerals for index in range(numeral.first, numeral.last)}
    aside = any(token.low in ASIDES and index not in figures for index, token in enumerate(tokens))
    aside = aside or COUNTRYWIDE.search(text) is not None
    claim = ClaimText(text, tokens, starts, _times(tokens), _places(tokens), aside)
    drafts: list[tuple[Quantity, Numeral, int]] = []
    floor = 0
    for numeral in numerals:
        draft = _read(claim, numeral, floor)
        floor = numeral.last
        if draft is not None:
            drafts.append((draft[0], numeral, draft[1]))
    return tuple(quantity for quantity in _share(claim, drafts) if _is_wanted(quantity))


def _is_wanted(quantity: Quantity) -> bool:
    return bool(quantity.unit or quantity.roles or (quantity.counted and quantity.counted != "other"))


def _read(claim: ClaimText, numeral: Numeral, floor: int) -> tuple[Quantity, int] | None:
    """A quantity and the index after its noun, or None where the numeral counts nothing."""
    measure = _unit(claim, numeral)
    if measure is None:
        return None
    unit, at = measure
    noun = _noun(claim, numeral, at, measured=unit is not None)
    if noun is None:
        return None
    roles, counted, part = find_roles(claim, numeral, noun, at, floor)
    head, end = noun.head or counted, noun.end
    if unit is not None and unit.name in FILLED:
        head, roles = head or _substance(claim, end), roles - {"escaped", "found"}
    if numeral.negated and not (roles and (head or roles)):
        return None
    if numeral.value == 1 and numeral.bound == "exact" and not (unit or roles):
        return None
    if numeral.suffix_m and not (unit or head or roles):
        return None
    if "lost" in roles:
        named = unit is None and (head is None or is_person(head))
        roles = frozenset({"killed"} if named else {"destroyed"} if unit is None else {"lost"})
    if "fell" in roles:
        roles = frozenset({"killed"} if unit is None and head in FIGHTERS else ())
    if (noun.word in {"lives", "victims"} and not roles) or (head == "body" and unit is None):
        roles = frozenset({"killed"})
    if head == "body" and unit is None:
        head = "person"
    if head == "protester" and unit is None and not roles:
        roles = frozenset({"attended"})
    unit = unit or Unit("")
    low, high, value = (x * unit.factor + unit.offset for x in (numeral.low, numeral.high, numeral.value))
    first = claim.tokens[numeral.first].start
    spoken = claim.tokens[max(numeral.last, at if unit.name else 0) - 1].end
    last = max(spoken, claim.tokens[end - 1].end)
    return (
        Quantity(
            low=low,
            high=high,
            text=claim.text[first:last],
            span=(first, last),
            unit=unit.name or None,
            counted=head,
            roles=roles,
            side=find_side(claim, numeral, noun, roles, floor),
            figure=_SPACES.sub(" ", claim.text[first:spoken]),
            value=value,
            bound=numeral.bound,
            slack=_slack(numeral, bool(unit.name)) * unit.factor,
            part=part or noun.part or numeral.further,
            mood=find_mood(claim, numeral, end),
            frame=_frame(claim, numeral, end, head),
            times=claim.times,
            places=claim.places,
            kind=_kind(claim, numeral, noun, measured=bool(unit.name)),
            aside=claim.aside,
        ),
        end,
    )


def _unit(claim: ClaimText, numeral: Numeral) -> tuple[Unit | None, int] | None:
    """The unit, if any, and the index after it; None for a compound ("six-member") and for "two weeks ago"."""
    at, before = numeral.last, {claim.word(numeral.first - 1), claim.word(numeral.first - 2)}
    unit = unit_of_symbol(numeral.symbol) if numeral.symbol else None
    if unit is None:
        if claim.word(at) in HYPHENS and not numeral.negated:
            if match_unit(claim.tokens, at + 1):
                at += 1
            elif claim.tokens[at - 1].end == claim.tokens[at].start:
                return None
        found = match_unit(claim.tokens, at) or match_degree(claim.tokens, at)
        if found and not (numeral.negated or (found[0].name == "metre" and claim.tokens[at].text == "M")):
            unit, at = found
        elif numeral.fraction:
            unit = Unit("percent")
        elif claim.word(numeral.first - 1) == "aged":
            unit = Unit("year of age")
        elif "magnitude" in before:
            unit = Unit("magnitude")
    if unit is None:
        return None, at
    if unit.name == "hour":
        hyphen = claim.word(at) in HYPHENS
        old = claim.word(at + hyphen) == "old"
        if old or {"older", "younger"} & {token.low for token in claim.tokens[numeral.first : numeral.core]}:
            return Unit("year of age", unit.factor / 8766), at + old * (1 + hyphen)
    if claim.word(at) in {"ago", "later", "earlier"}:
        return None
    if claim.word(at) in {"a", "per", "an"} and claim.word(at + 1) in {"day", "week", "month", "year", "hour"}:
        return Unit(f"{unit.name} per {claim.word(at + 1)}", unit.factor), at + 2
    return unit, at


def _slack(numeral: Numeral, measured: bool) -> float:
    """How far the exact number may lie from a bare round one: half a step of its last figure, at most a tenth of it."""
    if numeral.bound != "exact" or numeral.negated:
        return 0.0
    if measured or numeral.grain < 1 or (numeral.grain >= 10 and numeral.value >= 20):
        return min(numeral.grain / 2, abs(numeral.value) / 10)
    return 0.0


def _noun(claim: ClaimText, numeral: Numeral, at: int, *, measured: bool) -> Noun | None:
    """The counted noun after a numeral or unit; None if the words show that nothing is counted ("one of the")."""
    tokens, one, part = claim.tokens, numeral.value == 1 and not measured, False
    share = False
    if (numeral.negated and claim.word(numeral.first) in {"nobody"}) or (
        claim.word(at - 1) == "one" and numeral.negated and (claim.word(numeral.first) == "no")
    ):
        return Noun("person", "", at)
    if claim.word(at) == "of":
        if one and not measured:
            return None
        if claim.word(at + 1) in DETERMINERS | {"whom", "which"}:
            share = not (measured or numeral.negated or claim.word(at + 1) in _OWNERS)
            if claim.word(at + 1) in {"them", "whom", "which", "these", "those"}:
                return None if numeral.negated else Noun(None, "", at + 2, part=True)
        at += 1
        at += claim.word(at) in DETERMINERS
        owner = next((k for k in range(at, min(at + 3, len(tokens) - 1)) if tokens[k].possessive), None)
        at = at if owner is None else owner + 1
    elif measured or claim.word(numeral.first) == "none":
        return Noun(None, "", at)
    if claim.word(at) in {"more", "other", "further", "additional", "others", "new"} and not numeral.negated:
        part, at = True, at + 1
    end, head, word = at, None, ""
    for index in range(at, min(at + 5, len(tokens))):
        token = tokens[index]
        low = token.low
        if not token.text[0].isalpha():
            if token.low in HYPHENS and index + 1 < len(tokens) and tokens[index - 1].end == token.start:
                continue
            break
        if low in FUNCTION or index in claim.starts or token.possessive:
            break
        if low in ROLES and low not in ROLE_NOUNS and not (index == at and is_plural(claim.word(index + 1))):
            break
        if low in ROLE_NOUNS | BOTH_WORDS:
            if index != at or not _is_noun_after_state(claim, index + 1):
                break
            if not is_plural(claim.word(index + 1)):
                return Noun(canonical(claim.word(index + 1)), claim.word(index + 1), index + 2, part, (), share)
            continue
        if is_plural(low) or is_countable(low) or (one and index <= at + 1 and claim.word(index + 1) in AUXILIARIES):
            if head is not None and not is_plural(low):
                break
            group = low in {"members", "member", "officers", "officer"} and is_person(head)
            head, word, end = head if group else canonical(low), low, index + 1
        elif head is not None:
            break
    if head is None and numeral.negated and (last := _singular_end(claim, at)):
        head, word, end = canonical(claim.word(last - 1)), claim.word(last - 1), last
    return Noun(head, word, max(end, at), part, tuple(range(at, end)), share)


def _substance(claim: ClaimText, end: int) -> str | None:
    """What is weighed or poured out, after "of": the last word before a verb or a little word."""
    head = None
    for index in range(end, min(end + 3, len(claim.tokens))) if claim.word(end - 1) == "of" else ():
        low = claim.word(index)
        verb = low in PAST_FORMS or low in ROLES or low.endswith(("ed", "ing"))
        if not low.isalpha() or low in FUNCTION or index in claim.starts or (head and verb):
            break
        head = canonical(low)
    return head


def _singular_end(claim: ClaimText, at: int) -> int | None:
    """The index after a singular noun that a form of "be" or "have" follows ("not a single air-defence unit was")."""
    for index in range(at, min(at + 6, len(claim.tokens))):
        token = claim.tokens[index]
        if token.low in AUXILIARIES:
            return index if index > at and claim.tokens[index - 1].text.islower() else None
        if token.low not in HYPHENS and (not token.text[0].isalpha() or token.low in FUNCTION or token.low in ROLES):
            return None
    return None


def _is_noun_after_state(claim: ClaimText, at: int) -> bool:
    """Whether the word after "dead", "wounded" or "missing" is the noun that is counted ("1,200 dead salmon")."""
    low = claim.word(at)
    if is_plural(low):
        return True
    plain = low.isalpha() and claim.tokens[at].text.islower() and at not in claim.starts
    return plain and low not in FUNCTION and low not in ROLES and not low.endswith(("ly", "ed", "ing"))


def _kind(claim: ClaimText, numeral: Numeral, noun: Noun, *, measured: bool) -> frozenset[str]:
    """What narrows the count: words before the noun, "of the", a hyphen, or the reason of a zero ("died of hunger")."""
    marks = {"of"} if noun.share else set()
    if claim.word(numeral.last) in HYPHENS:
        marks.add("-")
    after = claim.word(noun.end)
    if measured and after in _EXTENTS:
        marks.add(after)
    if measured and noun.head is None and (claim.word(noun.end - 1) == "of" or after == "of"):
        marks.add(claim.word(noun.end + (after == "of")))
    if numeral.negated and any(claim.word(index) in _REASONS for index in range(noun.end, noun.end + 5)):
        marks.add("reason")
    words = [claim.tokens[index] for index in noun.modifiers[:-1]]
    return frozenset(marks) | frozenset(
        canonical(word.low)
        for word in words
        if word.text[0].isalpha() and word.low not in ROLES and not side_of(word.low) and word.low not in DETERMINERS
    )


def _frame(claim: ClaimText, numeral: Numeral, end: int, head: str | None) -> frozenset[str]:
    """Stems of the content words of the sentence part that holds the quantity, as far as they stand near it."""
    start, stop = numeral.first, end
    while start > max(0, numeral.first - _FRAME_REACH) and claim.word(start - 1) not in HARD:
        start -= 1
    while stop < min(len(claim.tokens), end + _FRAME_REACH) and claim.word(stop) not in HARD:
        stop += 1
    stems = set()
    for index in [*range(start, numeral.first), *range(end, stop)]:
        token = claim.tokens[index]
        if token.number or len(token.low) < 3 or token.low in FUNCTION or token.low in SPEECH:
            continue
        stems.add((side_of(token.low) if token.text[0].isupper() else None) or canonical(token.low)[:5])
    return frozenset(stems - {head[:5] if head else ""})


def _times(tokens: Sequence[Token]) -> frozenset[str]:
    """Weekdays, months, years and "last week" that a claim names, but for when it was said or counted."""
    times: set[str] = set()
    for index, token in enumerate(tokens):
        before = {other.low for other in tokens[max(0, index - 3) : index]}
        if before & SPEECH or tokens[index - 1].low == "by":
            continue
        if token.low in WEEKDAYS or (token.low in MONTHS and token.text[0].isupper()):
            times.add(token.low[:3])
        elif token.number and len(token.text) == 4 and token.text.isdigit() and 1500 <= int(token.text) <= 2100:
            times.add(token.text)
        elif token.low in _ORDINALS and index + 1 < len(tokens):
            times.add(f"{token.low} {tokens[index + 1].low}")
    return frozenset(times)


def _places(tokens: Sequence[Token]) -> frozenset[str]:
    """Capitalised names after "in", "at", "near" and the like."""
    places = {token.low for token in tokens if token.possessive and token.text[0].isupper() and not side_of(token.low)
              and token.low not in WEEKDAYS}  # fmt: skip
    for index, token in enumerate(tokens[:-1]):
        if token.low not in PLACE_CUES:
            continue
        for name in tokens[index + 1 : index + 4]:
            if name.text[0].isupper() and name.low not in WEEKDAYS | MONTHS and len(name.low) > 2:
                places.add(side_of(name.low) or name.low)
            elif name.low in SITES:
                places.add(name.low)
                break
            elif name.low not in {"the", "a", "an", "northern", "southern", "eastern", "western", "central"}:
                break
    return frozenset(places)


def _share(claim: ClaimText, drafts: list[tuple[Quantity, Numeral, int]]) -> list[Quantity]:
    """Hand role, noun and side on along "24 killed and 100 wounded", "two tanks and three lorries were destroyed"."""
    quantities = [quantity for quantity, _, _ in drafts]
    for index in range(len(drafts) - 2, -1, -1):
        between = {token.low for token in claim.tokens[drafts[index][2] : drafts[index + 1][1].first]}
        here, after = quantities[index], quantities[index + 1]
        between = {word for word in between if side_of(word) is None} or between
        bare = drafts[index][2] == drafts[index][1].last and bool(between) and between <= {"and", "or", ","}
        if bare and after.counted and not (here.unit or after.unit or here.part):
            quantities[index] = here = replace(here, counted=after.counted)
        linked = claim.word(drafts[index + 1][1].first - 1) in {"and", "or", ","} and between <= _JOINS
        if linked and not here.roles and after.roles and after.counted and not (here.unit or after.unit):
            quantities[index] = replace(here, roles=after.roles)
    for index in range(1, len(drafts)):
        words = [token.low for token in claim.tokens[drafts[index - 1][2] : drafts[index][1].first]]
        here, back = quantities[index], quantities[index - 1]
        if here.unit or back.unit or set(words) & HARD or len(words) > 6:
            continue
        linked = bool(words) and set(_without_others(words)) <= {"and", "or", ","}
        if ((linked and back.counted) or here.part) and here.counted is None and not here.roles:
            quantities[index] = here = replace(here, counted=back.counted, roles=back.roles)
        if linked and here.counted and not here.roles and back.roles and "change" not in back.roles:
            quantities[index] = here = replace(here, roles=back.roles)
        if here.counted is None and here.roles and back.counted and not here.part and words[-1:] != ["of"]:
            quantities[index] = here = replace(here, counted=back.counted)
        if here.side is None and here.roles and (here.counted == back.counted or (linked and here.roles == back.roles)):
            quantities[index] = replace(here, side=back.side)
    return quantities


def _without_others(words: list[str]) -> list[str]:
    """The words between two members of a list without an uncounted one ("and other armoured vehicles")."""
    if words[1:2] != ["other"]:
        return words
    return words[words.index(",") :] if "," in words[3:] else words
