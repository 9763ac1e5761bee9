"""Sentences with several statements, taken apart where it is safe."""

from __future__ import annotations

import re
from typing import Final

from contradict.articles.speakers import who_speaks
from contradict.attribution.denialwords import FALSE

NUMBER: Final = (
    r"(?:(?:more than|over|about|some|at least|up to|nearly|almost|around|another)\s+)?(?:\d[\d,.]*\d|\d|two|three|"
    r"four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|dozens of|hundreds of|thousands of)"
)
ITEM: Final = (
    rf"{NUMBER}(?:\s+(?:and\s+other|of\s+the|(?!and\b|or\b|were\b|was\b|have\b|had\b|in\b|on\b|at\b|to\b|"
    rf"by\b)[A-Za-z][\w’'-]*)){{1,7}}?"
)
LIST: Final = re.compile(
    rf"\b{ITEM}(?:(?:,\s+|,?\s+and\s+){ITEM}){{2,}}(?=[.,;]?\s*$|,?\s+(?:were|was|have|had|in|on|at|during|by|"
    rf"after)\b|[.;])",
    re.I,
)
SPLIT_ITEMS: Final = re.compile(rf"(?:,\s+and\s+|,\s+|\s+and\s+)(?={NUMBER}\s)", re.I)
CASUALTIES: Final = re.compile(
    r"\b(?:killed|wounded|dead|injured|hurt|died|casualties|soldiers|people|civilians|men|women|children)\b", re.I
)
LEADING: Final = re.compile(r"\b(?:between|from|votes?|by|score)\s*$", re.I)
JOINT: Final = re.compile(
    r"(?:;|,)\s+(?:(?:and|but|while|whereas|although|though|yet)\s+)(?:(?:in|at)\s+[A-Z]\w+,\s+)?|;\s+"
)
DENIES: Final = (
    r"(?:(?:has|have|had|also|later|promptly|flatly|immediately|strongly)\s+)*(?:den(?:y|ies|ied)|reject(?:s|ed)?|"
    r"dismiss(?:es|ed)?|dispute[sd]?|refute[sd]?|contradict(?:s|ed)?)"
)
CLAIM: Final = (
    r"(?:it all|all of (?:it|this|that)|any of (?:it|this|that)|everything|it|this|that|these|both|(?:(?:the|this|"
    r"these|that|those|all|any|such)\s+)?(?:\w+\s+)?(?:claims?|"
    r"allegations?|accusations?|reports?|charges?|"
    r"statements?|assertions?|account|version|suggestions?|figures?|numbers?|accusation))"
)
DENIED_TAIL: Final = re.compile(
    rf",\s+(?:although|though|but|while|whereas|which|something(?:\s+that)?|a\s+(?:claim|charge|statement|"
    rf"figure)(?:\s+that)?)\s+(?P<who>[^,;:“”\"]{{2,70}}?)\s+{DENIES}(?:\s+{CLAIM})?\s*\.?\s*$",
    re.I,
)
DENIED: Final = re.compile(
    rf"\s*(?:(?:but|however|yet),?\s+)?(?P<who>[^;:“”\"]{{2,90}}?),?\s+{DENIES}\s+{CLAIM}(?:\s+(?:as\s+[^.]{{2,40}}|"
    rf"on\s+\w+day|outright|categorically|at once))?\s*[.!]?\s*$",
    re.I,
)
CALLED: Final = re.compile(
    rf"\s*(?:(?:but|however|yet),?\s+)?(?P<who>[^;:“”\"]{{2,90}}?),?\s+(?:(?:has|have|had|also|later)\s+)*(?:called|"
    rf"calls|described|"
    rf"describes|branded|dismissed|denounced|labelled)\s+{CLAIM}\s+{FALSE}[\s.!]*",
    re.I,
)


def count_list(text: str) -> list[str]:
    """Return a sentence for each count of a list of three or more ("22 tanks, 15 guns and 18 drones were lost")."""
    match = LIST.search(text)
    if match is None or CASUALTIES.search(match[0]) or LEADING.search(text[: match.start()]):
        return [text]
    items = SPLIT_ITEMS.split(match[0])
    if len(items) < 3:
        return [text]
    before, after = text[: match.start()], text[match.end() :]
    return [before + (item if before else item[:1].upper() + item[1:]) + after for item in items]


def two_speakers(text: str) -> tuple[str, str] | None:
    """Return the two parts of a sentence in which two parties speak ("X said P, but Y said Q")."""
    for match in JOINT.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        if (
            text.count("“", 0, match.start()) != text.count("”", 0, match.start())
            or text.count('"', 0, match.start()) % 2
        ):
            continue
        one, two = who_speaks(left + "."), who_speaks(right[:1].upper() + right[1:])
        if one and two and one.lower() != two.lower() and right.lower().startswith((two.lower(), "the " + two.lower())):
            return left, right
    return None


def denied_tail(text: str) -> tuple[int, str] | None:
    """Return where "…, although Y denied the allegations" begins, and who denies."""
    match = DENIED_TAIL.search(text)
    return (match.start(), match["who"]) if match else None


def denies_what_was_said(text: str) -> str | None:
    """Return who denies, of a sentence that denies what the one before says ("Y denied the claim.")."""
    match = DENIED.fullmatch(text) or CALLED.fullmatch(text)
    return match["who"] if match else None
