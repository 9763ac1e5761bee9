"""The quantity check: which quantities of two claims count the same thing, and whether both can be right.

What is counted, in which role, for which side and when: each compares as the same, different or unknown, and only a
known difference stops a conflict. No model is needed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from contradict.quantities.countables import BOTH, HUMAN_ROLES, likeness, may_be_person, widest
from contradict.quantities.numerals import NEAR, ends
from contradict.quantities.reading import Quantity, find_quantities
from contradict.quantities.sides import resolve_sides, sides_differ, sides_match
from contradict.quantities.units import FILLED

__all__ = ["Quantity", "QuantityMatch", "compare_quantities", "find_quantities", "resolve_sides", "sides_differ"]

Relation = Literal["equal", "compatible", "conflicting"]
Certainty = Literal["same", "unknown"]

_PLURALS: Final = {
    "person": "people", "man": "men", "woman": "women", "child": "children", "policeman": "police officers",
    "body": "bodies", "wolf": "wolves", "life": "lives",
}  # fmt: skip
_SAME_PLURAL: Final = frozenset({"crew", "aircraft", "fish", "sheep", "species", "cattle", "dead", "series"})
_LOOSE_ROLES: Final = frozenset({"change", "margin", "total"})
_OPPOSITES: Final = (
    ("upper", "lower"), ("north", "south"), ("east", "west"), ("male", "femal"), ("home", "away"), ("impor", "expor"),
    ("befor", "after"), ("buy", "sell"), ("urban", "rural"), ("minim", "maxim"), ("open", "close"), ("hosti", "frien"),
    ("birth", "death"), ("win", "lose"), ("won", "lost"), ("indoo", "outdo"), ("right", "left"), ("singl", "doubl"),
)  # fmt: skip
_DIMENSIONS: Final = {
    "percent": "a percentage", "percentage point": "percentage points", "metre": "a length", "kilogram": "a weight",
    "square metre": "an area", "litre": "a volume", "degree C": "a temperature",
    "hour": "a length of time", "year of age": "an age", "km/h": "a speed", "watt": "a power",
    "magnitude": "a magnitude", "litre per day": "a daily volume",
}  # fmt: skip
_CAPITAL_WORD: Final = re.compile(r"[A-Z][a-z’'-]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """Two quantities set side by side, one from each claim; more than one where killed and wounded are added up.

    `certainty` is "same" where both are known to count the same thing, "unknown" where nothing says that they differ.
    """

    relation: Relation
    a: tuple[Quantity, ...]
    b: tuple[Quantity, ...]
    certainty: Certainty

    def sentence(self) -> str:
        """What is compared and how it comes out, in one sentence of plain English."""
        lead = _subject((*self.a, *self.b))
        first, second = (
            " plus ".join(_as_inside(quantity.figure or quantity.text) for quantity in side)
            for side in (self.a, self.b)
        )
        if self.relation == "conflicting":
            return f"{lead}: {first} against {second}."
        if self.relation == "equal":
            return f"{lead}, and agree: {first} and {second}."
        return f"{lead}: {first} and {second} can both be right."


def _as_inside(figure: str) -> str:
    """A figure as it reads inside a sentence: "At least 24" as "at least 24", but "AT LEAST 24" as it is."""
    capital = _CAPITAL_WORD.match(figure) and not figure.isupper()
    return figure[:1].lower() + figure[1:] if capital else figure


def _subject(quantities: Sequence[Quantity]) -> str:
    first = quantities[0]
    noun = next((quantity.counted for quantity in quantities if quantity.counted), None)
    roles = sorted(
        frozenset().union(*(quantity.roles for quantity in quantities))
        - {"change", "infected" if noun == "case" else ""}
    )
    tail = f" {' or '.join(roles)}" if roles else ""
    if first.unit is not None:
        measure = _DIMENSIONS.get(first.unit, f"an amount in {first.unit}")
        return f"Both give {measure}{f' of {noun}' if noun and first.unit in FILLED else ''}"
    if noun is None or noun == "other":
        noun = "person" if set(roles) & HUMAN_ROLES else "thing"
    return f"Both count {_plural(noun)}{tail}"


def _plural(noun: str) -> str:
    if noun in _PLURALS or noun in _SAME_PLURAL:
        return _PLURALS.get(noun, noun)
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def compare_quantities(
    a: Sequence[Quantity], b: Sequence[Quantity], *, near: float = NEAR
) -> tuple[QuantityMatch, ...]:
    """Set the quantities of two claims side by side.

    Each quantity is matched with its best counterpart. One that agrees with any counterpart of the same kind conflicts
    with none of the others. `near` says how far "more than", "nearly" and "about" reach: 0.5 is half as much again.

    Raises:
        ValueError: `near` is negative or not a finite number.
    """
    if not (math.isfinite(near) and near >= 0):
        raise ValueError(f"near must be a finite number of at least 0, such as 0.5; got {near!r}")
    rows = [(quantity,) for quantity in a] + _sums(a)
    columns = [(quantity,) for quantity in b] + _sums(b)
    crowded, sole = (_crowded(a), _crowded(b)), _sole_units(a) & _sole_units(b)
    pairs = [
        (i, j, match)
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
        if (match := _match(
            row, column, near, doubtful=row[0] in crowded[0] or column[0] in crowded[1], sole=row[0].unit in sole
        )) is not None
    ]  # fmt: skip
    settled_a = {quantity for _, _, match in pairs if match.relation != "conflicting" for quantity in match.a}
    settled_b = {quantity for _, _, match in pairs if match.relation != "conflicting" for quantity in match.b}
    kept = [
        (i, j, match)
        for i, j, match in pairs
        if match.relation != "conflicting" or not (settled_a & set(match.a) or settled_b & set(match.b))
    ]
    kept.sort(key=lambda item: (_rank(item[2]), item[0] + item[1], abs(item[0] - item[1]), min(item[0], item[1])))
    chosen: list[tuple[int, int, QuantityMatch]] = []
    used_a: set[Quantity] = set()
    used_b: set[Quantity] = set()
    for i, j, match in kept:
        if not (used_a & set(match.a) or used_b & set(match.b)):
            chosen.append((i, j, match))
            used_a.update(match.a)
            used_b.update(match.b)
    return tuple(match for _, _, match in sorted(chosen, key=lambda item: item[:2]))


def _rank(match: QuantityMatch) -> tuple[int, int, int]:
    relation = ("equal", "compatible", "conflicting").index(match.relation)
    return relation, int(match.certainty == "unknown"), -len(match.a) - len(match.b)


def _sums(quantities: Sequence[Quantity]) -> list[tuple[Quantity, ...]]:
    """Killed and wounded of one claim, to be added up to losses."""
    killed = [quantity for quantity in quantities if quantity.roles == {"killed"} and not quantity.part]
    wounded = [quantity for quantity in quantities if quantity.roles == {"wounded"} and not quantity.part]
    if len(killed) != 1 or len(wounded) != 1:
        return []
    dead, hurt = killed[0], wounded[0]
    alike = _nouns(dead, hurt) == "same" or dead.counted is hurt.counted is None
    alike = alike and (dead.side, dead.mood) == (hurt.side, hurt.mood)
    return [(dead, hurt)] if alike else []


def _nouns(a: Quantity, b: Quantity) -> Literal["same", "wider", "different", "unknown"]:
    """How what is counted compares; the dead, wounded or arrested of whom no more is said are people."""
    if a.counted is None and b.counted is None:
        return "same" if a.unit is not None or a.roles & b.roles & HUMAN_ROLES else "unknown"
    if a.counted is None or b.counted is None:
        named = a.counted or b.counted
        if named == "person" and (a.roles | b.roles) & HUMAN_ROLES:
            return "same"
        return "unknown" if may_be_person(named) or not a.roles & b.roles & HUMAN_ROLES else "different"
    return likeness(a.counted, b.counted)


def _interval(quantities: tuple[Quantity, ...], near: float) -> tuple[float, float, float]:
    """Least, greatest and slack of a quantity, or of several added up."""
    low = high = slack = 0.0
    for quantity in quantities:
        least, greatest = quantity.low, quantity.high
        if near != NEAR and quantity.bound in {"more than", "nearly", "about"}:
            wanted, usual = ends(1.0, 1.0, quantity.bound, near), ends(1.0, 1.0, quantity.bound)
            lower, upper = wanted[0] / usual[0], wanted[1] / usual[1]
            least, greatest = (least * lower, greatest * upper) if least >= 0 else (least * upper, greatest * lower)
        low, high, slack = low + least, high + greatest, slack + quantity.slack
    return low, high, slack


def _crowded(quantities: Sequence[Quantity]) -> set[Quantity]:
    """The quantities beside which their own claim has another one of the same thing."""
    return {
        one
        for one in quantities
        for other in quantities
        if one is not other
        and one.unit == other.unit
        and (one.unit is not None or _nouns(one, other) != "different")
        and (one.roles == other.roles or one.unit is not None)
    }


def _sole_units(quantities: Sequence[Quantity]) -> set[str]:
    """The units in which a claim measures just one thing; shares of something are too many kinds of thing."""
    counts = Counter(quantity.unit for quantity in quantities if quantity.unit is not None)
    return {unit for unit, count in counts.items() if count == 1 and not unit.startswith("percent")}


def _match(
    a: tuple[Quantity, ...], b: tuple[Quantity, ...], near: float, *, doubtful: bool, sole: bool
) -> QuantityMatch | None:
    """The match of two quantities or sums, None where a known difference makes them two questions.

    `sole`: each claim measures just this in its unit. Claims that are set side by side mostly mean the same thing then.
    """
    if len(a) + len(b) > 3:
        return None
    roles_a, roles_b = (frozenset().union(*(quantity.roles for quantity in side)) for side in (a, b))
    if len(a) + len(b) == 3 and roles_a != roles_b:
        return None
    first, second = a[0], b[0]
    nouns, certainty = _nouns(first, second), _certainty(first, second, roles_a, roles_b, sole=sole)
    if certainty is None:
        return None
    low_a, high_a, slack_a = _interval(a, near)
    low_b, high_b, slack_b = _interval(b, near)
    slack_a, slack_b = (slack_a if slack_a > slack_b else 0.0), (slack_b if slack_b > slack_a else 0.0)
    below = high_a + slack_a < low_b - slack_b or (high_a < low_b and high_a + slack_a + slack_b == low_b)
    above = high_b + slack_b < low_a - slack_a or (high_b < low_a and high_b + slack_a + slack_b == low_a)
    if not (below or above):
        same = math.isclose(low_a, low_b) and math.isclose(high_a, high_b)
        certainty = "unknown" if doubtful else certainty
        return QuantityMatch("equal" if same else "compatible", a, b, certainty)
    if (
        first.part
        or second.part
        or first.aside != second.aside
        or (bool(roles_a) != bool(roles_b) and (roles_a | roles_b) & HUMAN_ROLES)
    ):
        return None
    smaller_is_part = _part_of(first, second, roles_a, roles_b)
    if (smaller_is_part == "a" and below) or (smaller_is_part == "b" and above):
        return None
    if doubtful or nouns == "wider" or roles_a != roles_b or _hangs_on_vagueness(first, second, above):
        certainty = "unknown"
    return QuantityMatch("conflicting", a, b, certainty)


def _part_of(a: Quantity, b: Quantity, roles_a: frozenset[str], roles_b: frozenset[str]) -> Literal["a", "b"] | None:
    """Which of the two counts a part of what the other counts: soldiers are people, the killed are among the losses."""
    wider = widest(a.counted, b.counted)
    narrower: Literal["a", "b"] | None = "b" if wider == "a" else "a" if wider == "b" else None
    fewer: Literal["a", "b"] | None = None
    if roles_a and roles_a < roles_b == BOTH:
        fewer = "a"
    elif roles_b and roles_b < roles_a == BOTH:
        fewer = "b"
    if fewer and narrower and fewer != narrower:
        return None
    return fewer or narrower


def _hangs_on_vagueness(a: Quantity, b: Quantity, above: bool) -> bool:
    """Whether the conflict rests on the upper end of "dozens", "hundreds", "thousands"."""
    loose = {"more than", "nearly", "about"}
    return (b if above else a).bound == "vague" or ("vague" in {a.bound, b.bound} and bool(loose & {a.bound, b.bound}))


def _certainty(
    a: Quantity, b: Quantity, roles_a: frozenset[str], roles_b: frozenset[str], *, sole: bool
) -> Certainty | None:
    """Whether both count the same thing for certain; None where they do not, or where nothing suggests it."""
    part = bool(roles_a and roles_b) and (roles_a < roles_b == BOTH or roles_b < roles_a == BOTH)
    if _is_known_to_differ(a, b, roles_a, roles_b, part=part):
        return None
    nouns, alike, same_role = _nouns(a, b), _alike(a.frame, b.frame), bool(roles_a) and roles_a == roles_b
    named = nouns == "same" and a.counted is not None and roles_a == roles_b
    if nouns == "unknown" and not same_role and a.unit not in FILLED:
        return "unknown" if sole else None
    if not (same_role or part or named or alike >= 0.34) or (a.unit is not None and alike < 0.3 and not named):
        return "unknown" if sole else None
    if part or nouns in {"wider", "unknown"} or _is_doubtful(a, b):
        return "unknown"
    if same_role and a.unit is None and not roles_a & _LOOSE_ROLES:
        return "same"
    return "same" if alike >= 0.5 and roles_a == roles_b and "margin" not in roles_a else "unknown"


def _is_known_to_differ(
    a: Quantity, b: Quantity, roles_a: frozenset[str], roles_b: frozenset[str], *, part: bool
) -> bool:
    """Whether unit, noun, mood, role, side or year is known to differ."""
    if a.unit != b.unit or _nouns(a, b) == "different" or a.mood != b.mood or a.mood in {"denied", "possible"}:
        return True
    if roles_a != roles_b and (0 in {a.value, b.value} or (roles_a and roles_b and not part)):
        return True
    if sides_differ(a.side, b.side):
        return True
    years = [{time for time in quantity.times if time.isdigit()} for quantity in (a, b)]
    if years[0] and years[1] and not years[0] & years[1]:
        return True
    return ("non" in a.frame) != ("non" in b.frame) or any(
        (one in a.frame and other in b.frame) or (other in a.frame and one in b.frame) for one, other in _OPPOSITES
    )


def _is_doubtful(a: Quantity, b: Quantity) -> bool:
    """Whether side, time, place or a narrower noun leaves open that both count the same thing."""
    if not sides_match(a.side, b.side) or a.part or b.part or a.kind != b.kind:
        return True
    if a.times and b.times and not a.times & b.times:
        return True
    named = (a.places or b.places) if 0 in {a.value, b.value} else (a.places and b.places)
    return bool(named) and not a.places & b.places


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the surrounding words that two quantities have in common."""
    common = len(a & b)
    return 0.0 if not common else common / min(len(a), len(b)) if common > 1 else 0.3
