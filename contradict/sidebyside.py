"""Two claims side by side, before any model: how their quantities, periods, stances and words relate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from contradict.periods import Update, days_between, find_update, relate_periods
from contradict.quantities import Quantity, QuantityMatch, compare_quantities, sides_differ
from contradict.readings import Reading, plain, same_voice


@dataclass(frozen=True)
class SideBySide:
    """Two claims as they were read; everything but what names one of them is equal for both orders."""

    a: Reading
    b: Reading

    @cached_property
    def matches(self) -> tuple[QuantityMatch, ...]:
        """How the quantities of both propositions relate; what is counted over different periods cannot conflict."""
        found = compare_quantities(self.a.quantities, self.b.quantities)
        return tuple(m for m in found if m.relation != "conflicting") if self.other_period else found

    @cached_property
    def conflict(self) -> QuantityMatch | None:
        """The first conflict of quantities, a certain one before others."""
        return min((m for m in self.matches if m.relation == "conflicting"), key=_place, default=None)

    @cached_property
    def counts_apart(self) -> bool:
        """Whether both claims hold quantities, none of which counts what one of the other claim counts."""
        return bool(self.a.quantities and self.b.quantities) and not self.matches

    @cached_property
    def sides_apart(self) -> bool:
        """Whether all that both claims count belongs to different sides: Armenian tanks, Azerbaijani drones.

        Neither claim follows from the other then, or rules it out, however the two read to the model.
        """
        sides = [{q.side for q in reading.quantities if q.side} for reading in (self.a, self.b)]
        return all(sides) and all(sides_differ(one, two) for one in sides[0] for two in sides[1])

    @cached_property
    def other_period(self) -> bool:
        """Whether the claims speak of different periods."""
        return relate_periods(self.a.timing, self.b.timing) == "different"

    @cached_property
    def other_day(self) -> bool:
        """Whether the claims were published on different days: things may have moved on between them."""
        one, two = self.a.timing.published, self.b.timing.published
        return one is not None and two is not None and days_between(one, two) > 0

    @cached_property
    def identical(self) -> bool:
        """Whether both claims put forward the same proposition, word for word; "we" of two speakers is not the same."""
        a, b = self.a.claim, self.b.claim
        same_text = plain(a.text) == plain(b.text) and not (a.speaker and b.speaker)
        return same_text or plain(self.a.proposition) == plain(self.b.proposition)

    @cached_property
    def stances(self) -> int:
        """How many of the two deny their proposition."""
        return (self.a.stance == "denies") + (self.b.stance == "denies")

    @cached_property
    def update_by_rule(self) -> Update | None:
        """How the later claim replaces the earlier one if the two are at odds, by rule; a word yields to a denial."""
        moved = self.conflict or self._exceeded
        values, falling, compatible = None, False, moved is not None and moved.relation == "compatible"
        if moved is not None:
            values = _total(moved.a, exact=compatible), _total(moved.b, exact=compatible)
            falling = moved.a[0].roles == moved.b[0].roles == {"missing"}
        found = find_update(
            self.a.timing, self.b.timing, same_voice=same_voice(self.a, self.b) and not compatible, values=values,
            falling=falling, text_a=self.a.claim.text, text_b=self.b.claim.text,
        )  # fmt: skip
        return None if found is not None and found.by_word and self.stances else found

    @cached_property
    def _exceeded(self) -> QuantityMatch | None:
        """Two numbers that can both be right, where the later one may have gone beyond "at least" or "more than"."""
        found = (
            m
            for m in self.matches
            if m.relation == "compatible" and len(m.a) == len(m.b) == 1 and {m.a[0].bound, m.b[0].bound} != {"exact"}
        )
        return min(found, key=_place, default=None)


def _place(match: QuantityMatch) -> tuple[bool, int, list[str]]:
    """Certain matches first, then those that stand first; the same for both orders of the claims."""
    said = sorted(" ".join(quantity.text for quantity in side) for side in (match.a, match.b))
    return match.certainty != "same", match.a[0].span[0] + match.b[0].span[0], said


def _total(quantities: tuple[Quantity, ...], *, exact: bool) -> tuple[float, float]:
    """What quantities add up to, least and greatest; `exact`: the numbers named alone."""
    ends = [(q.value, q.value) if exact else (q.low, q.high) for q in quantities]
    return sum(low for low, _ in ends), sum(high for _, high in ends)
