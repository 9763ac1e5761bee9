"""Propositions behind nouns: "reports of losses" say that there were losses, "a plan to go" that there is a plan."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from contradict.attribution.phrases import Span, lower_words
from contradict.attribution.speechwords import BARRIERS, CLAIM, DEFINITE, NOMINATIVE, NUMBER, PRONOUNS, SAYING
from contradict.attribution.verbs import AUXILIARIES

_HEAD_ENDS: Final = frozenset(
    "of at in on from to by with between against over for near behind among inside outside under after before during "
    "about across along around into through within without aboard".split()
)
_MANY: Final = frozenset("many several some few dozens hundreds thousands two three four five six seven eight".split())
_PLURAL: Final = frozenset("people men women children police troops mice".split())
_SINGULAR: Final = frozenset("news politics".split())
_COUNTED: Final = frozenset(
    "deal plan rift pact agreement treaty merger split leak affair coup plot conspiracy cover-up strike ban shortage "
    "delay ambush raid siege tax fee scheme takeover purge ceasefire mutiny sell-off talks".split()
)
_REFUSING: Final = re.compile(
    r"(?:courts?|judges?|council|committee|board|panel|commission|tribunal|jury|senate)$", re.I
)
_HAPPENED: Final = MappingProxyType(
    {
        "death": "died",
        "resignation": "resigned",
        "departure": "left",
        "escape": "escaped",
        "surrender": "surrendered",
        "withdrawal": "withdrew",
        "retreat": "retreated",
        "defection": "defected",
        "collapse": "collapsed",
        "arrest": "was arrested",
        "dismissal": "was dismissed",
        "capture": "was captured",
        "murder": "was murdered",
        "kidnapping": "was kidnapped",
        "abduction": "was abducted",
    }
)
_POSSESSED: Final = re.compile(rf"\s*([^,;:]{{2,60}}?)['’]s ({'|'.join(_HAPPENED)})(?=\s+[a-z]|[\s.]*$)")

Pieces = tuple[Span | str, ...]


def existence(text: str, start: int, end: int, *, talk: bool = False) -> Pieces | None:
    """Return "There was N" for the noun phrase N in text[start:end] ("is" for `talk`), or "X died" for "X's death".

    None where N is no plain indefinite phrase.
    """
    end = start + len(text[start:end].rstrip(" ."))
    if happened := _POSSESSED.fullmatch(text, start, end) or _POSSESSED.match(text, start, end):
        rest = lower_words(text[happened.end() : end])
        if (rest and rest[0] not in _HEAD_ENDS) or lower_words(happened[1])[0] in ("his", "her", "its", "their"):
            return None
        pieces: Pieces = (happened.span(1), f" {_HAPPENED[happened[2]]}")
        return (*pieces, " ", (happened.end(), end)) if rest else pieces
    words = lower_words(text[start:end])
    head = _head(words)
    if not head or not _is_plain(text[start:end], words, head):
        return None
    return _there(text, (start, end), head, present=talk)


def existence_denied(text: str, start: int, end: int, subject: Span) -> Pieces | None:
    """Return "There is a plan to go" for "denies [any] plan to go", only for nouns whose denial cannot be a refusal."""
    present = text[:start].rstrip().lower().endswith(("deny", "denies"))
    headline = text.rstrip()[-1:] not in ".!"
    if _REFUSING.search(text[slice(*subject)].rstrip()) or (headline and not present):
        return None
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip(" ."))
    if every := re.compile(r"(?:any|all)\s+", re.I).match(text, start, end):
        start = every.end()
    words = lower_words(text[start:end])
    head = _head(words)
    if not head or not _is_plain(text[start:end], words, head):
        return None
    counted = head[-1] in _COUNTED or head[-1].removesuffix("s") in _COUNTED
    return _there(text, (start, end), head, present=present) if counted and len(head) < 5 else None


def _head(words: list[str]) -> list[str]:
    """Return the words of a noun phrase up to its noun: before a preposition or an -ing form behind the noun."""
    for index, word in enumerate(words):
        if word in _HEAD_ENDS or (index and word.endswith("ing") and words[index - 1].endswith(("s", "day"))):
            return words[:index]
    return words


def _is_plain(phrase: str, words: list[str], head: list[str]) -> bool:
    """Return whether a noun phrase is indefinite, holds no clause, no list and no other claim."""
    if len(words) > 14 or re.search(r",(?!\d)|[;:\"“”]|['’]s?$", phrase) or re.search(r"['’]", " ".join(head)):
        return False
    definite = head[0] in DEFINITE or head[0] in PRONOUNS - {"some", "many", "one"} or head[0] in NOMINATIVE
    named = phrase.lstrip()[0].isupper() and len(head) == 1
    claimed = re.fullmatch(CLAIM, head[-1]) and head[-1] not in _COUNTED
    if definite or named or claimed or head[0].endswith("ing"):
        return False
    return not any(word in BARRIERS - {"to"} or word in AUXILIARIES or word in SAYING for word in words)


def _there(text: str, span: Span, head: list[str], *, present: bool) -> Pieces:
    """Return "There was N" in the number of N, with an article where a counted noun has none."""
    first, last = head[0], head[-1]
    single = first in ("a", "an", "another", "one")
    counted = first in _MANY or (NUMBER.match(first) is not None and len(head) > 1)
    shaped = last.endswith("s") and not last.endswith(("ss", "us", "is")) and last not in _SINGULAR
    plural = not single and (counted or shaped or last in _PLURAL)
    verb = ("are" if plural else "is") if present else ("were" if plural else "was")
    bare = last in _COUNTED and not plural and not single and first not in ("some", "any", "no")
    article = ("an " if text[span[0]].lower() in "aeiou" else "a ") if bare else ""
    return (f"There {verb} {article}", span)
