"""Train the network that weighs judged pairs together: `python -m training.train_joint [--nli MODEL]`.

It learns from labelled events that the NLI model was not trained on and from the dev half of `contradict.datasets`,
each event by itself and in piles of events; the verdict on each pair alone must have been fitted before
(`training.fit_verdict`). Events are thinned at random while it learns: those of users are seldom complete. With
`--folds`, it first says what it is worth on events that it has not seen.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, log_loss
from sklearn.model_selection import GroupKFold
from torch import Tensor, nn

from contradict.cache import Cache
from contradict.calibration import Probabilities
from contradict.claims import Claim
from contradict.comparer import NEIGHBOURS, SIMILARITY
from contradict.embedding import Embedder
from contradict.events import candidate_pairs
from contradict.joint import FAINTEST, INPUTS, JOINT_NAME, NO_PATH, POWER, SCALE, Edge
from contradict.likeness import Face, Likeness
from contradict.nli import DEFAULT_NLI, PACKAGED, NLIModel
from contradict.readings import read_claim
from contradict.verdicts import Evidence, Weights, decide
from training.fit_verdict import evidence_of, labelled_pairs
from training.sheets import Labelled

HIDDEN, PATHS, LAYERS = 16, 8, 3
EPOCHS, EVENTS_A_STEP, RATE, DECAY = 25, 8, 5e-3, 0.03
MOST_PAIRS = 100
"""From how many pairs an event or pile weighs no more in the loss."""
EVENTS_A_PILE, PILES = 25, 16
THINNED = 0.5
"""Share of the events that lose some claims each time, half of them also the pairs that no candidates would be."""
CLASSES = {"agree": 0, "contradict": 1, "update": 1, "neutral": 2}


@dataclass(frozen=True)
class Labels:
    """Claims that are judged together: one event, or a pile of events as `compare` meets them.

    Attributes:
        pile: The number of the pile that the event belongs to, or of the pile itself.
        whole: Whether it is a pile.
        x: The input of the network, (n, n, 13).
        classes: Of each labelled pair (i, j), once; -1 elsewhere, (n, n).
        similarity: Cosines of the pairs, (n, n).
    """

    pile: int
    whole: bool
    x: Tensor
    classes: Tensor
    similarity: Tensor


class Network(nn.Module):
    """The network of `contradict.joint`, to be trained."""

    def __init__(self) -> None:
        super().__init__()
        parts = {"inner": (INPUTS, HIDDEN), "outer": (HIDDEN, 2)}
        for n in range(LAYERS):
            parts |= {
                f"{n}-from": (HIDDEN, PATHS),
                f"{n}-to": (HIDDEN, PATHS),
                f"{n}-mix": (HIDDEN + 2 * PATHS, HIDDEN),
            }
        self.parts = nn.ModuleDict({name: nn.Linear(*shape) for name, shape in parts.items()})
        for parameter in self.parts["outer"].parameters():
            nn.init.zeros_(parameter)

    def forward(self, x: Tensor) -> Tensor:
        """Log-odds of agree and contradict against neutral, and neutral's 0: (n, n, 3)."""
        said = self.body(x, x[..., -1:]) - self.body(x, None)
        return torch.cat([x[..., :2] * SCALE + said + said.transpose(0, 1), torch.zeros_like(x[..., :1])], -1)

    def body(self, x: Tensor, known: Tensor | None) -> Tensor:
        h = torch.tanh(self.parts["inner"](x))
        for n in range(LAYERS):
            if known is None:
                paths = torch.full((*h.shape[:2], PATHS), float(np.log(NO_PATH)))
            else:
                begun, ended = (
                    torch.sigmoid(self.parts[f"{n}-{end}"](h)).clamp(min=FAINTEST) * known for end in ("from", "to")
                )
                summed = torch.einsum("ikp,kjp->ijp", begun**POWER, ended**POWER)
                norm = torch.where(summed > 0, torch.where(summed > 0, summed, 1) ** (1 / POWER), 0)
                paths = torch.log(norm + NO_PATH)
            h = h + torch.tanh(self.parts[f"{n}-mix"](torch.cat([h, paths, paths.transpose(0, 1)], -1)))
        found: Tensor = self.parts["outer"](h)
        return found


def read_labels(pairs: Sequence[Labelled], nli: NLIModel, cache: Cache | None) -> list[Labels]:
    """The labelled pairs, each as the verdict alone finds it: by event, and some also by pile of EVENTS_A_PILE events.

    In a pile, pairs of claims of different events are neutral, and pairs that are no candidates are left out.
    """
    titles = sorted({event for *_, event in pairs})
    np.random.default_rng(0).shuffle(titles)
    pile = {title: number // EVENTS_A_PILE for number, title in enumerate(titles)}
    claims: dict[int, dict[tuple[str, ...], tuple[Claim, str]]] = defaultdict(dict)
    for a, b, _, event in pairs:
        if pile[event] < PILES:
            claims[pile[event]] |= {claim.sort_key: (claim, event) for claim in (a, b)}
    embedder, strange = Embedder(), []
    for number, found in claims.items():
        members = list(found.values())
        near = embedder.encode([read_claim(claim).proposition for claim, _ in members], cache=cache)
        for i, j in candidate_pairs(near, SIMILARITY, NEIGHBOURS).rows.tolist():
            if members[i][1] != members[j][1]:
                strange.append((members[i][0], members[j][0], "neutral", number))
    every = [*pairs, *((a, b, relation, "") for a, b, relation, _ in strange)]
    evidence = evidence_of(every, nli, cache)
    texts = sorted({reading.proposition for e in evidence for reading in (e.a, e.b)})
    vectors = dict(zip(texts, embedder.encode(texts, cache=cache), strict=True))
    cosines = [float(vectors[e.a.proposition] @ vectors[e.b.proposition]) for e in evidence]
    weights = Weights.of(nli.name)
    alone = [decide(e, weights).probabilities for e in evidence]
    events: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row, (*_, event) in enumerate(pairs):
        events[pile[event], event].append(row)
        if cosines[row] >= SIMILARITY and pile[event] < PILES:
            events[pile[event], ""].append(row)
    for row, (*_, number) in enumerate(strange, len(pairs)):
        events[number, ""].append(row)
    return [
        _labels(number, event == "", [(every[r], evidence[r], alone[r], cosines[r]) for r in rows])
        for (number, event), rows in events.items()
    ]


def _labels(pile: int, whole: bool, rows: Sequence[tuple[Labelled, Evidence, Probabilities, float]]) -> Labels:
    keys = sorted({claim.sort_key for (a, b, *_), *_ in rows for claim in (a, b)})
    at = {key: i for i, key in enumerate(keys)}
    classes = np.full((len(keys), len(keys)), -1)
    similarity = np.zeros((len(keys), len(keys)), dtype=np.float32)
    edges = []
    for (a, b, relation, _), evidence, alone, cosine in rows:
        i, j = at[a.sort_key], at[b.sort_key]
        if i != j:
            alike = Likeness.of(Face.of(evidence.a), Face.of(evidence.b), cosine)
            edges.append(Edge(i, j, alone, evidence.follows, alike))
            classes[i, j] = CLASSES[relation]
            similarity[i, j] = similarity[j, i] = cosine
    x = torch.from_numpy(matrix(len(keys), edges))
    return Labels(pile, whole, x, torch.from_numpy(classes), torch.from_numpy(similarity))


def matrix(claims: int, pairs: Sequence[Edge]) -> NDArray[np.float32]:
    """The network's input of some pairs, (claims, claims, 13)."""
    x = np.zeros((claims, claims, INPUTS), dtype=np.float32)
    for pair in pairs:
        x[pair.i, pair.j], x[pair.j, pair.i] = pair.input()
    return x


def thinned(event: Labels, chance: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Input and classes of an event, at times without some of its claims, and without pairs that are far apart."""
    x, classes, similarity = event.x, event.classes, event.similarity
    if chance.random() < THINNED:
        n = len(x)
        kept = torch.from_numpy(np.sort(chance.choice(n, chance.integers(2, n + 1), replace=False)))
        x, classes, similarity = (tensor[kept][:, kept] for tensor in (x, classes, similarity))
        if chance.random() < 0.5:
            near = similarity >= SIMILARITY
            x, classes = x * near[..., None], torch.where(near, classes, -1)
    return x, classes


def train(labels: Sequence[Labels], seed: int) -> Network:
    """A network that has learnt from some events and piles."""
    torch.manual_seed(seed)
    network, chance = Network(), np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(labels) // EVENTS_A_STEP)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        order = chance.permutation(len(labels))
        for start in range(0, len(order), EVENTS_A_STEP):
            shown = [thinned(labels[number], chance) for number in order[start : start + EVENTS_A_STEP]]
            losses, weights = torch.zeros(()), 0.0
            for x, classes in shown:
                known = classes >= 0
                if not known.any():
                    continue
                weight = min(int(known.sum()), MOST_PAIRS)
                losses = losses + weight * nn.functional.cross_entropy(network(x)[known], classes[known])
                weights += weight
            if weights:
                optimizer.zero_grad()
                (losses / weights).backward()  # type: ignore[no-untyped-call]
                optimizer.step()
            schedule.step()
    return network.eval()


def measure(labels: Sequence[Labels], folds: int, seed: int) -> None:
    """Print what pairs are worth alone and together, where the network has seen no pair of their pile."""
    joint: list[NDArray[np.float64]] = [np.zeros((0, 3))] * len(labels)
    piles = [each.pile for each in labels]
    for seen, unseen in GroupKFold(folds, shuffle=True, random_state=seed).split(labels, groups=piles):
        network = train([labels[i] for i in seen], seed)
        for i in unseen:
            with torch.no_grad():
                joint[i] = chosen(network(labels[i].x), labels[i])
    for whole, what in ((False, "whole events"), (True, "piles")):
        rows = [i for i, each in enumerate(labels) if each.whole == whole]
        gold = np.concatenate([labels[i].classes[labels[i].classes >= 0].numpy() for i in rows])
        alone = np.concatenate([
            chosen(nn.functional.pad(labels[i].x[..., :2] * SCALE, (0, 1)), labels[i]) for i in rows
        ])  # fmt: skip
        for name, found in (("alone", alone), ("together", np.concatenate([joint[i] for i in rows]))):
            precision = {
                relation: average_precision_score(gold == CLASSES[relation], found[:, CLASSES[relation]])
                for relation in ("contradict", "agree")
            }
            loss = log_loss(gold == CLASSES["contradict"], found[:, CLASSES["contradict"]])
            print(
                f"{what}, {len(gold)} pairs {name}: average precision of contradict {precision['contradict']:.4f}, "
                f"of agree {precision['agree']:.4f}, log loss of contradict against the rest {loss:.4f}", flush=True,
            )  # fmt: skip


def chosen(log_odds: Tensor, labels: Labels) -> NDArray[np.float64]:
    """The probabilities of the labelled pairs, (pairs, 3)."""
    found: NDArray[np.float64] = torch.softmax(log_odds[labels.classes >= 0].double(), -1).numpy()
    return found


def save(network: Network, path: Path) -> None:
    """Write the weights as `contradict.joint` reads them."""
    from safetensors.torch import save_file

    save_file({name.removeprefix("parts.").replace("-", "."): w for name, w in network.state_dict().items()}, path)
    path.chmod(0o644)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nli", default=DEFAULT_NLI, help="the model to train for: base or a folder")
    parser.add_argument("--events", type=Path, default=Path(__file__).parent / "events")
    parser.add_argument("--cache", type=Path, help="a file that keeps the models' answers")
    parser.add_argument("--folds", type=int, default=0, help="first cross-validate with so many parts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, help="default: beside the model")
    options = parser.parse_args()
    pairs = labelled_pairs(options.events)
    cache = Cache(options.cache) if options.cache else None
    labels = read_labels(pairs, NLIModel(options.nli), cache)
    print(f"{len(pairs)} labelled pairs, {sum(not each.whole for each in labels)} events", flush=True)
    if options.folds:
        measure(labels, options.folds, options.seed)
    output = options.output or PACKAGED.get(options.nli, Path(options.nli)) / JOINT_NAME
    save(train(labels, options.seed), output)
    print(output)


if __name__ == "__main__":
    main()
