"""Train the NLI model `small` on labels and answers: `python -m training.train_small --data DIR --run DIR`.

The folder of the run is the one that `training.teach` wrote its answers to. A checkpoint with the optimizer's state is
written every few minutes, and a run that is started again goes on with the very next batch, if the recipe, the texts
and the answers are the same. With `--minutes` the learning rate falls with the time, so that the run ends well in it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from training.mix import LABELS, Example
from training.teach import RECIPE, SHEETS, answers, lessons, read_pools, read_recipe, texts_of
from training.train_embedder import start_folder
from training.train_nli import Batch, Run, batches, lengths, measure, read_measured

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Lessons:
    """What the student learns from: n pairs, the labels that may be right, what the teacher said."""

    examples: Sequence[Example]
    sizes: Sequence[int]
    """Tokens of each pair."""
    allowed: NDArray[np.float32]
    """(n, 3), 1 for a label that may be right, in the order of LABELS; a row of 0 where nothing is known."""
    taught: NDArray[np.float32]
    """(n, 3), the teacher's probabilities; a row of 0 where it was not asked."""

    @property
    def fingerprint(self) -> str:
        """Changes with the texts, their order, and the answers."""
        digest = hashlib.sha256(repr(texts_of(self.examples)).encode())
        digest.update(self.taught.tobytes())
        return digest.hexdigest()[:16]


def read_lessons(run: Path, recipe: Mapping[str, Any], examples: Sequence[Example], tokenizer: Any) -> Lessons:
    """The pairs of the recipe that have a label or an answer."""
    taught, known = answers(run, examples)
    keep = [i for i, example in enumerate(examples) if known[i] or example.allowed]
    kept = [examples[i] for i in keep]
    allowed = np.array([[float(label in e.allowed) for label in LABELS] for e in kept], dtype=np.float32)
    return Lessons(kept, lengths(tokenizer, kept), allowed, taught[keep])


def plan(sizes: Sequence[int], recipe: Mapping[str, Any], number: int) -> list[Batch]:
    """The batches of one pass over all pairs that are short enough."""
    seed = f"{recipe['seed']}/{number}"
    order = list(range(len(sizes)))
    random.Random(seed).shuffle(order)
    made = batches([sizes[i] for i in order], dict(recipe), random.Random(seed).randrange(2**31))
    return [[order[i] for i in batch] for batch in made]


def loss_of(
    logits: torch.Tensor, allowed: torch.Tensor, taught: torch.Tensor, recipe: Mapping[str, Any]
) -> torch.Tensor:
    """The student's loss on a batch.

    Args:
        logits: (n, 3).
        allowed: (n, 3), as in `Lessons`.
        taught: (n, 3), as in `Lessons`.
        recipe: Its `labels` is the share of the labels where both are known, its `temperature` softens both
            distributions.

    Returns:
        The mean of: -log of the summed probability of the allowed labels; the Kullback-Leibler divergence from the
        teacher to the student, times the temperature squared.
    """
    logits = logits.float()
    labelled, asked = allowed.sum(-1) > 0, taught.sum(-1) > 0
    known = torch.where(labelled[:, None], allowed, torch.ones_like(allowed))
    hard = -torch.logsumexp(torch.log_softmax(logits, -1).masked_fill(known == 0, float("-inf")), -1)
    wanted = torch.log_softmax(taught.clamp_min(1e-7).log() / recipe["temperature"], -1)
    given = torch.log_softmax(logits / recipe["temperature"], -1)
    soft = (wanted.exp() * (wanted - given)).sum(-1) * recipe["temperature"] ** 2
    share = torch.where(labelled & asked, torch.tensor(recipe["labels"]), labelled.float())
    return (share * hard + (1 - share) * soft).mean()


class Student(Run):
    """A run of `small`; its state: the pass, the batch in it, pairs seen, seconds of training so far."""

    def __init__(self, folder: Path, start: Path, recipe: Mapping[str, Any], minutes: float | None = None) -> None:
        torch.manual_seed(recipe["seed"])
        super().__init__(folder, start)
        self.recipe, self.minutes = recipe, minutes
        self.set_dropout(recipe["dropout"])

    def never_trained(self) -> Any:
        return self.base.embeddings.word_embeddings

    def beginning(self) -> dict[str, Any]:
        return {"pass": 0, "batch": 0, "seen": 0, "seconds": 0.0, "pairs": ""}

    def done(self, pairs: int) -> float:
        """The share of the training that is done, by the pairs or by the minutes, whichever is more."""
        by_time = self.state["seconds"] / 60 / self.minutes if self.minutes else 0.0
        return max(self.state["seen"] / (pairs * self.recipe["passes"]), by_time)

    def rate(self, done: float) -> float:
        """The learning rate after this share of the training: warm-up, then linear to zero."""
        return float(self.recipe["lr"] * min(1.0, (done + 1e-3) / self.recipe["warmup"]) * max(0.0, 1 - done))

    def learn(self, found: Lessons, batch: Batch, lr: float) -> float:
        """One step on some of the pairs; returns its loss."""
        chosen = [found.examples[i] for i in batch]
        inputs = self.tokenizer(
            [e.premise for e in chosen], [e.hypothesis for e in chosen], padding=True, return_tensors="pt"
        )
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.model(**inputs).logits
        loss = loss_of(logits, torch.tensor(found.allowed[batch]), torch.tensor(found.taught[batch]), self.recipe)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.trained, self.recipe["clip"])
        for group in self.optimizer.param_groups:
            group["lr"], group["weight_decay"] = lr, self.recipe["weight_decay"]
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return float(loss.detach())

    def measure(self, measured: Rows, **facts: Any) -> None:
        """Log how good it is on labelled pairs."""
        sets = {name: measure(self.model, self.tokenizer, rows) for name, rows in measured.items()}
        self.log(sets=sets, **facts)


def train(run: Student, found: Lessons, measured: Rows, deadline: float = float("inf")) -> bool:
    """Train from where the run stands to its end; False if the deadline comes first."""
    recipe, fingerprint = run.recipe, found.fingerprint
    if run.state["pairs"] not in ("", fingerprint):
        run.log(event="other pairs than before: the batches are not the ones that would have followed")
    run.state["pairs"] = fingerprint
    fit = sum(n <= recipe["max_tokens"] for n in found.sizes)
    asked = int((found.taught.sum(1) > 0).sum())
    run.log(event="start", pairs=fit, too_long=len(found.sizes) - fit, asked=asked)
    few = {name: rows[: recipe["measure_rows"]] for name, rows in measured.items()}
    saved = measured_at = told = last = time.time()
    since, losses = run.state["seen"], []
    made = plan(found.sizes, recipe, run.state["pass"])
    while (done := run.done(fit)) < 1:
        if run.state["batch"] == len(made):
            run.state |= {"pass": run.state["pass"] + 1, "batch": 0}
            made = plan(found.sizes, recipe, run.state["pass"])
        batch = made[run.state["batch"]]
        losses.append(run.learn(found, batch, run.rate(done)))
        now = time.time()
        run.state |= {
            "batch": run.state["batch"] + 1,
            "seen": run.state["seen"] + len(batch),
            "seconds": run.state["seconds"] + now - last,
        }
        last = now
        if now - told > 30:
            rate = round((run.state["seen"] - since) / (now - told), 1)
            run.log(done=round(done, 3), loss=round(sum(losses) / len(losses), 4), pairs_a_second=rate)
            told, since, losses = now, run.state["seen"], []
        if now - measured_at > recipe["measure_minutes"] * 60:
            run.measure(few, event="measured")
            measured_at = told = time.time()
            since = run.state["seen"]
        if now - saved > recipe["checkpoint_minutes"] * 60 or now > deadline:
            run.save()
            saved = now
        if now > deadline:
            return False
    run.save()
    run.measure(measured, event="done")
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="the folder with the answers of training.teach")
    parser.add_argument("--start", type=Path, help="the encoder to start from; all-MiniLM-L6-v2 without")
    parser.add_argument("--events", type=Path, default=SHEETS, help="sheets of training events")
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--minutes", type=float, help="end after so many minutes, over all restarts")
    parser.add_argument("--stop-after", type=float, default=1e6, help="minutes until a stop; the next call goes on")
    parser.add_argument("--threads", type=int, help="threads of torch")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    deadline = time.time() + options.stop_after * 60
    recipe = read_recipe(options.recipe)
    run = Student(options.run, options.start or start_folder(), recipe, options.minutes)
    examples = lessons(recipe, read_pools(options.data, options.events, recipe))
    found = read_lessons(options.run, recipe, examples, run.tokenizer)
    train(run, found, read_measured(options.data, recipe["measured"]), deadline)


if __name__ == "__main__":
    main()
