"""What is disputed: the questions that claims of a report answer differently, who takes which side, and a title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contradict.camps import Camp, Voice, sides, speakers, voices
from contradict.claims import Claim
from contradict.questions import question_of
from contradict.report import Pair, Report, millionths, most_certain
from contradict.unions import last
from contradict.wording import Wording

COMMON = 1
"""From how many claims that both contradict two groups are one side: in one question none is the odd one out."""
COUNTS = re.compile(r"Both (?:count|give) (.+?): (.+) against (.+)\.")
"""The reason of a contradiction between quantities, as `QuantityMatch.sentence` words it."""
NONE = re.compile(r"no|not (?:a|an|any|one|a single)|nobody|no one", re.IGNORECASE)
"""How claims say that nothing was counted, which reads badly without the thing itself."""
VAGUE = frozenset({"things", "people"})
"""What a reason says is counted where the claims do not say it."""
COUNTED = 10_000
"""How good a title both counts of a thing make, against 1000 for a word that stands in about a third of the claims."""
QUOTED = 48
"""Characters that a title quotes of a claim."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """One question that claims answer differently.

    Attributes:
        title: What it is about, in words of the claims, for no side.
        lead: The surest of the contradictions that the title fits.
        camps: The sides, the largest first; no two claims of one contradict each other.
        others: Claims that answer the question too, but contradict nothing in it; in canonical order.
        contradictions: The pairs that make it a dispute, the most certain first; each stands in one dispute only.
        event: The id of the event with the most of the claims that contradict each other; None if they are in none.
        between: Its pairs join claims of two questions: they are false alarms more often than others.
    """

    title: str
    lead: Pair
    camps: tuple[Camp, ...]
    others: tuple[Claim, ...]
    contradictions: tuple[Pair, ...]
    event: str | None
    between: bool = False

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims on its sides, in canonical order."""
        return tuple(sorted((claim for camp in self.camps for claim in camp.claims), key=lambda c: c.sort_key))

    @property
    def weight(self) -> float:
        """How many of its contradictions are right, if their probabilities hold."""
        return sum(_millionths(pair) for pair in self.contradictions) / 1e6


class Topic(NamedTuple):
    """What a pair is about, and how good a title that makes: a count the best, a quotation the last."""

    text: str
    weight: int


class Topics:
    """What each pair of a report is about.

    Args:
        wording: Of all claims of the report.
        question: As `question_of` gives it.
    """

    def __init__(self, wording: Wording, question: Mapping[str, int]) -> None:
        self.wording, self.question = wording, question

    def of(self, pair: Pair) -> Topic:
        """The thing counted and both counts, or the words that both claims share, or else the beginnings of both.

        Of claims of two questions always their beginnings, since they share no topic. The words are the claims' own;
        the reason is that of a contradiction, whatever relation the pair has now.
        """
        a, b = sorted((pair.a, pair.b), key=lambda c: c.sort_key)
        if self.question[a.id] != self.question[b.id]:
            return _quoted(a, b)
        phrase, telling = self.wording.phrase(a, b)
        reason = next((r for r in pair.reasons if r.relation == "contradict" and r.kind == "quantity"), None)
        counted = COUNTS.fullmatch(reason.why) if reason else None
        if counted:
            subject = phrase if phrase and counted[1] in VAGUE else counted[1]
            return Topic(_headed(f"{subject}: {_either(counted[2], counted[3])}"), COUNTED)
        if phrase:
            return Topic(_headed(phrase), min(COUNTED, 1 + round(1000 * telling)))
        return _quoted(a, b)


def disputes(report: Report, named: Sequence[Voice] | None = None) -> tuple[Dispute, ...]:
    """The disputes of a report, those with the most and surest contradictions first.

    Claims that answer one question (`question_of`) and contradict each other are a dispute. Contradictions between
    claims of two questions are disputes of their own, one for each set that hangs together, and come last: so a claim
    may stand in several disputes, but each contradiction stands in one. Sides are found as in `camps`, within the
    dispute alone.

    Args:
        report: Its pairs at its thresholds; events do not matter for what is one dispute.
        named: The voices, if `voices(report.claims)` was called before.
    """
    named = voices(report.claims) if named is None else named
    wording = Wording(report.claims)
    question = question_of(report.claims, report.pairs, wording)
    who = speakers(named)
    place = {claim.id: i for i, claim in enumerate(sorted(report.claims, key=lambda c: c.sort_key))}
    home = {claim.id: i for i, event in enumerate(report.events) for claim in event.claims}
    topics = Topics(wording, question)
    found = []
    for between, claims, pairs in _units(report, question):
        contradictions = most_certain(pairs, "contradict")
        taken = sides(claims, pairs, who, COMMON)
        disputed = {id for p in contradictions for id in (p.a.id, p.b.id)}
        at = Counter(home[id] for id in disputed if id in home)
        event = report.events[min(at, key=lambda i: (-at[i], i))].id if at else None
        title, lead = _title(contradictions, topics)
        found.append(Dispute(title, lead, taken.camps, taken.others, contradictions, event, between))
    return tuple(sorted(found, key=lambda d: (d.between, -d.weight, *_first(d, place))))


def surest(found: Sequence[Dispute]) -> Dispute:
    """Of one dispute or more, that with the surest contradiction; one between two questions only if all are."""
    return max(found, key=lambda d: (not d.between, _millionths(d.contradictions[0])))


def _units(report: Report, question: Mapping[str, int]) -> Iterator[tuple[bool, list[Claim], list[Pair]]]:
    """Whether each dispute lies between questions, its claims, and the pairs that bind and divide them."""
    members: dict[int, list[Claim]] = defaultdict(list)
    for claim in report.claims:
        members[question[claim.id]].append(claim)
    inside: dict[int, list[Pair]] = defaultdict(list)
    between: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for pair in report.pairs:
        one, two = sorted((question[pair.a.id], question[pair.b.id]))
        if one == two:
            inside[one].append(pair)
        elif pair.relation == "contradict":
            between[one, two].append(pair)
    for number, pairs in inside.items():
        if any(pair.relation == "contradict" for pair in pairs):
            yield False, members[number], pairs
    agreeing = {number: [p for p in pairs if p.relation == "agree"] for number, pairs in inside.items()}
    for (one, two), pairs in between.items():
        known = [*agreeing.get(one, ()), *agreeing.get(two, ())]
        for part in _connected(pairs):
            claims = {claim.id: claim for pair in part for claim in (pair.a, pair.b)}
            yield True, list(claims.values()), [*part, *(p for p in known if p.a.id in claims and p.b.id in claims)]


def _connected(pairs: Sequence[Pair]) -> Iterable[list[Pair]]:
    """The pairs by the sets of claims that they connect."""
    into = {id: id for pair in pairs for id in (pair.a.id, pair.b.id)}
    for pair in pairs:
        into[last(into, pair.a.id)] = last(into, pair.b.id)
    parts: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        parts[last(into, pair.a.id)].append(pair)
    return parts.values()


def _title(contradictions: Sequence[Pair], topics: Topics) -> tuple[str, Pair]:
    """The best topic of the most and surest contradictions, of equal ones that of the surest; and the first with it."""
    weights: Counter[Topic] = Counter()
    first: dict[Topic, Pair] = {}
    for pair in contradictions:
        topic = topics.of(pair)
        weights[topic] += _millionths(pair) * topic.weight
        first.setdefault(topic, pair)
    best = max(weights, key=weights.__getitem__)
    return best.text, first[best]


def _millionths(pair: Pair) -> int:
    return millionths(pair.probabilities.contradict)


def _first(dispute: Dispute, place: dict[str, int]) -> tuple[int, int]:
    """The places of the claims of the first pair, to order disputes of equal weight."""
    places = ((place[pair.a.id], place[pair.b.id]) for pair in dispute.contradictions)
    return min((min(two), max(two)) for two in places)


def _either(*counts: str) -> str:
    """Two counts with "or", the shorter first; a comma where "or" alone could be read with the words before it."""
    one, two = sorted(("none" if NONE.fullmatch(count) else count for count in counts), key=lambda c: (len(c), c))
    apart = one == "none" or " plus " in one or " plus " in two
    return f"{one}{',' if apart else ''} or {two}"


def _quoted(a: Claim, b: Claim) -> Topic:
    one, two = _beginning(a.text), _beginning(b.text)
    return Topic(f"\u201c{one}\u201d or \u201c{two}\u201d", 0)


def _beginning(text: str) -> str:
    words = " ".join(text.split()).rstrip(".")
    if len(words) <= QUOTED:
        return words
    head, space, _ = words[:QUOTED].rpartition(" ")
    return (head if space else words[:QUOTED]).rstrip(" ,;:.") + "…"


def _headed(text: str) -> str:
    return text[:1].upper() + text[1:]
