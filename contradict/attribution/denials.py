"""Frames of denial and accusation: "denied that P", "denied doing P", "rejected claims that P", "accused Y of P"."""

from __future__ import annotations

import re

from contradict.attribution import speechwords as sw
from contradict.attribution.phrases import Cut, Span, is_clause, is_speaker, lower_words
from contradict.attribution.verbs import COMMON_GERUNDS, past_from_gerund, past_from_participle


def denial(text: str, pos: int, subject: Span, kind: str) -> Cut | None:
    """Read "denied that P", "denied having done P", "rejected claims that P", "rejected the charge: P"."""
    if then := sw.CLAIMS_THEN.match(text, pos):
        return Cut(((then.end(), len(text)),), subject) if is_clause(text[then.end() :], strict=False) else None
    if when := sw.WHEN.match(text, pos):
        pos = when.end()
    opening = sw.THAT.match(text, pos) or sw.CLAIMS_THAT.match(text, pos)
    if opening is None and (bare := sw.CLAIMS_BARE.match(text, pos)) and is_clause(text[bare.end() :], strict=True):
        opening = bare
    if opening is None and kind == "deny":
        turned = _turned(text, pos, subject, subject)
        if turned is not None:
            return turned
        if is_clause(text[pos:], strict=True):
            opening = re.compile(r"\s+").match(text, pos)
    if opening is None:
        return None
    words = lower_words(text[opening.end() : opening.end() + 60])
    if len(words) < 2 or words[0] in sw.NOT_AFTER_THAT:
        return None
    end = _denial_end(text, opening.end())
    return Cut(((opening.end(), end),), subject, "denies") if end else None


def _denial_end(text: str, start: int) -> int | None:
    """Return where the denied proposition ends, or None if what follows it gives numbers that must not be lost."""
    tail = sw.DENIAL_END.search(text, start)
    end = tail.start() if tail else len(text)
    if sw.NUMBER.search(text, end):
        return None
    verdict = sw.ENDS_FALSE.search(text[:end], start)
    return verdict.start() if verdict and re.match(r"\s+as\b", verdict[0]) else end


def _turned(text: str, pos: int, subject: Span, actor: Span, denies: bool = True) -> Cut | None:
    """Return "Y did P" for "having done P" or "doing P" at `pos`, or None where the verb cannot safely be turned."""
    match = sw.DOING.match(text, pos)
    name = text[slice(*actor)].strip()
    if match is None or (denies and re.search(r"spokes|lawyer|attorney|representative|campaign", name, re.I)):
        return None
    participle, gerund = (group and group.lower() for group in match.group(1, 2))
    gap, following = match.group(3, 4)
    if participle:
        past = "had been" if participle == "been" else past_from_participle(participle)
    else:
        past = past_from_gerund(gerund)
        apart = following[:1].isupper() or following[:1].isdigit() or following.lower() in sw.AFTER_GERUND
        sure = apart or gerund in COMMON_GERUNDS
        if not following or gap != " " or not sure or re.match(sw.CLAIM, following) or following in ("and", "or"):
            return None
    end = _denial_end(text, match.end())
    if past is None or end is None or (not denies and end < len(text)):
        return None
    if re.search(r"\b(?:and|or|nor|,)\s+(?:of\s+)?[a-z]+ing\s+(?!of\b)", text[match.end() : end]):
        return None
    who: Span | str = sw.NOMINATIVE.get(name.lower(), actor)
    return Cut((who, f" {past} ", (match.end(), end)), subject, "denies" if denies else "asserts")


def called(text: str, pos: int, subject: Span) -> Cut | None:
    """Read "called the claim that P false", "described as false reports that P", "denounced reports that P as lies"."""
    if (judged := sw.AS_FALSE.match(text, pos)) and (claims := sw.CLAIMS_THAT.match(text, judged.end())):
        end = _denial_end(text, claims.end())
        return Cut(((claims.end(), end),), subject, "denies") if end else None
    opening = sw.CLAIMS_THAT.match(text, pos)
    ending = sw.ENDS_FALSE.search(text, opening.end()) if opening else None
    return Cut(((opening.end(), ending.start()),), subject, "denies") if opening and ending else None


def accusation(text: str, pos: int, subject: Span) -> Cut | None:
    """Read "accused Y of doing P" as "Y did P"."""
    of = re.compile(r"\s+([^,;:]{1,70}?)\s+of(?=\s+(?:having\s+[a-z]+|[a-z-]+ing)\b)", re.I).match(text, pos)
    if of is None or not is_speaker(of[1]) or of[1].lower() in ("itself", "themselves", "himself", "each other"):
        return None
    return _turned(text, of.end(), subject, of.span(1), denies=False)


def untrue(text: str) -> tuple[Span, ...] | None:
    """Return the spans of P in "It is not true that P" and "Reports that P are false", or None."""
    match = sw.NOT_TRUE.match(text)
    if match is None:
        return None
    if match["claims"] is None:
        stop = _denial_end(text, match.end())
        return ((match.end(), stop),) if stop else None
    ending = sw.IS_FALSE.search(text, match.end())
    return ((match.end(), ending.start()),) if ending else None
