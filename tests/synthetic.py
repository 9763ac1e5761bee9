"""Made-up reports of any size: parties that dispute events over some weeks."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from contradict import Claim, Event, NLIScores, Pair, Probabilities, Report, Thresholds
from contradict.explanations import Reason, Span
from contradict.report import Settings

PLACES = "Oster Talis Varna Lumen Kestrel Marsh Tarn Holm Birk Sable Quarry Delta Mole Harbour Ridge Alder".split()
BODIES = (
    "Defence Ministry|Interior Ministry|police|mayor's office|fire service|Office for the Coordination of "
    "Humanitarian Affairs and Emergency Relief|army spokesman|opposition|railway company|hospital"
).split("|")
PEERS = "Post Times Herald Wire Agency Monitor Gazette Observer".split()
SETTINGS = Settings("0.1.0", "all-MiniLM-L6-v2", "e" * 16, "base", "n" * 16, "float32", Thresholds(), 0.3, 50)


def probabilities(relation: str, certainty: float) -> Probabilities:
    rest = 1 - certainty
    found = dict.fromkeys(Probabilities._fields, rest / 2)
    return Probabilities(**{**found, "contradict" if relation == "update" else relation: certainty})


def pair_of(a: Claim, b: Claim, relation: str, certainty: float = 0.8, event: str | None = None) -> Pair:
    """A pair of a relation; its evidence is the first word of each claim, and the order of its claims canonical."""
    a, b = sorted((a, b), key=lambda c: c.sort_key)
    spans = tuple((Span(0, len(c.text.split()[0])),) for c in (a, b))
    why = f"{a.text.split()[0]} against {b.text.split()[0]}."
    reason = Reason(relation, "other" if relation == "contradict" else None, (spans[0], spans[1]), why)
    scores = NLIScores(0.2, 0.2, 0.6)
    return Pair(
        a, b, probabilities(relation, certainty), scores, scores, relation, event=event, reasons=(reason,),
        is_update=relation == "update",
    )  # fmt: skip


def event_of(claims: list[Claim], pairs: list[Pair], id: str = "e1") -> Event:
    return Event(id, claims[0].text, tuple(claims), tuple(replace(pair, event=id) for pair in pairs))


def report_of(events: list[Event], alone: list[Claim] = [], between: list[Pair] = []) -> Report:  # noqa: B006
    claims = sorted([c for e in events for c in e.claims] + alone, key=lambda c: c.sort_key)
    return Report(tuple(claims), tuple(events), tuple(p for e in events for p in e.pairs) + tuple(between), SETTINGS)


def made_report(n: int, seed: int = 0, days: int = 14) -> Report:
    """A report of `n` claims in events of 2 to 25, most of them with two or three sides, voices true to their side."""
    chance = random.Random(seed)
    names = [f"{place}'s {body}" for place in PLACES for body in BODIES] + PEERS
    chance.shuffle(names)
    names = names[: max(6, n // 6)]
    events, claims = [], 0
    while claims < n:
        size = min(n - claims, chance.choice([2, 3, 4, 6, 8, 12, 25]))
        events.append(_event(chance, f"e{len(events):03}", size, names, days))
        claims += size
    return report_of(
        [e for e in events if len(e.claims) > 1], [c for e in events if len(e.claims) == 1 for c in e.claims]
    )


def _event(chance: random.Random, id: str, size: int, names: list[str], days: int) -> Event:
    place, start = chance.choice(PLACES), chance.randrange(days)
    speaking = chance.sample(names, min(len(names), max(2, size // 2)))
    toll = [chance.randrange(5, 900) for _ in range(chance.choice([2, 2, 2, 3]))]
    side_of: dict[Claim, int] = {}
    for number in range(size):
        speaker = chance.choice(speaking)
        side = speaking.index(speaker) % len(toll)
        published = date(2024, 5, 1) + timedelta(days=min(days, start + int(chance.expovariate(0.7))))
        text = f"{toll[side]} people were counted at the bridge near {place} after the storm, report {number}."
        when = None if chance.random() < 0.04 else published
        claim = Claim(text, speaker=speaker, source=chance.choice(PEERS), date=when, id=f"{id}-{number}")
        side_of[claim] = side
    pairs, met = [], defaultdict(int)
    for a in side_of:
        for b in side_of:
            if a.id < b.id and met[a] < 8 and chance.random() < 0.7:
                met[a] += 1
                apart = side_of[a] != side_of[b]
                relation = chance.choices(["contradict" if apart else "agree", "neutral", "update"], [6, 4, 0.5])[0]
                pairs.append(pair_of(a, b, relation, chance.uniform(0.6, 0.98), id))
    return event_of(list(side_of), pairs, id)
