"""From labelled articles to contradictions: `python -m benchmarks.articles --half dev|test [--cache FILE]`.

Sentences: the share of labelled sentences that come out exactly. Claims: precision and recall of the sentences that
are read as claims. Speakers: the share of extracted sentences with a labelled speaker whose speaker is that one or one
of its names. The outlet's own: the extracted sentences in which the outlet speaks itself that got a speaker.
Contradictions: all claims of an event are compared; a pair of sentences counts as found if a pair of
their claims is called contradicting; 95 % bootstrap intervals over pairs of articles.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contradict import datasets
from contradict.articles import Article, read_article
from contradict.claims import Claim
from contradict.comparer import Comparer
from contradict.report import Pair

FOLDER = Path(datasets.__file__).parent / "articles"
MARKUP = re.compile(r"[*_`]|\[([^\]]*)\]\([^)]*\)")
SMALL = frozenset("the a an of for s at in and".split())
TITLES = frozenset("dr col maj gen prof mr mrs ms lt capt sgt".split())
Place = tuple[str, int]
"""A file and the number of a labelled sentence in it."""
PairOf = frozenset[Place]
RESAMPLES = 1000


@dataclass
class Read:
    """An article read, and which labelled sentence each of its sentences is."""

    labels: Mapping[str, Any]
    article: Article
    exact: set[int] = field(default_factory=set)
    claims: dict[int, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    beside: int = 0
    """Claims that are no labelled sentence at all."""


def plain(text: str) -> str:
    """A sentence without Markdown and with single blanks."""
    return " ".join(MARKUP.sub(lambda match: match[1] or "", text).split())


def read(folder: Path, labels: Mapping[str, Any]) -> Read:
    """Read an article and align its sentences with the labelled ones."""
    text = (folder / labels["file"]).read_text(encoding="utf-8")
    found = Read(labels, read_article(text, source=labels["source"], date=labels["date"]))
    wanted = [plain(sentence["text"]) for sentence in labels["sentences"]]
    cursor = 0
    items: list[Any] = sorted([*found.article.claims, *found.article.left_out], key=lambda item: item.span)
    for item in items:
        said = plain(item.meta.get("sentence", item.text) if isinstance(item, Claim) else item.text)
        number = _number(said, wanted, cursor)
        if number is None:
            found.beside += isinstance(item, Claim)
            continue
        cursor = number
        if said == wanted[number]:
            found.exact.add(number)
        if isinstance(item, Claim):
            found.claims[number].append(item)
    return found


def _number(said: str, wanted: Sequence[str], cursor: int) -> int | None:
    order = [*range(cursor, len(wanted)), *range(cursor)]
    for number in order:
        if said == wanted[number]:
            return number
    return next(
        (n for n in order if min(len(said), len(wanted[n])) > 15 and (said in wanted[n] or wanted[n] in said)), None
    )


def is_speaker(claimed: str | None, true: str, names: Mapping[str, Sequence[str]]) -> bool:
    """Whether a speaker is the true one: it has all words of one of its names, or some that no other's name has."""
    if claimed is None:
        return False
    words = _words(claimed)
    if not words:
        return False
    fits = {name for name, others in names.items() if any(words <= _words(n) for n in (name, *others) if _words(n))}
    return any(_words(n) <= words for n in (true, *names.get(true, ())) if _words(n)) or fits == {true}


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.lower())) - SMALL - TITLES


@dataclass
class Tally:
    """What was right and wrong over the articles of a half."""

    count: Counter[str] = field(default_factory=Counter)
    groups: dict[tuple[str, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, found: Read, names: Mapping[str, Sequence[str]]) -> None:
        """Count the sentences, claims and speakers of an article."""
        sentences = found.labels["sentences"]
        self.count["sentences"] += len(sentences)
        self.count["exact"] += len(found.exact)
        self.count["claims found"] += len(found.claims) + found.beside
        self.count["claims"] += sum(sentence["claim"] for sentence in sentences)
        for number, claims in found.claims.items():
            sentence = sentences[number]
            self.count["claims right"] += sentence["claim"]
            if sentence["claim"] and not sentence["speaker"]:
                self.count["outlet"] += 1
                self.count["outlet wrong"] += any(c.speaker for c in claims)
            elif sentence["claim"]:
                self.count["speakers"] += 1
                self.count["speakers right"] += any(is_speaker(c.speaker, sentence["speaker"], names) for c in claims)

    def share(self, part: str, whole: str) -> str:
        return f"{self.count[part] / max(1, self.count[whole]):.3f} ({self.count[part]} of {self.count[whole]})"


def pair_of(one: Place, two: Place) -> PairOf:
    return frozenset((one, two))


def found_pairs(pairs: Iterable[Pair], place: Mapping[str, Place]) -> set[PairOf]:
    """The pairs of sentences of some pairs of claims."""
    both = [(place.get(p.a.id), place.get(p.b.id)) for p in pairs]
    return {pair_of(a, b) for a, b in both if a is not None and b is not None and a != b}


def event(folder: Path, comparer: Comparer | None, tally: Tally, show: bool) -> None:
    """Count an event: its articles, and the contradictions between and inside them."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    articles = [read(folder, one) for one in labels["articles"]]
    speakers: dict[str, list[str]] = {
        s["speaker"]: [] for one in labels["articles"] for s in one["sentences"] if s["speaker"]
    }
    for found in articles:
        tally.add(found, {**speakers, **labels["speakers"]})
    if comparer is None:
        return
    gold = {pair_of(*((side["file"], side["sentence"]) for side in pair)) for pair in labels["contradictions"]}
    place = {c.id: (a.labels["file"], n) for a in articles for n, claims in a.claims.items() for c in claims}
    report = comparer.compare([claim for found in articles for claim in found.article.claims])
    called, judged = found_pairs(report.contradictions, place), found_pairs(report.pairs, place)
    tally.count["gold"] += len(gold)
    tally.count["gold judged"] += len(gold & judged)
    for pair in gold | called:
        outcome = "right" if pair in gold & called else "missed" if pair in gold else "wrong"
        group = (folder.name, *sorted(file for file, _ in pair))
        tally.groups[group][outcome] += 1
    if show:
        text = {(a["file"], n): s["text"] for a in labels["articles"] for n, s in enumerate(a["sentences"])}
        for name, chosen in (("missed", gold - called), ("wrong", called - gold)):
            for pair in sorted(chosen, key=sorted):
                judging = "" if pair in judged else ", not judged"
                print(f"{name}{judging}: " + "\n    vs. ".join(text[side] for side in sorted(pair)))


def figures(counts: Iterable[Counter[str]]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    total: Counter[str] = sum(counts, Counter())
    right = total["right"]
    precision = right / max(1, right + total["wrong"])
    recall = right / max(1, right + total["missed"])
    return precision, recall, 2 * right / max(1, 2 * right + total["wrong"] + total["missed"])


def interval(groups: Sequence[Counter[str]], which: int, seed: int = 0) -> tuple[float, float]:
    """The 95 % bootstrap interval of one of the figures, drawing pairs of articles."""
    chance = random.Random(seed)
    drawn = sorted(figures(chance.choices(groups, k=len(groups)))[which] for _ in range(RESAMPLES))
    return drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES) - 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=datasets.HALVES, default="dev")
    parser.add_argument("--cache", type=Path, help="keep the models' results in this file")
    parser.add_argument("--no-models", action="store_true", help="sentences, claims and speakers only")
    parser.add_argument("--show", action="store_true", help="print the contradictions that were missed or wrong")
    options = parser.parse_args()
    comparer = None if options.no_models else Comparer(cache=options.cache)
    tally = Tally()
    for labels in sorted((FOLDER / options.half).glob("*/labels.json")):
        event(labels.parent, comparer, tally, options.show)
    right, found, wanted = (tally.count[name] for name in ("claims right", "claims found", "claims"))
    print(f"sentences that come out exactly: {tally.share('exact', 'sentences')}")
    print(f"claim sentences: precision {right / max(1, found):.3f}, recall {right / max(1, wanted):.3f} ({wanted})")
    print(f"speakers: {tally.share('speakers right', 'speakers')}")
    print(f"the outlet's own sentences that got a speaker: {tally.share('outlet wrong', 'outlet')}")
    if comparer is not None:
        groups = list(tally.groups.values())
        values = [f"{value:.3f} ({low:.2f}-{high:.2f})" for k, value in enumerate(figures(groups))
                  for low, high in [interval(groups, k)]]  # fmt: skip
        print(f"contradictions: precision {values[0]}, recall {values[1]}, F1 {values[2]}")
        print(f"labelled contradictions that were judged: {tally.share('gold judged', 'gold')}")


if __name__ == "__main__":
    main()
