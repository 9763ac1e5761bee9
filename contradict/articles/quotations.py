"""What stands between quotation marks in the paragraphs of an article, also over several sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MARK: Final = re.compile(r"[“”„«»\"]|(?<![\w’'])[‘'](?=[A-Z“])|(?<=[\w.,!?…])[’'](?!\w)")
CLOSES: Final = {"“": "”“", "„": "“”", "«": "»", '"': '"', "”": "”“", "‘": "’'", "'": "'’"}
OPENING: Final = ("“", "„", "«", '"', "‘")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: number of its block, span in the block's text with its marks, and the number that it shares with
    its continuation in the next block."""

    block: int
    start: int
    end: int
    number: int


def find_quotations(texts: Sequence[str]) -> list[Quotation]:
    """The quotations of some blocks, in their order.

    One that is not closed goes to the end of its block, and on into the next block if that opens with a mark.
    """
    found: list[Quotation] = []
    open_before = False
    for block, text in enumerate(texts):
        spans, still_open = _spans(text)
        for k, (start, end) in enumerate(spans):
            goes_on = k == 0 and open_before and not text[:start].strip()
            number = found[-1].number if goes_on else (found[-1].number + 1 if found else 0)
            found.append(Quotation(block, start, end, number))
        open_before = still_open
    return found


def _spans(text: str) -> tuple[list[tuple[int, int]], bool]:
    """The quotations of one text, and whether the last one is not closed."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for match in MARK.finditer(text):
        at, mark = match.start(), match[0]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if opened is None:
            opens = mark in CLOSES and (mark != "”" or after.isalnum()) and mark != "’" and not after.isspace()
            if opens and after and not (mark in "'‘" and not (at == 0 or before.isspace() or before in "(—–")):
                opened = at
        elif mark in CLOSES[text[opened]] and not (mark == "“" and after.isalnum()):
            spans.append((opened, at + 1))
            opened = None
        elif mark == "“" and text[opened] == "“":
            spans.append((opened, at))
            opened = at
    if opened is not None and text[opened] not in "'‘":
        return [*spans, (opened, len(text))], True
    return spans, False
