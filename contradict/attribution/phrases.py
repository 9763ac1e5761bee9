"""Tests of English phrases that reading a frame rests on: can it speak, is it a clause, where does it end."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from contradict.attribution.speechwords import (
    ABBREVIATION,
    ADVERBS,
    APPOSITION,
    BARRIERS,
    CLOSING_OF,
    CONTRACTED,
    DAY_ENDS,
    DEFINITE,
    DETERMINERS,
    GAP_STARTS,
    KIND_OF,
    MODAL_NAMES,
    NAMED,
    NAMED_FOR,
    NOT_CLAUSE,
    NOT_FIRST,
    NOT_IN_SPEAKER,
    NOT_LAST,
    PARTICIPIAL,
    PREPOSITIONS,
    PRONOUNS,
    SAY_ONSET,
    SAYING,
    SENTENCE_BREAK,
    SPEECH,
    STOP,
    SUBJECTS,
    VERBISH,
    WORD,
)
from contradict.attribution.verbs import AUXILIARIES, PARTICIPLES, PAST_FORMS, PURE_PAST_FORMS

Span = tuple[int, int]
Stance = Literal["asserts", "denies"]


class Cut(NamedTuple):
    """A frame that was read: the proposition in pieces (spans of the text and new words), speaker and stance."""

    pieces: tuple[Span | str, ...]
    speaker: Span | None
    stance: Stance = "asserts"


def words_of(text: str) -> list[str]:
    """Return the words of the text as they are written, without punctuation around them."""
    return [word for token in WORD.findall(text) if (word := token.strip(".'’-"))]


def lower_words(text: str) -> list[str]:
    """Return the words of the text in lower case."""
    return [word.lower() for word in words_of(text)]


def is_speaker(phrase: str) -> bool:
    """Return whether the phrase is a noun phrase that can speak: short, without a verb outside a relative clause."""
    if len(phrase) > 140 or CONTRACTED.search(phrase) or phrase.count("(") != phrase.count(")"):
        return False
    if has_break(phrase):
        return False
    written = words_of(re.sub(r"\([^()]{0,30}\)", " ", phrase))
    words = [word.lower() for word in written]
    if not 0 < len(words) <= 14 or words[0] in NOT_FIRST or words[0][0].isdigit() or words[-1] in NOT_LAST:
        return False
    opened = re.search(r"(?:['’]s|s['’]|\bto [a-z]+)$", phrase.strip()) and not NAMED_FOR.fullmatch(phrase.strip())
    if opened or ("and" in words and len(words) > 8):
        return False
    for index, word in enumerate(words):
        if index and word in ("who", "that", "which"):
            return _is_relative(words[index + 1 :])
        if word in NOT_IN_SPEAKER or (word in MODAL_NAMES and written[index].islower()):
            return False
        adjective = index == 0 or word in PARTICIPIAL or "-" in word or words[index - 1] in DETERMINERS
        if word.endswith("ed") and written[index].islower() and not adjective:
            return False
    return len(words) == 1 or words[-1] not in ("he", "she", "they", "we", "i")


def _is_relative(words: list[str]) -> bool:
    """Return whether the words after "who" are a whole relative clause: a verb first, no open end, nobody speaking."""
    if not words or words[-1] in AUXILIARIES or any(word in SAYING or word == "and" for word in words):
        return False
    first = words[0]
    if first in ("has", "have", "had"):
        return any(word.endswith("ed") or word in PARTICIPLES for word in words[1:])
    return first in AUXILIARIES or first in PAST_FORMS or first.endswith(("ed", "s"))


def subject_before(text: str, start: int, end: int) -> Span | None:
    """Return the span of the speaker in text[start:end], before a verb, or None if what stands there cannot speak.

    Of "King, 39, a clerk at the hospital," the span is "King"; of "Reuters, citing two officials," it is the officials;
    of "King, who owns the bar, and his waitress" it is all of it.
    """
    phrase = _without_adverbs(text[start:end])
    if "," not in phrase:
        return (start, start + len(phrase)) if is_speaker(phrase) else None
    head, *middle, last = phrase.split(",")
    if not middle or not is_speaker(head):
        return None
    if last.strip():
        joined = last.strip().removeprefix("and ").removesuffix(" both")
        both = last.startswith(" and ") and len(middle) == 1 and APPOSITION.match(middle[0].strip())
        return (start, start + len(phrase.removesuffix(" both"))) if both and is_speaker(joined) else None
    cited = re.fullmatch(r"\s*(?:citing|quoting)\s+(.+)", middle[0])
    if cited and len(middle) == 1 and is_speaker(cited[1]):
        return start + len(head) + 1 + cited.start(1), start + len(head) + 1 + cited.end(1)
    named = 0
    for index, part in enumerate(middle):
        if not APPOSITION.match(part.strip()):
            if not all(NAMED.fullmatch(name) for name in part.strip().split(" and ", maxsplit=1)):
                return None
            named = len(part) + 1 if index == 0 else named
    return start, start + len(head) + named


def _without_adverbs(phrase: str) -> str:
    """Return the phrase without the adverbs, auxiliaries and days that stand between a speaker and the verb."""
    phrase = phrase.rstrip()
    if onset := SAY_ONSET.search(phrase, max(0, len(phrase) - 30)):
        phrase = phrase[: onset.start()]
    while " " in phrase:
        timed = DAY_ENDS.search(phrase, max(0, len(phrase) - 60))
        last = phrase[-24:].split()[-1]
        if timed is None and last.lower() not in ADVERBS:
            break
        phrase = phrase[: timed.start() if timed else -len(last)].rstrip()
    return phrase


def name_span(text: str, span: Span | None) -> Span | None:
    """Return the speaker's span without a leading article; None for pronouns, which name nobody."""
    if span is None:
        return None
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",.;"):
        end -= 1
    if article := re.match(r"(?:the|an?)\s+", text[start:end], re.I):
        start += article.end()
    words = lower_words(text[start:end])
    nameless = not words or (words[0] in PRONOUNS and len(words) < 3 and words[-1] in PRONOUNS)
    return None if nameless else (start, end)


def is_clause(text: str, *, strict: bool) -> bool:
    """Return whether the text opens with a clause; `strict` wants a verb that can be nothing but a finite one."""
    words = lower_words(text[:200])
    if words[:1] == ["more"] and words[1:2] != ["than"]:
        return False
    if len(words) < 2 or words[0] in NOT_CLAUSE or re.match(r"\s*[,.;:)]", text):
        return False
    if words[0] in SUBJECTS and (words[1] in PAST_FORMS or words[1].endswith("ed")):
        return True
    if re.search(r"['’](?:s|ll|re|ve)$", words[1]) or re.match(r"(?:he|she|it|they|we|i|you|there)['’]", words[0]):
        return True
    if strict and words[0].endswith("ed"):
        return False
    placed = words[0] in PREPOSITIONS and not words[1][0].isdigit()
    if strict or placed or words[0].endswith("ing"):
        before_comma = lower_words(re.split(r"[,;:]\s", text[:200], maxsplit=1)[0])
        for word in before_comma[1:18]:
            if word in AUXILIARIES or word in PURE_PAST_FORMS or word in BARRIERS:
                return word not in BARRIERS
        return False
    if any(word in AUXILIARIES or word in PAST_FORMS or word.endswith("ed") for word in words[1:18]):
        return True
    opens = text.lstrip()[:1].isupper() or words[0] in DEFINITE or words[0] in SUBJECTS
    return opens and has_verb(" ".join(words[:18]))


def is_gap(gap: str) -> bool:
    """Return whether the words between the verb and "that" say only when, where, how and to whom."""
    words = lower_words(gap)
    if not words:
        return not gap.strip()
    opens = (words[0] in GAP_STARTS or words[0].endswith("ly")) and words[-1] not in ("to", "of", "the", "a")
    spoken = any(word in SAYING or KIND_OF.get(word) in ("deny", "reject") for word in words)
    return opens and not spoken and not any(word in AUXILIARIES or word in PURE_PAST_FORMS for word in words)


def has_verb(text: str) -> bool:
    """Return whether a finite verb seems to stand in the text, behind its first word."""
    words = lower_words(text)
    if words and re.search(r"['’](?:s|m|ll|re|ve)$", words[0]):
        return True
    return any(word in AUXILIARIES or word in PAST_FORMS or VERBISH.search(word) for word in words[1:])


def has_speech(proposition: str) -> bool:
    """Return whether somebody speaks inside the proposition."""
    return any(not match[1] for match in SPEECH.finditer(proposition))


def has_break(text: str) -> bool:
    """Return whether a sentence ends inside the text."""
    return any(not ABBREVIATION.search(match[1]) for match in SENTENCE_BREAK.finditer(text))


def part_end(text: str, start: int) -> int:
    """Return where the part of a sentence that starts here ends: at a comma, a colon, a full stop."""
    for match in STOP.finditer(text, start):
        dot = match.start()
        inner = text[dot : dot + 1] == "." and match.end() < len(text)
        if not inner or not ABBREVIATION.search(text[max(start, dot - 12) : dot]):
            return dot
    return len(text)


def trim(text: str, span: Span) -> Span:
    """Return the span without the blanks, commas and quotation marks around it that belong to the frame."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    if end - start < 3:
        return start, end
    closing = CLOSING_OF.get(text[start], "")
    stop = end - 2 if text[end - 1] in ".!" and text[end - 2] in "".join(CLOSING_OF.values()) else end - 1
    shut = bool(closing) and text[stop] in closing
    if shut and not any(mark in text[start + 1 : stop] for mark in closing if mark not in "’'"):
        return trim(text, (start + 1, stop))
    marks = [mark for mark in text[start:end] if mark in '“”„«»"']
    if len(marks) == 1 and text[start] in marks:
        return trim(text, (start + 1, end))
    if len(marks) == 1 and text[stop] in marks:
        return trim(text, (start, stop))
    return start, end
