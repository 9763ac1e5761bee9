"""Who "we", "our" and "its" are: the speaker named in a proposition that has been cut out of the claim.

"Armenia says its forces brought down a drone" leaves "Its forces brought down a drone", of which nobody can tell whose
forces they are; the models are asked about "Armenia's forces brought down a drone". Where it is not safe to say who is
meant ("police said he had a knife"), the pronoun stays.
"""

from __future__ import annotations

import re
from typing import Final

from contradict.attribution import Attribution

LONGEST_NAME, REACH = 80, 200
_FIRST: Final = re.compile(r"\b(?:(?P<i>I|me)|(?P<my>my|My)|(?P<we>we|We|us)|(?P<our>our|Our))\b(?!['’.]\w)")
_BEFORE_I: Final = re.compile(r"([A-Z][\w’'-]*)\s+$")
_NO_NAMES: Final = frozenset(
    "a and as at because before but for from how if in it later like may no not now on once only since so than that "
    "the then there this today tomorrow until what when where which while who why with yesterday monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)
_SHORT: Final = (
    (re.compile(r"\bI['’]m\b|\bI am\b"), "I is"), (re.compile(r"\b(I|[Ww]e)['’]ve\b"), r"\1 have"),
    (re.compile(r"\b([Ww]e)['’]re\b"), r"\1 are"), (re.compile(r"\b(I|[Ww]e)['’]ll\b"), r"\1 will"),
    (re.compile(r"\bI have\b"), "I has"), (re.compile(r"\bI do\b"), "I does"),
)  # fmt: skip
_ITS: Final = re.compile(r"(?:Its|Their)\b(?!['’])")
_THEY: Final = re.compile(
    r"They(?=\s+(?:had|have|would|will|could|did)\s+(?:not\s+|never\s+)?(?!been\b|died\b|be\b|die\b)\w)"
)
_HE: Final = re.compile(r"(?:He|She)\b(?!['’])")
_QUOTED: Final = re.compile(r"[“”„«»\"]")
_OWNER: Final = re.compile(r"(?P<owner>(?:(?!\bof\b).)+?)(?:['’]s|(?<=s)['’])\s+\w")
_MOUTHPIECE: Final = re.compile(r"spokes\w+\s+(?:for|of)\s+(?:the\s+)?(?P<owner>.+)")
_AGENTS: Final = re.compile(r"\b(?:spokes\w+|lawyers?|attorneys?|counsel|barristers?|solicitors?|agents?)\b", re.I)
_BODIES: Final = re.compile(
    r"\b(?:administration|agency|airline|army|authority|bank|battalion|board|brigade|bureau|cabinet|campaign|clinic|club|"
    r"coastguard|command|commission|committee|company|corporation|council|court|department|directorate|embassy|"
    r"federation|firm|force|forces|front|garrison|general staff|government|group|hospital|institute|kremlin|league|"
    r"military|militia|ministry|movement|navy|network|office|organi[sz]ation|parliament|party|plant|police|presidency|"
    r"regime|secretariat|senate|service|side|staff|team|union|university|works)\s*$",
    re.IGNORECASE,
)
_VAGUE: Final = re.compile(r"(?:his|her|its|their|my|our|one|two|three|some|many|several|another|others?|both)\b", re.I)
_CLAIMANT: Final = re.compile(
    r"(?P<who>(?:[A-Z][\w’'.-]*\s+)*[A-Z][\w.-]*)(?:['’]s|(?<=s)['’])\s+(?:\w+\s+){0,2}"
    r"(?:claims?|assertions?|allegations?|accusations?|statements?|reports?|boasts?|charges?|contentions?)\s+that\s*$"
)
_CUT: Final = re.compile(r"\s*[,(]|\s+who\b")
_ITSELF: Final = re.compile(r"\b(?:ours|ourselves|myself|mine)\b", re.I)


def name_speaker(found: Attribution, text: str, speaker: str | None = None) -> str:
    """The proposition of a claim with its speaker in place of "we", "our", "I", and of a leading "its" or "they".

    Args:
        found: The attribution of the claim.
        text: The claim's text.
        speaker: Who is known to speak; None takes whom the text names.

    Returns:
        The proposition as it is where nobody is known to speak, where it quotes somebody else, or where somebody else
        may be meant.
    """
    proposition = found.proposition
    name = _CUT.split(speaker or found.speaker or "")[0].strip()
    if not (name and name[0].isalnum()) or len(name) > LONGEST_NAME or _VAGUE.match(name):
        return proposition
    if _QUOTED.search(proposition.strip(' .“”„«»"')) or _ITSELF.search(proposition):
        return proposition
    owner = _owner(speaker or found.speaker or "", name)
    third = _third(found, text, name, owner)
    if third:
        return third
    one, many = _with_article(name, text), _with_article(owner or name, text)

    def named(match: re.Match[str]) -> str:
        if match["i"] and _is_numeral(changed, match):
            return match[0]
        whole = one if match["i"] or match["my"] else many
        return whole if match["i"] or match["we"] else _possessive(whole)

    changed = proposition
    for short, long in _SHORT:
        changed = short.sub(long, changed)
    result = _FIRST.sub(named, changed)
    return _upper(result) if result != changed else proposition


def _third(found: Attribution, text: str, name: str, owner: str | None) -> str | None:
    """The proposition with the speaker for a leading "its", "they" or "he", None where that is not safe."""
    proposition = found.proposition
    if not found.proposition_spans:
        return None
    start = found.proposition_spans[0][0]
    claimant = _CLAIMANT.search(text[max(0, start - REACH) : start])
    if claimant and (match := _ITS.match(proposition) or _THEY.match(proposition) or _HE.match(proposition)):
        who = claimant["who"]
    elif not found.speaker_span or found.speaker_span[0] >= start:
        return None
    elif match := _ITS.match(proposition):
        who = _with_article(owner or name, text) if owner or _is_body(name) or _is_many(name) else ""
    elif match := _THEY.match(proposition):
        who = _with_article(name, text) if _is_many(name) else ""
    elif (match := _HE.match(proposition)) and found.stance == "denies":
        whose = _OWNER.match(name)
        person = whose["owner"] if whose and _AGENTS.search(name) else name
        safe = not (_is_body(person) or _is_many(person) or _AGENTS.search(person))
        who = _with_article(person, text) if safe else ""
    else:
        return None
    if not who:
        return None
    whole = _possessive(who) if match[0] in ("Its", "Their") else who
    return _upper(whole) + proposition[match.end() :]


def _owner(full: str, name: str) -> str | None:
    """Whom a speaker means by "we": "Armenia" of "Armenia's ambassador", "rebels" of "Amani, the rebels' spokesman"."""
    for part in (name, full.partition(",")[2].strip()):
        found = _OWNER.match(part) or _MOUTHPIECE.match(part)
        if found:
            owner = re.sub(r"^the\s+", "", found["owner"], flags=re.IGNORECASE)
            return owner if owner[:1].isupper() or _is_body(owner) or _is_many(owner) else None
    return None


def _is_body(name: str) -> bool:
    """Whether a name is that of a state, an authority, a company or another body, rather than of somebody."""
    words = name.split()
    return (
        bool(_BODIES.search(name))
        or bool(_BODIES.search(re.split(r"\s+(?:of|for|in)\s", name)[0]))
        or (len(words) == 1 and name[:1].isupper())
    )


def _is_many(name: str) -> bool:
    """Whether a name means several: "rebels", "border guards", "police"."""
    last = re.split(r"\s+(?:of|for|in|from|at)\s", name)[0].split()[-1]
    return (
        last == "police"
        or last == "Police"
        or (last.endswith("s") and not last.endswith(("ss", "us")) and last.islower())
    )


def _is_numeral(text: str, match: re.Match[str]) -> bool:
    """Whether an "I" is a number: "World War I", "Charles I", "I Corps"."""
    before = _BEFORE_I.search(text, max(0, match.start() - 40), match.start())
    after = text[match.end() : match.end() + 2].strip()
    return bool(before and before[1].lower() not in _NO_NAMES) or after.isupper()


def _with_article(name: str, text: str) -> str:
    """A speaker's name as a sentence has it: with the article that the text gives it, or a role needs."""
    if name[:4].lower() == "the ":
        return name
    if re.search(rf"\b(?:the|an?)\s+(?={re.escape(name)}(?!\w))", text, re.I):
        return f"the {name}"
    return name if name[:1].isupper() or name[:1].isdigit() else f"the {name}"


def _possessive(name: str) -> str:
    return name + ("’" if name.endswith("s") else "’s")


def _upper(text: str) -> str:
    at = next((i for i, c in enumerate(text) if c.isalpha()), None)
    return text if at is None else text[:at] + text[at].upper() + text[at + 1 :]
