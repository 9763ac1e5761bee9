"""Words that cannot both be true of one thing at one time, and words that deny."""

from __future__ import annotations

import re

OPPOSITES: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("open opened reopened", "closed shut shuttered"),
        ("alive survived survives", "dead died killed"),
        ("won win wins victory", "lost lose loses defeat defeated"),
        ("guilty convicted", "acquitted cleared innocent"),
        ("arrested detained jailed custody", "released freed free fled large"),
        ("accepted accepts approved approves backed backs", "rejected rejects opposed opposes refused vetoed"),
        ("rose rise risen rising increased grew climbed up", "fell fall fallen falling decreased dropped shrank down"),
        ("captured seized took taken controls holds held", "repelled recaptured regained retaken withdrew"),
        ("advanced advancing", "retreated retreating withdrew withdrawing"),
        ("accidental accident accidentally", "deliberate deliberately arson sabotage intentional"),
        ("true genuine real authentic", "false fake forged fabricated untrue hoax"),
        ("present attended attending", "absent missed skipped"),
        ("safe", "unsafe dangerous contaminated"),
        ("legal lawful", "illegal unlawful"),
        ("stayed remains remained stays", "left resigned quit departed"),
        ("before", "after"),
        ("first", "last"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
        ("all every", "none no nobody"),
        ("always", "never"),
        ("more", "fewer less"),
        ("male man men", "female woman women"),
        ("intact undamaged unharmed", "destroyed damaged burned hit"),
        ("continued continues went", "halted stopped suspended cancelled ended"),
        ("private", "public state"),
        ("signed", "unsigned"),
        ("confirmed", "denied"),
        ("peaceful peacefully", "violent violently"),
        ("domestic local", "foreign"),
        ("sober", "drunk"),
        ("awake", "asleep"),
        ("empty", "full packed"),
        ("started began begun", "ended finished"),
        ("success successful succeeded", "failure failed unsuccessful"),
        ("positive", "negative"),
        ("strong stronger", "weak weaker"),
        ("early earlier", "late later"),
    )
)  # fmt: skip

DENYING = re.compile(
    r"\b(?:not|n't|no|never|none|nobody|nothing|neither|nor|without|den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing)?|"
    r"dismiss(?:es|ed|ing)?|refut(?:es|ed|ing)|untrue|false|baseless|fabricat\w+|contrary to|ruled out|failed to)\b"
    r"|\b\w+n['\u2019]t\b",
    re.IGNORECASE,
)
