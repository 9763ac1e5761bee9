"""The module functions: thin calls of a `Comparer`, whose loaded models are kept for the next call."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from contradict.errors import SettingsError

if TYPE_CHECKING:
    from contradict.calibration import Calibration
    from contradict.claims import OnError
    from contradict.comparer import Comparer
    from contradict.evaluation import Evaluation
    from contradict.evaluation.labels import LabelNames, On, Scheme
    from contradict.plans import Plan
    from contradict.report import Pair, Report

MODELS_KEPT = 2
_models: OrderedDict[Any, tuple[Comparer, list[Any]]] = OrderedDict()
"""Comparers, and the objects that their keys name: a key must not outlive its object, or it could name another."""


def clear_models() -> None:
    """Forget the models that the module functions have loaded."""
    _models.clear()


def shared_comparer(options: dict[str, Any], *called: Callable[..., Any]) -> Comparer:
    """A comparer with the wanted settings, its models loaded anew only if they are not among the last few.

    An error about an unknown name lists the parameters of the function that was called, too.
    """
    from contradict.comparer import Comparer, check_names

    check_names(options, *called, Comparer)
    loading = ("embedder", "nli", "nli_labels", "device", "dtype", "backend")
    key = tuple(_key(options.get(name)) for name in loading)
    if key not in _models:
        named = {k: v for k, v in options.items() if k in loading}
        _models[key] = Comparer(**named), list(named.values())
        while len(_models) > MODELS_KEPT:
            _models.popitem(last=False)
    _models.move_to_end(key)
    return _models[key][0].configured(**{k: v for k, v in options.items() if k not in loading})


def _key(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return tuple(value)
    return str(value) if hasattr(value, "__fspath__") else id(value)


def compare(
    claims: Any, *, against: Any = None, across: str | None = None, on_error: OnError = "raise", **options: Any
) -> Report:
    """Find the claims that cannot all be true.

    Args:
        claims: Strings, `Claim`s, mappings (any iterable) or a pandas DataFrame with `text` and optionally `source`,
            `speaker`, `date`, `id`, `url`; other keys are kept in `Claim.meta`.
        against: Compare the claims with these others only: each pair has one claim of either side; a claim on both
            sides meets every other claim.
        across: "source", "speaker", ...: skip pairs that share it.
        on_error: "raise" refuses a collection with a claim that cannot be used, "skip" leaves it out and lists it.
        **options: `embedder`, `nli`, `thresholds`, `device`, `progress` and the other parameters of `Comparer`.

    Returns:
        A `Report`. It is the same whatever the order of the claims.

    Raises:
        ClaimError: A claim that cannot be used, or one string instead of a collection.
        ModelError: A model that cannot be loaded, or has not the classes it needs.
        SettingsError: A parameter with a value that makes no sense.
    """
    return shared_comparer(options, compare).compare(claims, against=against, across=across, on_error=on_error)


def judge(pairs: Iterable[Any], *, together: bool = False, **options: Any) -> list[Pair]:
    """Label given pairs of claims, without clustering: a `Pair` for each, in their order.

    Args:
        pairs: Pairs of claims, each claim a string, a mapping or a `Claim`.
        together: Whether pairs that share claims are weighed together, as `compare` does, or each alone. For that the
            embedding model runs too.
        **options: The parameters of `Comparer`.

    Raises:
        As `compare`.
    """
    return shared_comparer(options, judge).judge(pairs, together=together)


def plan(
    claims: Any, *, against: Any = None, across: str | None = None, on_error: OnError = "raise", **options: Any
) -> Plan:
    """The events, candidate pairs and model calls that `compare` would make, before any NLI runs.

    Takes what `compare` takes and raises what it raises.
    """
    return shared_comparer(options, plan).plan(claims, against=against, across=across, on_error=on_error)


def _given(
    comparer: Comparer | None, options: dict[str, Any], called: Callable[..., Any]
) -> Comparer | Callable[[], Comparer]:
    """The given comparer, or what makes one: models are loaded after everything else has been looked at."""
    if comparer is None:
        return lambda: shared_comparer(options, called)
    if options:
        raise SettingsError(f"give either a comparer or its parameters, not both: got comparer and {sorted(options)}")
    return comparer


def evaluate(
    pairs: Any,
    *,
    comparer: Comparer | None = None,
    on: On | None = None,
    label_names: LabelNames | None = None,
    columns: Mapping[str, str] | None = None,
    scheme: Scheme | None = None,
    group: str | None = None,
    resamples: int = 1000,
    seed: int = 0,
    **options: Any,
) -> Evaluation:
    """See how right a comparer is on labelled pairs.

    Args:
        pairs: A path (`.csv`, `.tsv`, `.jsonl`, `.json`), a DataFrame, a Hugging Face `Dataset`, or an iterable of
            mappings or of tuples (premise, hypothesis, label). The columns and label words of the usual sets are
            understood: premise/hypothesis/label, sentence1/sentence2/gold_label, claim/evidence with SUPPORTS, REFUTES
            and NOT ENOUGH INFO, a_text/b_text/relation and others.
        comparer: What to evaluate; None makes one of `options`.
        on: "forward" scores the NLI model from premise to hypothesis, "relation" the verdict on the pair. None takes
            "forward" for the labels of NLI sets and "relation" for those of relations.
        label_names: What the labels mean, where their words do not say: ["entailment", "neutral", "contradiction"] for
            0, 1, 2, or a mapping; None as a name leaves the rows out.
        columns: Which columns to read: {"premise": ..., "hypothesis": ..., "label": ...}.
        scheme: "nli", "relation", "nli2" (entailment or not) or "contradiction2": how to score, where the labels leave
            a choice.
        group: A column, such as the event, whose groups are drawn together in the bootstrap.
        resamples: Of the bootstrap.
        seed: Of the bootstrap.
        **options: The parameters of `Comparer`.

    Returns:
        An `Evaluation`; rows that cannot be used are counted and listed in it.

    Raises:
        InputFileError: The file cannot be read.
        LabelError: The rows are no labelled pairs, or their labels are ambiguous; the message says what to name.
        SettingsError: A parameter with a value that makes no sense.
    """
    from contradict.evaluation import evaluating

    return evaluating.evaluate(
        pairs, comparer=_given(comparer, options, evaluate), on=on, label_names=label_names, columns=columns,
        scheme=scheme, group=group, resamples=resamples, seed=seed,
    )  # fmt: skip


def evaluate_claims(
    claims: Any,
    relations: Any = None,
    *,
    comparer: Comparer | None = None,
    event: str = "event",
    resamples: int = 1000,
    seed: int = 0,
    **options: Any,
) -> Evaluation:
    """See what comes of unclustered claims whose true events are known, as a user would meet it.

    Args:
        claims: Claims as `compare` takes them, or the path of a file of them.
        relations: The true relations inside the events: a path, a DataFrame, or an iterable of mappings with the ids
            `a` and `b` and `relation`, or of tuples of these; pairs that are not listed are neutral. None evaluates
            the events alone, without any NLI.
        comparer: What to evaluate; None makes one of `options`.
        event: The key of `Claim.meta` (or the field) that names the true event.
        resamples: Of the bootstrap, which draws whole events where there are ten or more.
        seed: Of the bootstrap.
        **options: The parameters of `Comparer`.

    Returns:
        An `Evaluation` whose `blocking` has B-cubed, the recall of pairs and the pairs kept.

    Raises:
        ClaimError: A claim that cannot be used.
        LabelError: No claim has an event; or a relation names an unknown claim or no relation.
    """
    from contradict.evaluation import claims as evaluation_of_claims

    return evaluation_of_claims.evaluate_claims(
        claims,
        relations,
        comparer=_given(comparer, options, evaluate_claims),
        event=event,
        resamples=resamples,
        seed=seed,
    )


def calibrate(
    pairs: Any,
    *,
    comparer: Comparer | None = None,
    label_names: LabelNames | None = None,
    columns: Mapping[str, str] | None = None,
    scheme: Scheme | None = None,
    seed: int = 0,
    **options: Any,
) -> Calibration:
    """Fit a calibration of the verdicts on labelled pairs; give it to `Comparer(calibration=...)`.

    Temperature or isotonic, whichever has the lower log loss in five-fold cross-validation.

    Args:
        pairs: As in `evaluate`, at least 30, of which some are contradictions.
        comparer: Whose verdicts; None makes one of `options`.
        label_names: As in `evaluate`.
        columns: As in `evaluate`.
        scheme: As in `evaluate`.
        seed: Of the split into folds.
        **options: The parameters of `Comparer`.

    Raises:
        LabelError: As in `evaluate`.
        SettingsError: Too few pairs, or labels that do not tell contradictions.
    """
    from contradict.evaluation import calibrating

    return calibrating.calibrate(
        pairs,
        comparer=_given(comparer, options, calibrate),
        label_names=label_names,
        columns=columns,
        scheme=scheme,
        seed=seed,
    )
