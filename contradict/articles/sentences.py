"""Sentences of running text.

Rules of our own: of the kept splitters that work offline, nupunkt needs Python 3.11 and takes "Lt. Col." apart, and
sentencex does not look inside quotations, whose sentences are claims of their own.
"""

from __future__ import annotations

import re
from typing import Final

from contradict.attribution.verbs import AUXILIARIES, PAST_FORMS

STOP: Final = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]+)(?P<shut>[\"”’'»)\]]*(?:\s[”»])?)(?P<gap>\s+|(?=[“„«]))")
OPENING: Final = "\"“„‘'«(["
WORD: Final = re.compile(r"[\w’'.-]*")
WORDS: Final = re.compile(r"[a-z'’]+")
LAST: Final = re.compile(r"[\w.&’'-]{1,30}\Z")
ALWAYS: Final = frozenset(
    "Mr Mrs Ms Mx Dr Prof St Sgt Lt Col Gen Maj Capt Cpl Pvt Adm Cmdr Brig Gov Sen Rep Reps Sens Rev Fr Hon Pres "
    "Insp Supt Const Det Messrs Mme Mlle Msgr Amb Atty Vol Mt Ft vs v approx ca cf viz al fig Fig art sec Sec pp "
    "para eds dept Dept resp Ave Blvd".split()
)
"""Abbreviations that something always follows."""
BEFORE_NUMBERS: Final = frozenset("No Nos nos Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Op Ch Art p".split())
ANSWERED: Final = re.compile(r"(?:was|is|a|said|says|voted|vote|answered|be|with)\s+no\Z|\Ano\Z|[,:“\"]\s*no\Z", re.I)
"""Where "no" is a word and not short for "number"."""
AFTER_NAMES: Final = frozenset("Inc Corp Ltd Co Cos Bros Jr Sr LLC plc".split())
STARTERS: Final = frozenset(
    "The A An He She It They We I You His Her Its Their Our My In On At By For From With After Before But And Or "
    "So Yet This That These Those There Here When While Where If As Then Now Not No Some Many Most All Both Two "
    "Three Several However Meanwhile Although Though Since Until Under Over According Earlier Later Among Another "
    "What Who Why How Police Officials Critics Residents Nobody Nothing Only Still".split()
)
"""Words that open a sentence and seldom a name."""
CARELESS: Final = frozenset("they he she it we".split())
"""Words that open a sentence even where their capital is missing."""
ACRONYM: Final = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
CLOCK: Final = re.compile(r"(?:GMT|UTC|[A-Z]{1,2}[SD]T|CE?S?T|local|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
BRAND: Final = re.compile(r"[a-z]{1,2}[A-Z]|www\.")
SPOKEN: Final = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+){1,5}(?:said|says|asked|asks|shouted|cried|wrote|added|told|replied|wondered|exclaimed)\b"
)
NUMBERED: Final = re.compile(r"\s*\(?\d{1,3}")
LONGEST_ASIDE: Final = 300
"""Characters between brackets."""


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a paragraph, without the blanks between them."""
    spans: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    marks = counted = 0
    for match in STOP.finditer(text, start):
        marks += text.count('"', counted, match.end())
        counted = match.end()
        shut, following = match.start("gap"), match.end()
        if text[following : following + 1] == '"' and marks % 2 and match["gap"]:
            shut, following = following + 1, following + 1  # a quotation that closes behind a blank
        if _ends(text, start, match, following):
            spans.append((start, shut))
            start = following + len(text[following : following + 50]) - len(text[following : following + 50].lstrip())
    end = len(text.rstrip())
    if start < end:
        spans.append((start, end))
    return spans


def _ends(text: str, start: int, match: re.Match[str], following: int) -> bool:
    """Whether a sentence that begins at `start` ends at a stop."""
    ahead = text[following : following + 80].lstrip().lstrip(OPENING).lstrip()
    if not ahead or ahead[0] in ",;:”»)" or match.start() < start or _inside_brackets(text, start, match):
        return False
    word = WORD.match(ahead)[0].rstrip(".’'") if ahead[0].isalnum() else ""  # type: ignore[index]
    quoted = bool(match["shut"].strip(")] "))
    if ahead[0].islower() and not BRAND.match(ahead):
        return (
            match["mark"] == "."
            and not match["shut"]
            and word in CARELESS
            and not _abbreviated(text, start, match, "The")
        )
    if match["mark"] != "." or match["shut"]:
        return not (quoted and match["mark"][-1] in "?!" and SPOKEN.match(ahead))
    return not NUMBERED.fullmatch(text, start, match.start()) and not _abbreviated(text, start, match, ahead, word)


def _abbreviated(text: str, start: int, match: re.Match[str], ahead: str, word: str = "The") -> bool:
    """Whether the full stop belongs to an abbreviation and the sentence goes on."""
    found = LAST.search(text, max(0, match.start() - 30), match.start())
    last = found[0].lstrip("'’-") if found else ""
    if ACRONYM.fullmatch(last):
        if last.lower() in ("a.m", "p.m"):
            return CLOCK.match(ahead) is not None or not (word in STARTERS or _has_verb(text[start : match.start()]))
        return last.lower() in ("e.g", "i.e") or word not in STARTERS
    if last in ALWAYS:
        return True
    if last in BEFORE_NUMBERS or (
        last == "no" and not ANSWERED.search(text, max(start, match.start() - 20), match.start())
    ):
        return ahead[0].isdigit()
    return (last in AFTER_NAMES or (len(last) == 1 and last.isupper())) and word not in STARTERS


def _has_verb(text: str) -> bool:
    words = WORDS.findall(text.lower())
    return any(word in AUXILIARIES or word in PAST_FORMS or word.endswith("ed") for word in words)


def _inside_brackets(text: str, start: int, match: re.Match[str]) -> bool:
    opened = text.rfind("(", max(start + 1, match.start() - LONGEST_ASIDE), match.start())
    if opened < 0 or text.find(")", opened, match.end("shut")) >= 0:
        return False
    return text.find(")", match.end(), opened + LONGEST_ASIDE) >= 0
