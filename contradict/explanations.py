"""Why a pair has a relation: its kind, the spans that it rests on, and one plain sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from contradict.claims import Claim
from contradict.opposites import DENYING, LITTLE_WORDS, find_opposed
from contradict.periods import Update
from contradict.quantities import Quantity
from contradict.readings import Reading, same_voice
from contradict.verdicts import Evidence

WORD = re.compile(r"\w[\w'\u2019-]*")
AUXILIARY = r"(?:had|has|have|was|were|is|are|did|does|do|could|would|will|can|should|may|might|must)"
OF_A_NOUN = re.compile(rf"\b(?:that|which|who)\s+(?:{AUXILIARY}\s+)?$", re.IGNORECASE)
"""What stands before a negation that belongs to a noun, as in "the convoy that had not been escorted"."""
SUBORDINATE = re.compile(r"\b(?:that|which|who|whom|whose|where|when|while|if|because|although|though|since)\b", re.I)
FAR = 24
"""Characters before a negation in which that is looked for."""
SENTENCE_END = re.compile(r"[.!?]\s")
SHOWN = 60
QUOTED = 90
"""Characters that a reason quotes of a third claim."""
WORDS_ALIGNED = 150
"""Claims up to about this many words are aligned word by word; that takes time with the square of the length."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a claim's text: characters `start` to `end`, end not included."""

    start: int
    end: int


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pair has a relation; `kind` only for contradictions: "quantity", "denial", "opposition", "other"."""

    relation: str
    kind: str | None
    evidence: tuple[Spans, Spans]
    why: str


def reasons(evidence: Evidence, update: Update | None) -> tuple[Reason, ...]:
    """The reason of each relation that the pair could be given at some threshold; `update` as in `Judgement`."""
    found = [_contradiction(evidence), _agreement(evidence), _neutral(evidence)]
    if update is not None:
        contradiction = found[0]
        found.append(Reason("update", None, contradiction.evidence, update.why))
    return tuple(found)


def support(pair: Evidence, third: tuple[Claim, bool] | None) -> str:
    """What a third claim says of a contradiction, in one sentence; empty without one.

    Args:
        pair: What the verdict rests on.
        third: As in `Judgement`.
    """
    if third is None:
        return ""
    claim, with_first = third
    agrees, contradicts = (pair.a, pair.b) if with_first else (pair.b, pair.a)
    if _told_apart(pair):
        return f"{_short(claim)} agrees with {_named(agrees)} and contradicts {_named(contradicts)}."
    return f"{_short(claim)} agrees with the one and contradicts the other."


def _contradiction(pair: Evidence) -> Reason:
    if pair.stances == 1:
        denies, asserts = (pair.a, pair.b) if pair.a.stance == "denies" else (pair.b, pair.a)
        why = f"Denied by {_named(denies)}, asserted by {_named(asserts)}."
        if same_voice(pair.a, pair.b):
            why = "One says it and the other denies it."
        return Reason("contradict", "denial", (_proposition(pair.a), _proposition(pair.b)), why)
    if pair.conflict is not None and pair.stances == 0:
        spans = (_quantity_spans(pair.a, pair.conflict.a), _quantity_spans(pair.b, pair.conflict.b))
        return Reason("contradict", "quantity", spans, pair.conflict.sentence())
    one, two = _said(pair.a), _said(pair.b)
    denial_a, denial_b = _denying(one), _denying(two)
    if bool(denial_a) != bool(denial_b):
        denies, asserts = (pair.a, pair.b) if denial_a else (pair.b, pair.a)
        word = _cut(one if denial_a else two, (denial_a or denial_b)[0]).lower()
        why = f'One says it and the other denies it ("{word}").'
        if _told_apart(pair) and _of_the_whole(one if denial_a else two, (denial_a or denial_b)[0]):
            why = f'Denied {_by(denies)} ("{word}"), asserted {_by(asserts)}.'
        return Reason("contradict", "denial", (denial_a or _proposition(pair.a), denial_b or _proposition(pair.b)), why)
    opposed = find_opposed(one, two)
    if opposed is not None:
        a, b = (Span(*words) for words in opposed)
        why = f'One says "{_cut(one, a)}", the other "{_cut(two, b)}".'
        if _told_apart(pair):
            said = (f'"{_cut(text, span)}", according to {_named(r)}'
                    for r, text, span in ((pair.a, one, a), (pair.b, two, b)))  # fmt: skip
            why = f"{'; '.join(said)}."
        return Reason("contradict", "opposition", ((a,), (b,)), why)
    differing = _differing(one, two)
    if differing is not None:
        a, b = differing
        why = f'They give different answers: "{_cut(one, a)}" against "{_cut(two, b)}".'
        return Reason("contradict", "other", ((a,), (b,)), why)
    return Reason(
        "contradict", "other", (_proposition(pair.a), _proposition(pair.b)), "Both cannot be true as they are worded."
    )


def _agreement(pair: Evidence) -> Reason:
    spans = (_proposition(pair.a), _proposition(pair.b))
    if pair.stances == 2:
        return Reason("agree", None, spans, "Both deny the same.")
    if pair.identical:
        return Reason("agree", None, spans, "Both say the same in the same words.")
    fitting = next((m for m in pair.matches if m.relation != "conflicting" and m.certainty == "same"), None)
    if fitting is not None and pair.stances == 0:
        found = (_quantity_spans(pair.a, fitting.a), _quantity_spans(pair.b, fitting.b))
        return Reason("agree", None, found, fitting.sentence())
    forward, backward = pair.forward.entailment >= 0.5, pair.backward.entailment >= 0.5
    if pair.stances == 1:
        why = "They agree: one denies what the other rules out."
    elif forward and backward:
        why = "Each follows from the other."
    elif not forward and not backward:
        why = "They say much the same."
    elif pair.forward.entailment >= pair.backward.entailment:
        why = "The second follows from the first."
    else:
        why = "The first follows from the second."
    return Reason("agree", None, spans, why)


def _neutral(pair: Evidence) -> Reason:
    why = "They speak of different periods." if pair.other_period else ""
    return Reason("neutral", None, ((), ()), why)


def _short(claim: Claim) -> str:
    """A claim in one line, with its voice."""
    text = " ".join(claim.text.split())
    if len(text) > QUOTED:
        text = text[:QUOTED].rpartition(" ")[0].rstrip(" ,;:") + "…"
    return f'"{text}" ({claim.voice})' if claim.voice else f'"{text}"'


def _named(reading: Reading) -> str:
    """The voice, with the article that the claim's text gives a speaker ("the ministry")."""
    voice = reading.claim.voice
    article = re.search(rf"\b(the|an?)\s+(?={re.escape(voice)}(?!\w))", reading.claim.text, re.I) if voice else None
    return f"{article[1].lower()} {voice}" if article else voice or "one claim"


def _told_apart(pair: Evidence) -> bool:
    """Whether both claims name who makes them, and not the same."""
    one, two = pair.a.claim.voice, pair.b.claim.voice
    return bool(one and two) and one != two and not same_voice(pair.a, pair.b)


def _by(reading: Reading) -> str:
    """By whom something is said; of a claim without speaker, where."""
    return f"by {_named(reading)}" if reading.claim.speaker else f"in {reading.claim.source}"


def _proposition(reading: Reading) -> Spans:
    return tuple(Span(start, end) for start, end in reading.proposition_spans)


def _said(reading: Reading) -> str:
    """The claim's text with blanks in place of all that is no part of its proposition, so that offsets stay."""
    text, spans = reading.claim.text, reading.proposition_spans
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    gaps = zip(ends, starts, strict=True)
    kept = [text[start:end] for start, end in spans] + [""]
    return "".join(" " * (start - end) + piece for (end, start), piece in zip(gaps, kept, strict=True))


def _quantity_spans(reading: Reading, quantities: tuple[Quantity, ...]) -> Spans:
    """Where the words of some quantities stand in the claim."""
    text = reading.claim.text.casefold()
    if len(text) != len(reading.claim.text):
        return _proposition(reading)
    found = []
    begin = reading.proposition_spans[0][0] if reading.proposition_spans else 0
    for quantity in quantities:
        words, start = quantity.text.casefold(), begin + quantity.span[0]
        if not text.startswith(words, start):
            start = text.find(words)
        if start >= 0:
            found.append(Span(start, start + len(quantity.text)))
    return tuple(found) or _proposition(reading)


def _denying(text: str) -> Spans:
    """The words that deny, but for those that say only which one of several things a text speaks of."""
    return tuple(Span(*m.span()) for m in DENYING.finditer(text) if not _of_a_noun(text, m.start()))


def _of_a_noun(text: str, at: int) -> bool:
    return OF_A_NOUN.search(text, max(0, at - FAR), at) is not None


def _of_the_whole(text: str, denial: Span) -> bool:
    """Whether a denial surely denies its whole sentence: no word that opens a clause stands before it."""
    sentence = SENTENCE_END.split(text[: denial.start])[-1]
    return SUBORDINATE.search(sentence) is None


def _differing(one: str, two: str) -> tuple[Span, Span] | None:
    """The longest stretch of each text that has no counterpart in the other, little words aside; not in long texts."""
    first, second = ([(m.group().lower(), *m.span()) for m in WORD.finditer(t)] for t in (one, two))
    if len(first) * len(second) > WORDS_ALIGNED**2:
        return None
    same = SequenceMatcher(None, [w for w, *_ in first], [w for w, *_ in second], autojunk=False)
    best: tuple[int, Span | None, Span | None] = (0, None, None)
    for what, a0, a1, b0, b1 in same.get_opcodes():
        if what != "replace":
            continue
        weight = sum(w not in LITTLE_WORDS for w, *_ in first[a0:a1] + second[b0:b1])
        if weight > best[0]:
            best = (weight, Span(first[a0][1], first[a1 - 1][2]), Span(second[b0][1], second[b1 - 1][2]))
    _, a, b = best
    if a is None or b is None or a.end - a.start > SHOWN or b.end - b.start > SHOWN:
        return None
    return a, b


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]
