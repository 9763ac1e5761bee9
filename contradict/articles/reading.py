"""An article read: its claims with speakers and places, and what was left out and why."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Final, Literal

from contradict.articles.blocks import Block, plain_blocks
from contradict.articles.checkable import Reason, why_not
from contradict.articles.markdown import front_matter, looks_like_markdown, markdown_blocks
from contradict.articles.pages import Page, looks_like_html, read_page
from contradict.articles.quotations import Quotation, find_quotations
from contradict.articles.references import References
from contradict.articles.sentences import split_sentences
from contradict.articles.speakers import strip_dateline
from contradict.articles.statements import statements
from contradict.articles.voices import LONGEST, Sentence, name_speakers
from contradict.claims import CharSpan, Claim, Date
from contradict.errors import ClaimError, SettingsError
from contradict.language import looks_english

Format = Literal["text", "markdown", "html"]
DATE_FORMS: Final = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d.%m.%Y", "%Y/%m/%d")
FORMATS: Final = ("text", "markdown", "html")
MOST_READ, MOST_READ_HTML = 300_000, 3_000_000
"""Characters that are read of an article (about sixty times the usual length), and of the source of a web page."""
UNUSUAL_ENDS: Final = re.compile(r"\A\ufeff|\r(?!\n)|[\u2028\u2029]")
"""A byte order mark, and ends of lines that are no line feeds: one character each."""
LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
ENGLISH_BY: Final = 20_000
"""Characters by which it is told whether an article is English."""
SHORT: Final = 25
"""Characters: what is shorter is not asked for its language."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence that is no claim, why, and where it stands in the text of the article as given."""

    text: str
    reason: Reason
    span: CharSpan


@dataclass(frozen=True, slots=True, repr=False)
class Article:
    """What was read from an article.

    Attributes:
        id: The caller's, or one made of a hash of the text and the other fields.
        text: As it was given; the spans of claims and of what was left out are into it.
        title: The headline, where there is one.
        source, date, url: The caller's, or else what the page or the front matter says of itself.
        claims: In the order of the article.
        left_out: The sentences that are no claims, each with its reason.
        sentences: The spans of all sentences that were read.
    """

    id: str
    text: str
    title: str | None
    source: str | None
    date: Date | None
    url: str | None
    claims: tuple[Claim, ...]
    left_out: tuple[LeftOut, ...]
    sentences: tuple[CharSpan, ...]

    def __repr__(self) -> str:
        return f"Article({self.id!r}, {self.title!r}, {len(self.claims)} claims, {len(self.left_out)} left out)"


def read_article(
    text: str,
    *,
    source: str | None = None,
    date: Date | str | None = None,
    url: str | None = None,
    id: str | None = None,
    format: Format | None = None,
) -> Article:
    """Read an article's claims, with their speakers, and what was left out of it.

    Args:
        text: Plain text, Markdown or the source of a web page (which needs the extra `web`).
        source: Who published it; None takes what a page or front matter says.
        date: When it was published; None as for source.
        url: Where it was published; None as for source.
        id: The article's name, in `Claim.article`; None makes one of a hash.
        format: "text", "markdown" or "html"; None looks at the text.

    Raises:
        ClaimError: The text is no string, is empty or binary, or another field is not what it should be.
        MissingExtraError: A web page, and trafilatura is not installed.
        SettingsError: An unknown format.
    """
    _check(text, format)
    fields = Claim("-", source=source, date=date, url=url, article=id)
    source, date, url, id = fields.source, fields.date, fields.url, fields.article
    plain = UNUSUAL_ENDS.sub("\n", text[:MOST_READ_HTML])
    format = format or _format(plain)
    most = MOST_READ_HTML if format == "html" else MOST_READ
    page = _page(plain[:most], format)
    if not page.blocks:
        raise ClaimError("the article holds no text: nothing on the page can be read")
    blocks, end = _limited(page.blocks, min(most, len(text)))
    source, date, url = source or page.source, date or _day(page.date), url or page.url
    sentences = _sentences(blocks)
    known = Claim("-", source=source, date=date, url=url, article=id or _made_id(text, source, date, url))
    claims, left_out = _read(sentences, known)
    if end < len(text):
        left_out.append(LeftOut(f"{len(text) - end} characters", "too long", (end, len(text))))
    title = next((b.text.strip() for b in page.blocks if b.kind == "headline"), page.title)
    return Article(
        known.article or "", text, title, known.source, known.date, known.url, tuple(claims), tuple(left_out),
        tuple(s.span for s in sentences),
    )  # fmt: skip


def _check(text: object, format: str | None) -> None:
    if not isinstance(text, str):
        raise ClaimError(f"text of an article must be a string, got {type(text).__name__}: {text!r:.60}")
    if not text.strip():
        raise ClaimError(f"text of an article is empty: got {text!r:.40}")
    if "\x00" in text[:4096]:
        raise ClaimError("text of an article must be text, got binary data: it holds zero bytes")
    if (surrogate := LONE_SURROGATE.search(text)) is not None:
        raise ClaimError(f"text of an article is not valid Unicode: a lone surrogate at position {surrogate.start()}")
    if len(text) < LONGEST and "\n" not in text and _is_file(text):
        raise ClaimError(
            f"text of an article is the name of a file, {text!r:.80}: give its text, Path(...).read_text()"
        )
    if format is not None and format not in FORMATS:
        raise SettingsError(f"format must be one of {FORMATS} or None, got {format!r}")


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def _format(text: str) -> Format:
    if looks_like_html(text):
        return "html"
    return "markdown" if looks_like_markdown(text) else "text"


def _page(text: str, format: Format) -> Page:
    if format == "html":
        return read_page(text)
    if format == "text":
        return Page(plain_blocks(text))
    said = front_matter(text)
    return Page(markdown_blocks(text), said.get("title"), said.get("source"), said.get("date"), said.get("url"))


def _limited(blocks: Sequence[Block], end: int) -> tuple[list[Block], int]:
    """The first blocks, as much as is read of an article, and where in the given text the reading ends."""
    total = 0
    for number, block in enumerate(blocks):
        total += len(block.text)
        if total > MOST_READ:
            return list(blocks[:number]), block.offsets[0]
    return list(blocks), end


def _day(text: str | None) -> str | None:
    """A date that a page gives, in ISO form; one that is not understood is left out with a warning."""
    if not text:
        return None
    for form in DATE_FORMS:
        with suppress(ValueError):
            return datetime.strptime(text[:10] if form == DATE_FORMS[0] else text.strip(), form).date().isoformat()
    warnings.warn(
        f"the date {text!r:.60} of an article is not understood and left out; write it as 2020-09-28", stacklevel=4
    )
    return None


def _made_id(text: str, source: str | None, date: Date | str | None, url: str | None) -> str:
    parts = "\x1f".join([text, source or "", str(date or ""), url or ""])
    return "a" + hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _sentences(blocks: Sequence[Block]) -> list[Sentence]:
    """All sentences of the blocks, with the quotations that they stand in or touch."""
    quotations = find_quotations([block.text if block.kind != "boilerplate" else "" for block in blocks])
    of_block: dict[int, list[Quotation]] = {}
    for quotation in quotations:
        of_block.setdefault(quotation.block, []).append(quotation)
    found: list[Sentence] = []
    for number, block in enumerate(blocks):
        spans = split_sentences(block.text) if block.kind != "boilerplate" else [(0, len(block.text))]
        waiting = deque(of_block.get(number, []))
        for start, end in spans:
            while waiting and waiting[0].end <= start:
                waiting.popleft()
            touched = _touched(waiting, end)
            inside = next((q for q in touched if q.start <= start and not block.text[q.end : end].strip(" .,")), None)
            text = " ".join(block.text[start:end].split())
            found.append(Sentence(block, number, start, end, text, inside, touched))
    return found


def _touched(waiting: Iterable[Quotation], end: int) -> list[Quotation]:
    """The first quotations that begin before `end`."""
    return list(takewhile(lambda quotation: quotation.start < end, waiting))


def _reason(sentence: Sentence, english: bool) -> Reason | None:
    """Why a sentence of an article, which may be English or not, is left out."""
    if sentence.long:
        return "too long"
    foreign = not english or (len(sentence.text) > SHORT and not looks_english(sentence.text))
    if foreign and sentence.block.kind != "boilerplate":
        return "not English"
    return why_not(sentence.text, sentence.block.kind)


def _read(sentences: Sequence[Sentence], known: Claim) -> tuple[list[Claim], list[LeftOut]]:
    """The claims of the sentences, and what is left out; `known` has the fields that all claims share."""
    running = " ".join(s.text for s in sentences if s.block.kind != "boilerplate")[:ENGLISH_BY]
    english = looks_english(running)
    if not english:
        warnings.warn("an article does not look English: no claims were read from it", stacklevel=4)
    else:
        name_speakers(sentences)
    claims: list[Claim] = []
    left_out: list[LeftOut] = []
    said: list[tuple[str, str | None]] = []
    references = References(running)
    before = ""
    for sentence in sentences:
        reason = _reason(sentence, english)
        if reason is not None:
            left_out.append(LeftOut(sentence.text, reason, sentence.span))
            continue
        text = references.resolve(sentence.text[strip_dateline(sentence.text) :], before)
        before = sentence.text
        for statement in statements(text, sentence.speaker, inside=sentence.inside is not None, said=said):
            meta = {"sentence": sentence.text} if statement.text != sentence.text else None
            claims.append(
                Claim(
                    statement.text, source=known.source, speaker=statement.speaker, date=known.date, url=known.url,
                    meta=meta, article=known.article, span=sentence.span, id=f"{known.article}.{len(claims) + 1}",
                )
            )  # fmt: skip
            said.append((statement.text, statement.speaker))
    return claims, left_out
