"""The module functions: thin calls of a `Comparer`, whose loaded models are kept for the next call."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contradict.claims import OnError
    from contradict.comparer import Comparer, Plan
    from contradict.report import Pair, Report

MODELS_KEPT = 2
_models: OrderedDict[Any, Comparer] = OrderedDict()


def clear_models() -> None:
    """Forget the models that the module functions have loaded."""
    _models.clear()


def _comparer(options: dict[str, Any]) -> Comparer:
    """A comparer with the wanted settings, its models loaded anew only if they are not among the last few."""
    from contradict.comparer import Comparer

    loading = ("embedder", "nli", "nli_labels", "device", "dtype")
    key = tuple(_key(options.get(name)) for name in loading)
    if key not in _models:
        _models[key] = Comparer(**{k: v for k, v in options.items() if k in loading})
        while len(_models) > MODELS_KEPT:
            _models.popitem(last=False)
    _models.move_to_end(key)
    return _models[key].configured(**{k: v for k, v in options.items() if k not in loading})


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
        against: Compare the claims with these others only, neither side with itself.
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
    return _comparer(options).compare(claims, against=against, across=across, on_error=on_error)


def judge(pairs: Iterable[Any], **options: Any) -> list[Pair]:
    """Label given pairs of claims, without clustering: a `Pair` for each, in their order.

    Args:
        pairs: Pairs of claims, each claim a string, a mapping or a `Claim`.
        **options: The parameters of `Comparer`.

    Raises:
        As `compare`.
    """
    return _comparer(options).judge(pairs)


def plan(
    claims: Any, *, against: Any = None, across: str | None = None, on_error: OnError = "raise", **options: Any
) -> Plan:
    """The events, candidate pairs and model calls that `compare` would make, before any NLI runs.

    Takes what `compare` takes and raises what it raises.
    """
    return _comparer(options).plan(claims, against=against, across=across, on_error=on_error)
