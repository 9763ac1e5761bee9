"""What the tests share: one comparer with the packaged models, computing in float32, and the example claims."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from contradict import Comparer, Report, read_claims

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="session")
def comparer() -> Comparer:
    return Comparer(dtype="float32", progress=False)


@pytest.fixture(scope="session")
def talis() -> list[dict]:
    return read_claims(EXAMPLES / "talis.jsonl")


@pytest.fixture(scope="session")
def report(comparer: Comparer, talis: list[dict]) -> Report:
    return comparer.compare(talis)
