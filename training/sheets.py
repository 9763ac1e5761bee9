"""Labelled events in the sheet format: reading them, and the training examples they give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.mix import CONTRADICTION, ENTAILMENT, NEUTRAL, Example

DIRECTIONS = {
    "c": ((CONTRADICTION,), (CONTRADICTION,)),
    "n": ((NEUTRAL,), (NEUTRAL,)),
    "u": ((CONTRADICTION, NEUTRAL), (CONTRADICTION, NEUTRAL)),
    "a=": ((ENTAILMENT,), (ENTAILMENT,)),
    "a>": ((ENTAILMENT,), (NEUTRAL,)),
    "a<": ((NEUTRAL,), (ENTAILMENT,)),
}
"""What each code allows from the first claim to the second, and back."""
SHAPES = {"newer", "list", "exact", "scope", "namesake", "condition", "retold", "same-number", "other-numbers"}


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
                if code not in DIRECTIONS or a not in event.claims or b not in event.claims:
                    raise ValueError(f"unknown code or claim in {line!r}")
                event.pairs.append((a, b, code, tuple(tags)))
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from None
    if event:
        yield event


def read_sheets(folder: Path) -> dict[str, list[Example]]:
    """Training examples of all sheets in a folder, both directions of each pair, under the source `events`."""
    examples: list[Example] = []
    for path in sorted(folder.glob("*.txt")) if folder.exists() else []:
        for event in read_sheet(path):
            for a, b, code, _ in event.pairs:
                forward, backward = DIRECTIONS[code]
                one, two = event.claims[a][3], event.claims[b][3]
                examples += [Example(one, two, forward, "events"), Example(two, one, backward, "events")]
    return {"events": examples}
