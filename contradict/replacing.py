"""Updates: whether the later of two claims that are at odds replaces the earlier one rather than disputing it.

What the rules of `contradict.periods` find (a figure that moved on, a later state, a word of update) is weighed with
who says it, how many days later, and the words of both claims, by a logistic regression. It depends on no model: its
weights stand in `weights/update.json`, fitted by `python -m training.fit_update`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from contradict.errors import SchemaError
from contradict.periods import Update, days_between, on_day, which_is_later
from contradict.readings import WORD, Reading, same_voice

if TYPE_CHECKING:
    from contradict.verdicts import Evidence

PACKAGED = Path(__file__).parent / "weights" / "update.json"
FEATURES = (
    "by_figure", "by_word", "same_voice", "same_source", "later_word", "earlier_word", "days",
    "earlier_denies", "later_denies", "counts_conflict", "count_rose", "count_fell",
)  # fmt: skip
WORDS = ("new", "gone", "both")
"""Words of the later claim only, of the earlier one only, and of both."""
PROBABLY = 0.5
TOLD = 3
"""Words that a reason names at most."""


@dataclass(frozen=True)
class Succession:
    """Two claims, one of which was published later.

    Attributes:
        order: Which of the pair is the later one.
        features: By name; those that are not there are 0.
        words: In lower case, without numbers: see `WORDS`.
    """

    order: Literal["a", "b"]
    features: Mapping[str, float]
    words: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, pair: Evidence) -> Succession | None:
        """That of a pair; None where it is not known which claim is the later one."""
        order = which_is_later(pair.a.timing.published, pair.b.timing.published)
        if order is None:
            return None
        earlier, later = in_order(pair, order)
        before, after = earlier.timing.published, later.timing.published
        assert before is not None
        assert after is not None
        rule, conflict, moved = pair.update, pair.conflict, 0.0
        if conflict is not None:
            moved = sum(q.value for q in conflict.b) - sum(q.value for q in conflict.a)
            moved = moved if order == "b" else -moved
        source = earlier.claim.source
        features = {
            "by_figure": rule is not None and not rule.by_word,
            "by_word": rule is not None and rule.by_word,
            "same_voice": same_voice(earlier, later),
            "same_source": source is not None and source == later.claim.source,
            "later_word": later.timing.update_word is not None,
            "earlier_word": earlier.timing.update_word is not None,
            "days": math.log1p(days_between(before, after)),
            "earlier_denies": earlier.stance == "denies",
            "later_denies": later.stance == "denies",
            "counts_conflict": conflict is not None,
            "count_rose": moved > 0,
            "count_fell": moved < 0,
        }
        old, new = _words(earlier), _words(later)
        words = {"new": new - old, "gone": old - new, "both": old & new}
        return cls(order, {name: float(value) for name, value in features.items() if value}, words)


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
        total = self.bias + sum(self.features[name] * value for name, value in found.features.items())
        total += sum(self.words[where].get(w, 0.0) for where, words in found.words.items() for w in sorted(words))
        return 1 / (1 + math.exp(-total))

    def __call__(self, pair: Evidence) -> tuple[float, Update | None]:
        """How likely the later claim of a pair replaces the earlier one if the two are at odds, and, if so, how.

        0.0 where it is not known which one is the later.
        """
        found = Succession.of(pair)
        if found is None:
            return 0.0, None
        probable = self.probability(found)
        if probable < PROBABLY:
            return probable, None
        return probable, pair.update or Update(found.order, self._why(pair, found), by_word=True)

    def _why(self, pair: Evidence, found: Succession) -> str:
        earlier, later = in_order(pair, found.order)
        since, after = (on_day(one.timing, other.timing) for one, other in ((later, earlier), (earlier, later)))
        weights = self.words["new"]
        telling = sorted((w for w in found.words["new"] if weights.get(w, 0.0) > 0), key=lambda w: (-weights[w], w))
        told = _quoted(telling[:TOLD])
        voice = " of the same voice" if same_voice(earlier, later) else ""
        return f"The later claim{voice}{since} seems to replace the earlier one{after}{told}."


def in_order(pair: Evidence, later: Literal["a", "b"]) -> tuple[Reading, Reading]:
    """The earlier and the later claim of a pair."""
    return (pair.a, pair.b) if later == "b" else (pair.b, pair.a)


def _words(reading: Reading) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(reading.claim.text.lower()) if not word.isdigit())


def _quoted(words: Iterable[str]) -> str:
    named = ", ".join(f'"{word}"' for word in words)
    return f": {named}" if named else ""
