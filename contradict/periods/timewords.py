"""The words for dates and times: tables and patterns. `timereading` makes stretches of days out of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
)
WEEKDAYS: Final[Mapping[str, int]] = MappingProxyType(
    {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
)
NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "a couple": 2, "three": 3, "four": 4, "five": 5, "six": 6,
        "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30,
    }
)  # fmt: skip
ORDINALS: Final[Mapping[str, int]] = MappingProxyType(
    {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4, "last": 4}
)
SEASONS: Final[Mapping[str, int]] = MappingProxyType({"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12})
"""The first month of each season of the north."""
DECADES: Final[Mapping[str, int]] = MappingProxyType(
    {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
     "nineties": 90}
)  # fmt: skip
UNIT_DAYS: Final[Mapping[str, int]] = MappingProxyType(
    {"minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}
)

EVEN = {ord(a): b for a, b in (("\xa0", " "), ("\u202f", " "), ("\u2009", " "), ("–", "-"), ("—", "-"), ("’", "'"))}
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER"
    r"|OCTOBER|NOVEMBER|DECEMBER)(?![A-Za-z]|-[a-z])"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)(?:day|DAY)(?![A-Za-z])"
_PART = r"(?:[ -](?:early[ ])?(?:morning|afternoon|evening|night|noon|midnight|lunchtime)s?\b)?"
_NTH = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9][0-9][0-9]|20[0-9][0-9])(?![\w%]|[.,:/][0-9]|[- ](?:million|billion|thousand)\b)"
_UNIT = r"(?P<%s>minute|hour|day|night|week|fortnight|month|year|decade)s?\b"
_SOME = r"[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|(?:a )?few|" \
    r"several|(?:a )?couple(?: of)?"  # fmt: skip

EXPRESSION: Final = re.compile(
    r"(?<![\w$€£#.,/-])(?:"
    rf"(?P<iso>[0-9]{{4}}-[01][0-9]-[0-3][0-9])(?![0-9])"
    r"|(?P<numeric>[0-3]?[0-9][./][0-3]?[0-9][./](?:19|20)[0-9]{2})(?![0-9])"
    rf"|(?P<dmy>(?:{_DAY},? (?:the )?)?(?P<d1>{_NTH})(?: ?(?:-|to|and|or) ?(?P<d2>{_NTH}))? (?:of )?(?P<dm>{_MONTH})"
    rf"(?:,? (?P<dy>{_YEAR}))?)"
    rf"|(?P<mdy>(?:{_DAY},? )?(?P<mm>{_MONTH}) (?P<m1>{_NTH})(?![0-9%:]|[.,][0-9]{{1,3}}\b)"
    rf"(?: ?(?:-|to|and) ?(?P<m2>{_NTH})(?![0-9%:]|,[0-9]))?(?:,? (?P<my>{_YEAR}))?)"
    rf"|(?P<month>{_MONTH}(?:(?: of|,)? (?P<ny>{_YEAR}))?)"
    rf"|(?P<weekday>{_DAY}{_PART})"
    r"|(?P<clock>(?:[01]?[0-9]|2[0-3])(?:[:.][0-5][0-9])? ?(?i:[ap]\.?m\b\.?)|(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![\d:])"
    r"|[0-2][0-9][0-5][0-9] (?:GMT|UTC|CET|hours\b)|(?i:noon|midnight|midday)\b)"
    r"|(?P<fiscal>(?i:fiscal(?: year)?|financial year) (?:[0-9]{4}[-/])?[0-9]{2,4}\b|FY ?(?:20)?[0-9]{2}\b"
    r"|(?i:(?:last|this|next) (?:fiscal|financial) year)\b)"
    r"|(?P<season2>(?:19|20)[0-9]{2}[-/][0-9]{2}(?:[0-9]{2})?)(?![\w-])"
    rf"|(?P<quarter>(?i:(?P<qo>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[ -](?P<qw>quarter|half))\b"
    rf"(?P<qt>,?(?: of)?(?: the| this| last)? (?:year\b|{_YEAR}))?|[QH](?P<qn>[1-4])\b(?: (?:of )?(?P<qy>{_YEAR}))?)"
    r"|(?P<decade>(?:1[5-9]|20)[0-9]0'?s\b|'[0-9]0s\b|(?i:twenties|thirties|forties|fifties|sixties|seventies|eighties"
    r"|nineties)\b)|(?P<century>[0-9]{1,2}(?:st|nd|rd|th)[ -](?i:century)\b)"
    rf"|(?P<season>(?i:(?:(?:last|this|next|the|in|early|late|mid|during|since|by) ?-?)(?P<sn>spring|summer|autumn"
    rf"|winter|(?<=last )fall|(?<=this )fall|(?<=the )fall(?= of [0-9]))\b)(?:(?: of)? (?P<sy>{_YEAR}))?)"
    r"|(?P<relative>(?i:the day before yesterday|today|yesterday|tomorrow|tonight|last night|overnight"
    r"|this (?:morning|afternoon|evening)|(?:last|this|next|past|previous|following|coming) (?:week(?:end)?|month|year"
    r"|decade)|(?:the|a) (?:day|night|week|month|year) (?:before|earlier|later|after)|the (?:next|following|previous"
    r"|same) (?:day|night|morning|evening|afternoon)|(?:minutes|hours|days|weeks|months|years) (?:later|earlier)"
    rf"|the weekend)\b)|(?P<ago>(?i:(?P<an>{_SOME}) {_UNIT % 'au'}[ ](?P<aw>ago|earlier|later|before)\b))"
    rf"|(?P<past>(?i:(?:past|last|previous) (?P<pn>{_SOME}) {_UNIT % 'pu'}))"
    rf"|(?P<year>{_YEAR}(?!-[0-9]))"
    r")",
    re.ASCII,
)
LEFT: Final = re.compile(
    r"(?i:\b(?P<rel>since|until|till|through|by|as of|before|prior to|ahead of|after|from|between)[ ]+(?:the )?"
    r"(?P<night>night )?)?"
    r"(?i:\b(?P<part>(?:the )?(?:very )?(?:end|close|start|beginning|turn|middle) of|early(?: in| on)?|late(?: in| on)?"
    r"|mid|earlier|later)[ -]+)?(?i:the )?$",
    re.ASCII,
)
JOINT: Final = re.compile(r"(?:'s)? ?(?P<how>to|until|till|through|and|or|-) ?(?:the )?(?:early |late )?$", re.ASCII)
FUTURE: Final = re.compile(
    r"\b(?:will|won't|shall|would|due|scheduled|set to|(?:is|are|was|were) to|plan(?:s|ned)?|expect(?:s|ed)"
    r"|intend(?:s|ed)|upcoming|next)\b",
    re.ASCII,
)
MONTH_BEFORE: Final = re.compile(
    r"(?i:\b(?:in|since|until|till|by|of|last|next|this|early|mid|late|from|between|during|before|after|through|to|and"
    r"|throughout|every|each|previous|for)[ -])$",
    re.ASCII,
)
YEAR_BEFORE: Final = re.compile(
    r"(?P<firm>(?i:\b(?:in|since|during|until|till|throughout|year|early|mid|late|before|after|between|through))[ -]"
    r"|\()$|(?P<loose>(?i:\b(?:by|of|from|for|than|and|to|as of|vs\.?|versus))[ ])$|(?P<the>(?i:\b(?:the|its|their|his"
    r"|her|[a-z]+'s?))[ ])$",
    re.ASCII,
)
CHANGE_BEFORE: Final = re.compile(
    r"(?i:\b(?:r[oi]se|risen|rising|grew|grow[ns]?|increased?|fell|fall(?:en)?|dropped|cut|reduced|climbed|up|down"
    r"|total|number|score|toll|lead|majority|margin|beat[a-z]*|won|lost) (?:of |from |by |to )?)$",
    re.ASCII,
)
YEAR_AFTER: Final = re.compile(
    r"[ ]*(?:$|[.,;:!?)\"']|-|(?:and|or|to|as|when|was|were|is|are|has|have|had|after|before|by|but|the|a|an|it|he"
    r"|she|they|that|which|who|while|with|on|at|in|for|from|because|did|will|would|until|under|than|over|said"
    r"|through)\b)",
    re.ASCII,
)
COUNTED_NOUN: Final = re.compile(
    r"[ -](?:[a-z]+ )?(?:people|persons|homes?|houses|soldiers|troops|civilians|men|women|children|victims|bodies|dead"
    r"|deaths|votes|ballots|voters|seats|jobs|workers|miners|patients|cases|tonnes|tons|barrels|litres|liters|metres"
    r"|meters|feet|kilometres|kilometers|miles|km|kg|hectares|acres|dollars|euros|pounds|rubles|rupees|percent|per cent"
    r"|points|goals|runs|tanks|drones|shells|rockets|missiles|vehicles|cars|residents|inhabitants|families|passengers"
    r"|prisoners|protesters|refugees|migrants|fighters|policemen|officers|students|pupils|teachers|firefighters|degrees"
    r"|hours|minutes|seconds|days|weeks|months|years|others|more|wounded|injured|killed)\b",
    re.ASCII,
)
NEWSPAPER: Final = re.compile(
    r"(?: (?:Times|Telegraph|Mirror|Express|Mail|World|Herald|Star|Tribune|Post|Independent|League|School|Mass)\b|s\b)",
    re.ASCII,
)
HOLY: Final = re.compile(r"\b(?:Black|Good|Ash|Bloody|Palm|Easter|Cyber|Maundy|Super|Shrove)[ ]$", re.ASCII)
