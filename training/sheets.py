"""Labelled events in the sheet format: reading them, and the training examples they give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contradict.attribution import attribute
from contradict.attribution.pronouns import name_speaker
from contradict.claims import Claim
from contradict.datasets import load_events
from training.mix import CONTRADICTION, ENTAILMENT, NEUTRAL, Example, held_out

Labelled = tuple[Claim, Claim, str, str]
"""Two claims, their relation, and the event that they are of."""
DIRECTIONS = {
    "c": ((CONTRADICTION,), (CONTRADICTION,)),
    "n": ((NEUTRAL,), (NEUTRAL,)),
    "u": ((CONTRADICTION, NEUTRAL), (CONTRADICTION, NEUTRAL)),
    "a=": ((ENTAILMENT,), (ENTAILMENT,)),
    "a>": ((ENTAILMENT,), (NEUTRAL,)),
    "a<": ((NEUTRAL,), (ENTAILMENT,)),
}
"""What each code allows from the first claim to the second, and back."""
RELATIONS = {"c": "contradict", "n": "neutral", "u": "update", "a": "agree"}
READINGS = "/"
"""Between the codes of two readings of a pair that differ, the first one before: `n/c`."""
HELD_OUT = 0.2
"""The share of events that the NLI model never sees: the weights of the verdict are fitted on them."""
SHAPES = {"newer", "list", "exact", "scope", "namesake", "condition", "retold", "same-number", "other-numbers"}


def directions(code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a code allows from the first claim to the second, and back; where two readings differ, what either allows.

    Raises:
        KeyError: No code.
    """
    ways = zip(*(DIRECTIONS[reading] for reading in code.split(READINGS)), strict=True)
    forward, backward = (tuple(dict.fromkeys(label for labels in way for label in labels)) for way in ways)
    return forward, backward


def relation_of(code: str) -> str:
    """The relation that a code stands for; neutral where two readings differ, as the guideline has it."""
    relations = {RELATIONS[reading[0]] for reading in code.split(READINGS)}
    return relations.pop() if len(relations) == 1 else RELATIONS["n"]


@dataclass
class SheetEvent:
    title: str
    kind: str
    claims: dict[int, tuple[str, str, str, str]] = field(default_factory=dict)
    """Source, speaker, date, text by number."""
    pairs: list[tuple[int, int, str, tuple[str, ...]]] = field(default_factory=list)


def read_sheet(path: Path) -> Iterator[SheetEvent]:
    """The events of one sheet; a malformed line is an error that names it."""
    event: SheetEvent | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        try:
            if line.startswith("== "):
                if event:
                    yield event
                title, kind = (part.strip() for part in line[3:].rsplit("|", 1))
                event = SheetEvent(title, kind)
            elif not line or line == "--" or line.startswith("#"):
                continue
            elif event is None:
                raise ValueError("a line before the first event")
            elif "|" in line:
                claim, source, speaker, date, text = (part.strip() for part in line.split("|", 4))
                event.claims[int(claim)] = (source, "" if speaker == "-" else speaker, date, text)
            else:
                ids, code, *tags = line.split()
                a, b = (int(part) for part in ids.split("-"))
                if not DIRECTIONS.keys() >= set(code.split(READINGS)) or not event.claims.keys() >= {a, b}:
                    raise ValueError(f"unknown code or claim in {line!r}")
                event.pairs.append((a, b, code, tuple(tags)))
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from None
    if event:
        yield event


def all_events(folder: Path, begins: Sequence[str] = ("",)) -> list[SheetEvent]:
    """The events of all sheets in a folder, or of those whose names begin so."""
    paths = {path for start in begins for path in folder.glob(f"{start}*.txt")}
    return [event for path in sorted(paths) for event in read_sheet(path)]


def labelled(event: SheetEvent) -> list[Labelled]:
    """The pairs of an event as claims, with their relation and the event's title."""
    claims = {
        n: Claim(text, source=source, speaker=speaker or None, date=date)
        for n, (source, speaker, date, text) in event.claims.items()
    }
    return [(claims[a], claims[b], relation_of(code), event.title) for a, b, code, _ in event.pairs]


def labelled_dev() -> list[Labelled]:
    """The pairs of the dev half of `contradict.datasets`, with their relation and the event's id."""
    return [(pair.a, pair.b, pair.relation, event.id) for event in load_events("dev") for pair in event.pairs]


def held_out_events(folder: Path) -> list[SheetEvent]:
    """The events that the NLI models were not trained on."""
    return [event for event in all_events(folder) if held_out(event.title, HELD_OUT)]


def read_sheets(folder: Path, begins: Sequence[str] = ("",)) -> dict[str, list[Example]]:
    """Training examples: both directions of each pair of the events that are not held out, of all sheets or some.

    Under `events` the claims as they stand; under `propositions`, where neither claim denies, the claims without their
    speakers, if that changes one of them; under `denied`, where one or both deny, the propositions as the verdict asks
    about them.
    """
    whole: list[Example] = []
    bare: list[Example] = []
    denied: list[Example] = []
    for event in all_events(folder, begins):
        if held_out(event.title, HELD_OUT):
            continue
        read = {n: attribute(text) for n, (*_, text) in event.claims.items()}
        bare_texts = {
            n: name_speaker(read[n], text, speaker or None) for n, (_, speaker, _, text) in event.claims.items()
        }
        for a, b, code, _ in event.pairs:
            forward, backward = directions(code)
            one, two = event.claims[a][3], event.claims[b][3]
            whole += [Example(one, two, forward, "events"), Example(two, one, backward, "events")]
            bare_one, bare_two = bare_texts[a], bare_texts[b]
            if read[a].stance == read[b].stance == "asserts" and (bare_one, bare_two) != (one, two):
                bare += [Example(bare_one, bare_two, forward, "propositions")]
                bare += [Example(bare_two, bare_one, backward, "propositions")]
            one_denies, two_denies = (read[n].stance == "denies" for n in (a, b))
            if two_denies and not one_denies:
                denied += denied_pair(bare_two, bare_one, code)
            elif one_denies and not two_denies:
                denied += denied_pair(bare_one, bare_two, code)
            elif one_denies and two_denies:
                denied += [
                    Example(bare_two, bare_one, forward, "denied"),
                    Example(bare_one, bare_two, backward, "denied"),
                ]
    return {"events": whole, "propositions": bare, "denied": denied}


def denied_pair(p: str, q: str, code: str) -> list[Example]:
    """What is known of P and Q where one claim denies P and the other asserts Q, from how these two claims relate.

    Q contradicts not-P if and only if P follows from Q; Q and not-P agree (one follows from the other) if P and Q
    cannot both be true, or one of them must be.
    """
    if code == "c":
        return [Example(q, p, (ENTAILMENT,), "denied"), Example(p, q, (ENTAILMENT, NEUTRAL), "denied")]
    if code == "n":
        return [Example(q, p, (NEUTRAL,), "denied"), Example(p, q, (ENTAILMENT, NEUTRAL), "denied")]
    return []
