"""Which columns of a table of labelled pairs hold the two texts and the label."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contradict.claims import Claim
from contradict.errors import ClaimError, LabelError

PAIRS: tuple[tuple[str, str], ...] = (
    ("premise", "hypothesis"), ("sentence1", "sentence2"), ("evidence", "claim"), ("a_text", "b_text"),
    ("text_a", "text_b"), ("claim_a", "claim_b"), ("claim1", "claim2"), ("claim_1", "claim_2"), ("text1", "text2"),
    ("text_1", "text_2"), ("sentence_a", "sentence_b"), ("sentence_1", "sentence_2"), ("context", "hypothesis"),
    ("text", "hypothesis"), ("document", "claim"), ("a", "b"),
)  # fmt: skip
"""Columns of the first and the second text; the evidence is the premise of a claim."""
LABELS = ("gold_label", "label", "relation")
OTHER_LABELS = ("label_text", "gold", "verdict", "stance", "contradiction", "is_contradiction", "contradicts")
YES_NO = frozenset(("contradiction", "is_contradiction", "contradicts"))
SIDE_FIELDS = ("source", "speaker", "date", "url", "id")
SIDES = {"a": 0, "premise": 0, "b": 1, "hypothesis": 1}


def is_missing(value: object) -> bool:
    """None, NaN, NaT and pandas.NA."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or type(value).__name__ in ("NaTType", "NAType")


def is_number(value: object) -> bool:
    """A number or the text of one: what does not say what it means; True and False are none."""
    if isinstance(value, bool):
        return False
    try:
        return not math.isnan(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a row keeps its texts and its label.

    Attributes:
        pair: The columns of the first and the second text.
        prefix: What the further columns of each side begin with: `a_source`, `premise_date`.
        label: The column of the label.
    """

    pair: tuple[str, str]
    prefix: tuple[str, str]
    label: str

    @property
    def yes_no(self) -> bool:
        """Whether the column's name asks for contradiction, so that true and false are labels."""
        return self.label.lower() in YES_NO

    def claim(self, row: Mapping[str, Any], side: int) -> Claim:
        """The claim on one side (0 or 1) of a row; raises ClaimError where it has no text."""
        column = self.pair[side]
        value = row.get(column)
        if isinstance(value, Claim):
            return value
        fields = {name: row.get(f"{self.prefix[side]}_{name}") for name in SIDE_FIELDS}
        if isinstance(value, Mapping):
            return Claim.from_mapping(value)
        if isinstance(value, (list, tuple)) and value and all(isinstance(part, str) for part in value):
            value = " ".join(value)
        if is_missing(value) or (isinstance(value, str) and not value.strip()):
            raise ClaimError(f"no text in the column {column!r}")
        if not isinstance(value, str):
            raise ClaimError(f"expected a text in the column {column!r}, got {type(value).__name__}: {value!r:.60}")
        return Claim(value, **{name: v for name, v in fields.items() if v is not None and v != ""})

    def rest(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The other columns of a row."""
        return {str(k): v for k, v in row.items() if k not in (*self.pair, self.label)}


def resolve(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str] | None, place: str) -> Layout:
    """The layout of a table: as `columns` says, and by the usual names where it does not.

    Raises:
        LabelError: No columns, or several, could be meant; the message says how to name them.
    """
    seen = list(dict.fromkeys(str(name) for row in rows[:1000] for name in row))
    named = _named(columns, seen, place)
    lower = {name.strip().lower(): name for name in seen}
    if 0 in named and 1 in named:
        pair, prefix = (named[0], named[1]), (named[0], named[1])
    else:
        pair, prefix = _pair(lower, named, seen, place)
    label = named.get(2) or _label(rows, lower, pair, seen, place)
    return Layout(pair, (prefix[0].removesuffix("_text"), prefix[1].removesuffix("_text")), label)


def _named(columns: Mapping[str, str] | None, seen: Sequence[str], place: str) -> dict[int, str]:
    if columns is None:
        return {}
    if not isinstance(columns, Mapping):
        raise LabelError(f"columns must be a mapping such as {{'label': 'my_label'}}, got {columns!r}")
    named: dict[int, str] = {}
    for key, name in columns.items():
        number = 2 if key == "label" else SIDES.get(key)
        if number is None:
            raise LabelError(
                f"columns: expected the keys 'premise', 'hypothesis' (or 'a', 'b') and 'label', got {key!r}"
            )
        if name not in seen:
            raise LabelError(f"{place}: columns names {name!r}, but the columns are {list(seen)}")
        named[number] = name
    if len({0, 1} & set(named)) == 1:
        raise LabelError("columns: name both texts, {'premise': ..., 'hypothesis': ...}, or neither")
    return named


def _pair(
    lower: Mapping[str, str], named: Mapping[int, str], seen: Sequence[str], place: str
) -> tuple[tuple[str, str], tuple[str, str]]:
    found = [pair for pair in PAIRS if pair[0] in lower and pair[1] in lower]
    if len(found) > 1 and found[-1] == ("a", "b"):
        found = found[:-1]
    if not found:
        hint = ""
        if len(seen) == 1 and ("\t" in seen[0] or ";" in seen[0]):
            mark = "tabs: name the file .tsv" if "\t" in seen[0] else "semicolons: separate them by commas"
            hint = f". There is one column only; its cells seem to be separated by {mark}"
        raise LabelError(
            f"{place}: no two columns are known to hold the texts; the columns are {list(seen)}{hint}. Expected "
            "premise and hypothesis, sentence1 and sentence2, claim and evidence, text_a and text_b or a_text and "
            "b_text in a header; or name them: columns={'premise': ..., 'hypothesis': ..., 'label': ...}"
        )
    if len(found) > 1:
        raise LabelError(
            f"{place}: the texts could be in {' or in '.join(' and '.join(pair) for pair in found)}. "
            "Say which: columns={'premise': ..., 'hypothesis': ...}"
        )
    one, two = (lower[name] for name in found[0])
    return (one, two), (one, two)


def _label(
    rows: Sequence[Mapping[str, Any]], lower: Mapping[str, str], pair: Sequence[str], seen: Sequence[str], place: str
) -> str:
    """The column of the label: the one with words where several could be meant."""
    for names in (LABELS, OTHER_LABELS):
        there = [lower[name] for name in names if name in lower and lower[name] not in pair]
        words = [name for name in there if any(_says(row.get(name)) for row in rows)]
        if len(words) > 1:
            raise LabelError(
                f"{place}: the label could be in {' or in '.join(words)}. Say which: columns={{'label': ...}}"
            )
        if words:
            return words[0]
    there = [lower[name] for name in (*LABELS, *OTHER_LABELS) if name in lower and lower[name] not in pair]
    if not there:
        raise LabelError(
            f"{place}: no column is known to hold the label; the columns are {list(seen)}. Expected label, gold_label "
            "or relation; or name it: columns={'label': ...}"
        )
    return there[0]


def _says(value: object) -> bool:
    return not is_missing(value) and not is_number(value) and str(value).strip() not in ("", "-")
