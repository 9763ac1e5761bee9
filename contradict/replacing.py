"""Updates: whether the later of two claims that are at odds replaces the earlier one rather than disputing it.

It must be of the same voice or hold a word of update. Then what the rules of `contradict.periods` find (a figure that
moved on, a later state) is weighed with who says it, who denies, the days between, and the words of both claims, by a
logistic regression. No model has a part in it: the weights stand in `weights/update.json`, fitted by
`python -m training.fit_update`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from contradict.errors import SchemaError
from contradict.opposites import LITTLE_WORDS
from contradict.periods import Update, days_between, on_day, which_is_later
from contradict.readings import WORD, Reading, same_voice
from contradict.sidebyside import SideBySide

PACKAGED = Path(__file__).parent / "weights" / "update.json"
FEATURES = (
    "by_figure", "by_word", "same_voice", "same_source", "later_word", "earlier_word", "days", "earlier_denies",
    "later_denies", "counts_conflict", "count_rose", "count_fell",
)  # fmt: skip
WORDS = ("new", "gone", "both")
"""Words of the later claim only, of the earlier one only, and of both."""
AS_UPDATE_WORDS = frozenset("again already final finally".split())
"""Words that show, new in a later claim, that things have moved on, though not by which rule."""
PROBABLY = 0.5
TELLING = 0.5
"""The weight from which a new word is named in the reason."""
TOLD = 2
"""Words that a reason names at most."""


@dataclass(frozen=True)
class Succession:
    """Two claims, one of which was published later.

    Attributes:
        order: Which of the pair is the later one.
        features: By name; those that are not there are 0.
        words: In lower case, without figures: see `WORDS`.
        possible: Whether the later one is of the same voice or holds a word of update: else it replaces nothing.
    """

    order: Literal["a", "b"]
    features: Mapping[str, float]
    words: Mapping[str, frozenset[str]]
    possible: bool

    @classmethod
    def of(cls, pair: SideBySide) -> Succession | None:
        """That of a pair.

        None where it is not known which claim is the later one, or where the two speak of different periods.
        """
        before, after = pair.a.timing.published, pair.b.timing.published
        order = which_is_later(before, after)
        if order is None or before is None or after is None or pair.other_period:
            return None
        earlier, later = in_order(pair, order)
        old, new = _words(earlier), _words(later)
        one_voice, word = same_voice(earlier, later), later.timing.update_word is not None
        rule, conflict, moved = pair.update_by_rule, pair.conflict, 0.0
        if conflict is not None:
            moved = sum(q.value for q in conflict.b) - sum(q.value for q in conflict.a)
            moved = moved if order == "b" else -moved
        a, b = earlier.claim, later.claim
        features = {
            "by_figure": rule is not None and not rule.by_word,
            "by_word": rule is not None and rule.by_word,
            "same_voice": one_voice,
            "same_source": a.source is not None and a.source == b.source and not (a.speaker and b.speaker),
            "later_word": word,
            "earlier_word": earlier.timing.update_word is not None,
            "days": math.log1p(days_between(before, after)),
            "earlier_denies": earlier.stance == "denies",
            "later_denies": later.stance == "denies",
            "counts_conflict": conflict is not None,
            "count_rose": moved > 0,
            "count_fell": moved < 0,
        }
        words = {"new": new - old, "gone": old - new, "both": old & new}
        possible = one_voice or word or bool(AS_UPDATE_WORDS & words["new"])
        return cls(order, {name: float(value) for name, value in features.items() if value}, words, possible)


@dataclass(frozen=True)
class UpdateWeights:
    """The weights of the regression: of the features, and of words in each of the places of `WORDS`."""

    bias: float
    features: Mapping[str, float]
    words: Mapping[str, Mapping[str, float]]

    @classmethod
    def load(cls, path: Path = PACKAGED) -> UpdateWeights:
        """Read weights from JSON.

        Raises:
            SchemaError: Other features or places than expected.
        """
        values = json.loads(path.read_text(encoding="utf-8"))
        found = values.get("features", {}).keys(), values.get("words", {}).keys()
        if found != (set(FEATURES), set(WORDS)) or "bias" not in values:
            raise SchemaError(
                f"{path}: expected a bias, the features {sorted(FEATURES)} and words that are {sorted(WORDS)}, "
                f"got {sorted(values)}, {sorted(found[0])} and {sorted(found[1])}"
            )
        return cls(values["bias"], values["features"], values["words"])

    def probability(self, found: Succession) -> float:
        """That the later claim replaces the earlier one, if the two are at odds."""
        if not found.possible:
            return 0.0
        total = self.bias + sum(self.features[name] * value for name, value in found.features.items())
        for where, words in found.words.items():
            weights = self.words[where]
            total += math.fsum(weights[word] for word in words & weights.keys())
        return 1 / (1 + math.exp(-total))

    def __call__(self, pair: SideBySide) -> tuple[float, Update | None]:
        """How likely the later claim of a pair replaces the earlier one if the two are at odds, and, if so, how.

        0.0 where there is no possible `Succession`.
        """
        found = Succession.of(pair)
        if found is None:
            return 0.0, None
        probable = self.probability(found)
        if probable < PROBABLY:
            return probable, None
        return probable, pair.update_by_rule or Update(found.order, self._why(pair, found), by_word=True)

    def _why(self, pair: SideBySide, found: Succession) -> str:
        earlier, later = in_order(pair, found.order)
        since, after = (on_day(one.timing, other.timing) for one, other in ((later, earlier), (earlier, later)))
        text, span, weights = later.claim.text, later.timing.update_word, self.words["new"]
        telling = sorted(
            (word for word in found.words["new"] & weights.keys() if weights[word] >= TELLING and len(word) > 2),
            key=lambda word: (-weights[word], word),
        )
        told = [text[slice(*span)]] if span else [word for word in telling if word not in LITTLE_WORDS][:TOLD]
        voice = "of the same voice" if same_voice(earlier, later) else "of another voice"
        words = ", ".join(f'"{word}"' for word in told)
        return f"A later claim {voice}{since} replaces one{after}{f' ({words})' if words else ''}."


def in_order(pair: SideBySide, later: Literal["a", "b"]) -> tuple[Reading, Reading]:
    """The earlier and the later claim of a pair."""
    return (pair.a, pair.b) if later == "b" else (pair.b, pair.a)


def _words(reading: Reading) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(reading.claim.text.lower()) if not word.isdigit())
