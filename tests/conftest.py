"""What the tests share: one comparer with the packaged models, computing in float32, and the example claims."""

from __future__ import annotations

import os
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from contradict import Comparer, Report, read_claims
from contradict.nli import NLIModel

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

EXAMPLES = Path(__file__).parent.parent / "examples"


class Opinionated(NLIModel):
    """Stands in for a model where the verdict must hold whatever a model says: any opinion, the same each time."""

    def __init__(self):
        self.name, self.fingerprint, self.dtype, self.device = "opinionated", "0" * 16, "float32", "cpu"
        self.outputs, self.max_length = (0, 1, 2), 512

    def lengths(self, texts):
        return [len(text.split()) for text in texts]

    def score(self, pairs, **_):
        found = np.zeros((len(pairs), 3), dtype=np.float32)
        for row, pair in zip(found, pairs, strict=True):
            chance = random.Random(repr(pair))
            row[:] = [chance.random() ** 6 + 1e-6 for _ in row]
        return found / found.sum(axis=1, keepdims=True)


class Remembering(NLIModel):
    """A loaded model that is asked for one set of pairs only once; `score` depends on nothing but this set."""

    def __init__(self, nli):
        self.__dict__.update(nli.__dict__)
        self.runs = {}

    def score(self, pairs, **options):
        asked = frozenset(pairs)
        if asked not in self.runs:
            self.runs[asked] = dict(zip(pairs, super().score(pairs, **options), strict=True))
        return np.array([self.runs[asked][pair] for pair in pairs], dtype=np.float32).reshape(-1, 3)


@pytest.fixture(scope="session")
def comparer() -> Comparer:
    return Comparer(dtype="float32", progress=False)


@pytest.fixture(scope="session")
def remembering(comparer: Comparer) -> Comparer:
    """The packaged models; many runs over the same claims cost one."""
    return Comparer(embedder=comparer.embedder, nli=Remembering(comparer.nli), progress=False)


@pytest.fixture(scope="session")
def opinionated(comparer: Comparer) -> Comparer:
    """The packaged embedder, and made-up NLI scores at no cost."""
    return Comparer(embedder=comparer.embedder, nli=Opinionated(), progress=False)


@pytest.fixture(scope="session")
def talis() -> list[dict]:
    return read_claims(EXAMPLES / "talis.jsonl")


@pytest.fixture(scope="session")
def report(remembering: Comparer, talis: list[dict]) -> Report:
    return remembering.compare(talis)


@pytest.fixture(scope="module")
def browser():
    from browsing import CHROMIUM, OPTIONS
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def reader(browser, tmp_path):
    """Every test that opens a page also checks that it asked nobody for anything and complained of nothing."""
    from browsing import Reader

    reader = Reader(browser, tmp_path)
    yield reader
    for context in reader.contexts:
        context.close()
    assert reader.complaints == []
    assert {url.split(":")[0] for url in reader.asked} <= {"file", "data"}
    assert all(url.startswith(tmp_path.as_uri()) for url in reader.asked if url.startswith("file"))
