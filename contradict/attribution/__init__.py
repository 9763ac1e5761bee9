"""Attribution: who said it, the stance taken, and the bare proposition, read from the wording of one claim.

A frame is cut only where the wording leaves no doubt; nested speech, two speakers and everything unclear stay whole.
A denial keeps the denied proposition only: the speaker's own words after it ("…, saying that …") are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from contradict.attribution.frames import read_frame, read_impersonal
from contradict.attribution.phrases import Cut, Span, Stance, has_break, has_speech, name_span, trim
from contradict.attribution.speechwords import ANY, CUE, GOES_ON, INTENSIFIERS, NEGATIVE, NUMBER

__all__ = ["Attribution", "Stance", "attribute"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A claim taken apart: the bare proposition, who asserts or denies it, and where both stand in the text."""

    proposition: str
    speaker: str | None
    stance: Stance
    proposition_spans: tuple[Span, ...]
    speaker_span: Span | None


def attribute(text: str) -> Attribution:
    """Return the claim's bare proposition, its speaker and stance; a text without a clear frame comes back whole."""
    whole = Attribution(text, None, "asserts", ((0, len(text)),) if text else (), None)
    text = text.rstrip()
    outer = read_frame(text) if CUE.search(text) else None
    if outer is None:
        return whole
    cut = _composed(text, outer)
    proposition = _proposition(text, cut)
    if proposition is None or has_speech(proposition) or read_frame(proposition) is not None:
        return whole
    spans = tuple(trim(text, piece) for piece in cut.pieces if not isinstance(piece, str))
    speaker = name_span(text, cut.speaker)
    name = text[speaker[0] : speaker[1]] if speaker else None
    return Attribution(proposition, name, cut.stance, spans, speaker)


def _composed(text: str, outer: Cut) -> Cut:
    """Return one cut for a frame with a speaker and one without inside each other ("X said it was not true that P")."""
    first = outer.pieces[0]
    if isinstance(first, str):
        return outer
    nameless = read_impersonal(text) is not None
    if len(outer.pieces) > 1 or (outer.stance == "denies" and not nameless):
        return outer if nameless or outer.stance == "denies" else _denied_first(text, outer, first)
    start, end = trim(text, first)
    inner = read_frame(text[start:end])
    if inner is None or nameless == (read_impersonal(text[start:end]) is not None):
        return outer
    if "denies" in (outer.stance, inner.stance) and outer.stance == inner.stance:
        return outer
    pieces = _shifted(inner, start)
    if outer.stance == "denies" and _goes_on(pieces):
        if NUMBER.search(text, pieces[-1][0] if isinstance(pieces[-1], tuple) else start):
            return outer
        pieces = pieces[:1]
    speaker = (inner.speaker[0] + start, inner.speaker[1] + start) if inner.speaker else outer.speaker
    return Cut(pieces, speaker, "denies" if "denies" in (outer.stance, inner.stance) else "asserts")


def _denied_first(text: str, outer: Cut, first: Span) -> Cut:
    """Return P, denied, of "Reports that P are false, X said: Q"; what X says besides is left out."""
    start, end = trim(text, first)
    inner = read_impersonal(text[start:end])
    rest = outer.pieces[-1]
    if inner is None or inner.stance != "denies" or not _goes_on(outer.pieces) or isinstance(rest, str):
        return outer
    return outer if NUMBER.search(text, rest[0]) else Cut(_shifted(inner, start), outer.speaker, "denies")


def _goes_on(pieces: tuple[Span | str, ...]) -> bool:
    """Return whether a second statement follows the first piece of a cut (", and ...", ": ...")."""
    return len(pieces) > 1 and isinstance(pieces[1], str) and pieces[1].strip() != ""


def _shifted(cut: Cut, by: int) -> tuple[Span | str, ...]:
    """Return the pieces of a cut in the text that its own text starts in, `by` characters further on."""
    return tuple(piece if isinstance(piece, str) else (piece[0] + by, piece[1] + by) for piece in cut.pieces)


def _proposition(text: str, cut: Cut) -> str | None:
    """Return the pieces of a cut as one sentence, or None where they do not make one."""
    parts = [piece if isinstance(piece, str) else text[slice(*trim(text, piece))] for piece in cut.pieces]
    joined = re.sub(r"\s+", " ", "".join(parts)).strip(" ,;:")
    joined = re.sub(r",\s*(?=[”\"»]\s*\.?$)", "", joined)
    if cut.stance == "denies":
        negated = NEGATIVE.search(joined)
        stop = negated.start() if negated else len(joined)
        joined = ANY.sub("some", INTENSIFIERS.sub("", joined[:stop])) + joined[stop:]
    quoted = text.lstrip().startswith(("“", "„", "«", '"'))
    if has_break(joined) and not quoted:
        return None
    if cut.stance == "asserts" and GOES_ON.search(joined):
        return None
    if len(joined.split()) < 2 or joined.rstrip("\"”’'» ").endswith("?") or joined.count('"') % 2:
        return None
    if not joined[1].isupper():
        joined = joined[0].upper() + joined[1:]
    return joined if joined.rstrip("\"”’'»")[-1:] in (".", "!", "…") else joined + "."
