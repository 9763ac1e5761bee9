"""Ask the NLI model `base` about the pairs that `small` learns from: `python -m training.teach --data DIR --run DIR`.

The answers are kept in `teacher.sqlite` of the run's folder as each batch is done; a teacher that is started again goes
on with the pairs that are left.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
from numpy.typing import NDArray

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from contradict.cache import Cache
from contradict.nli import NLIModel
from training.augment import augmented
from training.headlines import read_headlines
from training.mix import BOTH_WAYS, Example, read_public
from training.sheets import read_sheets
from training.strangers import read_strangers

RECIPE = Path(__file__).parent / "small.toml"
SHEETS = Path(__file__).parent / "events"
ANSWERS, TEACHER = "teacher.sqlite", "teacher.json"
CHUNK = 2048
"""Pairs that the teacher is given at once: it sorts them by length."""
OF_A_PREMISE = 12
"""The most pairs of hypotheses that one premise gives: some have hundreds of hypotheses."""
AS_LABELS = [2, 0, 1]
"""Columns of `NLIModel.score` in the order of `mix.LABELS`."""


def read_recipe(path: Path) -> dict[str, Any]:
    """The recipe of `small`."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_pools(data: Path, events: Path, recipe: Mapping[str, Any]) -> dict[str, list[Example]]:
    """The labelled examples by source: public sets without the held-out slice, our events, headlines, made pairs."""
    pools, _ = read_public(data, recipe["holdout"])
    pools |= read_sheets(events)
    pools["strangers"] = read_strangers(events, recipe["seed"])
    pools["headlines"] = read_headlines(data)
    pools["augmented"] = augmented(recipe["seed"], recipe["augmented"])
    return pools


def siblings(examples: Sequence[Example], source: str, rng: random.Random) -> list[Example]:
    """Ordered pairs of the hypotheses of one premise, at most OF_A_PREMISE of each; no label is known."""
    hypotheses: dict[str, dict[str, None]] = {}
    for example in examples:
        hypotheses.setdefault(example.premise, {})[example.hypothesis] = None
    found: list[Example] = []
    for texts in hypotheses.values():
        ordered = [(a, b) for a in texts for b in texts if a != b]
        found += [Example(a, b, (), source) for a, b in rng.sample(ordered, min(OF_A_PREMISE, len(ordered)))]
    return found


def lessons(recipe: Mapping[str, Any], pools: Mapping[str, list[Example]]) -> list[Example]:
    """The pairs of the recipe, none twice, part after part in the order in which the teacher is asked.

    Raises:
        KeyError: The recipe names a source that there is not.
        ValueError: It swaps a source that gives both orders by itself.
    """
    plan: dict[tuple[str, str], Example] = {}
    for number, part in enumerate(recipe["part"]):
        drawn: dict[tuple[str, str], Example] = {}
        for kind in ("labelled", "swapped", "siblings"):
            for name, wanted in sorted(part.get(kind, {}).items()):
                sources = recipe["families"].get(name, [name])
                if missing := set(sources) - pools.keys():
                    raise KeyError(f"the recipe names {sorted(missing)}, which are not among {sorted(pools)}")
                if kind == "swapped" and BOTH_WAYS & set(sources):
                    raise ValueError(f"{name!r} gives both orders of its pairs: expected it under `labelled` alone")
                pool = [example for source in sources for example in pools[source]]
                rng = random.Random(f"{recipe['seed']}/{number}/{kind}/{name}")
                if kind == "siblings":
                    pool = siblings(pool, f"siblings of {name}", rng)
                rng.shuffle(pool)
                full = len(drawn) + wanted
                for example in pool:
                    shown = example.swapped() if kind == "swapped" else example
                    key = shown.premise, shown.hypothesis
                    if len(drawn) < full and key not in plan:
                        drawn.setdefault(key, shown)
        order = list(drawn.items())
        random.Random(f"{recipe['seed']}/{number}").shuffle(order)
        plan.update(order)
    return list(plan.values())


def texts_of(examples: Sequence[Example]) -> list[tuple[str, str]]:
    """Premise and hypothesis of each."""
    return [(example.premise, example.hypothesis) for example in examples]


def answers(run: Path, examples: Sequence[Example]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """What the teacher of a run said.

    Returns:
        Probabilities (len(examples), 3), in the order of `mix.LABELS`, 0 where it was not asked; and whether it was,
        (len(examples),).
    """
    teacher = json.loads((run / TEACHER).read_text(encoding="utf-8"))["teacher"]
    with Cache(run / ANSWERS) as cache:
        found, known = cache.get_scores(teacher, texts_of(examples))
    return found[:, AS_LABELS], known


def teach(teacher: NLIModel, run: Path, examples: Sequence[Example], max_tokens: int, seconds: float) -> int:
    """Ask the teacher about the pairs of at most so many tokens, in their order, for so many seconds at most.

    Returns:
        How many pairs were not reached.
    """
    facts = {"teacher": teacher.cache_name, "weights": teacher.fingerprint, "max_tokens": max_tokens}
    (run / TEACHER).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    pairs = texts_of(examples)
    sizes = dict(zip(texts := sorted({t for pair in pairs for t in pair}), teacher.lengths(texts), strict=True))
    short = [pair for pair in pairs if sizes[pair[0]] + sizes[pair[1]] + 4 <= max_tokens]
    with Cache(run / ANSWERS) as cache:
        _, known = cache.get_scores(teacher.cache_name, short)
        todo = [pair for pair, there in zip(short, known, strict=True) if not there]
        say(run, pairs=len(pairs), too_long=len(pairs) - len(short), answered=len(short) - len(todo))
        deadline = time.time() + seconds
        for at in range(0, len(todo), CHUNK):
            if time.time() > deadline:
                return len(todo) - at
            began = time.time()
            chunk = todo[at : at + CHUNK]
            teacher.score(chunk, cache=cache)
            rate = round(len(chunk) / max(time.time() - began, 1e-9), 1)
            say(run, answered=len(short) - len(todo) + at + len(chunk), pairs_a_second=rate)
    return 0


def say(run: Path, **facts: Any) -> None:
    """One line for the log and the screen."""
    line = json.dumps({"at": time.strftime("%H:%M:%S"), **facts})
    print(line, flush=True)
    with (run / "teacher.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="the folder of the answers, and of the training")
    parser.add_argument("--teacher", default="base", help="the model that is asked; a name or a folder")
    parser.add_argument("--events", type=Path, default=SHEETS, help="sheets of training events")
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--minutes", type=float, default=1e6, help="ask for so many minutes; the next call goes on")
    parser.add_argument("--threads", type=int, help="threads of torch")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    options.run.mkdir(parents=True, exist_ok=True)
    recipe = read_recipe(options.recipe)
    examples = lessons(recipe, read_pools(options.data, options.events, recipe))
    teacher = NLIModel(options.teacher, device="cpu")
    left = teach(teacher, options.run, examples, recipe["max_tokens"], options.minutes * 60)
    say(options.run, event="done", not_reached=left)


if __name__ == "__main__":
    main()
