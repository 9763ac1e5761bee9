"""Who speaks in a sentence of an article, also where `attribute` cannot cut the sentence without doubt."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from contradict.articles.names import BOTH, bare
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
    "thank thanked assure assures assured inform informs informed swear swears swore joke joked shout shouted gave "
    "gives "
    "consider considers considered disagree disagrees disagreed"
)
WITH_THAT: Final = (
    "remember remembers remembered observe observes observed remark remarks remarked repeat repeats repeated "
    "continues continued comment comments commented caution cautions cautioned contend contends contended "
    "contest contests contested lament laments lamented mention mentions mentioned reckon reckons reckoned "
    "concede boast boasts boasted quip quipped retort retorted exclaimed fear fears feared guess guesses guessed "
    "think thinks thought object objects objected"
)
"""Verbs that speak behind a sentence, or with "that" or a quotation."""
SPEECH: Final = frozenset(KIND_OF) - {"goes on", "went on"}
SAYING_FORMS: Final = {form for form, kind in KIND_OF.items() if kind in ("say", "state")} | set(
    "tell tells told ask asks asked rule ruled rules name names named reply replies replied recall recalls recalled "
    "remember remembers remembered shout shouts shouted joke jokes joked conclude concludes concluded".split()
)
FORMS: Final = SPEECH | set(MORE_VERBS.split()) | set(WITH_THAT.split())
VERB: Final = re.compile(
    rf"\b(?<!United )(?:{'|'.join(sorted(FORMS, key=lambda word: (-len(word), word)))})\b(?!['’-])"
)
TO_THAT: Final = r"\s+that\s"
BOUND: Final[dict[str, str]] = {
    form: behind
    for forms, behind in {
        "put puts": r"[^.;]{2,80}\sat\s",
        "name names named": r"[^.;]{2,80}\sas\s",
        "label": r"\s+\S+\s+as",
        "blames blamed": r"[^.;]{2,120}",
        "consider considers considered": r"\s+(?:that|the|it|this|these|such|both)\b[^.;]{3,}",
        "reject rejects rejected dismiss dismisses dismissed": (
            r"(?!(?:\s+[\w’'-]+){1,4}?\s+(?:offers?|proposals?|plans?|bids?|motions?|applications?|requests?|"
            r"appeals?|demands?|deals?|"
            r"bills?|candidates?|ceasefires?|truces?|petitions?|lawsuits?|amendments?|drafts?)\b)"
        ),
        "tell tells told": r"(?!\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,2}?\s+(?:not\s+)?to\s+(?!the\b|an?\b)[a-z]+)",
        "write writes wrote": r"(?!\s+to\s(?!.*(?:\bthat\b|:)))",
        WITH_THAT: r"\s+that\s|:?\s*[“\"]",
        "disagree disagrees disagreed": r"(?!\s+(?:on|over|about|whether)\b)",
        "ask asks asked": r"(?!\s+(?:[\w’'-]+\s+){0,4}for\b)",
        "thank thanked": r"\s[^.;]{2,80}\sfor\s",
        "blame": r"\s+(?:the|an?|his|her|its|their|each|[A-Z])\b",
        "gave gives": r"\s[^.;]{2,80}\sas\s+(?:about\s+)?\d",
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
    rf"(?:[”\"»“’'],?\s+(?:{'|'.join(sorted(SAYING_FORMS, reverse=True))})|"
    r",\s+(?:said|says|asked|asks|added|adds|insisted|explained|announced|wrote|writes|confirmed|complained|recalled|"
    r"replied|stressed|noted|underlines|underlined|"
    r"declared|admitted|argued|claims|claimed))\s+"
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
COUPLE: Final = re.compile(r"([^,;:“”\"]{2,60}),\s+who\s[^,;:“”\"]{2,80},\s+and\s+([^,;:“”\"]{2,60})")
PRONOUN: Final = re.compile(
    r"(he|she|it|they)\s+(?:(?:also|now|later|then|again|has|have|had|further|even|still|earlier)\s+){0,2}", re.I
)
INSERTED: Final = re.compile(
    r",[”\"]?\s+(?P<who>he|she|it|they|(?:the\s+)?[A-Z]?[\w’'.-]+(?:\s+[A-Z][\w’'.-]*){0,2})\s+(?:says?|said|adds|"
    r"added|insists|"
    r"insisted|recalls?|recalled|explains|explained|claims|claimed),\s"
)
LABEL: Final = re.compile(
    r"\W*(?:update|updated|breaking|correction|live|exclusive|new|latest)\b[^:“”\"]{0,30}:(?!\d)\W{0,3}\s+(?=[“\"A-Z])",
    re.I,
)
UNSAID: Final = re.compile(r"[^:“”\"]{10,140}:\s+(?=[a-zA-Z])")
HEADLINE: Final = re.compile(
    r"\W*[“\"„«‘'][^“”\"]{4,160}[”\"“»’']:\s+(?P<who>[^,;:“”\"]{2,60}?)\s+(?:speaks?(?: out)?|breaks? (?:his|her|"
    r"their )?silence|"
    r"tells?\b.*|recalls?\b.*|remembers?\b.*|warns?\b.*|on\s.+|hits? (?:back|out).*|responds?.*|defends?.*|(?:accuse|"
    r"blame|critici[sz]e|attack|"
    r"contradict|demand|reject|slam|call)s?\b.*|den(?:y|ies).*|"
    r"explains?.*)\W*$"
)
PLACED: Final = re.compile(
    r"(?:In|At|On|During|After|Before)\s[^,:;“”\"]{3,70}?\s(?P<who>he|she|it|they)\s+(?:(?:also|later|"
    r"then)\s+)?(?=\w+:\s*[“\"])"
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
    """Where a sentence begins behind a dateline or label ("KARST (AP) — ", "Update, 9 p.m.: ")."""
    match = DATELINE.match(text[:140]) or LABEL.match(text[:140])
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
        for read in (_inserted, _pronoun, _back, _front, _inverted, _headline)
        if (span := read(text)) is not None and (phrase := _phrase(text, span))
    ]
    named = [phrase for phrase in found if phrase.lower() not in PERSONAL]
    if not found and (unsaid := UNSAID.match(text)):
        return who_speaks(text[unsaid.end() :])
    return next(iter(named + found), None)


def _phrase(text: str, span: Span) -> str | None:
    phrase = text[slice(*span)].strip(' ,.;:*"“”')
    phrase = re.sub(r"^((?:he|she|it|they)(?=\s)).*", r"\1", phrase, flags=re.I)
    if couple := COUPLE.fullmatch(phrase):
        return f"{couple[1]} and {couple[2]}"
    if len(phrase.split()) > 1:
        phrase = re.sub(r",\s+(?:aged\s+)?\d\d$", "", phrase)
        phrase = re.sub(r"(.*\b[A-Z].*?),?\s+(?:who|which)\s.*$", r"\1", phrase)
    if phrase and not re.search(r"[A-Z]", phrase[1:]) and (named := APPOSED.match(text, span[1])):
        phrase = f"{phrase}, {named[1].rstrip('.')}"
    if alias := ALIAS.match(text, span[0]):
        phrase = f"{alias[1]}, {alias[2]}"
    words = phrase.lower().split()
    if bare(phrase).lower() in BOTH:
        return phrase
    return None if not words or words[0] in FIRST or words[-1] in ("both", "all") else phrase


def _inserted(text: str) -> Span | None:
    """Read "Her boss, she says, told her that P"."""
    match = INSERTED.search(text[:200])
    if match is None or (match["who"].lower() not in PERSONAL and not is_speaker(match["who"])):
        return None
    return match.span("who")


def _headline(text: str) -> Span | None:
    """Read the headline "“P”: police chief breaks silence"."""
    match = HEADLINE.match(text)
    return match.span("who") if match and is_speaker(match["who"]) else None


def _pronoun(text: str) -> Span | None:
    """Read "It now counts 91 cases": the pronoun in front of the verb."""
    lead = LEAD.match(text)
    if placed := PLACED.match(text):
        return placed.span("who") if VERB.match(text, placed.end()) else None
    start = lead.end() if lead else 0
    adverbial = ADVERBIAL.match(text) or ADVERBIAL.match(text, start)
    match = PRONOUN.match(text, start) or (PRONOUN.match(text, adverbial.end()) if adverbial else None)
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
        if len(rest.split()) > 9 or any(mark in rest for mark in '“”"') or (rest and not _bound(text, match)):
            continue
        starts = [m.end() for m in BEHIND.finditer(text, max(0, match.start() - 140), match.start())]
        for start in starts[-4:]:
            subject = subject_before(text, start, match.start())
            words = text[start : match.start()].strip()
            if bare(words).lower() in BOTH or words.lower() == "it":
                return start, start + len(words)
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
        name = source.strip(" .[]")
        if not NOT_SOURCES.match(source) and (name.lower() in ("him", "her", "them") or is_speaker(name)):
            return match.end(), match.end() + len(source)
    return None
