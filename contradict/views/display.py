"""What all ways of showing a report share: texts on one line, marked evidence, shortened names, links that are safe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from contradict.claims import Claim
from contradict.explanations import Span

if TYPE_CHECKING:
    from contradict.disputes import Dispute

SPACES = re.compile(r"\s+")
BETWEEN_WORDS = re.compile(r"[\s/–-]")
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that steer a terminal or turn the direction of writing, rather than being read."""

MOST_NAMES = 6
"""How many voices of a side are named on one line."""


def one_line(text: str) -> str:
    """A text without line breaks and characters that steer what shows it, which become \ufffd."""
    return UNSEEN.sub("\ufffd", SPACES.sub(" ", text))


def shortened(text: str, most: int) -> str:
    """A text on one line, its middle cut with an ellipsis, between words if it can, where it is too long.

    Args:
        most: Characters of the result; at least 1.
    """
    text = one_line(text).strip()
    if len(text) <= most:
        return text
    head, tail = most // 2, most - 1 - most // 2
    start, end = text[:head], text[len(text) - tail :] if tail else ""
    for cut in BETWEEN_WORDS.finditer(text[: head + 1]):
        if 2 * cut.start() > head:
            start = text[: cut.start()]
    first = BETWEEN_WORDS.search(text, len(text) - tail - 1)
    if first and 2 * (len(text) - first.end()) > tail:
        end = text[first.end() :]
    while end and unicodedata.combining(end[0]):
        end = end[1:]
    return start.rstrip() + "…" + end.lstrip()


def clipped(text: str, most: int) -> str:
    """A text on one line, its end cut with an ellipsis, after a word if it can, beyond `most` characters."""
    text = one_line(text).strip()
    if len(text) <= most:
        return text
    head, space, _ = text[:most].rpartition(" ")
    return (head if space and 2 * len(head) > most else text[: most - 1]).rstrip(" ,;:.") + "…"


def pieces(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """A text cut into stretches on one line each, with whether they are marked; overlapping spans are one."""
    marked = [False] * len(text)
    for span in spans:
        for i in range(max(0, span.start), min(span.end, len(text))):
            marked[i] = True
    found: list[tuple[str, bool]] = []
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or marked[i] != marked[start]:
            found.append((one_line(text[start:i]), marked[start]))
            start = i
    return found


def safe_url(url: str | None) -> str | None:
    """A web address, or None where there is none or it is none (`javascript:`)."""
    if url is None or UNSEEN.search(url) or SPACES.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def day(claim: Claim) -> str:
    """The day of a claim, in ISO form; "" where it has no date."""
    return (claim.iso_date or "")[:10]


def published(claim: Claim) -> str:
    """Where and when a claim was published, on one line; "" where neither is known."""
    return one_line(", ".join(part for part in (claim.source, day(claim)) if part))


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 claim", "1,200 claims"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def notes(dispute: Dispute) -> list[str]:
    """Who stands against whom in a dispute, one line a side, and a warning where it lies between two questions."""
    told = []
    for number, camp in enumerate(dispute.camps, 1):
        names = ", ".join(camp.voices[:MOST_NAMES]) + (", …" if len(camp.voices) > MOST_NAMES else "")
        against = " and ".join(str(n + 1) for n in camp.against)
        told.append(one_line(f"side {number}: {names} ({counted(len(camp.claims), 'claim')}, against {against})"))
    return [*told, *(["between two questions: more often a false alarm"] if dispute.between else [])]
