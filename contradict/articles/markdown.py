"""Markdown articles as blocks: what is markup is left out, and every character knows its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from contradict.articles.blocks import Block, Kind, with_headings

LOOKS: Final = re.compile(
    r"\A\n?---[^\S\n]*\n|^#{1,6} \S|!?\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)|^> \S|\*\*[^*\n]{1,300}\*\*|^(?:={3,}|```)"
    r"[^\n]*$",
    re.M,
)
FRONT: Final = re.compile(r"\A\n?---[^\S\n]*\n(.*?\n)(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.S)
ENTRY: Final = re.compile(r"^([A-Za-z_]+):[^\S\n]*(.*?)[^\S\n]*$", re.M)
LINE: Final = re.compile(r"[^\n]*\n?")
FENCE: Final = re.compile(r"\s{0,3}(```|~~~)")
HEADING: Final = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
UNDERLINE: Final = re.compile(r"\s{0,3}(?:=+|-+)\s*$")
RULE: Final = re.compile(r"\s{0,3}(?:[-*_]\s*){3,}$")
ITEM: Final = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+")
QUOTED: Final = re.compile(r"\s{0,3}(?:>\s?)+")
TABLE: Final = re.compile(r"\s*\|.*\|\s*$")
REFERENCE: Final = re.compile(r"\s{0,3}\[[^\]\n]+\]:\s*\S+")
IMAGE: Final = re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]{0,2000}\)")
MARKUP: Final = re.compile(
    r"\[(?P<link>[^\]\[\n]*)\]\([^()\n]{0,2000}\)|\[(?P<ref>[^\]\[\n]*)\]\[[^\]\n]*\]|<(?P<auto>https?://[^>\s]*)>|"
    r"(?P<tag></?[a-zA-Z][^>\n]{0,200}>)|(?P<note>\[\^[^\]\n]{1,40}\])|\\(?P<escaped>[\\`*_{}\[\]()#+.!>~|-])|"
    r"(?P<code>`+)|(?P<strong>\*{1,3}(?=\S)|(?<=\S)\*{1,3})|(?P<low>(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w))"
)


def looks_like_markdown(text: str) -> bool:
    """Whether a text has headings, links, emphasis or front matter as Markdown writes them."""
    return LOOKS.search(text[:20_000]) is not None


def front_matter(text: str) -> dict[str, str]:
    """The plain entries (`key: value`) of the front matter, keys in lower case."""
    head = FRONT.match(text)
    return {key.lower(): value.strip("\"'") for key, value in ENTRY.findall(head[1])} if head else {}


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text; code and tables, which hold no sentences, are marked as boilerplate."""
    head = FRONT.match(text)
    found: list[Block] = []
    for kind, lines in _groups(text, head.end() if head else 0):
        found += _blocks(text, kind, lines)
    return with_headings([block for block in found if block.text.strip()])


Lines = list[tuple[int, int]]


def _groups(text: str, start: int) -> Iterator[tuple[Kind, Lines]]:
    """Lines that belong together, without their marks, and what they are."""
    lines: Lines = []
    kind: Kind = "paragraph"
    headlines = 0
    fence = ""
    for match in LINE.finditer(text, start):
        s, e = match.start(), match.start() + len(match[0].rstrip())
        line = text[s:e]
        marked = FENCE.match(line)
        if fence or marked:
            if lines:
                yield kind, lines
            lines, kind = [], "paragraph"
            if s < e:
                yield "boilerplate", [(s, e)]
            fence = "" if fence and marked and marked[1] == fence else fence or (marked[1] if marked else "")
            continue
        if lines and kind == "paragraph" and UNDERLINE.match(line):
            yield ("heading" if headlines else "headline"), lines
            lines, headlines = [], 1
            continue
        heading, item = HEADING.match(line), ITEM.match(line)
        apart = not line.strip() or RULE.match(line) or REFERENCE.match(line)
        if lines and (apart or heading or item or TABLE.match(line)):
            yield kind, lines
            lines, kind = [], "paragraph"
        if apart:
            continue
        if heading:
            yield ("heading" if headlines else "headline"), [(s + heading.start(2), s + heading.end(2))]
            headlines = 1
        elif TABLE.match(line):
            yield "boilerplate", [(s, e)]
        else:
            kind = "item" if item else kind
            opening = item or QUOTED.match(line)
            lines.append((s + (opening.end() if opening else 0), e))
    if lines:
        yield kind, lines


def _blocks(text: str, kind: Kind, lines: Lines) -> Iterator[Block]:
    """The block of some lines, and before it the captions of the pictures in it."""
    kept: Lines = []
    for s, e in lines:
        for image in IMAGE.finditer(text, s, e):
            yield Block(image[1], range(image.start(1), image.end(1)), "caption")
            kept += [(s, image.start())]
            s = image.end()
        kept.append((s, e))
    if kind == "boilerplate":
        yield from (Block(text[s:e], range(s, e), kind) for s, e in kept)
        return
    spans: Lines = []
    for s, e in kept:
        spans += [piece for piece in _bare(text, s, e) if piece[0] < piece[1]]
        if e < len(text) and text[e] in "\r\n":
            spans.append((e, e + 1))
    while spans and not text[slice(*spans[-1])].strip():
        spans.pop()
    piece = "".join(text[s:e] for s, e in spans).replace("\n", " ").replace("\r", " ")
    yield Block(piece, list(chain.from_iterable(range(s, e) for s, e in spans)), kind)


def _bare(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of a line that are no markup."""
    for match in MARKUP.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
        for name in ("link", "ref", "auto", "escaped"):
            if match[name] is not None:
                inner = match.span(name)
                yield from _bare(text, *inner) if name in ("link", "ref") else [inner]
    yield start, end
