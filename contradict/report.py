"""What comes back: pairs, events and the report, all frozen."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contradict.calibration import Probabilities, Thresholds
from contradict.claims import Claim, Skipped
from contradict.errors import InputFileError, MissingExtraError
from contradict.explanations import Reason, Spans
from contradict.nli import NLIScores

if TYPE_CHECKING:
    import pandas as pd

    from contradict.disputes import Dispute
    from contradict.views.plots import ReportPlots


@dataclass(frozen=True, slots=True)
class Step:
    """What one part of the verdict made of the probabilities."""

    part: str
    probabilities: Probabilities


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims and how they relate.

    Attributes:
        a, b: The claims.
        probabilities: Of agree, contradict and neutral; they sum to 1.
        forward: The NLI model's softmax with `a` as premise and `b` as hypothesis.
        backward: The same from `b` to `a`.
        relation: "agree", "contradict", "update" or "neutral".
        uncertain: A neutral pair whose probabilities lie between the thresholds.
        event: The id of the event that holds both claims, if one does.
        similarity: Cosine similarity of the two propositions; None where it was not computed.
        is_update: If the two are at odds, the later claim replaces the earlier one rather than disputing it.
        reasons: Why the pair has its relation, for each relation that some threshold could give it.
        support: The third claim that made a contradiction surer, in a sentence; else empty.
        trace: The probabilities after each part of the verdict.
        decided_by: "referee" where the caller's own judge gave the relation, whatever the thresholds; else None.
    """

    a: Claim
    b: Claim
    probabilities: Probabilities
    forward: NLIScores
    backward: NLIScores
    relation: str
    uncertain: bool = False
    event: str | None = None
    similarity: float | None = None
    is_update: bool = False
    reasons: tuple[Reason, ...] = ()
    trace: tuple[Step, ...] = ()
    decided_by: str | None = None
    support: str = ""

    @property
    def _reason(self) -> Reason | None:
        return next((reason for reason in self.reasons if reason.relation == self.relation), None)

    @property
    def kind(self) -> str | None:
        """What a contradiction turns on: "quantity", "denial", "opposition" or "other"; None for other relations."""
        return self._reason.kind if self._reason else None

    @property
    def evidence(self) -> tuple[Spans, Spans]:
        """The spans of `a` and of `b` that the verdict rests on."""
        return self._reason.evidence if self._reason else ((), ())

    @property
    def why(self) -> str:
        """One plain sentence or two; empty where there is nothing to say."""
        return self.told(self._reason) if self._reason else ""

    def told(self, reason: Reason) -> str:
        """One of the pair's reasons in words, that of a contradiction with its support."""
        return " ".join(filter(None, (reason.why, self.support if reason.relation == "contradict" else "")))

    @property
    def certainty(self) -> float:
        """How probable the pair's relation is."""
        p = self.probabilities
        return {"agree": p.agree, "neutral": p.neutral}.get(self.relation, p.contradict)

    def with_thresholds(self, thresholds: Thresholds) -> Pair:
        """The same pair, its relation read off by other thresholds; what a referee decided stays."""
        if self.decided_by is not None:
            return self
        relation, uncertain = thresholds.relation(self.probabilities, self.is_update)
        if (relation, uncertain) == (self.relation, self.uncertain):
            return self
        return replace(self, relation=relation, uncertain=uncertain)

    def __str__(self) -> str:
        from contradict.views.display import one_line

        head = f"{self.relation} ({self.certainty:.2f})" + (", uncertain" if self.uncertain else "")
        told = [str(self.a), str(self.b), *([self.why] if self.why else [])]
        return "\n".join([head, *("  " + one_line(text) for text in told)])

    def _repr_html_(self) -> str:
        from contradict.views.notebook import pair_html

        return pair_html(self)


@dataclass(frozen=True, slots=True, repr=False)
class Event:
    """Claims about one thing that happened, and the compared pairs among them."""

    id: str
    title: str
    claims: tuple[Claim, ...]
    pairs: tuple[Pair, ...]

    @property
    def contradictions(self) -> tuple[Pair, ...]:
        """The contradicting pairs, the most certain first."""
        return most_certain(self.pairs, "contradict")

    def __str__(self) -> str:
        from contradict.views.display import counted

        sizes = f"{counted(len(self.claims), 'claim')}, {counted(len(self.contradictions), 'contradiction')}"
        return f"{self.title} ({sizes})"

    def __repr__(self) -> str:
        return f"Event({self.id!r}, {self.title!r}, {len(self.claims)} claims, {len(self.pairs)} pairs)"

    def _repr_html_(self) -> str:
        from contradict.views.notebook import event_html

        return event_html(self)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a report was made with."""

    version: str
    embedder: str
    embedder_fingerprint: str
    nli: str
    nli_fingerprint: str
    dtype: str
    thresholds: Thresholds
    similarity: float
    neighbours: int
    updates: str = "separate"
    calibrated: bool = False
    referee: bool = False


def millionths(probability: float) -> int:
    """A probability as a whole number, rounded as the page's script does, so that sums are the same in any order."""
    return math.floor(probability * 1e6 + 0.5)


def most_certain(pairs: Sequence[Pair], relation: str) -> tuple[Pair, ...]:
    """The pairs of a relation, the most certain first."""
    chosen = [p for p in pairs if p.relation == relation]
    return tuple(sorted(chosen, key=lambda p: (-millionths(p.certainty), *sorted((p.a.sort_key, p.b.sort_key)))))


@dataclass(frozen=True, repr=False)
class Report:
    """All that `compare` found.

    Attributes:
        claims: Every claim that was compared, in canonical order (by date, source, text).
        events: Clusters of at least two claims; a claim in none of them stands in `alone`.
        pairs: Every pair that was judged, neutral ones too.
        settings: Version, models with fingerprints, dtype, thresholds, blocking.
        skipped: What was left out, cut or doubtful, and why.
    """

    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    pairs: tuple[Pair, ...]
    settings: Settings
    skipped: tuple[Skipped, ...] = field(default=())

    @property
    def contradictions(self) -> tuple[Pair, ...]:
        """The contradicting pairs, the most certain first."""
        return most_certain(self.pairs, "contradict")

    @property
    def agreements(self) -> tuple[Pair, ...]:
        """The agreeing pairs, the most certain first."""
        return most_certain(self.pairs, "agree")

    @property
    def updates(self) -> tuple[Pair, ...]:
        """The pairs in which the later claim replaces the earlier one, the most certain first."""
        return most_certain(self.pairs, "update")

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """The questions that claims answer differently, with their sides, the most and surest contradictions first."""
        from contradict.disputes import disputes

        return disputes(self)

    @property
    def alone(self) -> tuple[Claim, ...]:
        """The claims that are in no event with another claim."""
        together = {claim.id for event in self.events for claim in event.claims}
        return tuple(claim for claim in self.claims if claim.id not in together)

    @property
    def copies(self) -> tuple[tuple[Claim, ...], ...]:
        """Groups of claims of different sources that print the same sentence, as papers print an agency's."""
        from contradict.wire import copies

        return copies(self)

    @property
    def independent_voices(self) -> int:
        """How many voices (speakers, or else sources) there are; who only copies another's sentence is none for it."""
        from contradict.wire import independent_voices

        return independent_voices(self.claims, self.copies)

    def rethreshold(self, contradict: float | None = None, agree: float | None = None) -> Report:
        """The same report at other thresholds, without running any model.

        Raises:
            SettingsError: A threshold that is not above 0 and at most 1.
        """
        now = self.settings.thresholds
        new = Thresholds(now.contradict if contradict is None else contradict, now.agree if agree is None else agree)
        pairs = {id(pair): pair.with_thresholds(new) for pair in self.pairs}
        events = tuple(replace(e, pairs=tuple(pairs[id(p)] for p in e.pairs)) for e in self.events)
        return replace(self, events=events, pairs=tuple(pairs[id(p)] for p in self.pairs),
                       settings=replace(self.settings, thresholds=new))  # fmt: skip

    def summary(self) -> str:
        """What was compared and found, in a few lines."""
        from contradict.views.display import counted, one_line
        from contradict.wire import independent_voices

        counts = Counter(p.relation for p in self.pairs)
        uncertain = sum(p.uncertain for p in self.pairs)
        lines = [
            f"{counted(len(self.claims), 'claim')}, {counted(len(self.events), 'event')}, "
            f"{counted(len(self.alone), 'claim')} alone; {counted(len(self.pairs), 'pair')} judged",
            f"{counts['contradict']} contradict, {counts['update']} update, {counts['agree']} agree, "
            f"{counts['neutral']} neutral ({uncertain} of them uncertain)",
        ]
        groups = self.copies
        if voices := independent_voices(self.claims, groups):
            copied = sum(len(group) - 1 for group in groups)
            copy = f"; {counted(copied, 'claim copies', 'claims copy')} another source's" if copied else ""
            lines.append(counted(voices, "independent voice") + copy)
        return "\n".join(lines + [one_line(f"note: {s.count} {s.what}: {s.reason}") for s in self.skipped])

    def __str__(self) -> str:
        from contradict.views.display import notes, one_line

        blocks = [self.summary()]
        for dispute in self.disputes:
            head = [one_line(dispute.title), *("  " + note for note in notes(dispute))]
            blocks.append("\n".join([*head, *map(_lines, dispute.contradictions)]))
        return "\n\n".join(blocks)

    def __repr__(self) -> str:
        counts = Counter(p.relation for p in self.pairs)
        sizes = f"{len(self.claims)} claims, {len(self.events)} events, {len(self.pairs)} pairs"
        return f"Report({sizes}: {counts['contradict']} contradict, {counts['update']} update, {counts['agree']} agree)"

    def _repr_html_(self) -> str:
        from contradict.views.notebook import report_html

        return report_html(self)

    @property
    def plot(self) -> ReportPlots:
        """Figures: `.matrix()`, `.timeline()` and `.voices()`; they need the extra `plot`."""
        from contradict.views.plots import ReportPlots

        return ReportPlots(self)

    def to_markdown(self, path: str | PathLike[str] | None = None) -> str:
        """The report as Markdown text, also written to `path` where one is given."""
        from contradict.views.markdown import to_markdown

        text = to_markdown(self)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8")
        return text

    def to_html(self, path: str | PathLike[str] | None = None) -> str:
        """The report as one HTML page that needs no network, also written to `path` where one is given."""
        from contradict.views.html import to_html

        text = to_html(self)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8", newline="\n")
        return text

    def to_pandas(self) -> pd.DataFrame:
        """One row a pair: relation, probabilities, both directions, and both claims' fields."""
        try:
            import pandas as pd
        except ImportError:
            raise MissingExtraError("to_pandas()", "pandas") from None
        return pd.DataFrame(self.rows(), columns=self.columns)

    @property
    def columns(self) -> list[str]:
        """The columns of `rows` and `to_pandas`."""
        from contradict.rows import COLUMNS

        return list(COLUMNS)

    def to_labels(self, path: str | PathLike[str], n: int = 100) -> int:
        """Write the `n` pairs most worth a person's label, uncertain ones first, as CSV; returns how many.

        Fill its column `relation` (agree, contradict, neutral, update); the file then goes straight into
        `contradict.evaluate` and `contradict.calibrate`.
        """
        from contradict.review import write_labels

        return write_labels(self.pairs, path, n)

    def rows(self) -> list[dict[str, Any]]:
        """The pairs as flat rows, the order of `pairs`."""
        from contradict.rows import row_of

        return [row_of(pair) for pair in self.pairs]

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values, with a `schema_version`; claims are named by id."""
        from contradict.report_json import to_dict

        return to_dict(self)

    def to_json(self, path: str | PathLike[str] | None = None) -> str:
        """The report as JSON text, also written to `path` where one is given.

        Dates and numpy numbers in the meta of a claim become strings and numbers.

        Raises:
            ClaimError: The meta of a claim holds something else that JSON does not know.
        """
        from contradict.report_json import to_text

        text = to_text(self)
        if path is not None:
            Path(path).write_text(text + "\n", encoding="utf-8")
        return text

    @classmethod
    def from_json(cls, path: str | PathLike[str]) -> Report:
        """A report that `to_json` wrote.

        Raises:
            InputFileError: The file cannot be read or is no JSON.
            SchemaError: It is no report, or of a schema version that this library does not know.
        """
        from contradict.files import read_text

        try:
            values = json.loads(read_text(Path(path)))
        except (ValueError, RecursionError) as error:
            if isinstance(error, InputFileError):
                raise
            raise InputFileError(f"{path}: expected JSON ({error})") from None
        return cls.from_dict(values)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Report:
        """A report from what `to_dict` gave; raises SchemaError as `from_json`."""
        from contradict.report_json import from_dict

        return from_dict(values)


def _lines(pair: Pair) -> str:
    from contradict.views.display import one_line

    certainty = f"  [{pair.probabilities.contradict:.2f}]"
    a, b, why = one_line(str(pair.a)), one_line(str(pair.b)), one_line(pair.why)
    return f"{certainty} {a}\n   vs.  {b}" + (f"\n        {why}" if why else "")
