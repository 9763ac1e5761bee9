"""Headlines: "Union denies warders smuggled telephones", where nothing but the words themselves shows the clause."""

from __future__ import annotations

import re
from typing import Final

from contradict.attribution.phrases import words_of
from contradict.attribution.speechwords import BARRIERS, CLAIM, NOT_CLAUSE, PREPOSITIONS, SUBJECTS
from contradict.attribution.verbs import AUXILIARIES, PAST_FORMS, PURE_PAST_FORMS

_ADJECTIVES: Final = frozenset(
    "attempted armed aggravated alleged proposed planned disputed reported rumoured rumored suspected limited "
    "organised organized failed unlicensed hundred unauthorised unauthorized related rigged backed based led "
    "united leaked faked repeated indeed".split()
)
_PRESENT: Final = frozenset(
    "exceeds owns makes gives takes gets keeps wants knows pays contains causes owes seeks threatens belongs holds "
    "breaks sells plans intends lacks".split()
)
_NOUNS_TOO: Final = frozenset("plans breaks holds causes".split())
_NOT_OBJECTS: Final = PREPOSITIONS | frozenset("of to by with for against between".split())
_MOST_WORDS: Final = 7


def headline_clause(text: str) -> bool:
    """Return whether the words after "denies" in a headline are a clause: a short subject and then a finite verb."""
    words = words_of(text[:200])
    lower = [word.lower() for word in words]
    if len(lower) < 2 or lower[0] in NOT_CLAUSE or re.fullmatch(CLAIM, lower[-1]) or re.match(r"\s*[,.;:(]", text):
        return False
    if lower[0].endswith(("ed", "ing", "ly")) or "-" in lower[0]:
        return False
    titled = all(word[0].isupper() for word in words if len(word) > 3)
    placed = False
    for index in range(1, min(len(lower), _MOST_WORDS)):
        word = lower[index]
        if word in BARRIERS:
            return False
        placed = placed or word in _NOT_OBJECTS
        before = lower[index - 1]
        if _is_finite(word):
            return before not in _NOT_OBJECTS
        if word in _PRESENT and index + 1 < len(lower):
            return (word not in _NOUNS_TOO or before in SUBJECTS) and before not in _NOT_OBJECTS
        last = index + 1 == len(lower)
        if placed or (word in _ADJECTIVES and not last) or before in _NOT_OBJECTS:
            continue
        object_follows = not last and lower[index + 1] not in _NOT_OBJECTS
        if word.endswith("ed") and len(word) > 4 and not word.endswith("eed") and "-" not in word:
            return object_follows or last
        if word in PAST_FORMS:
            named = words[index - 1][0].isupper() and not titled
            plural = before.endswith("s") and not before.endswith(("ss", "us"))
            return object_follows and (before == "ever" or named or plural)
    return False


def _is_finite(word: str) -> bool:
    """Return whether the word can be nothing but a finite verb."""
    return word in AUXILIARIES or word in PURE_PAST_FORMS
