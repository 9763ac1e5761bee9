"""What stands beside the library: all pairs with `CrossEncoder.predict`, contradict-text, a plain matrix product."""

from __future__ import annotations

import json
import random
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.speed.made import make_claims
from contradict import Comparer
from contradict.nli import NLIModel

SIDE = 1024
RIVAL = """
import json, random, sys, time
import torch
from contradict import ContradictionDetector
torch.set_num_threads(1)
job = json.load(sys.stdin)
detector = ContradictionDetector(job["nli"], job["embedder"])
detector.check(*job["pairs"][0])
start = time.process_time()
found = [detector.check(a, b) for a, b in job["pairs"]]
took = time.process_time() - start
known = [detector.check(a, b).is_contradiction for a, b in job["known"]]
print(json.dumps([took, sum(r.is_contradiction for r in found), sum(known)]))
"""


@dataclass(frozen=True)
class AllPairs:
    """All pairs of claims with one model, measured on a sample.

    Attributes:
        seconds_a_call: CPU seconds for one ordered pair of texts.
        alarms: The share of a sample of all pairs that is called a contradiction; nearly all are of different events.
        known, found, kept, called: How many known contradictions were looked at; how many of them all pairs find (the
            mean of both directions is above 0.5); how many of these the library's blocking keeps; how many of those
            that it keeps its verdict calls contradictions.
        whole: CPU seconds of a whole `compare` of the claims, whose verdicts are then the ones that are counted; None
            where the pairs were judged one by one.
    """

    seconds_a_call: float
    alarms: float
    known: int
    found: int
    kept: int
    called: int
    whole: float | None = None


def save_plain(comparer: Comparer, nli: NLIModel, folder: Path) -> tuple[str, str]:
    """The packaged models as folders that any library loads: the NLI model's, the embedder's."""
    nli.model.save_pretrained(folder / "nli")
    nli.tokenizer.save_pretrained(folder / "nli")
    comparer.embedder.model.save(str(folder / "embedder"), create_model_card=False)
    return str(folder / "nli"), str(folder / "embedder")


def measure_all_pairs(n: int, sampled: int, whole: bool = False) -> AllPairs:
    """`CrossEncoder.predict` in float32 on a sample of all ordered pairs, and on known contradictions, both ways.

    Args:
        n: How many claims there are.
        sampled: Pairs of all, and known contradictions, that are looked at.
        whole: Whether the library compares all claims, rather than judge those of the known pairs that all pairs find.
    """
    from sentence_transformers import CrossEncoder

    made, chance = make_claims(n), random.Random(0)
    comparer = Comparer(dtype="float32", progress=False)
    texts = [claim.text for claim in made.claims]
    pairs = [tuple(texts[i] for i in chance.sample(range(n), 2)) for _ in range(sampled)]
    known = chance.sample(made.contradictions, min(sampled, len(made.contradictions)))
    with tempfile.TemporaryDirectory() as scratch:
        folder, _ = save_plain(comparer, comparer.nli, Path(scratch))
        model = CrossEncoder(folder, device="cpu")

    def contradiction(asked: list[Any]) -> Any:
        found: Any = model.predict(asked, apply_softmax=True, show_progress_bar=False)
        return found[:, comparer.nli.outputs[2]]

    contradiction(pairs[:2])
    start = time.process_time()
    alarms = contradiction(pairs) > 0.5
    seconds = (time.process_time() - start) / len(pairs)
    both = [contradiction([(texts[i], texts[j])[::way] for i, j in known]) for way in (1, -1)]
    heard = [pair for pair, one, two in zip(known, *both, strict=True) if one + two > 1]
    pairs_of = [(made.claims[i], made.claims[j]) for i, j in heard]
    start = time.process_time()
    if whole:
        met = {frozenset((p.a.id, p.b.id)): p for p in Comparer(progress=False).compare(made.claims).pairs}
        verdicts = [met[key] for a, b in pairs_of if (key := frozenset((a.id, b.id))) in met]
    else:
        near = {frozenset((a.id, b.id)) for a, b in comparer.plan(made.claims).pairs} if n <= 2000 else set()
        verdicts = comparer.judge([(a, b) for a, b in pairs_of if frozenset((a.id, b.id)) in near])
    took = time.process_time() - start if whole else None
    called = sum(pair.relation == "contradict" for pair in verdicts)
    return AllPairs(seconds, float(alarms.mean()), len(known), len(heard), len(verdicts), called, took)


def measure_contradict_text(python: str, n: int, sampled: int) -> tuple[float, float, float]:
    """contradict-text with the same weights, in the environment of an interpreter that has it.

    Returns:
        CPU seconds for one unordered pair (it asks in one direction); the share of all pairs that it calls
        contradictions; the share of known contradictions that it finds.

    Raises:
        RuntimeError: The interpreter fails, with what it said.
    """
    made, chance = make_claims(n), random.Random(0)
    comparer = Comparer(dtype="float32", progress=False)
    texts = [claim.text for claim in made.claims]
    pairs = [[texts[i] for i in chance.sample(range(n), 2)] for _ in range(sampled)]
    known = [[texts[i], texts[j]] for i, j in chance.sample(made.contradictions, min(50, len(made.contradictions)))]
    with tempfile.TemporaryDirectory() as scratch:
        nli, embedder = save_plain(comparer, comparer.nli, Path(scratch))
        job = json.dumps({"nli": nli, "embedder": embedder, "pairs": pairs, "known": known})
        done = subprocess.run([python, "-c", RIVAL], input=job, capture_output=True, text=True, cwd=scratch)
    if done.returncode != 0:
        raise RuntimeError(f"contradict-text in {python} failed: {done.stderr[-500:]}")
    took, alarms, found = json.loads(done.stdout.splitlines()[-1])
    return took / len(pairs), alarms / len(pairs), found / len(known)


def matmul_rate(dtype: str, rounds: int = 8) -> float:
    """Floating-point operations in a CPU second that a plain product of two matrices reaches, the median of some."""
    import torch

    kind = getattr(torch, dtype)
    a, b = torch.randn(SIDE, SIDE).to(kind), torch.randn(SIDE, SIDE).to(kind)
    took = []
    for _ in range(rounds + 1):
        start = time.process_time()
        for _ in range(4):
            a @ b
        took.append((time.process_time() - start) / 4)
    return 2 * SIDE**3 / median(took[1:])


def nli_rate(n: int, dtype: str, sampled: int, int8: str | None = None) -> tuple[float, float]:
    """Of the library's NLI stage: CPU seconds a call, and floating-point operations in a CPU second.

    Operations are counted as two for each weight of the encoder's layers and each token, and four for each pair of
    tokens and each dimension of a layer (attention); not for int8, a folder that `contradict quantize` wrote.
    """
    made, chance = make_claims(n), random.Random(0)
    nli = NLIModel(int8) if int8 else NLIModel(dtype=dtype, device="cpu")
    texts = [claim.text for claim in made.claims]
    pairs = [(texts[i], texts[j]) for i, j in (chance.sample(range(n), 2) for _ in range(sampled))]
    nli.score(pairs[:2])
    start = time.process_time()
    nli.score(pairs)
    took = time.process_time() - start
    if int8:
        return took / len(pairs), 0.0
    config = nli.model.config
    weights = sum(w.numel() for name, w in nli.model.named_parameters() if ".layer." in name and w.ndim == 2)
    tokens = np.array([nli.lengths([a for a, _ in pairs]), nli.lengths([b for _, b in pairs])]).sum(axis=0) + 4
    operations = 2 * weights * tokens.sum() + 4 * config.num_hidden_layers * config.hidden_size * (tokens**2).sum()
    return took / len(pairs), float(operations) / took
