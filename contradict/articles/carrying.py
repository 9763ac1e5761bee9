"""Free indirect speech: sentences without a verb of speech in which the speaker of the sentence before goes on.

"The guard had heard shouts, he said. Nobody had come." Carried is only what English marks as still reported, inside a
paragraph; what may be the paper's own voice stays the paper's.
"""

from __future__ import annotations

import re
from typing import Final

from contradict.articles.names import BODIES, ROLES, STOPS, bare, sort_of
from contradict.attribution.verbs import AUXILIARIES, PARTICIPLES, PAST_FORMS

WORD: Final = re.compile(r"[A-Za-z][\w’'-]*")
OWN_VOICE: Final = re.compile(
    r"\b(?:we|our|ours|us|I|my|me)\b|\b(?:this|our) (?:newspaper|paper|reporter|correspondent)\b|\bseen by\b", re.I
)
BACKGROUND: Final = re.compile(
    r"\W*(?:(?:in|since|until|by|from|on|at|during|before|after)\s+(?:(?-i:[A-Z])\w*|\d+|the)|last\s|this\s+(?:week|"
    r"month|year)|"
    r"(?:about|some|around|more than|nearly|at least)\s+\d|\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|meanwhile|"
    r"however|but|later|earlier|yesterday)\b",
    re.I,
)
"""How a sentence opens in which a paper often takes over."""
DATED_PRONOUN: Final = re.compile(r"[^,;:]{2,40},?\s(?:he|she|they|nobody)\shad\b", re.I)
STARTERS: Final = STOPS | frozenset(
    "he she it they there nobody nothing none neither both one two three four five six seven eight nine ten "
    "another several most some many everybody everyone only instead still even".split()
)
NOTHING: Final = re.compile(
    r"\W*(?:nothing|nobody|no one|no [a-z]+ (?=[a-z]+ed\b|came\b|went\b)|none of (?:them|it|this|that|these|those)|"
    r"there (?:was|were) (?:no|nothing|nobody)|"
    r"not (?:one|a single))\b",
    re.I,
)
NEXT: Final = re.compile(
    r"\W*(?:(?:(?:\w+|\d+)\s+)?(?:seconds|minutes|moments)\s+(?:later|afterwards)|a (?:moment|minute) later|then)\b",
    re.I,
)
AMONG_THEM: Final = re.compile(
    r"\W*(?:(?:one|two|three|four|some|most|many|several|few|half|others|all|both|neither) of (?:them|these|those)|"
    r"(?:all|both)(?: (?:two|three|four|five|six))?(?= (?:had|was|were)\b)|"
    r"the (?:first|last|next|only|second|third) time (?:that )?(?:he|she|they|it))\b",
    re.I,
)
INTENDS: Final = re.compile(r"\W*it (?:will|would|plans|intends|expects)\b", re.I)
FOUND: Final = re.compile(
    r"\W*(?:It|(?:The|Its|Their)\s+(?P<body>(?:[a-z-]+\s+){0,2}?[a-z-]+))\s+(?:also\s+)?(?:saw|found|counted|detected|"
    r"registered|observed|noticed|heard|measured|recorded|identified|established|traced)\s"
)
PAST_REPORT: Final = re.compile(
    r"\b(?:said|told|added|stated|explained|insisted|claimed|admitted|confirmed|announced|reported|warned|recalled|"
    r"testified|wrote|replied|stressed|noted|declared|denied|argued|complained|asked|went on)\b",
    re.I,
)
MOST_BETWEEN: Final = 3
"""Sentences between two of one speaker."""


def goes_on(text: str, before: str, speaker: str, *, returns: bool) -> bool:
    """Whether the speaker of the sentence before also speaks a sentence that names nobody.

    Args:
        text: The sentence, without quotation marks around all of it.
        before: The sentence before it, in the same paragraph.
        speaker: Who speaks the sentence before.
        returns: Whether the same speaker speaks again by name after at most three such sentences of the paragraph.
    """
    if OWN_VOICE.search(text) or "?" in text or _names_somebody(text, before):
        return False
    dated = BACKGROUND.match(text) is not None and not DATED_PRONOUN.match(text)
    if NEXT.match(text) or NOTHING.match(text) or AMONG_THEM.match(text):
        return not _is_present(text)
    if (
        _is_pluperfect(text)
        and not dated
        and not re.match(r"\W*An?\s", text)
        and (PAST_REPORT.search(before) or _is_pluperfect(before))
    ):
        return True
    if sort_of(speaker) == "body" and (INTENDS.match(text) or _finds(text, speaker)):
        return True
    if _is_about(text, speaker):
        return False
    return (
        returns
        and not dated
        and not _opens_with_role(text, before)
        and not (PAST_REPORT.search(before) and _is_present(text))
    )


def _names_somebody(text: str, before: str) -> bool:
    """Whether a sentence opens with a name that the one before does not have, or may do so."""
    words = WORD.findall(text[:80])
    if not words or words[0].lower() in STARTERS:
        return (
            len(words) > 1
            and words[0].lower() in ("the", "a", "an")
            and words[1][0].isupper()
            and (words[1] not in before)
        )
    first = words[0].lower()
    return words[0] not in before and not (first.endswith("s") and len(words) > 1 and words[1].islower())


def _opens_with_role(text: str, before: str) -> bool:
    """Whether a sentence opens with people or a body that the one before does not have: "Economists", "Police"."""
    word = (WORD.findall(text[:40]) or [""])[0]
    first = word.lower()
    known = first.endswith(("ists", "ians")) or first.rstrip("s") in ROLES or first in BODIES
    return known and first not in before.lower()


def _is_about(text: str, speaker: str) -> bool:
    """Whether the subject of a sentence seems to be who spoke, named: "Novasoft was founded", "Its founder sold"."""
    words = WORD.findall(text[:40])
    return bool(words) and (
        words[0] in ("Its", "Their")
        or (words[0][0].isupper() and words[0].lower() not in STARTERS and words[0] in speaker)
    )


def _finite(text: str) -> int | None:
    """The number of the first word of a sentence that is a finite verb."""
    for number, word in enumerate(_lower(text)):
        if number and (word in AUXILIARIES or word in PAST_FORMS or (word.endswith("ed") and len(word) > 4)):
            return number
    return None


def _lower(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text[:200])]


def _is_pluperfect(text: str) -> bool:
    words, at = _lower(text), _finite(text)
    if at is None or words[at] not in ("had", "hadn't", "hadn’t"):
        return False
    return any(word.endswith("ed") or word in PARTICIPLES or word == "told" for word in words[at + 1 : at + 4])


def _is_present(text: str) -> bool:
    at = _finite(text)
    word = _lower(text)[at] if at is not None else "is"
    return word in AUXILIARIES and word not in ("was", "were", "had", "did", "would", "could", "might", "should")


def _finds(text: str, speaker: str) -> bool:
    """Whether a sentence says what its speaker saw or found: "The institute saw no signs of violence"."""
    found = FOUND.match(text)
    return found is not None and set((found["body"] or "").lower().split()) <= set(bare(speaker).lower().split())
