"""Figures as written: digits with separators and magnitudes, number words, vague counts and fractions.

The words around a figure ("more than", "between") are the business of `numerals`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

HYPHENS: Final = frozenset("-–—−‐‑")
_TOKEN: Final = re.compile(
    r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\w,]|\.\d)"
    r"|\d+,\d{1,2}(?!\d)|\d+(?:\.\d+)?)|(?P<w>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<p>[^\w\s])|_"
)
_SMALL: Final = {
    word: value
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ).split()
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
} | {"fourty": 40}
MAGNITUDES: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SUFFIXES: Final = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mm": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12}
_LONG_SUFFIXES: Final = frozenset({"mn", "mln", "bn", "tn", "trn"})
_GROUPS: Final = {"hundred": 100.0, "dozen": 12.0, **MAGNITUDES}
_VAGUE: Final = {
    "dozens": (24.0, 99.0),
    "scores": (40.0, 99.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2_000.0, 9_999.0),
    "millions": (2e6, 999_999_999.0),
    "billions": (2e9, 999_999_999_999.0),
    "several": (3.0, 20.0),
}
_FEW: Final = {"few": (3.0, 9.0), "handful": (3.0, 9.0), "couple": (2.0, 3.0),
              "trio": (3.0, 3.0), "quartet": (4.0, 4.0)}  # fmt: skip
_FRACTIONS: Final = {"half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4,
                     "fifth": 1 / 5, "fifths": 1 / 5, "tenth": 1 / 10, "tenths": 1 / 10}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or punctuation mark; `low` is its lower-case form without a possessive ending."""

    text: str
    low: str
    start: int
    end: int
    number: bool = False
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    low: float
    high: float
    grain: float
    end: int
    scaled: bool = False
    fraction: bool = False
    suffix_m: bool = False


def tokenise(text: str) -> list[Token]:
    """Words, numbers and punctuation marks of a text with their character offsets."""
    tokens = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        low = word.lower().replace("’", "'")
        possessive = low.endswith("'s")
        low = low[:-2] if possessive else low
        tokens.append(Token(word, low, match.start(), match.end(), match.lastgroup == "n", possessive))
    return tokens


def word_at(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def is_glued(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token stands right after the one before it, without a space."""
    return 0 < at < len(tokens) and tokens[at - 1].end == tokens[at].start


def _grain(value: float, decimals: int = 0) -> float:
    if decimals:
        return float(10.0**-decimals)
    if not value or value != int(value) or value > 1e15:
        return 1.0
    digits = str(int(abs(value)))
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))


def _digits(tokens: Sequence[Token], at: int) -> Figure | None:
    raw = re.sub(r"[ \u00a0\u202f]", "", tokens[at].text)
    raw = raw.replace(",", ".") if re.fullmatch(r"\d+,\d{1,2}", raw) else raw.replace(",", "")
    if len(raw) > 15:
        return None
    value, decimals = float(raw), len(raw.partition(".")[2])
    grain, end = _grain(value, decimals), at + 1
    word = word_at(tokens, end)
    glued = is_glued(tokens, end)
    hyphen = word in HYPHENS and word_at(tokens, end + 1) in MAGNITUDES
    if hyphen or word in MAGNITUDES:
        scale, end = MAGNITUDES[word_at(tokens, end + hyphen)], end + 1 + hyphen
    elif word in _SUFFIXES and (glued or word in _LONG_SUFFIXES):
        scale, end = _SUFFIXES[word], end + 1
    elif word in {"hundred", "dozen"}:
        scale, end = _GROUPS[word], end + 1
    else:
        return Figure(value, value, grain, end)
    return Figure(value * scale, value * scale, grain * scale, end, True, suffix_m=word == "m")


def _words(tokens: Sequence[Token], at: int) -> Figure | None:
    """Number words: "twenty-four", "two and a half million", "three hundred and five", "a dozen"."""
    total, group, end, last = 0.0, 0.0, at, ""
    if word_at(tokens, at) in {"a", "an"}:
        if word_at(tokens, at + 1) not in _GROUPS:
            return None
        group, end, last = 1.0, at + 1, "small"
    while end < len(tokens):
        word = tokens[end].low
        if (
            word in HYPHENS
            and last == "tens"
            and is_glued(tokens, end)
            and 0 < _SMALL.get(word_at(tokens, end + 1), 0) < 10
        ):
            end += 1
            continue
        if word in _SMALL and (last in {"", "big"} or (last == "tens" and 0 < _SMALL[word] < 10)):
            group, last = group + _SMALL[word], "small"
        elif word in _TENS and last in {"", "big"}:
            group, last = group + _TENS[word], "tens"
        elif word in {"hundred", "dozen"} and last in {"small", "tens"}:
            group, last = group * _GROUPS[word], "big"
        elif word in MAGNITUDES and group and last:
            total, group, last = total + group * MAGNITUDES[word], 0.0, "big"
        elif (
            word == "and"
            and last == "big"
            and (word_at(tokens, end + 1) in _SMALL or word_at(tokens, end + 1) in _TENS)
        ):
            if tokens[end - 1].low in {"million", "billion", "trillion", "dozen"}:
                break
        elif (
            word == "and" and last == "small" and word_at(tokens, end + 1) == "a" and word_at(tokens, end + 2) == "half"
        ):
            scale = _GROUPS.get(word_at(tokens, end + 3), 1.0)
            value = (total + group + 0.5) * scale
            return Figure(value, value, 0.5 * scale, end + 3 + (word_at(tokens, end + 3) in _GROUPS), scale > 1)
        else:
            break
        end += 1
    if not last or end == at:
        return None
    value = total + group
    return Figure(value, value, _grain(value), end, last == "big")


def _vague(tokens: Sequence[Token], at: int) -> Figure | None:
    word = word_at(tokens, at)
    if word == "tens" and word_at(tokens, at + 1) == "of" and word_at(tokens, at + 2) in {"thousands", "millions"}:
        scale = MAGNITUDES[word_at(tokens, at + 2)[:-1]]
        return Figure(20 * scale, 100 * scale - 1, 1.0, at + 3)
    if word in _VAGUE:
        low, high = _VAGUE[word]
        if (
            word in {"dozens", "hundreds"}
            and word_at(tokens, at + 1) == "of"
            and word_at(tokens, at + 2)
            in {
                "thousands",
                "millions",
            }
        ):
            scale = MAGNITUDES[word_at(tokens, at + 2)[:-1]]
            return Figure(low * scale, (high + 1) * scale - 1, 1.0, at + 3)
        if word == "several" and word_at(tokens, at + 1) in _GROUPS:
            scale = _GROUPS[word_at(tokens, at + 1)]
            return Figure(2 * scale, 10 * scale - 1, 1.0, at + 2)
        return Figure(low, high, 1.0, at + 1)
    if word == "a" and word_at(tokens, at + 1) in _FEW:
        low, high = _FEW[word_at(tokens, at + 1)]
        end = at + 2
        if word_at(tokens, at + 1) == "couple" and word_at(tokens, end) not in {"of", *_GROUPS}:
            return None
        if word_at(tokens, end) in _GROUPS:
            scale = _GROUPS[word_at(tokens, end)]
            return Figure(2 * scale, 10 * scale - 1, 1.0, end + 1)
        return Figure(low, high, 1.0, end)
    return None


def _fraction(tokens: Sequence[Token], at: int) -> Figure | None:
    """Shares ("a third of", "two thirds", "half the") in per cent; "half a million" is a number."""
    word, many, end = word_at(tokens, at), 1.0, at
    if word in {"a", "an", "one"} or (word in _SMALL and word != "zero"):
        many = float(_SMALL.get(word, 1))
        end += 1
        if word_at(tokens, end) in HYPHENS and is_glued(tokens, end):
            end += 1
    if end == at + 1 and word not in {"a", "an"} and (out_of := _share(tokens, end, many)):
        return out_of
    name = word_at(tokens, end)
    if name not in _FRACTIONS or (end == at and name != "half") or (many > 1) != name.endswith("s"):
        return None
    end += 1
    share = many * _FRACTIONS[name]
    skip = end + 1 if word_at(tokens, end) == "of" else end
    if word_at(tokens, skip) in {"a", "an"} and word_at(tokens, skip + 1) in _GROUPS:
        scale = _GROUPS[word_at(tokens, skip + 1)]
        return Figure(share * scale, share * scale, share * scale, skip + 2, True)
    follows = {"of", "the", "its", "their", "our", "all", "his", "her"}
    if (
        share >= 1
        or word_at(tokens, end) not in follows
        or word_at(tokens, end + 1) in {"year", "season", "time", "an"}
    ):
        return None
    if word_at(tokens, end) != "of" and name != "half":
        return None
    return Figure(100 * share, 100 * share, 10.0, end, fraction=True)


def _share(tokens: Sequence[Token], at: int, many: float) -> Figure | None:
    """The rest of "one in five" or "nine out of ten", in per cent."""
    links = (word_at(tokens, at), word_at(tokens, at + 1))
    skip = at + (2 if links == ("out", "of") else 1 if links[0] in {"in", "of"} else 0)
    whole = _SMALL.get(word_at(tokens, skip), _TENS.get(word_at(tokens, skip), 0)) if skip > at else 0
    if not many < whole:
        return None
    return Figure(100 * many / whole, 100 * many / whole, 10.0, skip + 1, fraction=True)


def read_figure(tokens: Sequence[Token], at: int) -> Figure | None:
    """The figure that begins at a token, or None."""
    if at < len(tokens) and tokens[at].number:
        return _digits(tokens, at)
    return _fraction(tokens, at) or _vague(tokens, at) or _words(tokens, at)
