"""Web pages as blocks: trafilatura finds the article in a page, and its text is found again in the page's source."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, replace
from html import unescape
from typing import Any, Final

from contradict.articles.blocks import Block, Kind, with_headings
from contradict.errors import MissingExtraError

LOOKS: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\s+html|!--|html|head|body|article|main|section|div|p|h1)\b", re.I
)
TAGS: Final = re.compile(r"</(?:p|div|article|body|html)\s*>", re.I)
SKIPPED: Final = re.compile(
    r"<(script|style|noscript|template|svg|head)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S
)
TOKEN: Final = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][\w-]*)[^<>]*>|<[!?][^<>]*>|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});)"
    r"|(?P<word>[^\s<&]+|[<&])"
)
INLINE: Final = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup "
    "time tt u var wbr".split()
)
OWN_KINDS: Final[dict[str, Kind]] = {
    "figcaption": "caption", "li": "item", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
}  # fmt: skip
KINDS: Final[dict[str, Kind]] = {"head": "heading", "item": "item"}
PREFIX: Final = 40
"""Characters, without blanks, by which a piece of text is found that trafilatura has changed further on."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was read from a page: its blocks, and what it says of itself."""

    blocks: list[Block]
    title: str | None = None
    source: str | None = None
    date: str | None = None
    url: str | None = None


def looks_like_html(text: str) -> bool:
    """Whether a text is the source of a web page, or a part of one."""
    return LOOKS.match(text) is not None or len(TAGS.findall(text[:100_000])) >= 3


def read_page(html: str) -> Page:
    """The article of a page and, marked as captions and boilerplate, the rest of its visible text.

    Raises:
        MissingExtraError: trafilatura is not installed.
    """
    document = _document(html)
    seen = _Visible(html)
    pieces = [] if document is None else _pieces(document.body)
    found = [block for text, kind in pieces if (block := seen.find(text, kind)) is not None]
    if not found:
        return Page(with_headings([seen.block(k) for k in range(len(seen.starts))]))
    title = seen.before(document.title or "", found[0])
    if title is not None:
        found.insert(0, title)
    first = replace(found[0], kind="headline") if found[0].kind == "heading" else found[0]
    rest = [replace(b, kind=b.kind if b.kind == "caption" else "boilerplate") for b in seen.rest(found)]
    blocks = sorted([first, *found[1:], *rest], key=lambda block: block.offsets[0])
    return Page(blocks, document.title or None, document.sitename or None, document.date or None, document.url or None)


def _document(html: str) -> Any:
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise MissingExtraError("reading HTML", "web") from None
    dates = {"extensive_search": False, "original_date": True}
    return bare_extraction(
        html, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=dates
    )


def _pieces(body: Any) -> list[tuple[str, Kind]]:
    """The texts of trafilatura's innermost blocks in their order."""
    pieces: list[tuple[str, Kind]] = []
    for element in body.iter("head", "p", "item", "quote"):
        if (
            next(element.iterchildren("p", "item", "head"), None) is None
            and (text := "".join(element.itertext())).strip()
        ):
            pieces.append((" ".join(text.split()), KINDS.get(element.tag, "paragraph")))
    return pieces


class _Visible:
    """The visible text of a page without blanks, where it stands in the source, and the page's own blocks."""

    def __init__(self, html: str) -> None:
        self.places, self.ends = array("L"), array("L")
        self.spaced = bytearray()
        self.starts: list[int] = []
        self.kinds: list[Kind] = []
        self._parts: list[str] = []
        self._kind: Kind = "paragraph"
        self._apart = self._new = True
        start = 0
        for skipped in SKIPPED.finditer(html):
            self._read(html, start, skipped.start())
            start = skipped.end()
        self._read(html, start, len(html))
        self.text = "".join(self._parts)
        self._cursor = 0

    def _read(self, html: str, start: int, end: int) -> None:
        last = start
        for match in TOKEN.finditer(html, start, end):
            self._apart |= match.start() > last
            last = match.end()
            if match["tag"]:
                self._tag(match["tag"].lower(), closing=match["close"] == "/")
            elif match["entity"]:
                self._add(unescape(match[0]), [match.start()], [match.end()])
            elif match["word"]:
                places = range(match.start(), match.end())
                self._add(match[0], places, range(match.start() + 1, match.end() + 1))

    def _tag(self, tag: str, *, closing: bool) -> None:
        if tag not in INLINE:
            self._new = self._apart = True
            self._kind = "paragraph" if closing else OWN_KINDS.get(tag, self._kind if tag == "br" else "paragraph")

    def _add(self, word: str, places: Any, ends: Any) -> None:
        if word.isspace() or not word:
            self._apart = True
            return
        if len(word) != len(places):
            places, ends = list(places) * len(word), list(ends) * len(word)
        if self._new:
            self.starts.append(len(self.places))
            self.kinds.append(self._kind)
            self._new = False
        self._parts.append(word)
        self.places.extend(places)
        self.ends.extend(ends)
        self.spaced.extend(bytes([self._apart]) + bytes(len(word) - 1))
        self._apart = False

    def find(self, text: str, kind: Kind) -> Block | None:
        """A text as a block with its places; where only its beginning is found, the page's own block that holds it."""
        wanted = "".join(text.split())
        at = self.text.find(wanted, self._cursor)
        at = self.text.find(wanted) if at < 0 else at
        if at >= 0:
            self._cursor = at + len(wanted)
            return self._placed(text, at, kind)
        at = self.text.find(wanted[:PREFIX], self._cursor) if len(wanted) >= PREFIX else -1
        if at < 0:
            return None
        block = self.block(bisect_right(self.starts, at) - 1)
        self._cursor = at + PREFIX
        return replace(block, kind=kind)

    def before(self, title: str, first: Block) -> Block | None:
        """The headline, where it stands in front of the article's first block."""
        wanted = "".join(title.split())
        end = bisect_right(self.places, first.offsets[0]) - 1
        at = self.text.rfind(wanted, 0, end) if wanted else -1
        return self._placed(title.strip(), at, "headline") if at >= 0 else None

    def _placed(self, text: str, at: int, kind: Kind) -> Block:
        offsets: list[int] = []
        ends: list[int] = []
        for character in text:
            if character.isspace():
                offsets.append(ends[-1] if ends else self.places[at])
                ends.append(offsets[-1])
            else:
                offsets.append(self.places[at])
                ends.append(self.ends[at])
                at += 1
        return Block(text, offsets, kind, ends)

    def block(self, number: int) -> Block:
        """One of the page's own blocks."""
        start = self.starts[number]
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        marks = self.spaced[start:end]
        text = "".join(
            " " + character if apart and i else character
            for i, (character, apart) in enumerate(zip(self.text[start:end], marks, strict=True))
        )
        return self._placed(text, start, self.kinds[number])

    def rest(self, found: list[Block]) -> list[Block]:
        """The page's own blocks in which nothing of the article stands."""
        taken = sorted((block.offsets[0], block.span(0, len(block.text))[1]) for block in found)
        left, k = [], 0
        for number in range(len(self.starts)):
            block = self.block(number)
            start, end = block.span(0, len(block.text))
            while k < len(taken) and taken[k][1] <= start:
                k += 1
            if k == len(taken) or taken[k][0] >= end:
                left.append(block)
        return left
