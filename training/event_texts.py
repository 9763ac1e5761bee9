"""Texts to train the event embedder on: who is about the same event as whom, and blocks of them for a batch."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contradict.attribution import attribute
from training.mix import NEUTRAL, group, held_out, read_rows
from training.sheets import HELD_OUT, SheetEvent, all_events

REPORTING = frozenset(
    "said say says saying told tell tells reported report reports announced announce announces according added stated "
    "statement claimed claim confirmed confirm explained quoted wrote".split()
)
EVERYWHERE = frozenset(
    "a an and are as at be been but by for from had has have he her his in is it its not of on or s she that the their "
    "they this to was were which who will with".split()
)
"""Words that say nothing about what a text is about."""


@dataclass(frozen=True)
class Text:
    """One text, in one form or several (with and without its speaker)."""

    forms: tuple[str, ...]
    event: str
    marks: frozenset[str] = frozenset()
    """Two texts that share one are about the same thing in the event, or contradict each other."""
    whole: bool = False
    """Whether it is surely about the same thing as every other text of its event."""
    complete: bool = False
    """Whether texts of other events are known to be about other events."""


Group = list[Text]


@dataclass
class Pools:
    """What blocks are drawn from: groups by source, and for each group the groups most like it."""

    groups: dict[str, list[Group]]
    alike: dict[str, list[list[int]]]


def content_words(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, in lower case."""
    return frozenset(re.findall(r"\w+", text.lower())) - EVERYWHERE


def mention_clusters(row: dict[str, Any]) -> frozenset[str]:
    """The event clusters that a sentence of ECB+ mentions, reporting verbs aside."""
    mentions = row["event_mentions"]
    return frozenset(m["cluster"] for m in mentions if not REPORTING & set(m["mention"].lower().split()))


def ecb_groups(path: Path) -> dict[str, list[Group]]:
    """The sentences with event mentions by their event, by topic."""
    topics: dict[str, dict[str, Group]] = defaultdict(lambda: defaultdict(list))
    for row in read_rows(path):
        marks = mention_clusters(row)
        if marks:
            topics[row["topic"]][row["event"]].append(Text((row["text"],), row["event"], marks, complete=True))
    return {topic: list(events.values()) for topic, events in topics.items()}


def sheet_group(event: SheetEvent) -> Group:
    """The claims of one of our own events; contradicting claims and updates share a mark."""
    marks: dict[int, set[str]] = defaultdict(set)
    for a, b, code, _ in event.pairs:
        if code in "cu":
            for n in (a, b):
                marks[n].add(f"{event.title}/{a}-{b}")
    return [
        Text(tuple(dict.fromkeys((text, attribute(text).proposition))), event.title, frozenset(marks[n]), complete=True)
        for n, (*_, text) in event.claims.items()
    ]


def story_groups(path: Path) -> list[Group]:
    """Headlines by story; articles that share a headline are one story."""
    stories: list[set[str]] = []
    for row in read_rows(path):
        story = {text for name, texts in row.items() if name != "body_id" for text in texts}
        apart = [other for other in stories if not other & story]
        stories = [*apart, story.union(*(other for other in stories if other & story))]
    return [
        [Text((text,), f"story {n}", whole=True) for text in sorted(story)]
        for n, story in enumerate(stories)
        if len(story) > 1
    ]


def pair_groups(path: Path, mix: Iterable[str], shared_words: int, longest: int) -> dict[str, list[Group]]:
    """Entailing and contradicting pairs by source, each a group of two that contradicts or agrees.

    Left out: pairs with a text of more than `longest` words, or with fewer than `shared_words` content words in common.
    """
    wanted = set(mix)
    pools: dict[str, list[Group]] = defaultdict(list)
    for n, row in enumerate(read_rows(path)):
        source = group(row["source"])
        one, two = row["premise"], row["hypothesis"]
        if source not in wanted or row["label"] == NEUTRAL or row["split"] == "mismatched_label1":
            continue
        fits = max(len(one.split()), len(two.split())) <= longest
        if fits and one != two and len(content_words(one) & content_words(two)) >= shared_words:
            pools[source].append([Text((text,), f"pair {n}", whole=True) for text in (one, two)])
    missing = wanted - pools.keys()
    if missing:
        raise KeyError(f"the mix names {sorted(missing)}, of which {path} has no pairs; it has {sorted(pools)}")
    return dict(pools)


def read_pools(data: Path, sheets: Path, settings: dict[str, Any]) -> tuple[Pools, dict[str, Group]]:
    """The groups to train on, and the texts held out to choose settings by, both without what is in `dev`."""
    topics = ecb_groups(data / "train" / "events" / "ecbplus_topics_1_25.jsonl.gz")
    out = set(settings["held_out_topics"])
    ecb: list[Group] = []
    alike: list[list[int]] = []
    for topic in sorted(topics.keys() - out):
        rows = range(len(ecb), len(ecb) + len(topics[topic]))
        ecb += topics[topic]
        alike += [[i for i in rows if i != row] for row in rows]
    events = all_events(sheets)
    groups = {
        "ecb": ecb,
        "sheets": [sheet_group(event) for event in events if not held_out(event.title, HELD_OUT)],
        "stories": story_groups(data / "train" / "events" / "headlines_by_story.jsonl"),
        **pair_groups(
            data / "train" / "nli_3way.jsonl.gz", settings["pairs"], settings["shared_words"], settings["longest"]
        ),
    }
    held = {
        "ecb": [text for topic in sorted(out) for texts in topics[topic] for text in texts],
        "sheets": [text for event in events if held_out(event.title, HELD_OUT) for text in sheet_group(event)],
    }
    return Pools(groups, {"ecb": alike}), {name: texts for name, texts in held.items() if texts}


def draw_batch(pools: Pools, settings: dict[str, Any], rng: random.Random) -> list[tuple[Text, str]]:
    """The texts of one batch, each in one of its forms; no text twice.

    An event of ECB+ or of our own comes with one that is much like it, whose texts are hard negatives.
    """
    chosen: list[Text] = []
    for source, number in settings["blocks"].items():
        groups, alike = pools.groups[source], pools.alike.get(source)
        for row in rng.sample(range(len(groups)), min(number, len(groups))):
            rows = [row, *([rng.choice(alike[row])] if alike and alike[row] else [])]
            for found in rows:
                chosen += rng.sample(groups[found], min(settings["group_texts"], len(groups[found])))
    for source, number in settings["pairs"].items():
        for pair in rng.sample(pools.groups[source], min(number, len(pools.groups[source]))):
            chosen += pair
    forms: dict[str, Text] = {}
    for text in chosen:
        forms.setdefault(rng.choice(text.forms), text)
    return [(text, form) for form, text in forms.items()]


def same_event(batch: Sequence[tuple[Text, str]], weak: float) -> list[list[float | None]]:
    """For every two texts of a batch: how surely they belong together.

    1 for a shared mark, `weak` for a shared event alone, 0 for different events, None where nothing is known: the same
    text, or similar words in sources that do not say which of their texts are about the same event.
    """
    words = [content_words(form) for _, form in batch]
    table: list[list[float | None]] = [[None] * len(batch) for _ in batch]
    for i, (a, _) in enumerate(batch):
        for j, (b, _) in enumerate(batch[:i]):
            found: float | None = 0.0
            if a.event == b.event:
                found = 1.0 if a.marks & b.marks or (a.whole and b.whole) else weak or None
            elif a.marks & b.marks:
                found = 1.0
            elif not (a.complete and b.complete):
                least = min(len(words[i]), len(words[j]))
                found = None if 2 * len(words[i] & words[j]) >= least else 0.0
            table[i][j] = table[j][i] = found
    return table
