"""The verdict: from both NLI directions to probabilities, and from those to a labelled pair."""

from __future__ import annotations

from contradict.calibration import Probabilities
from contradict.nli import NLIScores


def combine(forward: NLIScores, backward: NLIScores) -> Probabilities:
    """Both directions in one.

    Contradiction is symmetric, so its mean; agreement needs one direction only, so the larger entailment, of what
    contradiction leaves.
    """
    contradict = (forward.contradiction + backward.contradiction) / 2
    agree = max(forward.entailment, backward.entailment) * (1 - contradict)
    return Probabilities(agree, contradict, 1 - contradict - agree)
