"""The claims that a sentence of an article makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from contradict.articles.compounds import count_list, denied_tail, denies_what_was_said, two_speakers
from contradict.articles.names import Names, bare
from contradict.articles.speakers import who_speaks
from contradict.attribution import attribute

LOWER_FIRST: Final = frozenset(
    "the a an in on at it he she they we its his her their some more about over nearly at no there this that "
    "these those all both two three four five six seven eight nine ten most many several police".split()
)
POSSESSIVE: Final = re.compile(r"(?:its|his|her|their)(?=\s)", re.I)
UNSAFE: Final = re.compile(
    r"\b(?:I|we|our|my|us|me|you|den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?)\b|\?|\bcalled\b", re.I
)
"""What a proposition does not hold that a denial may refer to: first persons, and denials of its own."""
WHO: Final = r"[^,;:“”\"]{2,80}?(?:,[^,;:“”\"]{2,80},)?\s+(?:(?:has|have|had|also|later)\s+)?"
PLAINLY: Final = (
    (re.compile(rf"{WHO}put\s(?P<subject>[^;:“”\"]{{3,80}}?)\sat\s(?P<rest>(?:\w+\s){{0,3}}?(?:\d|two|three|four|five|six|"
                r"seven|eight|nine|ten|eleven|twelve)[^“”\"]*)"), ""),
    (re.compile(rf"{WHO}named\s(?P<subject>[^;:“”\"]{{3,90}}?)\sas\s(?P<rest>the\s[^“”\"]+)"), ""),
    (re.compile(rf"{WHO}blamed\s(?P<subject>[^;:“”\"]{{3,90}}?)\sfor\s(?P<rest>[^“”\"]+)"), "to blame for "),
)  # fmt: skip
PLURAL: Final = re.compile(r"(?:[^s’']s|dead|fallen|injured|wounded|missing|casualties)$")
REACH: Final = 3
"""How many claims back "the claim" in a denial is looked for."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The text of a claim and who speaks."""

    text: str
    speaker: str | None


def statements(
    text: str, speaker: str | None, *, inside: bool, said: Sequence[tuple[str, str | None]]
) -> list[Statement]:
    """The statements of a sentence.

    Args:
        text: The sentence.
        speaker: Who speaks it.
        inside: Whether it stands wholly in a quotation.
        said: The claims before it, with their speakers: what a denial may refer to.
    """
    if inside:
        return _counted(_unquoted(text), speaker)
    text = _balanced(text)
    if denial := _denial(text, speaker, said):
        return [denial]
    if tail := denied_tail(text):
        first = text[: tail[0]].rstrip(" ,;") + "."
        denied = Statement(f"{tail[1]} denied that {_embedded(first, speaker)}", bare(tail[1]))
        return [*_counted(first, speaker), denied]
    if parts := two_speakers(text):
        first, second = parts[0].rstrip(" ,;") + ".", parts[1].strip()
        named = speaker if who_speaks(first) == who_speaks(text) else _speaker(first)
        second = second[:1].upper() + second[1:]
        return [*_counted(first, named), *_counted(second, _speaker(second))]
    return _counted(_put_plainly(text) if speaker else text, speaker)


def _denial(text: str, speaker: str | None, said: Sequence[tuple[str, str | None]]) -> Statement | None:
    """ "Y denied the claim" with the claim put in."""
    who = denies_what_was_said(text)
    denied = _denied(said, speaker) if who else None
    return Statement(f"{who}{',' if who and ',' in who else ''} denied that {denied}", speaker) if denied else None


def _speaker(text: str) -> str | None:
    words = who_speaks(text)
    return Names("").resolve(words) if words else None


def _counted(text: str, speaker: str | None) -> list[Statement]:
    return [Statement(part, speaker) for part in count_list(text)]


def _put_plainly(text: str) -> str:
    """What is said in place of the words for saying it: of "X put the toll at 9", "The toll was 9"."""
    for pattern, verb in PLAINLY:
        if match := pattern.fullmatch(text):
            subject = re.sub(r"(?<=['’]s) own(?= )", "", match["subject"])
            be = (
                "were" if PLURAL.search(re.split(r"\s(?:of|in|on|at|from|to|for)\s", subject, maxsplit=1)[0]) else "was"
            )
            return f"{subject[:1].upper()}{subject[1:]} {be} {verb}{match['rest']}"
    return text


def _denied(said: Sequence[tuple[str, str | None]], denier: str | None) -> str | None:
    """What a denial refers to: the proposition of the last claim that somebody else makes."""
    for text, speaker in reversed(said[-REACH:]):
        if speaker != denier:
            found = attribute(text)
            cut = found.proposition != text or who_speaks(text) is None
            usable = cut and found.stance == "asserts" and not UNSAFE.search(found.proposition)
            return _embedded(text, speaker) if usable else None
    return None


def _embedded(text: str, speaker: str | None) -> str:
    """A claim's proposition as a subordinate clause, its speaker named where it begins with a possessive."""
    proposition = attribute(text).proposition.replace("“", "").replace("”", "").replace('"', "")
    if speaker:
        proposition = (
            POSSESSIVE.sub(f"{speaker}’s", proposition, count=1) if POSSESSIVE.match(proposition) else proposition
        )
    first = proposition.split(maxsplit=1)[0] if proposition.split() else ""
    return proposition[:1].lower() + proposition[1:] if first.lower() in LOWER_FIRST else proposition


def _unquoted(text: str) -> str:
    return text.strip("“”„«»\"‘' ") if text[:1] in '“„«"‘”' or text[-1:] in '”»"“’' else text


def _balanced(text: str) -> str:
    """A text without the mark of a quotation that begins or ends in another sentence."""
    for marks in ("“”„", "«»", '"'):
        if sum(text.count(mark) for mark in marks) == 1:
            text = text.translate(dict.fromkeys(map(ord, marks)))
    return " ".join(text.split()).replace(" ,", ",")
