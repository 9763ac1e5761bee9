"""Frames of speech: each function reads one way of saying who said it, and returns where the proposition stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from contradict.attribution import denialwords as dw
from contradict.attribution import speechwords as sw
from contradict.attribution.denials import accusation, called, denial, untrue
from contradict.attribution.phrases import (
    Cut,
    Span,
    has_verb,
    is_clause,
    is_gap,
    is_speaker,
    lower_words,
    part_end,
    subject_before,
    trim,
    words_of,
)
from contradict.attribution.verbs import AUXILIARIES, PURE_PAST_FORMS


def read_frame(text: str) -> Cut | None:
    """Return the first frame that fits the text, or None."""
    for read in (read_impersonal, _according_first, _quoted_as, _colon, _quoted, _front, _back):
        cut = read(text)
        if cut is not None:
            return cut
    return None


# Frames without a verb of speech


def read_impersonal(text: str) -> Cut | None:
    """Read "It is not true that P", "It was announced that P", "contrary to Y's claims, P"; nobody is named."""
    if denied := untrue(text):
        return denied
    if match := sw.IT_WAS.match(text):
        return Cut(((match.end(), len(text)),), None)
    if match := sw.CONTRARY.search(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :]
        if not before and after.startswith(","):
            return Cut(((match.end() + 1, len(text)),), None)
        if before.endswith(",") and not after.strip(" ."):
            return Cut(((0, len(before)),), None)
    return None


def _according_first(text: str) -> Cut | None:
    """Read "According to Y, P"."""
    lead = sw.LEAD.match(text)
    match = sw.ACCORDING.match(text, lead.end() if lead else 0)
    comma = text.find(",", match.end()) if match else -1
    if match is None or comma < 0 or sw.NOT_SOURCES.match(text, match.end()):
        return None
    if not is_speaker(text[match.end() : comma]) or not has_verb(text[comma + 1 :]):
        return None
    if described := re.compile(r",\s+who\b[^,]{3,80},").match(text, comma):
        return Cut(((described.end(), len(text)),), (match.end(), comma))
    known = lower_words(text[match.end() : comma])[-1]
    if known in sw.SPEAKER_NOUNS and (known.endswith("s") or known in sw.PLURALS):
        return Cut(((comma + 1, len(text)),), (match.end(), comma))
    following, *more = text[comma + 1 :].split(",")
    if sw.NAME.fullmatch(following.strip()) or (more and re.match(r"\s*(?:who|an?)\b", following)):
        return None
    return Cut(((comma + 1, len(text)),), (match.end(), comma))


def _colon(text: str) -> Cut | None:
    """Read 'X: "P"', "Police: P" and "P: police"."""
    colon = re.search(r":\s+", text)
    if colon is None or colon.start() > 80:
        return _suffix(text) if colon is None or colon.start() > 20 else None
    head, rest = sw.HEAD_STATEMENT.sub("", text[: colon.start()]), text[colon.end() :].strip()
    words = lower_words(head)
    if 0 < len(words) <= 8 and is_speaker(head):
        quoted = _is_quotation(rest)
        role = lower_words(sw.NAME_ENDS.sub("", head))
        if (quoted or {words[-1], *role[-1:]} & sw.SPEAKER_NOUNS) and is_clause(rest.lstrip('“„«"'), strict=False):
            return Cut(((colon.end(), len(text)),), (0, len(head)))
    return _suffix(text)


def _quoted_as(text: str) -> Cut | None:
    """Read "Y was quoted as saying that P" and "X quoted Y as saying that P"; Y speaks."""
    match = sw.QUOTED_AS.match(text)
    if match is None:
        return None
    named = "speaker" if match["speaker"] else "named"
    if not is_speaker(match[named]) or not is_clause(text[match.end() :], strict=False):
        return None
    return Cut(((match.end(), len(text)),), match.span(named))


def _suffix(text: str) -> Cut | None:
    """Read "P: police" and "P - report"."""
    match = sw.SUFFIX.search(text, max(0, len(text) - 60)) if text[-1:] != "." else None
    if match is None or match.start() <= 20 or ":" in text[: match.start()]:
        return None
    words = lower_words(match[1])
    if 0 < len(words) <= 4 and words[-1] in sw.SPEAKER_NOUNS and is_speaker(match[1].rstrip(".")):
        return Cut(((0, match.start()),), match.span(1))
    return None


def _is_quotation(text: str) -> bool:
    """Return whether the whole text stands between one pair of quotation marks."""
    closing = sw.CLOSING_OF.get(text[:1], "")
    end = text.rstrip(". ")
    return len(end) > 2 and closing != "" and text[0] not in "'‘" and end[-1] in closing and end.count('"') in (0, 2)


# Frames before the proposition


def _front(text: str) -> Cut | None:
    """Read "X said that P" and "X denied that P" in all their wordings."""
    lead = sw.LEAD.match(text)
    start = lead.end() if lead else 0
    cited = sw.CITING.match(text, start)
    start = cited.end() if cited else start
    if meant := _meant_to_deny(text, start):
        return meant
    for match in islice(sw.VERB.finditer(text, start, start + 220), 4):
        subject = subject_before(text, start, match.start())
        if subject is None and (it := sw.IT.fullmatch(text, start, match.start())):
            subject = it.span(1)
        if subject is None or (cited and not is_speaker(cited[1])):
            continue
        subject = cited.span(1) if cited else subject
        verb, pos = match[0].lower(), match.end()
        kind = sw.KIND_OF[verb]
        cut: Cut | None
        if kind in ("deny", "reject"):
            cut = denial(text, pos, subject, kind)
        elif kind == "call":
            cut = called(text, pos, subject)
        elif kind == "accuse":
            cut = accusation(text, pos, subject)
        else:
            cut = _statement(text, pos, subject, verb)
        if cut is not None:
            return cut
    return None


def _meant_to_deny(text: str, start: int) -> Cut | None:
    """Read "X wrote to the paper to deny that P"."""
    match = dw.TO_DENY.match(text, start)
    subject = subject_before(text, start, match.end(1)) if match else None
    if match is None or subject is None:
        return None
    return denial(text, match.end(), subject, sw.KIND_OF[match["verb"]])


def _statement(text: str, pos: int, subject: Span, verb: str) -> Cut | None:
    """Read what follows a verb of saying: [to whom, when] "that P", ': "P"', or P alone."""
    kind = sw.KIND_OF[verb]
    last = lower_words(text[slice(*subject)])[-1]
    if last in sw.FINDINGS and kind == "state":
        return None
    if verb in ("claim", "report", "state", "note", "promise") and not last.endswith("s") and last not in sw.PLURALS:
        return None
    if kind == "tell":
        addressed = _addressee_end(text, pos)
        if addressed is None:
            return None
        pos = addressed
    that = re.match(r"([^;:.?!\"“]{0,110}?),?\s+that,?\s+", text[pos : pos + 130])
    if that and is_gap(that[1]):
        start = pos + that.end()
        words = lower_words(text[start : start + 60])
        noun_plural = verb in ("claims", "reports", "states") and dw.IS_FALSE.search(text, start)
        if len(words) < 2 or words[0] in sw.NOT_AFTER_THAT or noun_plural:
            return None
        cited = re.search(r",?\s+(?:citing|quoting)\s+([^,]+),?$", that[1])
        return _with_tail(text, start, (pos + cited.start(1), pos + cited.end(1)) if cited else subject)
    quote = re.match(r"([^;:.?!\"“„«]{0,80}?)\s*(?::\s*(?=\S)|,?\s*(?=[“„«\"]))", text[pos : pos + 100])
    if quote and (not quote[1].strip() or is_gap(quote[1])):
        start = pos + quote.end()
        rest = text[start:].strip()
        if _is_quotation(rest) or (":" in quote[0] and rest[:1] not in ("“", "„", "«", '"')):
            return Cut(((start, len(text)),), subject) if is_clause(rest.lstrip('“„«"'), strict=False) else None
    when = sw.WHEN.match(text, pos)
    start = when.end() if when else pos
    if when and not is_clause(text[start:], strict=False):
        start = pos
    first, second = (*lower_words(text[start : start + 60]), "", "")[:2]
    placed = first in sw.PREPOSITIONS and not second[:1].isdigit()
    if placed or text[start : start + 1] == "," or not is_clause(text[start:], strict=kind != "say"):
        return None
    return _with_tail(text, start, subject)


def _addressee_end(text: str, pos: int) -> int | None:
    """Return where the person told ends, or None if nobody can be made out."""
    named = re.compile(r"(\s+[^,;:\"“?!]{2,70}?)(?=\s+that\s|:\s)").match(text, pos)
    if named:
        name = sw.DAY_ENDS.sub("", named[1])
        if is_speaker(name) and len(lower_words(name)) <= 8 and not re.search(sw.CLAIM, name):
            return pos + len(name)
    addressee = sw.ADDRESSEES.match(text, pos)
    return addressee.end() if addressee else None


def _with_tail(text: str, start: int, speaker: Span) -> Cut:
    """Return the cut of P from `start`, with ", adding that Q" and "and that Q" made "and Q"."""
    pieces: list[Span | str] = []
    for more in sw.AND_THAT.finditer(text, start):
        if is_clause(text[more.end() :], strict=not more[0].rstrip().endswith("that")):
            pieces += [(start, more.start()), f"{more['comma']} {more['link'] or 'and'} "]
            start = more.end()
    return Cut((*pieces, (start, len(text))), speaker)


# Frames behind or inside the proposition


def _quoted(text: str) -> Cut | None:
    """Read '"P," X said' and '"P", said X', also where a quotation mark is missing."""
    start = len(text) - len(text.lstrip())
    closing = sw.CLOSING_OF.get(text[start : start + 1])
    if closing is None:
        return None
    end = next(_marks(text, closing, start + 1), -1)
    if end < 0 or not text[end + 1 :].strip(" ."):
        return None
    after = end + 1 + (text[end + 1 : end + 2] == ",")
    pointed = after > end + 1 or text[start:end].rstrip()[-1:] in (",", ".", "!", "?", "…")
    if not pointed and not re.match(r"\s+(?:says?|said|announced)\b", text[after:]):
        return None
    return _behind(text, start, end + 1, after, quoted=True)


def _marks(text: str, closing: str, start: int) -> Iterator[int]:
    """Yield where a quotation may end: at each closing mark that is no apostrophe."""
    for index in range(start, len(text)):
        if text[index] in closing and (text[index] not in "'’" or not text[index + 1 : index + 2].isalnum()):
            yield index


def _back(text: str) -> Cut | None:
    """Read "P, X said", "P, said X", "P, according to Y", and the same inside P."""
    if told := sw.WAS_TOLD.search(text):
        return Cut(((0, told.start()),), None)
    for match in islice(sw.PARTS.finditer(text), 12):
        marked = match[0].strip() != ""
        cut = _behind(text, 0, match.start() + (match[0][0] not in ", "), match.end(), quoted=False, comma=marked)
        if cut is not None:
            return cut
    return None


def _behind(text: str, start: int, end: int, pos: int, *, quoted: bool, comma: bool = True) -> Cut | None:
    """Read the frame that starts at `pos`, behind text[start:end], and join what stands on both sides of it."""
    if text.count("(", start, end) != text.count(")", start, end):
        return None
    found = _tail(text, pos, quoted=quoted, comma=comma)
    if found is None:
        return None
    speaker, stop = found
    rest = text[stop:]
    before = trim(text, (start, end))
    whole = quoted or has_verb(text[before[0] : before[1]])
    inverted = (sw.SAID_FIRST if quoted else sw.INVERTED).match(text, pos) is not None
    if not rest.strip(' .”"»'):
        return Cut(((start, end),), speaker) if whole or quoted or not inverted else None
    return _around(text, before, stop, speaker, whole, inverted=inverted)


def _around(text: str, before: Span, stop: int, speaker: Span, whole: bool, *, inverted: bool) -> Cut | None:
    """Join the two sides of a frame in the middle of a claim, or return None where it is unclear how they belong."""
    mark, after = text[stop], (stop + 1, len(text))
    words = lower_words(text[stop + 1 : stop + 60])
    last = lower_words(text[before[0] : before[1]])[-1:]
    opened = re.match(r".\s*[\"“„«](.?)", text[stop:]) if text.lstrip()[:1] not in ("“", "„", "«", '"') else None
    if opened and opened[1].islower() and mark == "," and whole:
        return Cut((before, " ", after), speaker)
    if not words or opened or words[0] == "according" or (last and last[0] in sw.BARRIERS | AUXILIARIES):
        return None
    if (contrary := sw.CONTRARY.match(text, stop + 2)) and not text[contrary.end() :].strip(" ."):
        return Cut((before,), speaker)
    if mark in ";:":
        return Cut((before, f"{mark} ", after), speaker) if whole else None
    if mark != ",":
        return None
    adding = sw.ADDING.match(text, stop)
    if adding and (adding[1] or is_clause(text[adding.end() :], strict=False)):
        return Cut((before, ", and ", (adding.end(), len(text))), speaker) if whole else None
    if cited := re.match(r",\s+(?:citing|quoting)\s+([^,;:]+?)[\s.]*$", text[stop:]):
        return Cut((before,), (stop + cited.start(1), stop + cited.end(1))) if whole and is_speaker(cited[1]) else None
    if words[0] in AUXILIARIES or words[0] in PURE_PAST_FORMS:
        return Cut((before, " ", after), speaker)
    if whole and words[0] in ("who", "whose") and not sw.NUMBER.search(text, stop):
        return Cut((before,), speaker)
    manner = words[0] not in sw.LINKS and any(word.endswith("ing") for word in words[:2])
    if adding or (manner and not whole):
        return None
    if whole and (manner or (inverted and words[0] not in sw.LINKS)):
        age = re.match(r",\s*\d\d,", text[stop:])
        return None if sw.NUMBER.search(text, stop + (age.end() if age else 0)) else Cut((before,), speaker)
    if not whole and not sw.ADVERBIAL.match(text, before[0]):
        return Cut((before, " ", after), speaker)
    if not whole or words[0] in sw.LINKS:
        return Cut((before, ", ", after), speaker)
    return None


def _tail(text: str, pos: int, *, quoted: bool, comma: bool) -> tuple[Span, int] | None:
    """Return the speaker of a frame that starts at `pos`, and where the frame ends (a comma, a semicolon, the end)."""
    start = pos + len(text[pos : pos + 8]) - len(text[pos : pos + 8].lstrip())
    end = part_end(text, start)
    if according := sw.ACCORDING.match(text, start):
        source = text[according.end() : end]
        known = comma or bool(set(lower_words(source)) & sw.SPEAKER_NOUNS)
        if not known or sw.NOT_SOURCES.match(source) or not _source(source):
            return None
        return (according.end(), end), end
    behind_quote = quoted or any(mark in '”"»“' for mark in text[max(0, pos - 4) : pos])
    inverted = (sw.VERB if behind_quote else sw.INVERTED).match(text, start)
    if inverted and comma and sw.KIND_OF[inverted[0].strip().lower()] in ("say", "state"):
        name = _inverted_name(text[inverted.end() : end])
        return ((inverted.end(), inverted.end() + len(name)), end) if name else None
    if put := sw.AS_PUT.match(text, start):
        return (put.span(1), put.end()) if is_speaker(put[1]) else None
    if comma and (read := sw.DOCUMENT_READS.match(text, start) or sw.WAS_QUOTED.match(text, start)):
        end = part_end(text, read.end())
        return (read.span(1), end) if is_speaker(read[1]) and _is_rest(text[read.end() : end], "say") else None
    as_put = 3 if text[start : start + 3].lower() == "as " else 0
    for match in islice(sw.VERB.finditer(text, start + as_put, start + 130), 3):
        kind = sw.KIND_OF[match[0].lower()]
        if not quoted and match.start() > end:
            return None
        if match[0][0].isupper() and match[0].endswith("ed") and not match[0].isupper():
            return None
        subject = subject_before(text, start + as_put, match.start())
        if it := sw.IT.fullmatch(text, start, match.start()):
            subject = it.span(1)
        if subject is None or not comma or kind not in ("say", "tell", "state"):
            continue
        if match[0].lower().endswith(" on") and not _can_go_on(text[slice(*subject)]):
            continue
        end = part_end(text, match.end())
        rest = text[match.end() : end]
        if match[0].lower().startswith("add") and rest.lstrip().startswith("to "):
            return None
        if match[0].lower() in sw.NOUNS_TOO and re.match(r"\s+(?:about|of|over|by|from|says?|said)\b", rest, re.I):
            continue
        return (subject, end) if _is_rest(rest, kind) else None
    return None


def _can_go_on(subject: str) -> bool:
    """Return whether of a subject "went on" says that it spoke further: a pronoun, a name or one that often speaks."""
    last = words_of(subject)[-1]
    return last.lower() in sw.SPEAKER_NOUNS | {"he", "she", "it"} or last[0].isupper()


def _inverted_name(text: str) -> str | None:
    """Return the speaker after "said" without what follows it ("on Monday", "after the vote"), or None."""
    cuts = [r"after|as|when|while|during|with|in an?", r"after|as|when|while|in|during|at|on|by|about"]
    names = [re.split(rf"\s+(?:{words}|{sw.DAY})(?=\s|$)", text, maxsplit=1, flags=re.I)[0] for words in cuts]
    for name in (text, *names) if re.search(r"\swho\s", text) else (*names, text):
        if is_speaker(name) and lower_words(name)[0] not in sw.NO_INVERTED:
            return name
    return None


def _source(source: str) -> bool:
    """Return whether the words after "according to" name a source, with at most a relative clause."""
    return bool(source.strip()) and (is_speaker(source) or source.strip().lower() in ("him", "her", "them"))


def _is_rest(rest: str, kind: str) -> bool:
    """Return whether what follows the verb of a closing frame says only to whom, when, where or how."""
    words = lower_words(rest)
    if kind == "tell":
        return 0 < len(words) <= 10 and "that" not in words and words[0] != "of"
    if not words:
        return True
    return len(words) <= 14 and (words[0] in sw.GAP_STARTS or words[0].endswith("ly")) and "that" not in words[:3]
