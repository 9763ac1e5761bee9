"""README's examples print what they say they print."""

from __future__ import annotations

import doctest
from pathlib import Path


def test_examples():
    path = Path(__file__).parent.parent / "README.md"
    found = doctest.testfile(str(path), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted >= 6
    assert found.failed == 0
