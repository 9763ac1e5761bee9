from __future__ import annotations

import random

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import AutoTokenizer, DebertaV2Tokenizer, PreTrainedTokenizerFast, RobertaTokenizer

from contradict.embedding import PACKAGED as EMBEDDER
from contradict.nli import PACKAGED
from contradict.pairing import PairEncoder, kept_lengths

TEXTS = ["The bridge is open.", "It is shut, says @user's e-mail.", "", "Né à São Paulo — 1,5 %", "word " * 40, "no"]


def bert():
    """The packaged embedder's: [CLS] a [SEP] b [SEP] with type ids."""
    return AutoTokenizer.from_pretrained(EMBEDDER)


def mpnet():
    """The packaged NLI model's: <s> a </s> </s> b </s>."""
    return AutoTokenizer.from_pretrained(PACKAGED["base"])


def roberta():
    """Bytes, a space before a word part of its token, two separators."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {
        token: i for i, token in enumerate(["<s>", "<pad>", "</s>", "<unk>", "<mask>", *letters, "th", "Ġth"])
    }
    return RobertaTokenizer(vocab=vocabulary, merges=[("t", "h"), ("Ġ", "th")])


def deberta():
    """Unigram pieces with a mark for the space before a word."""
    letters = sorted({c for text in TEXTS for c in text if c != " "} | set("bridge0123456789"))
    pieces = [("[PAD]", 0.0), ("[CLS]", 0.0), ("[SEP]", 0.0), ("[UNK]", 0.0), ("▁", -2.0), ("▁the", -3.0)]
    return DebertaV2Tokenizer(vocab=[*pieces, *((c, -5.0) for c in letters), ("[MASK]", 0.0)], unk_id=3)


def from_the_left():
    """BERT's, cut and padded on the left."""
    tokenizer = bert()
    tokenizer.padding_side = tokenizer.truncation_side = "left"
    return tokenizer


@pytest.mark.parametrize("make", [bert, mpnet, roberta, deberta, from_the_left])
@pytest.mark.parametrize("max_length", [15, 32])
def test_assembled_pairs_are_the_tokenizers(make, max_length):
    tokenizer = make()
    encoder = PairEncoder(tokenizer, max_length)
    assert encoder.frame is not None
    pairs = [(a, b) for a in TEXTS for b in TEXTS]
    ids = dict(zip(TEXTS, encoder.ids(TEXTS), strict=True))
    wanted = tokenizer(
        [a for a, _ in pairs], [b for _, b in pairs],
        padding=True, truncation="longest_first", max_length=max_length, return_tensors="np",
    )  # fmt: skip
    found = encoder.batch(pairs, ids)
    assert found.keys() == wanted.keys()
    for name, array in wanted.items():
        assert np.array_equal(found[name], array), name
    for (a, b), size in zip(pairs, wanted["attention_mask"].sum(axis=1), strict=True):
        assert encoder.length(len(ids[a]), len(ids[b])) == size


def test_cut_lengths_are_the_tokenizers():
    """Every pair of lengths around an even and an odd limit."""
    tokenizer = mpnet()
    texts = ["w " * n for n in range(20)]
    for max_length in (14, 15):
        pairs = [(a, b) for a in texts for b in texts]
        encoded = tokenizer(*map(list, zip(*pairs, strict=True)), truncation="longest_first", max_length=max_length)
        for row, (a, b) in enumerate(pairs):
            sides = encoded.sequence_ids(row)
            wanted = sides.count(0), sides.count(1)
            assert kept_lengths(len(a) // 2, len(b) // 2, max_length - 4) == wanted, (len(a) // 2, len(b) // 2)


def test_a_tokenizer_that_sees_the_pair_encodes_it_itself():
    """Where assembling differs, as here where the second text's first token is special, nothing is assembled."""
    inner = Tokenizer(models.WordLevel({"[PAD]": 0, "[UNK]": 1, "bridge": 2, "[SEP]": 3}, unk_token="[UNK]"))
    inner.pre_tokenizer = pre_tokenizers.Whitespace()
    inner.post_processor = processors.TemplateProcessing(
        single="$A", pair="$B:1 [SEP]:0 $A:0", special_tokens=[("[SEP]", 3)]
    )
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=inner, pad_token="[PAD]", unk_token="[UNK]")
    encoder = PairEncoder(tokenizer, 16)
    assert encoder.frame is None
    pairs = [("bridge", "bridge x"), ("x " * 30, "bridge")]
    texts = sorted({text for pair in pairs for text in pair})
    found = encoder.batch(pairs, dict(zip(texts, encoder.ids(texts), strict=True)))
    assert found["input_ids"].shape == (2, 16)
    assert found["input_ids"][0].tolist()[:4] == [2, 1, 3, 2]


def test_ids_do_not_depend_on_what_the_tokenizer_did_before():
    tokenizer = mpnet()
    encoder = PairEncoder(tokenizer, 512)
    before = [ids.tolist() for ids in encoder.ids(TEXTS)]
    tokenizer(TEXTS, padding=True, truncation=True, max_length=5)
    assert [ids.tolist() for ids in encoder.ids(TEXTS)] == before


def test_many_texts_keep_their_order(monkeypatch):
    monkeypatch.setattr("contradict.pairing.TEXTS_AT_ONCE", 3)
    encoder = PairEncoder(mpnet(), 512)
    texts = random.Random(0).choices(TEXTS, k=20)
    assert [ids.tolist() for ids in encoder.ids(texts)] == [encoder.ids([text])[0].tolist() for text in texts]
