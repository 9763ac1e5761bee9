"""Pairs of texts as a model's input: each text is tokenised once, pairs are put together from the token ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int32]
    Pair = tuple[str, str]
    Inputs = Mapping[str, NDArray[np.int64]]
    """A batch as a model takes it: an array (pairs, tokens) for each name."""

TEXTS_AT_ONCE = 4096
TRUNCATION = "longest_first"


class Frame(NamedTuple):
    """What a tokenizer puts around the two texts of a pair: special tokens, and the type id of each position."""

    before: list[int]
    between: list[int]
    after: list[int]
    types: list[int]
    """Of the special tokens before, the first text, the special tokens between, the second text, those after."""


def read_frame(tokenizer: Any) -> Frame | None:
    """The frame of a tokenizer, read off one pair; None where it does not say which token belongs to which text."""
    encoded = tokenizer("The bridge is open.", "It is shut.", return_token_type_ids=True)
    try:
        sides = encoded.sequence_ids(0)
    except ValueError:
        return None
    first = [i for i, side in enumerate(sides) if side == 0]
    second = [i for i, side in enumerate(sides) if side == 1]
    if not first or not second or first[-1] > second[0]:
        return None
    cuts = [0, first[0], first[-1] + 1, second[0], second[-1] + 1, len(sides)]
    ids, types = encoded["input_ids"], encoded["token_type_ids"]
    before, _, between, _, after = (ids[a:b] for a, b in pairwise(cuts))
    return Frame(before, between, after, [types[a] if a < b else 0 for a, b in pairwise(cuts)])


def kept_lengths(first: int, second: int, room: int) -> tuple[int, int]:
    """Tokens kept of two texts that share `room` tokens, as truncation "longest_first" keeps them."""
    if first + second <= room:
        return first, second
    short = min(first, second)
    if 2 * short <= room:
        return (first, room - first) if first == short else (room - second, second)
    half, rest = room // 2, room - room // 2
    return (rest, half) if first > second else (half, rest)


class PairEncoder:
    """Turns pairs of texts into the input that `tokenizer(a, b)` gives, padded to the longest pair of a batch.

    A probe at the start compares the two; where they differ, the tokenizer encodes each pair itself.

    Args:
        tokenizer: A Hugging Face tokenizer.
        max_length: Tokens of a pair, special tokens included; what is longer is cut, the longer text first.
    """

    def __init__(self, tokenizer: Any, max_length: int) -> None:
        self.tokenizer, self.max_length = tokenizer, max_length
        self.special = int(tokenizer.num_special_tokens_to_add(pair=True))
        self.frame = read_frame(tokenizer)
        if self.frame is not None and not self._proved(self.frame):
            self.frame = None

    def ids(self, texts: Sequence[str]) -> list[Ids]:
        """The token ids of each text, without special tokens and not cut."""
        import numpy as np

        out: list[Ids] = []
        for at in range(0, len(texts), TEXTS_AT_ONCE):
            encoded = self.tokenizer(
                list(texts[at : at + TEXTS_AT_ONCE]), add_special_tokens=False, truncation=False, verbose=False,
                return_attention_mask=False, return_token_type_ids=False,
            )  # fmt: skip
            out += [np.array(ids, dtype=np.int32) for ids in encoded["input_ids"]]
        return out

    def length(self, first: int, second: int) -> int:
        """Tokens of a pair, special tokens included, from the tokens of its texts."""
        return min(first + second + self.special, self.max_length)

    def batch(self, pairs: Sequence[Pair], ids: Mapping[str, Ids]) -> Inputs:
        """The model's input for pairs, by name.

        Args:
            pairs: Premise and hypothesis.
            ids: What `ids` gave for each text among them.

        Returns:
            Arrays (len(pairs), tokens of the longest pair), int64.
        """
        if self.frame is None:
            return self._encode(pairs)
        return self._assemble(self.frame, [(ids[a], ids[b]) for a, b in pairs])

    def _encode(self, pairs: Sequence[Pair]) -> Inputs:
        encoded: Inputs = dict(
            self.tokenizer(
                [a for a, _ in pairs], [b for _, b in pairs],
                padding=True, truncation=TRUNCATION, max_length=self.max_length, return_tensors="np",
            )
        )  # fmt: skip
        return encoded

    def _assemble(self, frame: Frame, pairs: Sequence[tuple[Ids, Ids]]) -> Inputs:
        import numpy as np

        tokenizer = self.tokenizer
        room = self.max_length - self.special
        kept = [kept_lengths(len(a), len(b), room) for a, b in pairs]
        shape = (len(pairs), self.special + max((n + m for n, m in kept), default=0))
        made = {
            "input_ids": np.full(shape, tokenizer.pad_token_id, dtype=np.int64),
            "token_type_ids": np.full(shape, tokenizer.pad_token_type_id, dtype=np.int64),
            "attention_mask": np.zeros(shape, dtype=np.int64),
        }
        left = tokenizer.truncation_side == "left"
        for row, ((a, b), (n, m)) in enumerate(zip(pairs, kept, strict=True)):
            a, b = (a[len(a) - n :], b[len(b) - m :]) if left else (a[:n], b[:m])
            parts: list[Any] = [frame.before, a, frame.between, b, frame.after]
            size = self.special + n + m
            at = slice(shape[1] - size, None) if tokenizer.padding_side == "left" else slice(size)
            made["input_ids"][row, at] = np.concatenate(parts)
            made["token_type_ids"][row, at] = np.repeat(frame.types, [len(part) for part in parts])
            made["attention_mask"][row, at] = 1
        return {name: made[name] for name in tokenizer.model_input_names if name in made}

    def _proved(self, frame: Frame) -> bool:
        """Whether assembled pairs equal the tokenizer's own on pairs short, empty, odd and too long in each way."""
        import numpy as np

        if self.tokenizer.pad_token_id is None:
            return False
        words = [f"bridge {i} " for i in range(self.max_length)]
        some, many, more = "".join(words[: self.max_length // 5]), "".join(words[:-1]), "".join(words)
        pairs = [
            ("It rained.", "It was dry all day."),
            ("", "No."),
            ("Yes!", ""),
            ("  Né à São Paulo,\n1,5 % — “so”…", "東京 [SEP] </s> @user's e-mail"),
            (some, more),
            (more, some),
            (many, more),
            (more, many),
            (more, more),
        ]
        texts = sorted({text for pair in pairs for text in pair})
        ids = dict(zip(texts, self.ids(texts), strict=True))
        wanted, found = self._encode(pairs), self._assemble(frame, [(ids[a], ids[b]) for a, b in pairs])
        return wanted.keys() == found.keys() and all(np.array_equal(wanted[name], found[name]) for name in wanted)
