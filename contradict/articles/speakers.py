"""Who speaks in a sentence of an article, also where `attribute` cannot cut the sentence without doubt."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from contradict.attribution.frames import read_frame
from contradict.attribution.phrases import Span, is_speaker, subject_before
from contradict.attribution.speechwords import ACCORDING, KIND_OF, LEAD, NOT_SOURCES, NOUNS_TOO

MORE_VERBS: Final = (
    "ask asks asked ruled name names named blame blames blamed advise advises advised urge urges urged condemn "
    "condemns condemned estimate estimates estimated put puts decline declines declined refuse refuses refused "
    "pledge pledges pledged vow vows vowed demand demands demanded speak speaks spoke count counts agree "
    "agrees agreed reply replies replied respond responded contradict contradicts contradicted counter counters "
    "countered react reacts reacted recall recalls recalled report reports reported believe believes suspect "
    "suspects suspected find finds found conclude concludes concluded suggest suggests suggested predict predicts "
    "predicted cite cites cited quote quotes quoted speaking declares appeal appeals appealed apologise "
    "apologised apologized criticise criticised criticized hail hailed praise praised defend defends defended "
    "thank thanked assure assures assured inform informs informed swear swears swore joke joked shout shouted"
)
SPEECH: Final = frozenset(KIND_OF)
VERB: Final = re.compile(
    rf"\b(?<!United )(?:{'|'.join(sorted(SPEECH | set(MORE_VERBS.split()), key=lambda w: (-len(w), w)))})\b(?!['’-])"
)
TO_THAT: Final = r"\s+that\s"
BOUND: Final[dict[str, str]] = {
    form: behind
    for forms, behind in {
        "put puts": r"[^.;]{2,80}\sat\s",
        "name names named": r"[^.;]{2,80}\sas\s",
        "label": r"\s+\S+\s+as",
        "blames blamed": r"[^.;]{2,120}",
        "find finds found agree agrees agreed": TO_THAT,
        "count counts": r"\s+\d",
        "speak speaks spoke": r"\s+of\s",
        "report": r"\s+(?:that\s|\w+ing\s)",
        "claim claims claimed": r"\s+(?:that|to|responsib\w+|the|victory|credit|it|he|she|they|\d+\s+(?!lives))\b",
        "declare declares declared": r"\s+(?:that|victory)\b|\s+[^,.;]{2,70}\swinner",
        "add adds added": r"(?!\s+to\b)",
        "accuse accuses accused": r"(?!\s+each other\b)",
    }.items()
    for form in forms.split()
}
"""Verbs that speak only with what follows them here."""
DATELINE: Final = re.compile(
    r"\s*[A-Z][\w.’'-]*(?:[ /][A-Z][\w.’'-]*){0,3}(?:,\s[A-Z][\w. ’'-]{1,30}?){0,2}"
    r"(?:,?\s(?:\d{1,2}\.?\s[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?\s\d{1,2}))?\s*(?:\([^()]{2,40}\)\s*)?"
    r"(?:[—–]|--?)\s+(?=[“\"„‘]?[A-Z\d])"
)
RELAYED: Final = re.compile(
    r",\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s+){1,3}(?:(?:news )?agency\s+)?(?:writes|wrote|reports|reported|said|"
    r"says)(?:\s+on\s+\w+day)?\s*\.?$"
)
BEHIND: Final = re.compile(r"[”\"»“’'],?\s+|,\s+")
INVERTED: Final = re.compile(
    r"(?:[”\"»“’'],?\s+(?:warned|told|reported|ruled|named)|(?:[”\"»“’'],?|,)\s+(?:said|says|asked|asks|added|adds|"
    r"insisted|explained|announced|wrote|writes|"
    r"confirmed|complained|recalled|replied|stressed|noted|underlines|underlined|declared|admitted|argued|claims|"
    r"claimed))\s+"
)
NAME_END: Final = re.compile(
    r"\s+(?:after|as|when|while|during|in an?|in|at|on|by|about|from|with|before|outside|following)\s|,|;|\.\s*$|"
    r"\s[–—-]\s|$"
)
ALIAS: Final = re.compile(
    r"\s*([^,;:“”\"]{2,80}),\s+who\s+(?:gave|would give|has given)\s+(?:his|her|their)\s+name\s+(?:only\s+)?as\s+"
    r"((?:[A-Z][\w’'-]*\s?){1,3})(?<!\s)"
)
APPOSED: Final = re.compile(
    r",\s+((?:(?:the|former|acting|deputy|[a-z]+ist|president|minister|judge|director)\s+){0,3}"
    r"[A-Z][\w’'-]*\.?(?:\s+(?:van|von|de|der|den|al|bin|la|di|da|[A-Z][\w.’'-]*)){1,4})(?=[.,;:”\"]|\s*$)"
)
PRONOUN: Final = re.compile(
    r"(he|she|it|they)\s+(?:(?:also|now|later|then|again|has|have|had|further|even|still|earlier)\s+){0,2}", re.I
)
ADVERBIAL: Final = re.compile(
    r"(?:In|At|On|By|During|After|Before|Since|Earlier|Late|Early|Speaking|Asked|Under|Over|Within|Shortly|Hours|"
    r"Minutes|Days)\b[^,“”\"]{2,70},\s+"
)
PERSONAL: Final = frozenset("he she it they".split())
FIRST: Final = frozenset("i we you who which that there what this these those nobody everyone someone".split())
RELATIVE: Final = re.compile(
    r"([^,;:“”\"]{2,80}),\s+(?:which|who|whose|where|an?|the|his|her|its|their|[a-z]+ed|\d{2})\b[^;:“”\"]{1,140},\s*$"
)


def strip_dateline(text: str) -> int:
    """Where a sentence begins behind a dateline ("KARST (AP) — ")."""
    match = DATELINE.match(text[:140])
    return match.end() if match else 0


def who_speaks(text: str) -> str | None:
    """Return the words for who speaks in a sentence, as they stand there, pronouns too; None where nobody does.

    Of "X announced that P, Reuters writes" it is X.
    """
    text = text[strip_dateline(text) :].rstrip()
    if relayed := RELAYED.search(text):
        inner = who_speaks(text[: relayed.start()] + ".")
        if inner is not None and inner.lower() not in PERSONAL:
            return inner
    if (span := _according(text)) is not None and (phrase := _phrase(text, span)):
        return phrase
    cut = read_frame(text)
    if cut is not None and cut.speaker is not None and not re.search(r"\b(?:warned|told)\s*$", text[: cut.speaker[0]]):
        return _phrase(text, cut.speaker)
    found = [
        phrase
        for read in (_pronoun, _back, _front, _inverted)
        if (span := read(text)) is not None and (phrase := _phrase(text, span))
    ]
    named = [phrase for phrase in found if phrase.lower() not in PERSONAL]
    return next(iter(named + found), None)


def _phrase(text: str, span: Span) -> str | None:
    phrase = text[slice(*span)].strip(' ,.;:*"“”')
    phrase = re.sub(r"^((?:he|she|it|they)(?=\s)).*", r"\1", phrase, flags=re.I)
    if len(phrase.split()) > 1:
        phrase = re.sub(r",\s+(?:aged\s+)?\d\d$", "", phrase)
        phrase = re.sub(r"(.*\b[A-Z].*?),?\s+(?:who|which)\s.*$", r"\1", phrase)
    if phrase and not re.search(r"[A-Z]", phrase[1:]) and (named := APPOSED.match(text, span[1])):
        phrase = f"{phrase}, {named[1].rstrip('.')}"
    if alias := ALIAS.match(text, span[0]):
        phrase = f"{alias[1]}, {alias[2]}"
    words = phrase.lower().split()
    return None if not words or words[0] in FIRST or words[-1] in ("both", "all") else phrase


def _pronoun(text: str) -> Span | None:
    """Read "It now counts 91 cases": the pronoun in front of the verb."""
    lead = LEAD.match(text)
    match = PRONOUN.match(text, lead.end() if lead else 0)
    verb = VERB.match(text, match.end()) if match else None
    return match.span(1) if match and verb and _bound(text, verb) else None


def _front(text: str) -> Span | None:
    """Read "X warned of P", "X, which fights since 2011, denied P", "X put the losses at N"."""
    lead = LEAD.match(text)
    start = lead.end() if lead else 0
    if placed := ADVERBIAL.match(text, start):
        start = placed.end()
    for match in islice(VERB.finditer(text, start, start + 260), 5):
        if not _bound(text, match) or '"' in text[start : match.start()] or "“" in text[start : match.start()]:
            continue
        before = text[start : match.start()]
        subject = subject_before(text, start, match.start())
        if subject is None and (related := RELATIVE.fullmatch(before)) and is_speaker(related[1]):
            subject = (start, start + len(related[1]))
        if subject is not None and not re.search(r"\b(?:to|be|been|was|were|is|are|being)\s*$", before):
            return subject
    return None


def _bound(text: str, match: re.Match[str]) -> bool:
    needed = BOUND.get(match[0].lower())
    return needed is None or re.match(needed, text[match.end() :]) is not None


def _back(text: str) -> Span | None:
    """Read "P, the commander, Maj. X, said" and "P, X ruled"."""
    for match in reversed(list(VERB.finditer(text, max(0, len(text) - 160)))):
        if match[0] in NOUNS_TOO and ACCORDING.search(text):
            continue
        rest = text[match.end() :].strip(" .!*")
        if len(rest.split()) > 9 or any(mark in rest for mark in '“”"') or not _bound(text, match):
            continue
        starts = [m.end() for m in BEHIND.finditer(text, max(0, match.start() - 140), match.start())]
        for start in starts[-4:]:
            subject = subject_before(text, start, match.start())
            if subject is not None and text[slice(*subject)].strip():
                return subject
    return None


def _inverted(text: str) -> Span | None:
    """Read "“P”, said X, the lawyer of Y"."""
    for match in islice(INVERTED.finditer(text), 3):
        end = NAME_END.search(text, match.end())
        name = text[match.end() : end.start() if end else len(text)]
        if name.strip() and is_speaker(name.strip(" .")):
            return match.end(), match.end() + len(name)
    return None


def _according(text: str) -> Span | None:
    """Read "P, according to X"."""
    for match in ACCORDING.finditer(text):
        end = re.compile(r"[,;:]|\.\s*$|$").search(text, match.end())
        source = text[match.end() : end.start() if end else len(text)]
        if not NOT_SOURCES.match(source) and is_speaker(source.strip(" .[]")):
            return match.end(), match.end() + len(source)
    return None
