"""Find the claims that cannot all be true."""

from contradict.api import clear_models, compare, judge, plan
from contradict.calibration import Probabilities, Thresholds
from contradict.claims import Claim, Skipped
from contradict.comparer import Comparer, Plan
from contradict.errors import (
    ClaimError,
    ContradictError,
    InputFileError,
    MissingExtraError,
    ModelError,
    SchemaError,
    SettingsError,
)
from contradict.files import read_claims
from contradict.nli import NLIScores
from contradict.report import Event, Pair, Report

__all__ = [
    "Claim",
    "ClaimError",
    "Comparer",
    "ContradictError",
    "Event",
    "InputFileError",
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
    "Thresholds",
    "clear_models",
    "compare",
    "judge",
    "plan",
    "read_claims",
]
