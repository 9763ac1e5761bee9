"""Labelled events of our own: claims on many kinds of news, and how each pair inside an event relates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from contradict.claims import Claim
from contradict.errors import SettingsError

HALVES = ("dev", "test")


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two claims of an event and their label.

    Attributes:
        relation: "agree", "contradict", "neutral" or "update"; neutral where the two readings differ.
        follows: Of agreeing pairs, what follows from what: "a_to_b" (b follows from a), "b_to_a" or "both".
        readings: The labels of the two readers.
        tags: "quantity", "denial", and the shapes of the guideline ("scope", "list", ...).
    """

    a: Claim
    b: Claim
    relation: str
    follows: str | None
    readings: tuple[str, ...]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """Claims about one event with every pair among them labelled; each claim has the event's id in `meta["event"]`."""

    id: str
    title: str
    kind: str
    claims: tuple[Claim, ...]
    pairs: tuple[GoldPair, ...]


def load_events(half: Literal["dev", "test"]) -> list[GoldEvent]:
    """The events of one half: "dev" to tune on, "test" to measure only; labelled by the `guideline.md` beside them.

    Raises:
        SettingsError: Another name.
    """
    if half not in HALVES:
        raise SettingsError(f"half must be one of {HALVES}, got {half!r}")
    lines = (Path(__file__).parent / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_event(json.loads(line)) for line in lines]


def _event(row: Mapping[str, Any]) -> GoldEvent:
    claims = {c["id"]: Claim(**c, meta={"event": row["id"]}) for c in row["claims"]}
    pairs = tuple(
        GoldPair(
            claims[p["a"]], claims[p["b"]], p["relation"], p.get("follows"), tuple(p["readings"]), frozenset(p["tags"])
        )
        for p in row["pairs"]
    )  # fmt: skip
    return GoldEvent(row["id"], row["title"], row["kind"], tuple(claims.values()), pairs)
