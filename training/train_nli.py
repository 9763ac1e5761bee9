"""Train the NLI cross-encoder: `python -m training.train_nli --data DIR --run DIR --start DIR [--hours H]`.

Stops and goes on: a checkpoint with the optimizer's state is written every few minutes, and a run that is started again
with the same recipe goes on with the very next batch. A stage that is added to the recipe later starts from where the
stages before it ended.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from safetensors.torch import load_file, save_file

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

from contradict.packing import is_packed, load_correction, load_packed, load_uncorrected, packed_fingerprint
from training.augment import augmented
from training.headlines import read_headlines
from training.mix import LABELS, NEWEST, Example, draw, read_public, read_rows
from training.sheets import read_sheets
from training.strangers import read_strangers

MEASURED = ("xnli_en_dev", "snli_dev", "fever_symmetric", "breaking_nli", "summedits_other", "emergent")
LOW_RANK_UP, LOW_RANK_DOWN = ".lora_B.default.weight", ".lora_A.default.weight"
Batch = list[int]


def load_start(folder: Path, *, corrected: bool = True) -> Any:
    """A three-class model from a folder: a classifier as it is, a bare encoder with a new head."""
    config = AutoConfig.from_pretrained(folder)
    config.num_labels = len(LABELS)
    config.id2label = dict(enumerate(LABELS))
    config.label2id = {label: i for i, label in enumerate(LABELS)}
    if is_packed(folder):
        model: Any = AutoModelForSequenceClassification.from_config(  # type: ignore[no-untyped-call]
            config, attn_implementation="eager"
        )
        model.load_state_dict(load_packed(folder) if corrected else load_uncorrected(folder))
        return model
    return AutoModelForSequenceClassification.from_pretrained(folder, config=config, attn_implementation="eager")


def low_rank(folder: Path, rank: int, frozen_layers: int) -> Any:
    """A packed model of MPNet with its weights fixed, and low-rank matrices to train beside them (LoRA).

    They stand beside all matrices of the head and of the layers above the given one, and start from the model's
    correction, if it has one. Source: https://arxiv.org/abs/2106.09685.

    Raises:
        ValueError: Another architecture, or a correction of another rank or other matrices.
    """
    from peft import LoraConfig, inject_adapter_in_model

    model = load_start(folder, corrected=False)
    if model.config.model_type != "mpnet":
        raise ValueError(f"{folder}: expected a model of MPNet to correct, got {model.config.model_type!r}")
    layers = "|".join(map(str, range(frozen_layers, model.config.num_hidden_layers)))
    inside = rf".*\.layer\.({layers})\..*\.(q|k|v|o|dense)|classifier\.(dense|out_proj)"
    model = inject_adapter_in_model(LoraConfig(r=rank, lora_alpha=rank, target_modules=inside), model)
    learnt = {
        name.replace(".weight", part): w
        for name, both in load_correction(folder).items()
        for part, w in zip((LOW_RANK_UP, LOW_RANK_DOWN), both, strict=True)
    }
    state = model.state_dict()
    if other := sorted(name for name, w in learnt.items() if name not in state or state[name].shape != w.shape):
        raise ValueError(f"{folder}: a correction of other matrices or another rank than asked for: {other[:3]}")
    model.load_state_dict(learnt, strict=False)
    return model


def lengths(tokenizer: Any, examples: Sequence[Example]) -> list[int]:
    out: list[int] = []
    for i in range(0, len(examples), 4096):
        part = examples[i : i + 4096]
        encoded = tokenizer([e.premise for e in part], [e.hypothesis for e in part], add_special_tokens=True)
        out += [len(ids) for ids in encoded["input_ids"]]
    return out


def batches(sizes: Sequence[int], settings: dict[str, Any], seed: int) -> list[Batch]:
    """Indices in batches of a bounded number of padded tokens; sorted by length inside a chunk, then shuffled."""
    rng = random.Random(seed)
    made: list[Batch] = []
    kept = [i for i, n in enumerate(sizes) if n <= settings["max_tokens"]]
    for at in range(0, len(kept), settings["chunk"]):
        chunk = sorted(kept[at : at + settings["chunk"]], key=lambda i: sizes[i])
        here: list[Batch] = [[]]
        for i in chunk:
            if (len(here[-1]) + 1) * sizes[i] > settings["batch_tokens"]:
                here.append([])
            here[-1].append(i)
        rng.shuffle(here)
        made += here
    return made


def loss_of(logits: torch.Tensor, allowed: torch.Tensor, smoothing: float) -> torch.Tensor:
    """Negative log of the summed probability of the allowed labels, logits (n, 3), allowed (n, 3) of 0 and 1."""
    logp = torch.log_softmax(logits.float(), dim=-1)
    right = torch.logsumexp(logp.masked_fill(allowed == 0, float("-inf")), dim=-1)
    return -((1 - smoothing) * right + smoothing * logp.mean(dim=-1)).mean()


def rate(stage: dict[str, Any], seen: int) -> float:
    """The learning rate after `seen` pairs of the stage: warm-up, then constant or linear to zero."""
    warm = min(1.0, (seen + 1) / stage["warmup"]) if stage.get("warmup") else 1.0
    fall = max(0.0, 1 - seen / stage["pairs"]) if stage["decay"] else 1.0
    return float(stage["lr"] * warm * fall)


@torch.inference_mode()
def measure(model: Any, tokenizer: Any, rows: list[dict[str, Any]]) -> dict[str, float]:
    """Accuracy on labelled pairs; sets without neutrals are read two-way (is it a contradiction)."""
    model.eval()
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]["premise"]) + len(rows[i]["hypothesis"]))
    predicted = [""] * len(rows)
    for at in range(0, len(order), 32):
        part = order[at : at + 32]
        inputs = tokenizer(
            [rows[i]["premise"] for i in part],
            [rows[i]["hypothesis"] for i in part],
            padding=True,
            truncation=True,
            max_length=256,
            return_tensors="pt",
        )
        with torch.autocast("cpu", torch.bfloat16):
            best = model(**inputs).logits.argmax(-1).tolist()
        for i, b in zip(part, best, strict=True):
            predicted[i] = LABELS[b]
    model.train()
    labels = {row["label"] for row in rows}
    two_way = "neutral" not in labels
    right = [
        (p == "contradiction") == (r["label"] == "contradiction") if two_way else p == r["label"]
        for p, r in zip(predicted, rows, strict=True)
    ]
    named = sum(p == "contradiction" for p in predicted)
    hits = sum(p == r["label"] == "contradiction" for p, r in zip(predicted, rows, strict=True))
    real = sum(r["label"] == "contradiction" for r in rows)
    return {
        "accuracy": sum(right) / len(rows),
        "contradiction_precision": hits / max(named, 1),
        "contradiction_recall": hits / max(real, 1),
    }


def read_measured(data: Path, names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The labelled pairs of sets of `data/dev`, shuffled."""
    measured: dict[str, list[dict[str, Any]]] = {}
    for name in names:
        measured[name] = list(read_rows(data / "dev" / f"{name}.jsonl"))
        random.Random(0).shuffle(measured[name])
    return measured


class Run:
    """One training run in a folder: the model, the optimizer, where it stands."""

    def __init__(self, folder: Path, start: Path, rank: int = 0, frozen_layers: int = 0) -> None:
        self.folder = folder
        self.model = low_rank(start, rank, frozen_layers) if rank else load_start(start)
        self.tokenizer = AutoTokenizer.from_pretrained(start)
        self.tokenizer.backend_tokenizer.no_truncation()
        self.base = getattr(self.model, self.model.base_model_prefix)
        for parameter in self.never_trained().parameters():
            parameter.requires_grad = False
        self.trained = [p for p in self.model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(self.trained, lr=0.0, weight_decay=0.01)
        self.state = self.beginning()
        if rank:
            self.state["corrects"] = packed_fingerprint(start)
        self._resume()
        self.model.train()

    def set_dropout(self, p: float) -> None:
        """Give every dropout of the model this probability; without any, a CPU trains half as many pairs again."""
        for part in self.model.modules():
            if isinstance(part, torch.nn.Dropout):
                part.p = p

    def never_trained(self) -> Any:
        """The part of the model that stays as it is."""
        return self.base.embeddings

    def beginning(self) -> dict[str, Any]:
        """Where a new run stands."""
        return {"stage": "", "batch": 0, "seen": 0, "total": 0, "done": []}

    def _resume(self) -> None:
        checkpoint = self.folder / "checkpoint"
        if not (checkpoint / "state.json").exists():
            return
        begun = self.state
        self.state = begun | json.loads((checkpoint / "state.json").read_text())
        if self.state.get("corrects") != begun.get("corrects"):
            raise ValueError(f"{self.folder}: the run was begun on other packed weights; take another folder")
        self.model.load_state_dict(load_file(checkpoint / "model.safetensors"))
        moments = load_file(checkpoint / "optimizer.safetensors")
        for i, p in enumerate(self.trained):
            if f"{i}.step" not in moments:
                continue
            self.optimizer.state[p] = {
                "step": moments[f"{i}.step"],
                "exp_avg": moments[f"{i}.exp_avg"],
                "exp_avg_sq": moments[f"{i}.exp_avg_sq"],
            }
        torch.set_rng_state(moments["rng"])

    def freeze(self, layers: int) -> None:
        """Train no layer below the given one, nor what all layers share: no gradient goes down that far."""
        fixed = {id(p) for layer in self.base.encoder.layer[:layers] for p in layer.parameters()}
        if layers:
            fixed |= {id(p) for name, p in self.base.encoder.named_parameters() if not name.startswith("layer.")}
        for p in self.trained:
            p.requires_grad = id(p) not in fixed

    def save(self, name: str = "checkpoint") -> None:
        """Write everything into a new folder, then put it in place of the old one."""
        new = self.folder / f"{name}.new"
        new.mkdir(parents=True, exist_ok=True)
        save_file({k: v.contiguous() for k, v in self.model.state_dict().items()}, new / "model.safetensors")
        moments = {"rng": torch.get_rng_state()}
        for i, p in enumerate(self.trained):
            for key, value in self.optimizer.state[p].items():
                moments[f"{i}.{key}"] = value
        save_file(moments, new / "optimizer.safetensors")
        self.model.config.save_pretrained(new)
        self.tokenizer.save_pretrained(new)
        (new / "state.json").write_text(json.dumps(self.state))
        old, place = self.folder / f"{name}.old", self.folder / name
        if place.exists():
            place.rename(old)
        new.rename(place)
        if old.exists():
            for file in old.iterdir():
                file.unlink()
            old.rmdir()

    def log(self, **facts: Any) -> None:
        line = json.dumps({"at": time.strftime("%H:%M:%S"), **self.state, **facts})
        print(line, flush=True)
        with (self.folder / "log.jsonl").open("a") as file:
            file.write(line + "\n")

    def step(self, examples: Sequence[Example], settings: dict[str, Any], lr: float) -> float:
        inputs = self.tokenizer(
            [e.premise for e in examples], [e.hypothesis for e in examples], padding=True, return_tensors="pt"
        )
        allowed = torch.tensor([[float(label in e.allowed) for label in LABELS] for e in examples])
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.model(**inputs).logits
        loss = loss_of(logits, allowed, settings["label_smoothing"])
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.trained, settings["clip"])
        for chosen in self.optimizer.param_groups:
            chosen["lr"], chosen["weight_decay"] = lr, settings["weight_decay"]
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return float(loss.detach())


def run_stage(
    run: Run,
    stage: dict[str, Any],
    settings: dict[str, Any],
    pools: dict[str, list[Example]],
    measured: dict[str, list[dict[str, Any]]],
    deadline: float,
) -> bool:
    """Train one stage from where it stands; False if the time is over before its end."""
    if run.state["stage"] != stage["name"]:
        run.state |= {"stage": stage["name"], "batch": 0, "seen": 0}
        torch.manual_seed(settings["seed"])
    settings = settings | {name: stage[name] for name in ("max_tokens", "batch_tokens") if name in stage}
    run.freeze(stage.get("frozen_layers", 0))
    seed = f"{settings['seed']}/{stage['name']}"
    seed_number = random.Random(seed).randrange(2**31)
    examples = draw(pools, stage["mix"], stage.get("swap", settings["swap"]), seed_number)
    sizes = lengths(run.tokenizer, examples)
    plan = batches(sizes, settings, seed_number)
    run.log(
        event="stage",
        examples=len(examples),
        too_long=sum(n > settings["max_tokens"] for n in sizes),
        batches=len(plan),
    )
    saved = measured_at = told = time.time()
    losses: list[float] = []
    since = run.state["seen"]
    while run.state["batch"] < len(plan) and run.state["seen"] < stage["pairs"]:
        chosen = [examples[i] for i in plan[run.state["batch"]]]
        losses.append(run.step(chosen, settings, rate(stage, run.state["seen"])))
        run.state["batch"] += 1
        run.state["seen"] += len(chosen)
        run.state["total"] += len(chosen)
        now = time.time()
        if now - told > 60:
            run.log(
                loss=round(sum(losses) / len(losses), 4),
                pairs_a_second=round((run.state["seen"] - since) / (now - told), 1),
            )
            told, since, losses = now, run.state["seen"], []
        if now - saved > settings["checkpoint_minutes"] * 60:
            run.save()
            saved = now
        if now - measured_at > settings["measure_minutes"] * 60:
            run.log(event="measured", sets={k: measure(run.model, run.tokenizer, v) for k, v in measured.items()})
            measured_at = told = time.time()
            since = run.state["seen"]
        if now > deadline:
            run.save()
            return False
    run.state["done"].append(stage["name"])
    run.log(event="stage done", sets={k: measure(run.model, run.tokenizer, v) for k, v in measured.items()})
    run.save()
    run.save(f"after-{stage['name']}")
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="checkpoints and log; outside the repository")
    parser.add_argument("--start", type=Path, required=True, help="the model to start from")
    parser.add_argument(
        "--events", type=Path, default=Path(__file__).parent / "events", help="sheets of training events"
    )
    parser.add_argument("--recipe", type=Path, default=Path(__file__).parent / "nli.toml")
    parser.add_argument("--after", default="", help="stages that the start model has had, comma-separated")
    parser.add_argument("--hours", type=float, default=1e6)
    options = parser.parse_args()
    deadline = time.time() + options.hours * 3600
    options.run.mkdir(parents=True, exist_ok=True)
    settings = tomllib.loads(options.recipe.read_text())
    torch.manual_seed(settings["seed"])
    run = Run(options.run, options.start, settings.get("rank", 0), settings.get("frozen_layers", 0))
    if "dropout" in settings:
        run.set_dropout(settings["dropout"])
    run.state["done"] += [name for name in options.after.split(",") if name and name not in run.state["done"]]
    pools, _ = read_public(options.data, settings["holdout"])
    pools |= read_sheets(options.events)
    if "newest" in settings:
        pools |= {NEWEST + name: found for name, found in read_sheets(options.events, settings["newest"]).items()}
    pools["strangers"] = read_strangers(options.events, settings["seed"])
    pools["headlines"] = read_headlines(options.data)
    pools["augmented"] = augmented(settings["seed"], settings["augmented"])
    measured = {name: rows[: settings["measure_rows"]] for name, rows in read_measured(options.data, MEASURED).items()}
    for stage in settings["stage"]:
        if stage["name"] not in run.state["done"] and not run_stage(run, stage, settings, pools, measured, deadline):
            return


if __name__ == "__main__":
    main()
