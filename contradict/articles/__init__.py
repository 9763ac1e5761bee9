"""From articles to claims: plain text, Markdown and web pages."""

from __future__ import annotations

from contradict.articles.reading import Article, Format, LeftOut, read_article
from contradict.claims import Claim, Date

__all__ = ["Article", "Format", "LeftOut", "extract", "read_article"]


def extract(
    text: str,
    *,
    source: str | None = None,
    date: Date | str | None = None,
    url: str | None = None,
    id: str | None = None,
) -> list[Claim]:
    """The checkable claims of an article, each with its speaker and the span of its sentence.

    Takes what `read_article` takes, which also lists what was left out, and raises what it raises.
    """
    return list(read_article(text, source=source, date=date, url=url, id=id).claims)
