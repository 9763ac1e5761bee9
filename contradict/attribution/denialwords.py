"""The words and patterns of denial: frozen tables, read by `denials` and `headlines`."""

from __future__ import annotations

import re
from typing import Final

from contradict.attribution.speechwords import CLAIM, DETERMINERS

AFTER_GERUND: Final = DETERMINERS | frozenset(
    "him her them us me it any anything anyone anybody in on at into up down out off over under about as that who what "
    "why how when where whether more himself herself itself themselves money people "
    "seven eight nine ten eleven twelve dozens hundreds thousands".split()
)

UNTRUE: Final = (
    r"(?:false|untrue|not true|lies?|fake(?: news)?|baseless|unfounded|nonsense|rubbish|propaganda|"
    r"fabricat(?:ed|ions?)|(?:dis|mis)information|inventions?|invented|made[- ]up|concocted|fantas(?:y|ies)|"
    r"hoax(?:es)?|groundless|fiction|"
    r"fictitious|incorrect|slander|scaremongering|wishful thinking|fairy[- ](?:tales?|stor(?:y|ies))|myths?|"
    r"without (?:any )?foundation)"
)
OUTRIGHT: Final = r"(?:(?:a|an|pure|utter|complete|total|outright|sheer|simple|malicious|deliberate)\s+){0,2}"
FALSE: Final = rf"(?:as\s+)?(?:\w+ly\s+)?[\"“”'‘’]?{OUTRIGHT}(?:{UNTRUE}|wrong|absurd|ridiculous)[\"“”'‘’]?"
AS_FALSE: Final = re.compile(rf"\s+as\s+{OUTRIGHT}{UNTRUE}(?![\w-])", re.I)
ENDS_FALSE: Final = re.compile(rf"\s+{FALSE}[\s.\"”]*$", re.I)
IS_FALSE: Final = re.compile(rf"\s+(?:is|are|was|were|has been|have been)\s+{FALSE}[\s.]*$", re.I)
THAT: Final = re.compile(rf"\s+(?:as\s+{OUTRIGHT}{UNTRUE}\s+)?that\s+", re.I)
GAP_THAT: Final = re.compile(r"\s+([^,;:.?!\"“”]{2,60}?),?\s+that\s+", re.I)
IT_FALSE_THAT: Final = re.compile(
    rf"\s+it\s+(?:\w+ly\s+)?{OUTRIGHT}{UNTRUE}\s+(?:to (?:say|claim|suggest|allege|assert)\s+)?that\s+", re.I
)
CLAIMS_THAT: Final = re.compile(
    rf"(?:\s+as\s+\w+)?(?:\s+[\w’'.-]+){{0,5}}?\s+{CLAIM}(?:\s+(?:by|from|in|of)(?:\s+[\w’'.-]+){{1,5}}?)?,?\s+that\s+",
    re.I,
)
CLAIMS_BARE: Final = re.compile(
    rf"(?:\s+as\s+\w+)?(?:\s+[\w’'.-]+){{0,3}}?\s+{CLAIM}\s+"
    r"(?=(?:he|she|it|they|we|I)(?:['’]|\s)(?!(?:\w+ )?(?:made?|making)\b))",
    re.I,
)
CLAIMS_THEN: Final = re.compile(
    rf"(?:\s+as\s+\w+)?\s+(?:the|all|any|these|those|this|such|both)(?:\s+[\w’'-]+)?\s+{CLAIM}(?:\s+as\s+\w+)?"
    r"(?::\s*|,\s+(?:saying|insisting|stating)\s+(?:that\s+)?)",
    re.I,
)
_NO_TRUTH: Final = (
    r"there (?:is|was) (?:simply |absolutely )?(?:no|not an? (?:word|grain|shred|atom|scrap|ounce|iota|jot|bit) of) "
    r"truth (?:whatsoever |at all )?(?:in|to|behind) (?:(?:the|any|all|these|those) )?"
)
NOT_TRUE: Final = re.compile(
    r"\s*(?:(?:it is|it's|it’s|it was|it would be) (?:simply |just |absolutely |completely |quite |utterly )?"
    r"(?:(?:not true|untrue|false|an? (?:lie|myth|invention|fabrication|slander|fairy[- ]tale)|incorrect|not the case|"
    r"nonsense)(?: to (?:say|claim|suggest|allege|assert))?|"
    r"not true,? as [^,;:“”\"]{2,50},|"
    r"(?:wrong|not (?:right|correct)) to (?:say|claim|suggest|assert))|"
    rf"{_NO_TRUTH}(?:[\w’'-]+ )?{CLAIM}|"
    r"(?P<claims>(?:(?:the|all|any|such|these|those) )?(?:claims?|reports?|allegations?|rumou?rs?|suggestions?|"
    r"accusations?|stor(?:y|ies)|tales?|talk|speculation))) that\s+",
    re.I,
)
_RUMOUR: Final = (
    r"(?:(?:all|any|the|these|those|such) )?(?:(?:recent|press|media|widespread|persistent) )?"
    r"(?P<noun>reports?|rumou?rs?|talk|allegations?|stor(?:y|ies)|tales?|speculation|news|gossip) of\s+"
)
RUMOUR_OF: Final = re.compile(rf"\s*{_RUMOUR}", re.I)
NO_TRUTH_OF: Final = re.compile(
    rf"\s*{_NO_TRUTH}(?P<noun>reports?|rumou?rs?|talk|allegations?|stor(?:y|ies)|tales?|news|gossip) of\s+", re.I
)
ACCUSED_OF: Final = re.compile(
    r"\s+(?:(?:all|any|the|these|those|such) )?(?:accusations?|allegations?|charges?|claims?) of(?=\s)", re.I
)
OR_THAT: Final = re.compile(
    r",?\s+(?:or|and|nor)\s+that\s+(?!(?:is|was|has|had|would|will|day|night|year|week|month|evening|morning)\b)", re.I
)
TO_DENY: Final = re.compile(
    r"([^,;:\"“”]{2,60}?)\s+(?:wrote|went|called|appeared|telephoned|spoke|issued|came|used)\s[^,;:.\"“”]{0,60}?"
    r"(?<!not )\bto\s+(?P<verb>deny|reject|dismiss|refute|dispute)(?=\s)"
)
DENIAL_END: Final = re.compile(
    r"[;:]\s|,\s+(?:saying|insisting|adding|but|calling|claiming|arguing|pointing|as|while|although|though|instead|"
    r"blaming|accusing|and (?:said|called|accused|blamed|insisted))\b|\s+and\s+(?:said|says|pointed|insisted|insists|"
    r"called|accused|invited|blamed|told|added|vowed|threatened|demanded|urged|offered|maintained|noted)\b|\s+but\s+(?:said|insisted|"
    r"admitted|confirmed|acknowledged)\b|\s[–—-]\s",
    re.I,
)
INCIDENTAL: Final = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|"
    r"\b\d+ (?:hours?|minutes?|days?|weeks?|months?)\b|"
    r"\b(?:in|since|until) (?:19|20)\d\d\b",
    re.I,
)
LOSSES: Final = re.compile(
    r"\b(?:killed|dead|deaths?|died|dying|wounded|injured|hurt|lost|losses|bod(?:y|ies)|victims?|toll|casualties|"
    r"per ?cent|hostages|prisoners|arrest(?:s|ed))\b",
    re.I,
)
DOING: Final = re.compile(r"\s+(?:ever\s+)?(?:having\s+(?:ever\s+)?([a-z]+)|([a-z-]+ing))(?=(\W*)(\w*))", re.I)
