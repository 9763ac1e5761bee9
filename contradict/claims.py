"""Claims: what they are, and how they come from strings, mappings and data frames."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Literal, TypeGuard

from contradict.errors import ClaimError, SettingsError

Date = date | datetime
FIELDS = ("text", "source", "speaker", "date", "id", "url", "article", "span")
CharSpan = tuple[int, int]


def _optional_text(value: object, name: str) -> str | None:
    if value is None or _is_missing(value):
        return None
    if not isinstance(value, str):
        if isinstance(value, (int, float)) and name == "id":
            return str(
                int(value) if isinstance(value, float) and value.is_integer() else value
            )  # data frames make 1.0 of 1
        raise ClaimError(f"{name} of a claim must be a string or None, got {type(value).__name__}: {value!r:.80}")
    return _valid(value, name).strip() or None


def _valid(text: str, name: str) -> str:
    """A field's text, unless it cannot be written as UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ClaimError(
            f"{name} of a claim is not valid Unicode: a lone surrogate at position {error.start}"
        ) from None
    return text


def _is_missing(value: object) -> bool:
    """NaN, NaT and pandas.NA: what data frames put where there is nothing."""
    if isinstance(value, float):
        return math.isnan(value)
    return type(value).__name__ in ("NaTType", "NAType")


def _to_date(value: object) -> Date | None:
    if value is None or _is_missing(value) or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        return datetime.fromisoformat(value.isoformat())  # a pandas Timestamp becomes a plain datetime
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        text = value.strip()
        try:
            if len(text) == 10:
                return date.fromisoformat(text)
            return datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith(("Z", "z")) else text)
        except ValueError:
            pass
    raise ClaimError(
        f"date of a claim must be a date, a datetime or an ISO string like '2020-09-27' or '2020-09-27T18:30', "
        f"got {type(value).__name__}: {value!r:.80}"
    )


def _checked_text(value: object) -> str:
    if not isinstance(value, str):
        raise ClaimError(f"text of a claim must be a string, got {type(value).__name__}: {value!r:.80}")
    if not value.strip():
        raise ClaimError(f"text of a claim is empty: got {value!r:.80}")
    return _valid(value, "text")


def _checked_span(value: object) -> CharSpan | None:
    if value is None or _is_missing(value):
        return None
    if not _is_span(value):
        raise ClaimError(f"span of a claim must be two whole numbers 0 <= start <= end, got {value!r:.80}")
    return value[0], value[1]


def _is_span(value: object) -> TypeGuard[Sequence[int]]:
    if not isinstance(value, (tuple, list)) or len(value) != 2 or any(type(number) is not int for number in value):
        return False
    return bool(0 <= value[0] <= value[1])


@dataclass(frozen=True, slots=True, init=False)
class Claim:
    """One sentence that can be true or false, and where it comes from.

    Args:
        text: The claim as published. Kept as it is; must hold something else than whitespace.
        source: Who published it.
        speaker: Who asserts it, where the caller knows; otherwise the attribution reads it off the text.
        date: When it was published: a date, a datetime or an ISO string.
        id: A name of the caller's own; without one it is made of a hash of the other fields, so it depends neither
            on the order of the claims nor on the machine.
        url: Where it was published.
        article: The id of the article that it was read from.
        span: Where its sentence stands in the text of that article as it was given: characters, start and end.
        meta: Anything else to keep with the claim (JSON values, if the report is to be saved).

    Raises:
        ClaimError: A field is not what it should be.
    """

    text: str
    source: str | None
    speaker: str | None
    date: Date | None
    id: str
    url: str | None
    article: str | None
    span: CharSpan | None
    meta: Mapping[str, Any] = field(hash=False)

    def __init__(
        self,
        text: str,
        *,
        source: str | None = None,
        speaker: str | None = None,
        date: Date | str | None = None,
        id: str | None = None,
        url: str | None = None,
        article: str | None = None,
        span: CharSpan | None = None,
        meta: Mapping[str, Any] | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "text", _checked_text(text))
        put(self, "source", _optional_text(source, "source"))
        put(self, "speaker", _optional_text(speaker, "speaker"))
        put(self, "date", _to_date(date))
        put(self, "url", _optional_text(url, "url"))
        put(self, "article", _optional_text(article, "article"))
        put(self, "span", _checked_span(span))
        put(self, "meta", MappingProxyType(dict(meta or {})))
        try:
            text = value_text(dict(self.meta)) if self.meta else ""
        except (TypeError, ValueError, RecursionError) as error:
            raise ClaimError(
                f"meta of a claim must have strings as keys, and values that JSON can say: {error}"
            ) from None
        put(self, "id", _optional_text(id, "id") or self._made_id(text))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Claim):
            return NotImplemented
        if any(getattr(self, name) != getattr(other, name) for name in FIELDS):
            return False
        try:
            return bool(self.meta == other.meta)
        except ValueError:  # arrays do not say whether they are equal
            return value_text(dict(self.meta)) == value_text(dict(other.meta))

    def _made_id(self, meta: str) -> str:
        parts = [self.text, self.source or "", self.speaker or "", self.iso_date or "", self.url or "", meta]
        if self.article is not None or self.span is not None:
            parts.append(f"{self.article or ''} {self.span}")
        return "c" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]

    @property
    def iso_date(self) -> str | None:
        """The date as an ISO string."""
        return None if self.date is None else self.date.isoformat()

    @property
    def voice(self) -> str:
        """Who takes a side in it: the speaker, or else the source, or else nobody ("")."""
        return self.speaker or self.source or ""

    @property
    def sort_key(self) -> tuple[str, ...]:
        """The canonical order of claims: by date, then source, text and the rest."""
        placed = "" if self.span is None else f"{self.span[0]:012d}-{self.span[1]:012d}"
        return (self.iso_date or "", self.source or "", self.text, self.speaker or "", self.url or "",
                self.article or "", placed, self.id)  # fmt: skip

    def with_speaker(self, speaker: str) -> Claim:
        """The same claim, id included, with a speaker."""
        return _rebuild({name: getattr(self, name) for name in FIELDS} | {"speaker": speaker}, dict(self.meta))

    def to_dict(self) -> dict[str, Any]:
        """The claim as JSON values; `Claim.from_mapping` reads it back."""
        values = {name: getattr(self, name) for name in FIELDS} | {"date": self.iso_date}
        values["span"] = None if self.span is None else list(self.span)
        return {k: v for k, v in values.items() if v is not None} | ({"meta": dict(self.meta)} if self.meta else {})

    @classmethod
    def from_mapping(cls, row: Mapping[str, Any]) -> Claim:
        """A claim from a mapping with `text` and optionally the other fields; other keys go to `meta`.

        So do an `article` that is no string and a `span` that is no pair of numbers: they mean something else there.
        """
        if "text" not in row:
            raise ClaimError(f"a claim needs the key 'text', got the keys {sorted(map(str, row))}")
        meta = row.get("meta")
        if not isinstance(meta, Mapping):
            meta = {} if meta is None or _is_missing(meta) else {"meta": meta}
        other = {name for name, fits in (("article", isinstance(row.get("article"), str)),
                                         ("span", _is_span(row.get("span")))) if not fits}  # fmt: skip
        fields = [name for name in FIELDS if name not in other]
        rest = {
            str(k): v
            for k, v in row.items()
            if k not in fields and k != "meta" and not _is_missing(v) and not (k in other and v is None)
        }
        return cls(**{name: row.get(name) for name in fields}, meta={**meta, **rest})  # type: ignore[arg-type]

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, ({name: getattr(self, name) for name in FIELDS}, dict(self.meta)))

    def __str__(self) -> str:
        said = ", ".join(part for part in (self.source, self.iso_date) if part)
        return f"{self.text} ({said})" if said else self.text


def _rebuild(values: dict[str, Any], meta: dict[str, Any]) -> Claim:
    return Claim(**values, meta=meta)


def value_text(value: Any) -> str:
    """Any value as text, equal for equal values: JSON, with arrays as lists and as strings what JSON does not know."""
    return json.dumps(value, sort_keys=True, default=lambda v: v.tolist() if getattr(v, "ndim", 0) else str(v))


def plain_value(value: Any) -> Any:
    """A date or a numpy number as JSON writes it."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is no JSON value")


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was left out or cut, and why."""

    what: str
    reason: str
    count: int = 1


REPEATED = "repeated claims"
"""What is said to be skipped of claims that were given before."""
OnError = Literal["raise", "skip"]


def to_claim(item: Any) -> Claim:
    """A claim from a string, a mapping or a `Claim`."""
    if isinstance(item, Claim):
        return item
    if isinstance(item, Mapping):
        return Claim.from_mapping(item)
    if isinstance(item, str):
        return Claim(item)
    raise ClaimError(
        f"a claim must be a string, a mapping with 'text' or a Claim, got {type(item).__name__}: {item!r:.80}"
    )


def _rows(claims: Any) -> Iterable[Any]:
    if isinstance(claims, (str, bytes)):
        raise ClaimError(
            f"claims must be a collection of claims, got one string: {claims!r:.60}. "
            "Put it into a list, or read a file with contradict.read_claims(path)"
        )
    if isinstance(claims, Mapping):
        raise ClaimError("claims must be a collection of claims, got one mapping: put it into a list")
    columns = getattr(claims, "columns", None)
    if columns is not None and hasattr(claims, "to_dict"):
        if "text" not in columns:
            raise ClaimError(f"a data frame of claims needs the column 'text', got {[str(c) for c in columns]}")
        return claims.to_dict("records")
    if not isinstance(claims, Iterable):
        raise ClaimError(f"claims must be a collection of claims, got {type(claims).__name__}")
    return claims


def same_claim(one: Claim, other: Claim) -> bool:
    """Whether two claims with one id are equal, but for a speaker: a report adds the one that is read off the text."""
    if one.speaker is None and other.speaker:
        return one.with_speaker(other.speaker) == other
    return one == other or bool(one.speaker and other.speaker is None and other.with_speaker(one.speaker) == one)


def with_id_of(claim: Claim, before: Claim) -> Skipped:
    """What is said of a claim that is left out because another one has its id."""
    return Skipped(
        f"claim with the id {claim.id!r}", f"{claim.text!r:.80}, as another claim has it: {before.text!r:.80}"
    )


def to_claims(claims: Any, on_error: OnError = "raise") -> tuple[list[Claim], list[Skipped]]:
    """Claims in canonical order, without exact repetitions, and what was left out.

    Args:
        claims: Strings, mappings, `Claim`s (any iterable) or a pandas DataFrame with a column `text`.
        on_error: "raise" refuses a collection with a claim that cannot be used; "skip" leaves it out and lists it. Of
            different claims with one id, the first in canonical order stays.

    Raises:
        ClaimError: One string instead of a collection; a claim that cannot be used (all of them are named); two
            different claims with one id.
    """
    if on_error not in ("raise", "skip"):
        raise SettingsError(f"on_error must be 'raise' or 'skip', got {on_error!r}")
    made: list[Claim] = []
    bad: list[str] = []
    for number, item in enumerate(_rows(claims)):
        try:
            made.append(to_claim(item))
        except ClaimError as error:
            bad.append(f"claim {number}: {error}")
    if bad and on_error == "raise":
        more = f" (and {len(bad) - 10} more)" if len(bad) > 10 else ""
        raise ClaimError("; ".join(bad[:10]) + more + ". on_error='skip' leaves such claims out and lists them")
    skipped = [Skipped(what.split(": ", 1)[0], what.split(": ", 1)[1]) for what in bad]
    kept: dict[str, Claim] = {}
    repeated = 0
    for claim in sorted(made, key=lambda c: c.sort_key):
        before = kept.get(claim.id)
        if before is None:
            kept[claim.id] = claim
        elif same_claim(claim, before):
            repeated += 1
        elif on_error == "skip":
            skipped.append(with_id_of(claim, before))
        else:
            raise ClaimError(
                f"two different claims have the id {claim.id!r}: {before.text!r:.80} and {claim.text!r:.80}"
            )
    if repeated:
        skipped.append(Skipped(REPEATED, "the same text, source, speaker and date were given before", repeated))
    return list(kept.values()), skipped
