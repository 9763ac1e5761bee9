"""Frames of denial and accusation: "denied that P", "denied doing P", "rejected claims that P", "accused Y of P"."""

from __future__ import annotations

import re

from contradict.attribution import denialwords as dw
from contradict.attribution import speechwords as sw
from contradict.attribution.headlines import headline_clause
from contradict.attribution.nominals import existence, existence_denied
from contradict.attribution.phrases import Cut, Span, is_clause, is_gap, is_speaker, lower_words, words_of
from contradict.attribution.verbs import (
    ADJECTIVAL_GERUNDS,
    AUXILIARIES,
    COMMON_GERUNDS,
    NOMINAL_GERUNDS,
    past_from_gerund,
    past_from_participle,
)

OR_DOING = re.compile(r"\s+(?:or|and)\s+([a-z-]+ing)(?=(\W*)(\w*))", re.I)


def denial(text: str, pos: int, subject: Span, kind: str) -> Cut | None:
    """Read "denied that P", "denied having done P", "rejected claims that P", "rejected the charge: P"."""
    if then := dw.CLAIMS_THEN.match(text, pos):
        return Cut(((then.end(), len(text)),), subject) if is_clause(text[then.end() :], strict=False) else None
    headline = text[:pos].lower().endswith(("deny", "denies")) and text.rstrip()[-1:] not in ".!?…”\"'"
    if when := sw.WHEN.match(text, pos):
        pos = when.end()
    opening = dw.THAT.match(text, pos) or dw.CLAIMS_THAT.match(text, pos) or _gap_that(text, pos)
    if opening is None and (bare := dw.CLAIMS_BARE.match(text, pos)) and is_clause(text[bare.end() :], strict=True):
        opening = bare
    if opening is None and kind == "deny":
        turned = _turned(text, pos, subject, subject)
        if turned is not None:
            return turned
        if is_clause(text[pos:], strict=True) or (headline and headline_clause(text[pos:])):
            opening = re.compile(r"\s+").match(text, pos)
    if opening is None:
        return _denied_noun(text, pos, subject, kind)
    words = lower_words(text[opening.end() : opening.end() + 60])
    if len(words) < 2 or words[0] in sw.NOT_AFTER_THAT:
        return None
    return _denied(text, opening.end(), denial_end(text, opening.end()), subject)


def _gap_that(text: str, pos: int) -> re.Match[str] | None:
    """Match what stands between the verb and P in "denied on oath that P", which says only when, where and how."""
    gap = dw.GAP_THAT.match(text, pos)
    known = gap and is_gap(gap[1]) and not re.fullmatch(sw.CLAIM, lower_words(gap[1])[-1])
    return gap if known else None


def _denied(text: str, start: int, end: int | None, subject: Span | None) -> Cut | None:
    """Return the cut of a denied P; of "that P or that Q", and of "that P and that Q", it is "P or Q"."""
    if end is None:
        return None
    pieces: list[Span | str] = []
    for more in dw.OR_THAT.finditer(text, start, end):
        if is_clause(text[more.end() : end], strict=False):
            pieces += [(start, more.start()), " or "]
            start = more.end()
    return Cut((*pieces, (start, end)), subject, "denies")


def _denied_noun(text: str, pos: int, subject: Span, kind: str) -> Cut | None:
    """Read "denied accusations of doing P", "dismissed talk of N as nonsense", "denied any plans for N"."""
    if accused := dw.ACCUSED_OF.match(text, pos):
        return _turned(text, accused.end(), subject, subject)
    judged = dw.AS_FALSE.match(text, pos)
    rumour = dw.RUMOUR_OF.match(text, judged.end() if judged else pos)
    if rumour is not None:
        end = denial_end(text, rumour.end())
        flagged = judged or (end is not None and dw.AS_FALSE.match(text, end))
        noun = rumour["noun"].lower()
        doubtful = noun.startswith("alleg") or (kind == "reject" and not noun.startswith(("report", "rumo")))
        pieces = existence(text, rumour.end(), end, talk=noun == "talk") if end and (flagged or not doubtful) else None
    else:
        end = denial_end(text, pos)
        pieces = existence_denied(text, pos, end, subject) if end and kind == "deny" else None
    return Cut(pieces, subject, "denies") if pieces else None


def denial_end(text: str, start: int) -> int | None:
    """Return where the denied proposition ends, or None if what follows it gives numbers that must not be lost."""
    tail = dw.DENIAL_END.search(text, start)
    end = tail.start() if tail else len(text)
    if sw.NUMBER.search(text, end):
        kept = sw.NUMBER.search(dw.INCIDENTAL.sub("", text[end:])) or dw.LOSSES.search(text, end)
        if kept or sw.NUMBER.search(text[start:end]):
            return None
    verdict = dw.ENDS_FALSE.search(text[:end], start)
    return verdict.start() if verdict and re.match(r"\s+as\b", verdict[0]) else end


def _turned(text: str, pos: int, subject: Span, actor: Span, denies: bool = True) -> Cut | None:
    """Return "Y did P" for "having done P" or "doing P" at `pos`, or None where the verb cannot safely be turned."""
    match = dw.DOING.match(text, pos)
    name = text[slice(*actor)].strip()
    if match is None or (denies and re.search(r"spokes|lawyer|attorney|representative|campaign", name, re.I)):
        return None
    participle, gerund = (group and group.lower() for group in match.group(1, 2))
    second = OR_DOING.match(text, match.end()) if gerund else None
    if second:
        return _turned_both(text, match, second, subject, actor) if denies else None
    if participle:
        past = "had been" if participle == "been" else past_from_participle(participle)
    elif not _is_doing(gerund, match.group(3), match.group(4)):
        return None
    elif gerund == "being":
        past = _was(name) if denies else None
    else:
        past = past_from_gerund(gerund)
    end = denial_end(text, match.end())
    if past is None or end is None or (not denies and end < len(text)):
        return None
    if re.search(r"\b(?:and|or|nor|,)\s+(?:of\s+)?[a-z]+ing\s+(?!of\b)", text[match.end() : end]):
        return None
    who: Span | str = sw.NOMINATIVE.get(name.lower(), actor)
    return Cut((who, f" {past} ", (match.end(), end)), subject, "denies" if denies else "asserts")


def _turned_both(text: str, one: re.Match[str], two: re.Match[str], subject: Span, actor: Span) -> Cut | None:
    """Return "Y did or made P" for the denied "doing or making P", where both have one object."""
    first, second = one[2].lower(), two[1].lower()
    past = [past_from_gerund(gerund) for gerund in (first, second)]
    sure = first in COMMON_GERUNDS - NOMINAL_GERUNDS and _is_doing(second, two[2], two[3])
    end = denial_end(text, two.end())
    if not sure or None in past or end is None or re.search(r"\b(?:and|or|nor|,)\s+[a-z]+ing\s", text[two.end() : end]):
        return None
    who: Span | str = sw.NOMINATIVE.get(text[slice(*actor)].strip().lower(), actor)
    return Cut((who, f" {past[0]} or {past[1]} ", (two.end(), end)), subject, "denies")


def _is_doing(gerund: str, gap: str, following: str) -> bool:
    """Return whether an -ing form with this word behind it is a verb, and no adjective or noun ("mounting debts")."""
    word = following.lower()
    if not word or gap != " " or re.match(sw.CLAIM, word) or word in ("and", "or"):
        return False
    if word in dw.AFTER_GERUND or gerund == "being":
        return True
    if gerund in NOMINAL_GERUNDS and word != "to":
        return following[0].isupper() or following[0].isdigit()
    if gerund in ADJECTIVAL_GERUNDS:
        return False
    return following[0].isupper() or following[0].isdigit() or gerund in COMMON_GERUNDS


def _was(name: str) -> str | None:
    """Return "was" or "were" as the name wants, or None where its number is unsure ("Mertens", "Lawyers")."""
    last = name.split()[-1]
    if last.lower() in sw.PLURALS and last.lower() != "government":
        return "were"
    if last.endswith("s") and not last.endswith("ss"):
        return "were" if last.islower() and last not in ("his", "boss") else None
    return None if " and " in name else "was"


def called(text: str, pos: int, subject: Span) -> Cut | None:
    """Read "called the claim that P false", "called it untrue that P", "denounced reports of N as lies"."""
    if it := dw.IT_FALSE_THAT.match(text, pos):
        return _denied(text, it.end(), denial_end(text, it.end()), subject)
    if (judged := dw.AS_FALSE.match(text, pos)) and (claims := dw.CLAIMS_THAT.match(text, judged.end())):
        return _denied(text, claims.end(), denial_end(text, claims.end()), subject)
    claims = dw.CLAIMS_THAT.match(text, pos)
    opening = claims or dw.RUMOUR_OF.match(text, judged.end() if judged else pos)
    end = denial_end(text, opening.end()) if opening else None
    if opening is None or end is None:
        return None
    ending = dw.ENDS_FALSE.search(text[:end], opening.end())
    if ending is None and not judged and text[end:].lstrip()[:2].lower() != "as":
        return None
    end = ending.start() if ending else end
    if claims:
        last = words_of(text[opening.end() : end])[-1:]
        return _denied(text, opening.end(), end, subject) if last and last[0] not in AUXILIARIES else None
    pieces = existence(text, opening.end(), end, talk=opening["noun"].lower() == "talk")
    return Cut(pieces, subject, "denies") if pieces else None


def accusation(text: str, pos: int, subject: Span) -> Cut | None:
    """Read "accused Y of doing P" as "Y did P"."""
    of = re.compile(r"\s+([^,;:]{1,70}?)\s+of(?=\s+(?:having\s+[a-z]+|[a-z-]+ing)\b)", re.I).match(text, pos)
    if (
        of is None
        or not (is_speaker(of[1]) or of[1].lower() in sw.NOMINATIVE)
        or of[1].lower() in ("itself", "themselves", "himself", "each other")
    ):
        return None
    return _turned(text, of.end(), subject, of.span(1), denies=False)


def untrue(text: str) -> Cut | None:
    """Read "It is not true that P", "There is no truth in reports of N", "Reports that P are false"; no speaker."""
    match = dw.NOT_TRUE.match(text)
    if match is None:
        return _untrue_noun(text)
    if match["claims"] is None:
        return _denied(text, match.end(), denial_end(text, match.end()), None)
    end = _verdict_start(text, match.end())
    words = lower_words(text[match.end() : end]) if end else []
    if not end or not words or words[0] in sw.NOT_AFTER_THAT or not is_clause(text[match.end() : end], strict=False):
        return None
    return _denied(text, match.end(), end, None)


def _untrue_noun(text: str) -> Cut | None:
    """Read "There is no truth in reports of N" and "Reports of N are false"; no speaker."""
    if match := dw.NO_TRUTH_OF.match(text):
        end = denial_end(text, match.end())
    elif match := dw.RUMOUR_OF.match(text):
        end = _verdict_start(text, match.end())
    if match is None or end is None:
        return None
    pieces = existence(text, match.end(), end, talk=match["noun"].lower() == "talk")
    return Cut(pieces, None, "denies") if pieces else None


def _verdict_start(text: str, start: int) -> int | None:
    """Return where "are false" starts in "(Reports that P) are false[; Q]", or None."""
    stop = denial_end(text, start)
    ending = dw.IS_FALSE.search(text[:stop], start) if stop else None
    return ending.start() if ending else None
