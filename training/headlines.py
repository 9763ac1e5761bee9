"""Our labels on pairs of public headlines: `headlines.txt` names them by hashes, the texts stay in the data folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

from training.mix import Example, read_rows
from training.sheets import DIRECTIONS

LABELS_FILE = Path(__file__).parent / "headlines.txt"


def mark(text: str) -> str:
    """The name of a headline: the beginning of its hash."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def read_headlines(data: Path, labels: Path = LABELS_FILE) -> list[Example]:
    """Both directions of each labelled pair of headlines of one story.

    Args:
        data: The folder with `train/events/headlines_by_story.jsonl`.
        labels: Lines of two marks and a code of `sheets.DIRECTIONS`.

    Raises:
        ValueError: A line that is none of these, or names a headline that the data does not have.
    """
    texts: dict[str, str] = {}
    for row in read_rows(data / "train" / "events" / "headlines_by_story.jsonl"):
        texts.update({mark(text): text for stance, group in row.items() if stance != "body_id" for text in group})
    found: list[Example] = []
    for number, line in enumerate(labels.read_text(encoding="utf-8").splitlines(), 1):
        parts = line.split()
        if len(parts) != 3 or parts[2] not in DIRECTIONS or not {parts[0], parts[1]} <= texts.keys():
            raise ValueError(f"{labels}:{number}: expected two marks of headlines and a code, got {line!r}")
        one, two, (forward, backward) = texts[parts[0]], texts[parts[1]], DIRECTIONS[parts[2]]
        found += [Example(one, two, forward, "headlines"), Example(two, one, backward, "headlines")]
    return found
