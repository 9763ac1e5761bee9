"""Evaluating: run a comparer on labelled pairs, or take another method's predictions for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from contradict.calibration import Probabilities, Thresholds
from contradict.errors import SettingsError
from contradict.evaluation import Evaluation, check_column
from contradict.evaluation.labels import CLASSES, READ_AS, LabelledPairs, LabelNames, On, Scheme, read_pairs
from contradict.evaluation.metrics import RESAMPLES
from contradict.evaluation.outcomes import ScoredPair

if TYPE_CHECKING:
    from contradict.comparer import Comparer

    Given = Comparer | Callable[[], Comparer] | None

NLI_OF = {"agree": "entailment", "neutral": "neutral", "contradict": "contradiction", "update": "neutral"}


def evaluate(
    pairs: Any,
    *,
    comparer: Given = None,
    on: On | None = None,
    label_names: LabelNames | None = None,
    columns: Mapping[str, str] | None = None,
    scheme: Scheme | None = None,
    group: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Evaluation:
    """Run a comparer on labelled pairs and see how right it is.

    Args:
        pairs: A path (`.csv`, `.tsv`, `.jsonl`, `.json`), a DataFrame, a Hugging Face `Dataset`, or an iterable of
            mappings or of tuples (premise, hypothesis, label). `contradict.evaluation.labels.read_pairs` lists
            the columns and label words that are understood.
        comparer: What to evaluate, or a function that makes it once the pairs are read; None takes the default.
        on: "forward" scores the NLI model from premise to hypothesis, one model call a pair; "relation" scores the
            verdict on the pair, two calls a pair. None takes "forward" for the labels of NLI sets and "relation" for
            those of relations.
        label_names: What the labels mean, where their words do not say: ["entailment", "neutral", "contradiction"] for
            0, 1, 2, or a mapping.
        columns: Which columns to read: {"premise": ..., "hypothesis": ..., "label": ...}.
        scheme: "nli", "relation", "nli2" or "contradiction2": how to score, where the labels leave a choice.
        group: A column, such as the event, whose groups are drawn together in the bootstrap.
        resamples: Of the bootstrap.
        seed: Of the bootstrap.

    Returns:
        An `Evaluation`; rows that cannot be used are counted and listed in it.

    Raises:
        InputFileError: The file cannot be read.
        LabelError: The rows are no labelled pairs, or their labels are ambiguous; the message says what to name.
        SettingsError: A parameter with a value that makes no sense.
    """
    if on not in (None, "forward", "relation"):
        raise SettingsError(f"on must be 'forward', 'relation' or None, got {on!r}")
    labelled = read_pairs(pairs, label_names=label_names, columns=columns, scheme=scheme)
    if group is not None:
        check_column(labelled.pairs, group)
    comparer = default_comparer(comparer)
    chosen: On = on or labelled.on
    updates: list[bool] | None = None
    if chosen == "forward":
        probabilities = forward(comparer, labelled)
        relations = None
    else:
        judged = comparer.judge([(pair.a, pair.b) for pair in labelled], together=True)
        probabilities = [pair.probabilities for pair in judged]
        relations, updates = [pair.relation for pair in judged], [pair.is_update for pair in judged]
    return from_predictions(
        labelled, probabilities, relations, updates=updates, on=chosen, model=describe(comparer),
        thresholds=comparer.thresholds, group=group, resamples=resamples, seed=seed,
    )  # fmt: skip


def default_comparer(comparer: Given) -> Comparer:
    """The given comparer, what the given function makes, or a new one with the default settings."""
    if comparer is not None:
        return comparer() if callable(comparer) else comparer
    from contradict.comparer import Comparer

    return Comparer()


def describe(comparer: Comparer) -> str:
    """The NLI model of a comparer, its weights and its dtype."""
    nli = comparer.nli
    return f"{nli.name} ({nli.fingerprint}, {nli.dtype})"


def forward(comparer: Comparer, labelled: LabelledPairs) -> list[Probabilities]:
    """The NLI model's softmax from premise to hypothesis: entailment as agree, contradiction as contradict."""
    texts = [(pair.a.text, pair.b.text) for pair in labelled]
    scores = comparer.nli.score(texts, progress=comparer._show(), cache=comparer.cache)
    return [Probabilities(float(e), float(c), float(n)) for e, n, c in scores.astype(float)]


def from_predictions(
    pairs: Any,
    probabilities: Sequence[Probabilities | Sequence[float]],
    relations: Sequence[str] | None = None,
    *,
    updates: Sequence[bool] | None = None,
    on: On = "relation",
    model: str = "",
    thresholds: Thresholds | None = None,
    group: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Evaluation:
    """An evaluation of what any method predicts, to compare it with ours.

    Args:
        pairs: As in `evaluate`; the usable ones are those of `contradict.evaluation.labels.read_pairs`.
        probabilities: Of agree (entailment), contradict and neutral for each usable pair; they sum to 1.
        relations: "agree", "contradict", "neutral" or "update" of each; None takes the most probable class.
        updates: Whether what would be a contradiction is an update; None reads it off the relations.
        on: What was predicted: the relation of the pair, or one direction of it.
        model: A name for it.
        thresholds: At which the relations were read off.
        group: As in `evaluate`.
        resamples: As in `evaluate`.
        seed: As in `evaluate`.

    Raises:
        SettingsError: Not one prediction a pair, or one that is none.
    """
    labelled = read_pairs(pairs)
    for name, values in (("probabilities", probabilities), ("relations", relations), ("updates", updates)):
        if values is not None and len(values) != len(labelled):
            raise SettingsError(f"{name}: expected one for each of the {len(labelled)} pairs, got {len(values)}")
    classes, positive = _classes(labelled.scheme, on)
    scored: list[ScoredPair] = []
    for number, pair in enumerate(labelled):
        p = Probabilities(*probabilities[number])
        relation = None if relations is None else relations[number]
        if relation is not None and relation not in CLASSES["relation"]:
            raise SettingsError(f"relations: expected one of {list(CLASSES['relation'])}, got {relation!r}")
        update = updates[number] if updates is not None else relation == "update"
        gold = _gold(pair.label, classes)
        scored.append(
            ScoredPair(
                pair, gold, _predicted(p, relation, update, classes), p,
                score=_likelihood(positive, p, update), likelihood=_likelihood(gold, p, update),
            )
        )  # fmt: skip
    if group is not None:
        check_column(scored, group)
    return Evaluation(
        tuple(scored), labelled.scheme, on, classes, positive, model, thresholds or Thresholds(), labelled.unusable,
        group, resamples, seed,
    )  # fmt: skip


def _classes(scheme: Scheme, on: On) -> tuple[tuple[str, ...], str]:
    """The classes to score in, and the positive one."""
    if scheme == "nli" and on == "relation":
        scheme = "relation"
    classes = CLASSES[scheme]
    wanted = ("contradict", "contradiction", "not_entailment")
    return classes, next(name for name in wanted if name in classes)


def _gold(label: str, classes: tuple[str, ...]) -> str:
    return label if label in classes else READ_AS["relation"][label]


def _predicted(p: Probabilities, relation: str | None, update: bool, classes: tuple[str, ...]) -> str:
    """The class of a prediction; without a relation, the most probable one."""
    if len(classes) == 2:
        if relation is not None:
            yes = relation == ("agree" if "entailment" in classes else "contradict")
        else:
            yes = _likelihood(classes[0], p, update) >= 0.5
        return classes[0] if yes else classes[1]
    if relation is None:
        relation = max(p._fields, key=lambda name: getattr(p, name))
        relation = "update" if relation == "contradict" and update else relation
    return relation if "agree" in classes else NLI_OF[relation]


def _likelihood(label: str, p: Probabilities, update: bool) -> float:
    """The probability of a class; where one claim replaces the other, that of contradiction goes to update."""
    contradiction = 0.0 if update else p.contradict
    values = {
        "agree": p.agree, "entailment": p.agree, "not_entailment": 1 - p.agree, "neutral": p.neutral,
        "contradict": contradiction, "contradiction": contradiction, "not_contradiction": 1 - contradiction,
        "update": p.contradict if update else 0.0,
    }  # fmt: skip
    return values[label]
