"""A collection of claims that grows: each new claim is compared with all that came before, at the price of the new."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contradict.blocking import Collection, candidates_of, not_english, worth_judging
from contradict.cache import Cache
from contradict.calibration import Calibration, Thresholds
from contradict.claims import Claim, OnError, Skipped, same_claim, to_claims, with_id_of
from contradict.comparer import Comparer, package_version
from contradict.embedding import DEFAULT_EMBEDDER
from contradict.errors import SettingsError
from contradict.events import Candidates
from contradict.judging import cut, refereed
from contradict.nli import DEFAULT_NLI, PACKAGED
from contradict.nli import LOADED as LOADED_NLI
from contradict.readings import Reading, read_claim
from contradict.report import Pair, Report, most_certain
from contradict.sqlitefile import check_path
from contradict.storefile import Row, StoreFile, from_text, to_text
from contradict.verdicts import Evidence, decide

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REPEATED = to_claims(["-", "-"])[1][0]
"""What is said of claims that were given before."""
OF_ONE_RUN = ("device", "progress", "cache", "referee")
"""Parameters of a comparer that a file does not keep: they do not decide results, or cannot be written down."""
COMPUTED_BY = {"embedder": "vectors", "nli": "scores"}
APART = 0.97
"""From which probability of neutral two claims are taken to say nothing about each other's other pairs."""
LOADED = "(loaded "
PACKAGED_MODELS = (DEFAULT_EMBEDDER, *PACKAGED)
DTYPES = ("float32", "bfloat16")
"""What `dtype` may say; other models have one of their own."""


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """What new claims bring, as true at that moment.

    Pairs are weighed together with those of earlier claims that have to do with the new ones; `Store.report` weighs all
    pairs, so the probabilities in it can differ a little.

    Attributes:
        claims: The new claims, in canonical order.
        pairs: The judged pairs of the new claims, with earlier ones and among themselves: those that `compare` would
            judge of all claims so far. Their `event` is None: events are named in a report.
        skipped: What was left out, and why.
    """

    claims: tuple[Claim, ...]
    pairs: tuple[Pair, ...]
    skipped: tuple[Skipped, ...]

    @property
    def contradictions(self) -> tuple[Pair, ...]:
        """The contradicting pairs, the most certain first."""
        return most_certain(self.pairs, "contradict")

    @property
    def updates(self) -> tuple[Pair, ...]:
        """The pairs in which the later claim replaces the earlier one, the most certain first."""
        return most_certain(self.pairs, "update")

    @property
    def agreements(self) -> tuple[Pair, ...]:
        """The agreeing pairs, the most certain first."""
        return most_certain(self.pairs, "agree")

    def summary(self) -> str:
        """What is new and was found, in a few lines."""
        from contradict.views.display import counted, one_line

        told = (
            f"{counted(len(self.claims), 'new claim')}, {counted(len(self.pairs), 'pair')} judged: "
            f"{len(self.contradictions)} contradict, {len(self.updates)} update, {len(self.agreements)} agree"
        )
        return "\n".join([told, *(one_line(f"note: {s.count} {s.what}: {s.reason}") for s in self.skipped)])

    def __str__(self) -> str:
        return "\n\n".join([self.summary(), *map(str, self.contradictions)])

    def __repr__(self) -> str:
        return f"Found({len(self.claims)} claims, {len(self.pairs)} pairs: {len(self.contradictions)} contradict)"


@dataclass(frozen=True, slots=True)
class _Held:
    """The claims of the file in canonical order, with their propositions and vectors."""

    claims: list[Claim]
    propositions: list[str]
    vectors: NDArray[np.float32]
    adds: int
    repeated: int
    reread: tuple[Row, ...] = ()
    """Those that another version of the library had read; the next add writes them."""

    def with_claims(self, readings: Sequence[tuple[Claim, Reading]], vectors: NDArray[np.float32]) -> _Held:
        """The same with some claims added, or put in the place of those with their ids."""
        import numpy as np

        ids = {claim.id for claim, _ in readings}
        stay = [i for i, claim in enumerate(self.claims) if claim.id not in ids]
        claims = [self.claims[i] for i in stay] + [claim for claim, _ in readings]
        propositions = [self.propositions[i] for i in stay] + [reading.proposition for _, reading in readings]
        parts = [part for part in (self.vectors[stay], vectors) if len(part)]
        order = sorted(range(len(claims)), key=lambda i: claims[i].sort_key)
        placed = np.concatenate(parts)[order] if parts else self.vectors
        return replace(
            self, claims=[claims[i] for i in order], propositions=[propositions[i] for i in order], vectors=placed
        )


class Store:
    """A file of claims that grows, and what contradicts what in it.

    Vectors and pair scores are kept, so that adding some claims to many costs the models what the new ones do. Several
    processes may add to one file; one add is one transaction, and what it has returned is not lost.

    Args:
        path: The file; it is made where there is none.
        renew: Whether the file shall take over settings that differ from its own. The first `add` does it: what other
            models computed is then deleted from the file. Until then `check` and `report` use the new settings and
            leave those of the file as they are.
        **options: The parameters of `Comparer`. The file keeps those that decide results and takes them for what is
            not given here. `thresholds`, `calibration` and `updates` may differ: they then hold for this opening. A
            `cache` is looked up before a model is asked; what is found there is kept in the store too.

    Raises:
        InputFileError: The file is no store, is damaged, or cannot be opened.
        ModelError: A model cannot be loaded or does not do what its stage needs.
        SchemaError: A newer version of the library wrote the file.
        SettingsError: Settings that differ from those of the file, or that make no sense.
    """

    def __init__(self, path: str | os.PathLike[str], *, renew: bool = False, **options: Any) -> None:
        from contradict.api import shared_comparer

        behind = options.pop("cache", None)
        check_path(path, StoreFile.kind)
        if not os.path.exists(path):
            _settings(shared_comparer(options, Store), options)  # what cannot be loaded leaves no file behind
        self._file = StoreFile(path, Cache(behind) if isinstance(behind, (str, os.PathLike)) else behind)
        try:
            kept = self._file.settings()
            merged = _from_file(self._file, kept, options) | options
            comparer = shared_comparer(merged, Store)
            settings = _settings(comparer, merged)
            if not kept:
                self._file.put_settings(settings)
                kept = self._file.settings()
            differing = [n for n, value in settings["deciding"].items() if kept["deciding"].get(n, value) != value]
            if differing and not renew:
                raise SettingsError(_refusal(self._file.path, kept, settings, differing))
        except BaseException:
            self._file.close()
            raise
        forget = [table for name, table in COMPUTED_BY.items() if name in differing]
        self._renewal = (settings, forget) if differing else None
        self.comparer = comparer.configured(cache=self._file)
        self._held: _Held | None = None

    def add(self, claims: Any, *, on_error: OnError = "raise") -> Found:
        """Add claims, and say how they relate to all claims so far and to each other.

        Args:
            claims: As `contradict.compare` takes them. Those that are there already are counted and change nothing.
                The file keeps claims as JSON, so dates and numpy numbers in their meta become strings and numbers.
            on_error: "raise" refuses all of them if one cannot be used, "skip" leaves it out and lists it.

        Raises:
            ClaimError: A claim that cannot be used, or another claim with the id of one that is there.
            InputFileError: The file cannot be written; nothing was added.
        """
        self._file.check_writable()
        if self._renewal is not None:
            self._file.put_settings(*self._renewal, anew=True)
            self._renewal = self._held = None
        claims, reader = list(claims) if isinstance(claims, Iterator) else claims, package_version()
        while True:
            held = self._load()
            grown, changed, repeated, found = self._compare(held, claims, on_error)
            rows = [*held.reread, *(Row(claim, reading.proposition, reader) for claim, reading in changed)]
            if self._file.put_claims(rows, repeated, held.adds):
                self._held = replace(grown, adds=held.adds + 1, repeated=held.repeated + repeated, reread=())
                return found

    def check(self, claims: Any, *, on_error: OnError = "raise") -> Found:
        """What `add` would return, without adding anything."""
        return self._compare(self._load(), claims, on_error)[-1]

    def report(self) -> Report:
        """The report that `compare` makes of all claims together, in whatever order they came."""
        held = self._load()
        skipped = (replace(REPEATED, count=held.repeated),) if held.repeated else ()
        return self.comparer.report_on(Collection([read_claim(claim) for claim in held.claims], skipped=skipped))

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._file.close()

    def __len__(self) -> int:
        return self._file.count()

    def __iter__(self) -> Iterator[Claim]:
        """The claims as they were given, in canonical order."""
        return iter(sorted((row.claim for row in self._file.content().rows), key=lambda claim: claim.sort_key))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({str(self._file.path)!r}, {len(self)} claims{', read only' if self._file.read_only else ''})"

    def _load(self) -> _Held:
        """What the file holds now. Propositions that another version of the library has read are read anew."""
        if self._held is None or self._held.adds != self._file.adds():
            content, version = self._file.content(), package_version()
            rows, reread = sorted(content.rows, key=lambda row: row.claim.sort_key), []
            for i, row in enumerate(rows):
                if row.reader != version:
                    rows[i] = Row(row.claim, read_claim(row.claim).proposition, version)
                    reread.append(rows[i])
            claims, propositions = [row.claim for row in rows], [row.proposition for row in rows]
            vectors = self.comparer.embed(propositions)
            self._held = _Held(claims, propositions, vectors, content.adds, content.repeated, tuple(reread))
        return self._held

    def _compare(
        self, held: _Held, claims: Any, on_error: OnError
    ) -> tuple[_Held, list[tuple[Claim, Reading]], int, Found]:
        """The claims with some more, those that change, how many are there already, and what the new ones bring."""
        made, skipped = to_claims(claims, on_error)
        made = [from_text(to_text(claim)) for claim in made]
        ids = {claim.id for claim in made}
        there = {claim.id: claim for claim in held.claims if claim.id in ids}
        if on_error == "skip":
            clashing = [claim for claim in made if claim.id in there and not same_claim(claim, there[claim.id])]
            made = [claim for claim in made if claim not in clashing]
            skipped += [with_id_of(claim, there[claim.id]) for claim in clashing]
            there = {claim.id: there[claim.id] for claim in made if claim.id in there}
        kept, _ = to_claims([*there.values(), *made])
        changed = [(claim, read_claim(claim)) for claim in kept if there.get(claim.id) != claim]
        new = {claim.id: reading for claim, reading in changed if claim.id not in there}
        repeated = len(there) + sum(s.count for s in skipped if s.what == REPEATED.what)
        skipped = [s for s in skipped if s.what != REPEATED.what]
        if repeated:
            skipped.append(replace(REPEATED, count=repeated))
        grown = held.with_claims(changed, self.comparer.embed([reading.proposition for _, reading in changed]))
        pairs, left_out = self._judge(grown, new)
        found = Found(tuple(reading.claim for reading in new.values()), tuple(pairs), (*skipped, *left_out))
        return grown, changed, repeated, found

    def _judge(self, held: _Held, new: dict[str, Reading]) -> tuple[list[Pair], list[Skipped]]:
        """The pairs of the new ones among claims, and what was left out."""
        comparer = self.comparer
        at = {i: new[claim.id] for i, claim in enumerate(held.claims) if claim.id in new}
        candidates = candidates_of(held.vectors, list(at), comparer.similarity, comparer.neighbours)
        involved = sorted({*at, *candidates.rows.ravel().tolist()})
        readings = {i: at[i] if i in at else read_claim(held.claims[i]) for i in involved}
        rows, similarity, skipped = worth_judging(readings, candidates, comparer.neighbours)
        found = comparer.evidence([(readings[i], readings[j]) for i, j in rows])
        other_rows, other_similarity = self._around(held, readings, set(at), rows, found)
        around = comparer.evidence([(readings[i], readings[j]) for i, j in other_rows])
        judged = comparer.judge_evidence([*found, *around], [*similarity, *other_similarity])[: len(found)]
        near = [replace(pair, similarity=round(s, 6)) for pair, s in zip(judged, similarity, strict=True)]
        pairs, undecided = refereed(near, comparer.referee)
        number = {i: n for n, i in enumerate(involved)}
        longer = cut(list(readings.values()), [(number[i], number[j]) for i, j in rows], comparer.nli)
        return pairs, [*skipped, *not_english([reading.claim for reading in new.values()]), *longer, *undecided]

    def _around(
        self,
        held: _Held,
        readings: Mapping[int, Reading],
        new: set[int],
        rows: Sequence[tuple[int, int]],
        found: Sequence[Evidence],
    ) -> tuple[Sequence[tuple[int, int]], Sequence[float]]:
        """The pairs of earlier claims that say something about the pairs of the new ones, and their similarity.

        Those of two claims that each have to do with a new one. They were judged when they came, so no model runs
        unless the bound on neighbours left them out then.
        """
        weights = self.comparer.weights
        related = [row for row, e in zip(rows, found, strict=True) if decide(e, weights).probabilities.neutral < APART]
        earlier = {i for row in related for i in row} - new
        near = candidates_of(held.vectors, sorted(earlier), self.comparer.similarity, self.comparer.neighbours)
        inside = [n for n, row in enumerate(near.rows.tolist()) if earlier.issuperset(row)]
        between = Candidates(near.rows[inside], near.similarity[inside], 0)
        return worth_judging(readings, between, self.comparer.neighbours)[:2]


def _settings(comparer: Comparer, options: dict[str, Any]) -> dict[str, Any]:
    """What a file keeps of a comparer's settings: those that must not differ, and what makes the comparer again."""
    nli, embedder, calibration = comparer.nli, comparer.embedder, comparer.calibration
    named = {name: options.get(name) for name in signature(Comparer).parameters if name not in OF_ONE_RUN}
    named |= {"embedder": _place(embedder.name), "nli": _place(nli.name)}
    named |= {"dtype": nli.dtype if nli.dtype in DTYPES else None}
    named |= {"similarity": comparer.similarity, "neighbours": comparer.neighbours, "updates": comparer.updates}
    named |= {"thresholds": asdict(comparer.thresholds), "calibration": calibration and calibration.to_dict()}
    deciding = {
        "embedder": embedder.fingerprint, "nli": nli.cache_name, "similarity": comparer.similarity,
        "neighbours": comparer.neighbours,
    }  # fmt: skip
    return {"deciding": deciding, "options": named}


def _from_file(file: StoreFile, kept: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """The parameters that a file keeps, of those that are not given."""
    found = {name: value for name, value in kept.get("options", {}).items() if name not in given and value is not None}
    if "nli" in given:
        found.pop("nli_labels", None)
    if _other_model(kept.get("options", {}), given):
        found.pop("dtype", None)
        found.pop("backend", None)
    for name in ("embedder", "nli"):
        if str(found.get(name, "")).startswith(LOADED):
            raise SettingsError(
                f"{file.path} was made with a {name} that was given as a loaded object: give {name}=... again"
            )
    try:
        if "thresholds" in found:
            found["thresholds"] = Thresholds(**found["thresholds"])
        if "calibration" in found:
            found["calibration"] = Calibration.from_dict(found["calibration"])
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise file.damaged(error) from None
    return found


def _other_model(kept: dict[str, Any], given: dict[str, Any]) -> bool:
    """Whether another NLI model or back end is given than a file keeps, so that its dtype need not fit."""
    nli = given.get("nli")
    named = _place(str(nli)) if isinstance(nli, (str, os.PathLike)) else getattr(nli, "name", nli and LOADED_NLI)
    return any(
        name in given and value != kept.get(name)
        for name, value in (("nli", named or DEFAULT_NLI), ("backend", given.get("backend")))
    )


def _place(name: str) -> str:
    """A model's folder as an absolute path, whatever the working directory of the next opening is; or its name."""
    return str(Path(name).resolve()) if name not in PACKAGED_MODELS and os.path.isdir(name) else name


def _refusal(path: os.PathLike[str], kept: dict[str, Any], settings: dict[str, Any], differing: list[str]) -> str:
    """What is said of settings that differ from those of the file."""
    updated = [n for n in differing if _packaged_weights(kept, n) and _packaged_weights(settings, n)]
    updated = [n for n in updated if _packaged_weights(kept, n) != _packaged_weights(settings, n)]
    if updated == differing:
        names = " and ".join(f"{n} {settings['options'][n]!r}" for n in updated)
        return (
            f"{path} was made with another version of the library, whose packaged {names} had other weights than those "
            "of the version that is installed now. Let it take the new ones with renew=True, which has the models do "
            "their work anew, or install the version that made it"
        )
    told = "; ".join(f"{n} {_shown(kept, n)} in the file, {_shown(settings, n)} now" for n in differing)
    return (
        f"{path} was made with other settings: {told}. Open it with its own, name another file, or let it take the new "
        "ones with renew=True, which has the models do their work anew"
    )


def _packaged_weights(settings: dict[str, Any], name: str) -> str:
    """The fingerprint of a packaged model's weights; "" for another setting or model."""
    if settings["options"].get(name) not in PACKAGED_MODELS:
        return ""
    value = str(settings["deciding"][name])
    return value if name == "embedder" else value.split("|")[1]


def _shown(settings: dict[str, Any], name: str) -> str:
    """A deciding setting, for people."""
    value = settings["deciding"][name]
    return f"{settings['options'].get(name)} ({value})" if name in ("embedder", "nli") else str(value)
