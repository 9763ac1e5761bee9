"""Who speaks each sentence of an article: by its own words, over a quotation, or where a speaker goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from contradict.articles.blocks import Block
from contradict.articles.carrying import MOST_BETWEEN, goes_on
from contradict.articles.names import PERSONS, ROLES, STOPS, TITLES, Names, sort_of
from contradict.articles.quotations import Quotation
from contradict.articles.speakers import who_speaks
from contradict.claims import CharSpan

LONGEST: Final = 2_000
"""Characters: what is longer is no sentence."""
LOOKED_BACK: Final = 4
"""Sentences in front of one with "she", in which the person is looked for."""
PARTS: Final = frozenset("former acting deputy vice prime chief st sir".split())
"""Titles that another word follows."""
OPENING_NAME: Final = re.compile(r"\W*((?:[A-Z][\w’'-]*\.?\s+){1,4}[A-Z][\w’'-]+)")
TITLED: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(t.capitalize() for t in TITLES))})\.?\s+(?:[A-Z][\w’'-]*\s+){{0,2}}[A-Z][\w’'-]+"
)
INTRODUCED: Final = re.compile(
    rf"\b(?:an?|the|his|her|our)\s+((?:(?!(?:{'|'.join(sorted(STOPS))})\b)[a-z-]+\s+){{0,3}}"
    rf"(?:{'|'.join(sorted(ROLES - PARTS))})\b"
    r"(?:\s+(?:of|for|at|from|with)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3})?)"
)
ABOUT_THE_SAME: Final = re.compile(r"\W*(?:he|she|his|her)\b", re.I)


@dataclass(slots=True)
class Sentence:
    """A sentence while its article is read: its block, where it stands in it, and what is known of it."""

    block: Block
    number: int
    start: int
    end: int
    text: str
    inside: Quotation | None
    touched: list[Quotation]
    speaker: str | None = None

    @property
    def long(self) -> bool:
        return len(self.text) > LONGEST

    @property
    def span(self) -> CharSpan:
        return self.block.span(self.start, self.end)


def name_speakers(sentences: Sequence[Sentence]) -> None:
    """Say of each sentence who speaks it, in `Sentence.speaker`; None where the outlet speaks."""
    names = Names("\n".join({s.number: s.block.text for s in sentences}.values()))
    by_quotation: dict[int, str] = {}
    for i, sentence in enumerate(sentences):
        if sentence.inside is not None or sentence.block.kind in ("boilerplate", "caption") or sentence.long:
            continue
        words = who_speaks(sentence.text)
        name = (_person_before(words, sentences, i) or names.resolve(words)) if words else None
        if name is None:
            continue
        sentence.speaker = name
        names.note(name, words or "")
        for quotation in sentence.touched:
            by_quotation.setdefault(quotation.number, name)
    for i, sentence in enumerate(sentences):
        if sentence.inside is None and sentence.speaker is None:
            sentence.speaker = next((by_quotation.get(q.number) for q in sentence.touched if _fills(q, sentence)), None)
        elif sentence.inside is not None:
            sentence.speaker = by_quotation.get(sentence.inside.number)
            if sentence.speaker is None and i and sentence.number - sentences[i - 1].number <= 1:
                sentence.speaker = sentences[i - 1].speaker or _last_in_paragraph(sentences, i)
    _carry(sentences)


def _last_in_paragraph(sentences: Sequence[Sentence], at: int) -> str | None:
    """Who spoke last in the paragraph of a sentence, a few sentences back: a bare quotation is theirs."""
    back = reversed(sentences[max(0, at - LOOKED_BACK) : at])
    return next((s.speaker for s in back if s.number == sentences[at].number and s.speaker is not None), None)


def _fills(quotation: Quotation, sentence: Sentence) -> bool:
    """Whether a quotation is at least half of a sentence."""
    common = min(quotation.end, sentence.end) - max(quotation.start, sentence.start)
    return 2 * common >= sentence.end - sentence.start


def _person_before(words: str | None, sentences: Sequence[Sentence], at: int) -> str | None:
    """The person that the sentences before are about, for "he" and "she" where nobody speaks in them.

    Skipped are the sentences of the quotation that is spoken, and those that open with "he" or "she" themselves.
    """
    if words is None or words.lower() not in PERSONS:
        return None
    spoken = {quotation.number for quotation in sentences[at].touched}
    for before in reversed(sentences[max(0, at - LOOKED_BACK) : at]):
        if before.inside is not None and before.inside.number in spoken:
            continue
        if before.speaker is not None or before.inside is not None:
            return None
        if person := _person(before.text):
            return person
        if not ABOUT_THE_SAME.match(before.text):
            return None
    return None


def _person(text: str) -> str | None:
    """The one person that a sentence seems to be about."""
    found = OPENING_NAME.match(text)
    if found and sort_of(found[1]) == "person" and found[1].split()[0].lower() not in STOPS:
        return found[1]
    titled = TITLED.findall(text)
    if titled:
        return titled[0] if len(titled) == 1 else None
    introduced = INTRODUCED.findall(text)
    return introduced[0] if len(introduced) == 1 else None


def _carry(sentences: Sequence[Sentence]) -> None:
    """Name the speaker also where one goes on in the same paragraph without a verb of speech."""
    for i, sentence in enumerate(sentences):
        before = sentences[i - 1] if i else None
        if before is None or before.speaker is None or before.number != sentence.number or before.long:
            continue
        if sentence.speaker is not None or sentence.inside is not None or sentence.long:
            continue
        if sentence.block.kind != "paragraph":
            continue
        frame = before if before.inside is None else _last_frame(sentences, i)
        following = next((s for s in sentences[i + 1 : i + 1 + MOST_BETWEEN] if s.speaker is not None), None)
        returns = following is not None and (following.number, following.speaker) == (before.number, before.speaker)
        if goes_on(sentence.text, frame.text, before.speaker, returns=returns):
            sentence.speaker = before.speaker


def _last_frame(sentences: Sequence[Sentence], at: int) -> Sentence:
    """The last sentence before one that is not all quotation, in its paragraph, or else the one before it."""
    found = takewhile(lambda s: s.number == sentences[at].number, reversed(sentences[max(0, at - LOOKED_BACK) : at]))
    return next((s for s in found if s.inside is None), sentences[at - 1])
