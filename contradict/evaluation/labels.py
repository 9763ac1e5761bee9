"""Labelled pairs: from files, data frames, Hugging Face datasets and plain Python, in the words of the usual sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from types import MappingProxyType
from typing import Any, Literal

from contradict.claims import Claim
from contradict.errors import ClaimError, LabelError
from contradict.evaluation.columns import Layout, is_missing, is_number, resolve
from contradict.files import read_rows

Scheme = Literal["nli", "relation", "nli2", "contradiction2"]
On = Literal["forward", "relation"]
LabelNames = Sequence[str | None] | Mapping[Any, str | None]

CLASSES: dict[str, tuple[str, ...]] = {
    "nli": ("entailment", "neutral", "contradiction"),
    "relation": ("agree", "contradict", "neutral", "update"),
    "nli2": ("entailment", "not_entailment"),
    "contradiction2": ("contradiction", "not_contradiction"),
}
"""The classes of each scheme."""

ENTAILMENT, NEUTRAL, CONTRADICTION, UPDATE, NOT_ENTAILMENT, NOT_CONTRADICTION = (
    "entailment", "neutral", "contradiction", "update", "not_entailment", "not_contradiction",
)  # fmt: skip
WORDS = {
    ENTAILMENT: "e entailment entails entail entailed support supports supported agree agrees agreement",
    NEUTRAL: "n neutral unrelated notenoughinfo notenoughinformation notenoughevidence nei noinfo unknown undetermined",
    CONTRADICTION: "c contradiction contradictions contradicts contradict contradictory contradicted refute refutes "
    "refuted disagree disagrees",
    UPDATE: "update updates updated",
    NOT_ENTAILMENT: "notentailment nonentailment notentailed nonentailed notentails",
    NOT_CONTRADICTION: "notcontradiction noncontradiction nocontradiction notcontradict notcontradicts "
    "notcontradictory noncontradictory",
}
MEANING = {word: meaning for meaning, words in WORDS.items() for word in words.split()}
RELATION_WORDS = frozenset("agree agrees agreement disagree disagrees update updates updated".split())
NLI_WORDS = frozenset("e n c entailment entails entail entailed support supports supported".split()) | frozenset(
    "contradiction contradictory refute refutes refuted".split()
)
READ_AS: dict[str, dict[str, str]] = {
    "nli": {word: word for word in CLASSES["nli"]},
    "relation": {ENTAILMENT: "agree", NEUTRAL: NEUTRAL, CONTRADICTION: "contradict", UPDATE: UPDATE},
    "nli2": {
        ENTAILMENT: ENTAILMENT, NEUTRAL: NOT_ENTAILMENT, CONTRADICTION: NOT_ENTAILMENT, NOT_ENTAILMENT: NOT_ENTAILMENT,
    },
    "contradiction2": {
        CONTRADICTION: CONTRADICTION, ENTAILMENT: NOT_CONTRADICTION, NEUTRAL: NOT_CONTRADICTION,
        UPDATE: NOT_CONTRADICTION, NOT_CONTRADICTION: NOT_CONTRADICTION,
    },
}  # fmt: skip
"""The class that each scheme makes of a label; what is not there cannot be scored in that scheme."""
YES, NO = frozenset(("true", "yes", "y")), frozenset(("false", "no", "n"))
NO_LABEL = frozenset(("", "-", "-1", "hidden", "none", "nan", "null", "n/a"))


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two claims with a person's label.

    Attributes:
        a: The first claim, or the premise.
        b: The second claim, or the hypothesis.
        label: One of the classes of the scheme that the pairs were read in.
        columns: The other columns of the row, to slice by.
        row: The number of the row, from 1.
    """

    a: Claim
    b: Claim
    label: str
    columns: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    row: int = 0


@dataclass(frozen=True, slots=True)
class Unusable:
    """A row that cannot be used, and why; rows count from 1."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class LabelledPairs:
    """Labelled pairs, and how their labels were read.

    Attributes:
        pairs: The usable pairs, in the order of the rows.
        scheme: "nli" (entailment, neutral, contradiction), "relation" (agree, contradict, neutral, update), "nli2"
            (entailment or not) or "contradiction2" (contradiction or not).
        on: What the labels speak of: "forward", from premise to hypothesis, or "relation", the pair.
        unusable: The rows that were left out.
    """

    pairs: tuple[LabelledPair, ...]
    scheme: Scheme
    on: On
    unusable: tuple[Unusable, ...] = ()

    def __len__(self) -> int:
        return len(self.pairs)

    def __iter__(self) -> Iterator[LabelledPair]:
        return iter(self.pairs)


def read_pairs(
    pairs: Any,
    *,
    label_names: LabelNames | None = None,
    columns: Mapping[str, str] | None = None,
    scheme: Scheme | None = None,
) -> LabelledPairs:
    """Labelled pairs from whatever holds them.

    Args:
        pairs: The path of a `.csv`, `.tsv`, `.jsonl` or `.json` file, a pandas DataFrame, a Hugging Face `Dataset`, or
            an iterable of mappings or of tuples (premise, hypothesis, label). Understood columns: premise/hypothesis,
            sentence1/sentence2, claim/evidence (the evidence is the premise), text_a/text_b, a_text/b_text, a/b and
            some more; label, gold_label, relation. A side may have further columns, such as `a_source` and `a_date`.
        label_names: What the labels mean, where their words do not say: names in the order of the numbers 0, 1, 2, or
            a mapping from the labels as they stand to names; None as a name leaves the rows out.
        columns: Which columns to read, where their names do not say: {"premise": ..., "hypothesis": ..., "label": ...}
            (or "a" and "b").
        scheme: How to score; None reads it off the labels. Two-way labels are scored two-way: entailment or not, and
            contradiction or not, also where only two of three labels occur and one is contradiction.

    Returns:
        The pairs. Rows without a label ("-", empty, -1) or without text are left out and listed in `unusable`.

    Raises:
        InputFileError: The file cannot be read.
        LabelError: The rows are no labelled pairs, or their labels are ambiguous; the message says what to name.
    """
    if isinstance(pairs, LabelledPairs):
        return pairs
    if scheme is not None and scheme not in CLASSES:
        raise LabelError(f"scheme must be one of {sorted(CLASSES)} or None, got {scheme!r}")
    place, rows = _rows(pairs)
    if not rows:
        raise LabelError(f"{place}: expected labelled pairs, got no rows (a table needs a header before them)")
    if all(isinstance(row, LabelledPair) for row in rows):
        layout = Layout(("a", "b"), ("a", "b"), "label")
        rows = [{**row.columns, "a": row.a, "b": row.b, "label": row.label} for row in rows]
    else:
        rows = [_mapping(row, number, place) for number, row in enumerate(rows, 1)]
        layout = resolve(rows, columns, place)
    meanings, unusable = _meanings(rows, layout, label_names, place)
    found = Counter(meaning for meaning, _ in meanings.values())
    if not found:
        raise LabelError(f"{place}: no row has a label in the column {layout.label!r} ({len(rows)} rows)")
    family = _family(layout, {word for _, word in meanings.values()}, place)
    chosen = scheme or _scheme(found, family, place)
    kept: list[LabelledPair] = []
    for number, row in enumerate(rows, 1):
        if number not in meanings:
            continue
        meaning, word = meanings[number]
        label = READ_AS[chosen].get(meaning)
        if label is None:
            unusable.append(Unusable(number, f"the label {word!r} has no class in the scheme {chosen!r}"))
            continue
        try:
            a, b = (layout.claim(row, side) for side in (0, 1))
        except ClaimError as error:
            unusable.append(Unusable(number, str(error)))
            continue
        kept.append(LabelledPair(a, b, label, MappingProxyType(layout.rest(row)), number))
    if not kept:
        first = "; ".join(f"row {u.row}: {u.reason}" for u in unusable[:3])
        raise LabelError(f"{place}: none of the {len(rows)} rows can be used: {first}")
    if layout.pair == ("a", "b") and all(_is_id(row.get(name)) for row in rows for name in layout.pair):
        raise LabelError(
            f"{place}: the columns 'a' and 'b' hold ids such as {kept[0].a.text!r}, not texts. To score relations "
            "between claims that are named by id: contradict.evaluate_claims(claims, relations)"
        )
    return LabelledPairs(tuple(kept), chosen, family, tuple(sorted(unusable, key=lambda u: u.row)))


def _rows(pairs: Any) -> tuple[str, list[Any]]:
    """Where the pairs come from, and their rows."""
    if isinstance(pairs, (str, PathLike)):
        return str(pairs), read_rows(str(pairs))
    if isinstance(pairs, Mapping):
        raise LabelError(
            f"pairs: expected a collection of labelled pairs, got one mapping with the keys {list(pairs)[:8]}. "
            "Of a data set with splits, pass one: dataset['validation']; put a single pair into a list"
        )
    if hasattr(pairs, "columns") and hasattr(pairs, "to_dict"):
        return "the data frame", pairs.to_dict("records")
    if not isinstance(pairs, Iterable):
        raise LabelError(
            "pairs: expected a path, a data frame, a Hugging Face Dataset or an iterable of mappings or tuples, "
            f"got {type(pairs).__name__}"
        )
    features = getattr(pairs, "features", None)
    if isinstance(features, Mapping):
        names = {name: list(f.names) for name, f in features.items() if getattr(f, "names", None)}
        return "the data set", [_with_names(row, names) for row in pairs]
    return "pairs", list(pairs)


def _with_names(row: Mapping[str, Any], names: Mapping[str, list[str]]) -> dict[str, Any]:
    """A row of a Hugging Face data set, its numbered classes by their names; -1 says that there is none."""
    known = {name: row[name] for name in names if isinstance(row.get(name), int)}
    return {**row, **{k: names[k][v] if 0 <= v < len(names[k]) else None for k, v in known.items()}}


def _mapping(row: Any, number: int, place: str) -> Mapping[str, Any]:
    if isinstance(row, Mapping):
        return row
    if isinstance(row, Sequence) and not isinstance(row, (str, bytes)) and len(row) == 3:
        return {"premise": row[0], "hypothesis": row[1], "label": row[2]}
    raise LabelError(
        f"{place}, row {number}: expected a mapping with two texts and a label, or a tuple (premise, hypothesis, "
        f"label), got {type(row).__name__}: {row!r:.80}"
    )


def _plain(word: object) -> str:
    return "".join(c for c in str(word).lower() if c.isalpha())


def _meanings(
    rows: Sequence[Mapping[str, Any]], layout: Layout, names: LabelNames | None, place: str
) -> tuple[dict[int, tuple[str, str]], list[Unusable]]:
    """What each row's label means, with the word that says so, by row number; and the rows without a label."""
    given = _given(names, place)
    meanings: dict[int, tuple[str, str]] = {}
    unusable: list[Unusable] = []
    bare: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for number, row in enumerate(rows, 1):
        value = row.get(layout.label)
        shown = _shown(value)
        word: str | None = given.get(shown, shown)
        if shown not in given and (is_missing(value) or shown.lower() in NO_LABEL):
            unusable.append(Unusable(number, f"no label: {value!r}"))
        elif word is None:
            unusable.append(Unusable(number, f"left out by label_names: {shown!r}"))
        elif layout.yes_no and _plain(word) in YES | NO:
            meanings[number] = (CONTRADICTION if _plain(word) in YES else NOT_CONTRADICTION), _plain(word)
        elif _plain(word) in MEANING:
            meanings[number] = MEANING[_plain(word)], _plain(word)
        elif is_number(value):
            bare[shown] += 1
        else:
            unknown[shown] += 1
    if bare:
        seen = sorted(bare)
        raise LabelError(
            f"{place}: the labels {', '.join(seen)} in the column {layout.label!r} are numbers without names, and sets "
            "differ in their order. Name them in the order 0, 1, 2: "
            "label_names=['entailment', 'neutral', 'contradiction'] (or in another order)"
            + (f"; {seen[0]} and so on have no name in the given label_names" if given else "")
        )
    if unknown:
        listed = ", ".join(f"{word!r} ({count} rows)" for word, count in unknown.most_common(8))
        example = unknown.most_common(1)[0][0]
        raise LabelError(
            f"{place}: unknown labels in the column {layout.label!r}: {listed}. Say what they mean: "
            f"label_names={{{example!r}: 'contradiction'}} (entailment, neutral, contradiction, agree, contradict, "
            "update, not_entailment, not_contradiction; None leaves such rows out), or name another column: "
            "columns={'label': ...}"
        )
    return meanings, unusable


def _shown(value: object) -> str:
    """A label as text; 1.0, which data frames make of 1, is 1."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _given(names: LabelNames | None, place: str) -> dict[str, str | None]:
    if names is None:
        return {}
    if isinstance(names, str) or not isinstance(names, (Sequence, Mapping)):
        raise LabelError(
            f"label_names must be a list such as ['entailment', 'neutral', 'contradiction'] or a mapping, got {names!r}"
        )
    given = {_shown(k): v for k, v in (names.items() if isinstance(names, Mapping) else enumerate(names))}
    wrong = [name for name in given.values() if name is not None and _plain(name) not in MEANING]
    if wrong:
        raise LabelError(
            f"{place}: label_names has {wrong}, expected entailment, neutral, contradiction, agree, contradict, "
            "update, not_entailment, not_contradiction or None"
        )
    return given


def _family(layout: Layout, words: set[str], place: str) -> On:
    """Whether the labels are of one direction (NLI) or of the pair."""
    relation, nli = words & RELATION_WORDS, words & NLI_WORDS
    if relation and nli:
        raise LabelError(
            f"{place}: the column {layout.label!r} mixes labels of relations {sorted(relation)} with labels of NLI "
            f"{sorted(nli)}. Say what they mean with label_names={{...: ...}}"
        )
    if relation or (not nli and (layout.label.lower() == "relation" or "contradict" in words)):
        return "relation"
    return "forward"


def _scheme(found: Counter[str], family: On, place: str) -> Scheme:
    labels = set(found)
    two: tuple[tuple[str, str, Scheme], ...] = (
        (NOT_ENTAILMENT, ENTAILMENT, "nli2"),
        (NOT_CONTRADICTION, CONTRADICTION, "contradiction2"),
    )
    for word, other, scheme in two:
        if word in labels:
            if labels <= {word, other}:
                return scheme
            three = "relation" if family == "relation" else "nli"
            raise LabelError(
                f"{place}: three-way labels {sorted(labels - {word})} are mixed with two-way ones ({found[word]} rows "
                f"{word!r}). scheme={scheme!r} scores all of them two-way, scheme={three!r} leaves those rows out"
            )
    if len(labels) == 2 and CONTRADICTION in labels:
        return "contradiction2"
    if labels == {ENTAILMENT, NEUTRAL} and family == "forward":
        return "nli2"
    return "relation" if family == "relation" else "nli"


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and " " not in value.strip()
