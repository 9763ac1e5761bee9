"""Verdicts weighed together: what the judged pairs around two claims say about these two.

If what A says follows from what B says, and C contradicts A, then C contradicts B: claims are hardly ever alone, and a
model that sees two at a time knows nothing of the third. Here a small network passes over the judged pairs. In each
layer a pair (i, j) hears of the paths from i to j through a third claim k that was judged with both. This is the
triangle update of Jumper et al., "Highly accurate protein structure prediction with AlphaFold" (Nature 596, 2021), with
sigmoids, and with a norm over k close to the maximum in place of the sum: it must not matter how many claims say the
same. The network also sees how alike the two are. It adds to the log-odds of a pair; where there is no third claim, 0.
Only the probability of a contradiction is taken from it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contradict.calibration import Probabilities
from contradict.errors import SchemaError
from contradict.likeness import Likeness
from contradict.nli import fitted_for

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

JOINT_NAME = "joint.safetensors"
INPUTS = 13
SMALLEST = 0.002
"""The least probability that is taken for the input."""
MOST_DAYS = 14
"""Between two claims, for the input: what is further apart is as good as that."""
SCALE = 3.0
"""What log-odds are divided by at the input."""
NO_PATH = 0.05
"""What is added to the norm over third claims before its logarithm."""
POWER = 8
"""Of the norm: the greater, the less the number of third claims matters."""
FAINTEST = 0.01
"""The least half of a path; smaller ones would vanish in the power."""
TRIANGLES_AT_ONCE = 1_000_000
"""About how many paths are held at once."""
PROBABLY = 0.5
"""From which probability a third claim is said to agree with one claim and to contradict the other."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two claims as they look alone.

    Attributes:
        i: The number of one claim.
        j: The number of the other one.
        probabilities: The verdict on the two alone.
        follows: In log-odds, that what j states follows from what i states, and the reverse.
        likeness: Of i and j.
    """

    i: int
    j: int
    probabilities: Probabilities
    follows: tuple[float, float]
    likeness: Likeness

    def turned(self) -> Edge:
        """The same pair, j first."""
        return Edge(self.j, self.i, self.probabilities, self.follows[::-1], self.likeness.turned())

    def input(self) -> tuple[list[float], list[float]]:
        """What the network sees of (i, j) and of (j, i).

        The log-odds of agree and of contradict against neutral, over SCALE; the cosine of the embeddings; the share of
        words in both; the logarithm of the days between, and 1 where they are not known; then for i and for j the
        log-odds that the other one follows from it, over SCALE, the share of its words in the other one, and the
        logarithm of its length; and 1 for a pair that was judged.
        """
        agree, contradict, neutral = (max(p, SMALLEST) for p in self.probabilities)
        cosine, shared, contained, lengths, days = self.likeness
        alike = [
            math.log(agree / neutral) / SCALE, math.log(contradict / neutral) / SCALE, 2 * cosine, 2 * shared,
            math.log1p(min(days or 0, MOST_DAYS)), float(days is None),
        ]  # fmt: skip
        here, there = ([self.follows[n] / SCALE, contained[n], math.log(max(1, lengths[n])) / SCALE] for n in (0, 1))
        return [*alike, *here, *there, 1.0], [*alike, *there, *here, 1.0]


@dataclass(frozen=True)
class Neighbourhoods:
    """The judged pairs as ordered ones, (i, j) and (j, i), sorted.

    Attributes:
        begin: i of each ordered pair, (2 pairs,).
        end: j of each.
        order: The place of each among the pairs as they were given, then the same in reversed order.
    """

    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    order: NDArray[np.int64]

    @classmethod
    def of(cls, pairs: Sequence[Edge]) -> Neighbourhoods:
        """The neighbourhoods of some pairs.

        Raises:
            ValueError: A claim with itself, or two claims twice.
        """
        import numpy as np

        i, j = (np.array([getattr(pair, name) for pair in pairs], dtype=np.int64) for name in ("i", "j"))
        begin, end = np.concatenate([i, j]), np.concatenate([j, i])
        order = np.lexsort((end, begin))
        begin, end = begin[order], end[order]
        if (begin == end).any() or ((begin[1:] == begin[:-1]) & (end[1:] == end[:-1])).any():
            raise ValueError("expected pairs of two claims, each once")
        return cls(begin, end, order)

    @cached_property
    def place(self) -> NDArray[np.int64]:
        """Where each pair as given stands, then each in reversed order: the inverse of `order`."""
        import numpy as np

        return np.argsort(self.order, kind="stable")

    @cached_property
    def reverse(self) -> NDArray[np.int64]:
        """The place of (j, i) for each (i, j)."""
        half = len(self.order) // 2
        found: NDArray[np.int64] = self.place[(self.order + half) % (2 * half)]
        return found

    def triangles(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
        """The places of (i, k), (k, j) and (i, j) where all three were judged, in parts, sorted by the last."""
        import numpy as np

        size = int(self.end.max()) + 1
        starts = np.searchsorted(self.begin, np.arange(size + 1))
        degree = np.diff(starts)
        at = np.full(size, -1, dtype=np.int64)
        parts: list[NDArray[np.int64]] = []
        held = 0
        for i in range(size):
            near = self.end[starts[i] : starts[i + 1]]
            if len(near) < 2:
                continue
            at[near] = np.arange(starts[i], starts[i + 1])
            counts = degree[near]
            second = np.arange(counts.sum()) + np.repeat(starts[near] - np.cumsum(counts) + counts, counts)
            whole = at[self.end[second]]
            there = np.flatnonzero(whole >= 0)
            first = np.repeat(np.arange(starts[i], starts[i + 1]), counts)[there]
            part = np.stack([first, second[there], whole[there]])
            parts.append(part[:, np.argsort(part[2], kind="stable")])
            at[near] = -1
            held += len(there)
            if held >= TRIANGLES_AT_ONCE:
                yield tuple(np.concatenate(parts, axis=1))
                parts, held = [], 0
        if held:
            yield tuple(np.concatenate(parts, axis=1))

    def through(self, begun: Floats, ended: Floats) -> Floats:
        """For each (i, j), the norm over the claims k of begun[i, k] * ended[k, j]: all (2 pairs, paths)."""
        import numpy as np

        found = np.zeros_like(begun)
        begun, ended = begun**POWER, ended**POWER
        for first, second, whole in self.triangles():
            starts = np.flatnonzero(np.diff(whole, prepend=-1))
            found[whole[starts]] = np.add.reduceat(begun[first] * ended[second], starts, axis=0)
        return found ** np.float32(1 / POWER)


@dataclass(frozen=True, slots=True)
class Joint:
    """The weights of the network.

    Attributes:
        tensors: `inner.weight` (h, 13), `inner.bias`; for each layer n `n.from.weight` (p, h), `n.to.weight` (p, h),
            `n.mix.weight` (h, h + 2 p) and their biases; `outer.weight` (2, h), `outer.bias`.
    """

    tensors: Mapping[str, Floats]

    @classmethod
    def of(cls, nli: str) -> Joint:
        """The weights that were fitted for an NLI model: the file beside its own, or else that of `base`."""
        return cls.load(fitted_for(nli, JOINT_NAME))

    @classmethod
    def load(cls, path: Path) -> Joint:
        """Read the weights from a safetensors file.

        Raises:
            SchemaError: No safetensors file, or tensors of other names or shapes.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            tensors = load_file(path)
        except SafetensorError as error:
            raise SchemaError(
                f"{path}: expected the weights of a joint stage in safetensors format ({error})"
            ) from None
        found = {name: tensor.shape for name, tensor in tensors.items()}
        hidden, paths = (found.get(name, (0,))[0] for name in ("inner.weight", "0.from.weight"))
        wanted = {"inner": (hidden, INPUTS), "outer": (2, hidden)}
        for n in range(_layers(found)):
            wanted |= {
                f"{n}.from": (paths, hidden),
                f"{n}.to": (paths, hidden),
                f"{n}.mix": (hidden, hidden + 2 * paths),
            }
        shapes: dict[str, tuple[int, ...]] = {f"{name}.weight": shape for name, shape in wanted.items()}
        shapes |= {f"{name}.bias": shape[:1] for name, shape in wanted.items()}
        if found != shapes:
            raise SchemaError(f"{path}: expected tensors of the shapes {shapes}, got {found}")
        return cls(tensors)

    def __call__(self, pairs: Sequence[Edge]) -> list[Probabilities]:
        """The probabilities of pairs, all of them weighed together.

        Args:
            pairs: Judged pairs, each once. A certain one (a probability of 1) stays as it is.

        Returns:
            The probabilities of each pair, in their order.

        Raises:
            ValueError: A claim with itself, or two claims twice.
        """
        import numpy as np

        if not pairs:
            return []
        near = Neighbourhoods.of(pairs)
        x = np.empty((2 * len(pairs), INPUTS), dtype=np.float32)
        for n, pair in enumerate(pairs):
            x[n], x[len(pairs) + n] = pair.input()
        x = x[near.order]
        said = self._said(x, near) - self._said(x, None)
        said = (said + said[near.reverse])[near.place[: len(pairs)]]
        return [_moved(pair.probabilities, *map(float, by)) for pair, by in zip(pairs, said, strict=True)]

    def _said(self, x: Floats, near: Neighbourhoods | None) -> Floats:
        """The output for each ordered pair, (2 pairs, 2); without neighbourhoods, as if there were no third claims."""
        import numpy as np

        h = np.tanh(self._linear("inner", x))
        for n in range(_layers(self.tensors)):
            paths = np.zeros((len(x), len(self.tensors[f"{n}.from.bias"])), dtype=np.float32)
            if near is not None:
                paths = near.through(*(_half(self._linear(f"{n}.{end}", h)) for end in ("from", "to")))
            paths = np.log(paths + np.float32(NO_PATH))
            back = paths if near is None else paths[near.reverse]
            h = h + np.tanh(self._linear(f"{n}.mix", np.concatenate([h, paths, back], axis=1)))
        return self._linear("outer", h)

    def _linear(self, name: str, x: Floats) -> Floats:
        found: Floats = x @ self.tensors[f"{name}.weight"].T + self.tensors[f"{name}.bias"]
        return found


class GoBetweens:
    """Finds the third claims through which claims contradict each other.

    Args:
        pairs: All judged pairs.
    """

    def __init__(self, pairs: Iterable[Edge]) -> None:
        self._near: dict[int, dict[int, Probabilities]] = defaultdict(dict)
        for pair in pairs:
            self._near[pair.i][pair.j] = self._near[pair.j][pair.i] = pair.probabilities

    def __call__(self, i: int, j: int) -> tuple[int | None, bool]:
        """The claim that most surely agrees with one of two and contradicts the other, and whether the first agrees.

        None where there is none that probably does both.
        """
        one, two = self._near[i], self._near[j]
        found = [
            (first.agree * second.contradict, -k, with_first)
            for k in one.keys() & two.keys()
            for first, second, with_first in ((one[k], two[k], True), (two[k], one[k], False))
            if min(first.agree, second.contradict) >= PROBABLY
        ]
        _, k, with_first = max(found, default=(0.0, None, True))
        return (None if k is None else -k), with_first


def _layers(names: Mapping[str, Any]) -> int:
    return sum(name.endswith(".mix.weight") for name in names)


def _moved(p: Probabilities, agree: float, contradict: float) -> Probabilities:
    """Probabilities after something was added to the log-odds of agree and contradict; certain ones stay.

    Only contradict moves, the two others keep their ratio: a common opponent does not make two claims agree.
    """
    if 1.0 in p or agree == contradict == 0:
        return p
    a, c = p.agree * math.exp(agree), p.contradict * math.exp(contradict)
    moved = c / (a + c + p.neutral)
    share = (1 - moved) / (p.agree + p.neutral)
    return Probabilities(p.agree * share, moved, p.neutral * share)


def _half(x: Floats) -> Floats:
    import numpy as np

    found: Floats = np.maximum(np.float32(0.5) * (np.tanh(np.float32(0.5) * x) + np.float32(1)), np.float32(FAINTEST))
    return found
