"""The blocks of an article: headline, headings, paragraphs, items, captions, each with its place in the given text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, Literal

Kind = Literal["headline", "heading", "paragraph", "item", "caption", "boilerplate"]
BLANK_LINE: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
LINE: Final = re.compile(r"[^\n]+")
ENDED: Final = re.compile(r"[.!?…:;][\"”’'»)\]]*\s*$|[\"”»]\s*$")
MOST_IN_HEADLINE, MOST_IN_HEADING = 30, 16
"""Words."""
WRAPPED: Final = range(45, 101)
"""How long, in characters, the lines are of text that was wrapped by hand."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of running text; `offsets[i]` is where its character `i` stands in the text of the article as given.

    `ends` says where the characters end, if one of them is longer in the given text (`&amp;`).
    """

    text: str
    offsets: Sequence[int]
    kind: Kind
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to `end` stand in the given text."""
        return self.offsets[start], self.offsets[end - 1] + 1 if self.ends is None else self.ends[end - 1]


def plain_blocks(text: str) -> list[Block]:
    """The blocks of plain text: paragraphs stand between blank lines, or on a line each."""
    found: list[Block] = []
    for start, end in _paragraphs(text):
        for s, e in _unwrapped(text, start, end):
            piece = text[s:e].replace("\n", " ").replace("\r", " ")
            found.append(Block(piece, range(s, e), "paragraph"))
    return with_headings(found)


def with_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with paragraphs that are no sentences marked as headline (the first one) and headings."""
    return [replace(b, kind=_kind(b, first=i == 0 and len(blocks) > 1)) for i, b in enumerate(blocks)]


def _kind(block: Block, *, first: bool) -> Kind:
    if block.kind != "paragraph":
        return block.kind
    words = len(block.text.split())
    if first and words <= MOST_IN_HEADLINE and not re.search(r"\.[\"”’'»)\]]*\s*$", block.text):
        return "headline"
    return "heading" if words <= MOST_IN_HEADING and not ENDED.search(block.text) else "paragraph"


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The spans between blank lines, without the blanks around them."""
    start = 0
    for end, following in chain(((m.start(), m.end()) for m in BLANK_LINE.finditer(text)), [(len(text), len(text))]):
        piece = text[start:end]
        if stripped := piece.strip():
            begin = start + len(piece) - len(piece.lstrip())
            yield begin, begin + len(stripped)
        start = following


def _unwrapped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a paragraph; those that were wrapped by hand are one."""
    lines = [(m.start(), m.end()) for m in LINE.finditer(text, start, end) if m[0].strip()]
    narrow = max((e - s for s, e in lines), default=0) <= WRAPPED.stop
    begin, last = lines[0]
    for s, e in lines[1:]:
        length = last - begin if begin == lines[0][0] else last - text.rfind("\n", 0, last) - 1
        ended = ENDED.search(text, max(begin, last - 8), last)
        if (narrow and length in WRAPPED) or (not ended and text[s:e].lstrip()[:1].islower()):
            last = e
            continue
        yield _stripped(text, begin, last)
        begin, last = s, e
    yield _stripped(text, begin, last)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    return begin, begin + len(piece.strip())
