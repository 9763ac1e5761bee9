"""Who "we", "our" and "its" are: the speaker named in a proposition that has been cut out of the claim.

"Armenia says its forces brought down a drone" leaves "Its forces brought down a drone", of which nobody can tell whose
forces they are; the models are asked about "Armenia's forces brought down a drone".
"""

from __future__ import annotations

import re
from typing import Final

from contradict.attribution import Attribution

LONGEST_NAME, REACH = 80, 200
_FIRST: Final = re.compile(r"\b(?:(?P<i>I|me)|(?P<my>my|My)|(?P<we>we|We|us)|(?P<our>our|Our))\b(?!['’.]\w)")
_SHORT: Final = (
    (re.compile(r"\bI['’]m\b|\bI am\b"), "I is"), (re.compile(r"\b(I|[Ww]e)['’]ve\b"), r"\1 have"),
    (re.compile(r"\b([Ww]e)['’]re\b"), r"\1 are"), (re.compile(r"\b(I|[Ww]e)['’]ll\b"), r"\1 will"),
    (re.compile(r"\bI have\b"), "I has"), (re.compile(r"\bI do\b"), "I does"),
)  # fmt: skip
_THIRD: Final = re.compile(r"(?:(?P<it>It|They|He|She)|(?P<its>Its|Their|His|Her))\b(?!['’])")
_CLEFT: Final = re.compile(
    r"It (?:is|was|were|will be|would be|has been|had been|may be|might be|could be)\b"
    r"(?!\s+(?:not\s+)?(?!raining|snowing|getting)\w+(?:ed|ing)\b)|"
    r"It (?:took|takes|rained|snowed|seems|seemed|appears|appeared)\b|Her\s+\w+ed\b"
)
_QUOTED: Final = re.compile(r"[“”„«»\"]")
_OWNER: Final = re.compile(r"(?P<owner>(?:(?!\bof\b).)+?)(?:['’]s|(?<=s)['’])\s+\w")
_VAGUE: Final = re.compile(r"(?:his|her|its|their|my|our|one|two|three|some|many|several|another|others?|both)\b", re.I)
_CLAIMANT: Final = re.compile(
    r"(?P<who>(?:[A-Z][\w’'.-]*\s+)*[A-Z][\w.-]*)(?:['’]s|(?<=s)['’])\s+(?:\w+\s+){0,2}"
    r"(?:claims?|assertions?|allegations?|accusations?|statements?|reports?|boasts?|charges?|contentions?)\s+that\s*$"
)
_TITLED: Final = re.compile(r"[,(]")
_ITSELF: Final = re.compile(r"\b(?:ours|ourselves|myself|mine)\b", re.I)


def name_speaker(found: Attribution, text: str, speaker: str | None = None) -> str:
    """The proposition of a claim with its speaker in place of "we", "our", "I", and of a leading "its" or "they".

    Args:
        found: The attribution of the claim.
        text: The claim's text.
        speaker: Who is known to speak; None takes whom the text names.

    Returns:
        The proposition as it is where nobody is known to speak, or where it quotes somebody else.
    """
    proposition = found.proposition
    name = speaker or found.speaker
    inner = proposition.strip(' .“”„«»"')
    if not name or len(name) > LONGEST_NAME or _VAGUE.match(name) or _QUOTED.search(inner) or _ITSELF.search(inner):
        return proposition
    one, many = _names(name, text)
    third = _THIRD.match(proposition)
    if third and found.proposition_spans and not _CLEFT.match(proposition):
        who = ""
        start = found.proposition_spans[0][0]
        before = text[max(0, start - REACH) : start]
        if claimant := _CLAIMANT.search(before):
            who = claimant["who"]
        elif found.speaker_span and found.speaker_span[0] < start:
            who = many if third[0] in ("He", "She", "His", "Her") and _OWNER.match(name) else one
        if who:
            return _upper(_possessive(who) if third["its"] else who) + proposition[third.end() :]
    changed = proposition
    for short, long in _SHORT:
        changed = short.sub(long, changed)
    named = _FIRST.sub(
        lambda m: one if m["i"] else _possessive(one) if m["my"] else many if m["we"] else _possessive(many), changed
    )
    return _upper(named) if named != changed else proposition


def _names(name: str, text: str) -> tuple[str, str]:
    """How to call the speaker, and those for whom a speaker says "we": "Armenia" of "Armenia's Defence Ministry"."""
    short = _TITLED.split(name)[0].strip()
    owner = _OWNER.match(short) or _OWNER.match(name)
    return _with_article(short, name, text), _with_article(owner["owner"].split(", ")[-1], name, text) if owner else (
        _with_article(short, name, text)
    )


def _with_article(part: str, name: str, text: str) -> str:
    """A part of a speaker's name as a sentence has it: with the article that the text gives it, or a role needs."""
    if part[:4].lower() == "the ":
        return part
    if name.startswith(part):
        article = re.search(rf"\b(the|an?)\s+(?={re.escape(part)}(?!\w))", text, re.I)
        if article:
            return f"the {part}"
    return part if part[:1].isupper() or part[:1].isdigit() else f"the {part}"


def _possessive(name: str) -> str:
    return name + ("’" if name.endswith("s") else "’s")


def _upper(text: str) -> str:
    at = next((i for i, c in enumerate(text) if c.isalpha()), None)
    return text if at is None else text[:at] + text[at].upper() + text[at + 1 :]
