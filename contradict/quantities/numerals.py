"""Numerals in English text: digits, number words, magnitudes, ranges, bounds and vague counts.

This module knows what a number says, not what it counts. Years, dates, clock times, scores, ids, ordinals and phone
numbers are left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from contradict.quantities.figures import HYPHENS, Token, is_glued, read_figure, word_at

Bound = Literal["exact", "range", "vague", "at least", "at most", "more than", "nearly", "about"]

NEAR: Final = 0.5
MONTHS: Final = frozenset(
    (
        "january february march april may june july august september october november december jan feb mar apr jun "
        "jul aug sept sep oct nov dec"
    ).split()
)
CURRENCY_SYMBOLS: Final = frozenset("$€£¥₹₽₴₺₩")

_BOUND_WORDS: Final[dict[Bound, str]] = {
    "at least": "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|minimum",
    "at most": "at most|up to|no more than|not more than|as many as|as much as|fewer than|less than|under|below|"
    "a maximum of|maximum of|maximum|not exceeding|at the most",
    "more than": "more than|over|above|upwards of|in excess of|well over|just over|slightly more than|just above|"
    "a little over|well above|exceeding|exceeded",
    "nearly": "nearly|almost|close to|just under|approaching|just below|just short of",
    "about": "about|around|some|roughly|approximately|approx|circa|an estimated|estimated|in the region of|"
    "somewhere around",
    "exact": "exactly|only|just|precisely|a total of|total of|a mere|a record|another|a further|an additional|all|the",
}
_BOUNDS: Final[dict[tuple[str, ...], Bound]] = {
    tuple(phrase.split()): bound for bound, phrases in _BOUND_WORDS.items() for phrase in phrases.split("|")
}
_BOUND_WORDS_AFTER: Final[dict[Bound, str]] = {
    "at least": "or more|+|at least|at the least|at the very least",
    "at most": "or fewer|or less|at most|at the most|at the very most",
    "about": "or so|- odd",
}
_BOUNDS_AFTER: Final[dict[tuple[str, ...], Bound]] = {
    tuple(phrase.split()): bound for bound, phrases in _BOUND_WORDS_AFTER.items() for phrase in phrases.split("|")
}
_LABEL_WORDS: Final = frozenset(
    (
        "flight article room section chapter route highway channel page phase type model number no nos gate "
        "platform resolution version season episode part volume class category tier apollo formula windows rule "
        "paragraph clause level stage grade group pier terminal exit line bus unit reactor block sector zone "
        "district precinct ward area annex appendix figure table week day round year game track lane shaft seed"
    ).split()
)
_MOVES: Final = frozenset(
    "go goes going gone rose rise rises risen rising increased increases up "
    "climbed climbs jumped grew grown soared surged went fell fall "
    "falls fallen falling down dropped drops cut revised raised reduced lowered changed moved shrank dipped".split()
)
_STREETS: Final = frozenset("street road avenue lane boulevard drive square st rd ave blvd".split())
_OPENERS: Final = frozenset("(\"“‘'[~—:") | {"..."}
_YEAR_CUES: Final = frozenset(
    ("in since by of from until till to during year the and before after early late mid").split()
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: tokens `first` to `last` (exclusive) with its bound words, the figure itself from `core`.

    `low` and `high` are what the words allow, `value` the figure named (or the middle), `grain` the step of its last
    figure that is not a zero, `negated` that the words count nothing at all ("no", "not a single").
    """

    first: int
    core: int
    last: int
    low: float
    high: float
    value: float
    grain: float
    bound: Bound
    symbol: str = ""
    fraction: bool = False
    negated: bool = False
    suffix_m: bool = False
    further: bool = False


def ends(low: float, high: float, bound: Bound, near: float = NEAR) -> tuple[float, float]:
    """What a bound makes of a figure or range: the least and the greatest number it allows."""
    up, down = (1 + near, 1 / (1 + near)) if low >= 0 else (1 / (1 + near), 1 + near)
    if bound == "at least":
        return low, math.inf
    if bound == "at most":
        return (0.0, high) if high >= 0 else (-math.inf, high)
    if bound == "more than":
        return low, high * up
    if bound == "nearly":
        return low * down, high
    if bound == "about":
        return low * down, high * up
    return low, high


def find_numerals(tokens: Sequence[Token]) -> list[Numeral]:
    """All numerals of a text in order, without those that count nothing."""
    found: list[Numeral] = []
    at = 0
    while at < len(tokens):
        numeral = _zero(tokens, at) or _numeral(tokens, at)
        if numeral is None:
            figure = read_figure(tokens, at)
            at = max(at + 1, figure.end if figure else 0)
            continue
        if not _is_label(tokens, numeral):
            floor = found[-1].last if found else 0
            found.append(numeral if numeral.negated else _bounded(tokens, numeral, floor))
            at = found[-1].last
        else:
            at = numeral.last
    return found


def _zero(tokens: Sequence[Token], at: int) -> Numeral | None:
    """Words that count nothing at all; whether they count a thing is for the reader of the claim to say."""
    word, after = word_at(tokens, at), word_at(tokens, at + 1)
    last = at + 1
    if word in {"not", "without"} and (after == "one" or (after == "a" and word_at(tokens, at + 2) == "single")):
        last = at + (2 if after == "one" else 3)
    elif word == "no" and after in {"one", "single"}:
        last = at + 2
    elif (
        word == "no" and (after in {"more", "fewer", "less", "."} or word_at(tokens, at + 2) == "than")
    ) or word not in {"no", "none", "nobody", "zero"}:
        return None
    return Numeral(at, at, last, 0.0, 0.0, 0.0, 1.0, "exact", negated=True)


def _numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    first = at
    if tokens[at].text in CURRENCY_SYMBOLS:
        at += 1
    symbol = tokens[first].text if at > first else ""
    figure = read_figure(tokens, at)
    if figure is None:
        return None
    if (
        symbol
        and first
        and is_glued(tokens, first)
        and tokens[first - 1].low in {"us", "a", "c", "au", "nz", "hk", "r"}
    ):
        first -= 1
        symbol = tokens[first].text + symbol
    low, high, end = figure.low, figure.high, figure.end
    bound: Bound = "vague" if low != high else "exact"
    before, link = word_at(tokens, first - 1), word_at(tokens, end)
    joins = link in {"to", "or"} or link in HYPHENS or (before == "between" and link == "and")
    if joins and bound == "exact" and not figure.fraction:
        skip = end + 1 + (word_at(tokens, end + 1) in CURRENCY_SYMBOLS)
        other = read_figure(tokens, skip)
        if other and other.low == other.high and not other.fraction:
            scaled = figure.low
            if other.scaled and not figure.scaled and figure.low < 1000:
                scaled *= _scale(other.low)
            if scaled < other.low or (link not in HYPHENS and scaled <= other.low):
                if link == "to" and before == "from" and word_at(tokens, first - 2) in _MOVES:
                    return _numeral(tokens, end + 1)
                low, high, end, bound, figure = scaled, other.low, other.end, "range", other
                first -= before in {"between", "from"}
    return Numeral(first, at, end, low, high, (low + high) / 2, figure.grain, bound, symbol, figure.fraction,
                   suffix_m=figure.suffix_m)  # fmt: skip


def _scale(value: float) -> float:
    """The magnitude word that a scaled value was written with."""
    return next((scale for scale in (1e12, 1e9, 1e6, 1e3, 100.0) if value >= scale), 1.0)


def _bounded(tokens: Sequence[Token], numeral: Numeral, floor: int) -> Numeral:
    """Take in the bound words before and after the figure; the strongest one counts."""
    first, bound, further = _bound_before(tokens, numeral, floor)
    after, last = _bound_after(tokens, numeral.last)
    bound = after or bound
    negative = first > 0 and tokens[first - 1].low == "minus"
    low, high = (-numeral.high, -numeral.low) if negative else (numeral.low, numeral.high)
    lowest, highest = ends(low, high, bound)
    value = -numeral.value if negative else numeral.value
    return Numeral(first - negative, numeral.core, last, lowest, highest, value, numeral.grain, bound, numeral.symbol,
                   numeral.fraction, False, numeral.suffix_m, further)  # fmt: skip


def _bound_before(tokens: Sequence[Token], numeral: Numeral, floor: int) -> tuple[int, Bound, bool]:
    """Where the words before a figure begin, the bound they set, and whether they count on top ("another")."""
    first, bound, further = numeral.first, numeral.bound, False
    for _ in range(3):
        for length in (4, 3, 2, 1):
            words = tuple(token.low for token in tokens[max(floor, first - length) : first])
            if len(words) == length and words in _BOUNDS:
                if words == ("up", "to") and word_at(tokens, first - 3) in _MOVES:
                    return first, bound, further
                if bound in {"exact", "range", "vague"} and _BOUNDS[words] != "exact":
                    bound = _BOUNDS[words]
                further = further or words[-1] in {"another", "further", "additional"}
                first -= length
                break
        else:
            start, compared = _comparative(tokens, first, floor)
            return (start, compared, further) if compared else (first, bound, further)
    return first, bound, further


def _comparative(tokens: Sequence[Token], first: int, floor: int) -> tuple[int, Bound | None]:
    """The bound of "older than", "no older than" and "cannot be older than" before a figure."""
    if first - 2 < floor or word_at(tokens, first - 1) != "than" or not word_at(tokens, first - 2).endswith("er"):
        return first, None
    start = first - 3 - (word_at(tokens, first - 3) == "be")
    negated = start >= floor and word_at(tokens, start) in {"no", "not", "cannot", "never"}
    return (start, "at most") if negated else (first - 2, "more than")


def _bound_after(tokens: Sequence[Token], last: int) -> tuple[Bound | None, int]:
    """The bound that words behind a figure set ("or more", "at the most"), and the index after them."""
    for words, bound in _BOUNDS_AFTER.items():
        if tuple(token.low for token in tokens[last : last + len(words)]) == words:
            return bound, last + len(words)
    return None, last


def _is_label(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Whether the figure is a date, a time, a score, an id or a list number rather than a quantity."""
    if numeral.symbol or numeral.negated:
        return False
    core, last = numeral.core, numeral.last
    before, after = word_at(tokens, core - 1), word_at(tokens, last)
    if not tokens[core].number:
        said = word_at(tokens, core - 2) in {"now", "dead", "wounded", "injured", "casualties"}
        ratio = after == "to" and word_at(tokens, last + 1) in {"one", "1"}
        return ratio or (before in {"no", "number"} and after != "of" and numeral.bound == "exact" and not said)
    raw = tokens[core].text
    if (raw[0] == "0" and raw.isdigit() and len(raw) > 1) or (is_glued(tokens, core) and before not in _OPENERS):
        return True
    if (
        before in _LABEL_WORDS
        or before in {"#", "/"}
        or (before == "." and word_at(tokens, core - 2) in _LABEL_WORDS | MONTHS)
    ):
        return True
    dated = core > 1 and tokens[core - 2].number and len(raw) < 4
    day = numeral.value <= 31 or len(raw) == 4
    month = day and ((before in MONTHS and not dated) or after in MONTHS)
    if month or (after in {":", "/"} and is_glued(tokens, last)):
        return True
    if after in {"am", "pm", "gmt", "o'clock", "hrs", "st", "nd", "rd", "th", "s"} or (
        after in {"a", "p"} and word_at(tokens, last + 1) == "." and word_at(tokens, last + 2) == "m"
    ):
        return True
    if after in HYPHENS and is_glued(tokens, last) and last + 1 < len(tokens) and tokens[last + 1].number:
        return True
    if after in {".", ")"} and (core == 0 or before == "(") and raw.isdigit() and last < len(tokens):
        return True
    street = any(token.low in _STREETS and token.text[0].isupper() for token in tokens[last : last + 3])
    return (street and tokens[last].text[0].isupper()) or _is_year(tokens, numeral)


def _is_year(tokens: Sequence[Token], numeral: Numeral) -> bool:
    core, last = numeral.core, numeral.last
    raw = tokens[core].text
    if not (len(raw) == 4 and raw.isdigit() and 1000 <= numeral.high <= 2100):
        return False
    if word_at(tokens, last) in {"%", "percent", "per"}:
        return False
    nxt = tokens[last] if last < len(tokens) else None
    before = word_at(tokens, core - 1)
    if before in {"than", "least", "nearly", "almost", "some"} and nxt is not None:
        return False
    if before in _YEAR_CUES or nxt is None or not (nxt.text.isalpha() and nxt.text.islower()):
        return True
    return not nxt.low.endswith(("s", "people", "men", "women", "children"))
