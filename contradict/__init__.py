"""Find the claims that cannot all be true."""

from typing import TYPE_CHECKING, Any

from contradict import datasets
from contradict.api import calibrate, clear_models, compare, evaluate, evaluate_claims, judge, plan
from contradict.articles import Article, extract, read_article
from contradict.cache import Cache
from contradict.calibration import Calibration, Probabilities, Thresholds
from contradict.claims import Claim, Skipped
from contradict.comparer import Comparer
from contradict.distributed import compare_on_ray
from contradict.errors import (
    ClaimError,
    ContradictError,
    InputFileError,
    LabelError,
    MissingExtraError,
    ModelError,
    SchemaError,
    SettingsError,
)
from contradict.files import read_claims
from contradict.nli import NLIScores
from contradict.plans import Plan
from contradict.report import Event, Pair, Report
from contradict.store import Found, Store

if TYPE_CHECKING:
    from contradict.evaluation import Evaluation

__all__ = [
    "Article",
    "Cache",
    "Calibration",
    "Claim",
    "ClaimError",
    "Comparer",
    "ContradictError",
    "Evaluation",
    "Event",
    "Found",
    "InputFileError",
    "LabelError",
    "MissingExtraError",
    "ModelError",
    "NLIScores",
    "Pair",
    "Plan",
    "Probabilities",
    "Report",
    "SchemaError",
    "SettingsError",
    "Skipped",
    "Store",
    "Thresholds",
    "calibrate",
    "clear_models",
    "compare",
    "compare_on_ray",
    "datasets",
    "evaluate",
    "evaluate_claims",
    "extract",
    "judge",
    "plan",
    "read_article",
    "read_claims",
]


def __getattr__(name: str) -> Any:
    """`Evaluation` is imported when it is first asked for: it needs numpy and scikit-learn."""
    if name == "Evaluation":
        from contradict.evaluation import Evaluation

        return Evaluation
    raise AttributeError(f"module 'contradict' has no attribute {name!r}")
