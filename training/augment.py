"""Made pairs of short news claims, with labels that are right by construction.

A claim states facts: answers to questions about one event, each a set of possible answers or a count. Two claims
contradict where they answer one question incompatibly, one entails the other where each of its answers follows from the
other's, all else is neutral. What a count allows is decided by `contradict.quantities`. The generators propose pairs of
a shape; `relation` alone gives the labels. `augmented(seed, count)` is the whole of it: `augmented(7, 30000)`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from training.augment_facts import FRAMES, Among, Answer, Claim, Count, relation
from training.augment_numbers import phrase
from training.augment_scenes import ASSERT, HEDGE, Question, Scene, capital
from training.mix import CONTRADICTION, ENTAILMENT, NEUTRAL, Example

SHARES = {CONTRADICTION: 0.35, ENTAILMENT: 0.25, NEUTRAL: 0.40}
PERIODIC = {"revenue", "inflation", "arrests", "cases", "turnout", "homes", "loot"}
REGIONAL = {"jobless", "inflation", "trend"}
PREFIX = ("meanwhile, {s}", "in fact, {s}", "news in brief: {s}", "breaking: {s}", "as it now stands, {s}")
JOIN = ("{s}, and {r}", "{s}; {r}", "{s}, while {r}", "{r}, and {s}", "{r}; {s}")
Pair = tuple[Claim, Claim]
Shape = Callable[[Scene], "Pair | None"]


def paraphrase(s: Scene) -> Pair | None:
    """One answer in two wordings, at times one with the day: agreement."""
    q = s.pick("x", "alt")
    answer, ways = s.rng.choice(s.answers(q))
    one = s.say(q, answer, ways, None)
    return one, s.say(q, answer, ways, s.rng.choice([None, ""]))


def other_answer(s: Scene) -> Pair | None:
    """Two answers to one question: place, agent, cause, winner, direction, status, order, ordinal, all or none."""
    q = s.pick("x", "alt")
    (a, ways_a), (b, ways_b) = s.rng.sample(s.answers(q), 2)
    return s.say(q, a, ways_a), s.say(q, b, ways_b)


def deny(s: Scene, q: Question, answer: Among, ways: list[str], share: float, plain: bool) -> Claim:
    """The denial of an answer: in wordings of its own or, with this share, in a denying frame around the answer."""
    if q.type == "alt":
        return s.say(q, answer, ways, deny=True, plain=plain)
    frame = not q.no or s.rng.random() < share
    return s.say(q, Among(answer.atoms, True), ways, deny=frame, plain=plain)


def denied(s: Scene) -> Pair | None:
    """An answer against its denial, or against the denial of another answer."""
    q = s.pick("x", "alt")
    options = s.answers(q)
    (a, ways_a), (b, ways_b) = s.rng.choices(options, k=2) if s.rng.random() < 0.5 else [s.rng.choice(options)] * 2
    return s.say(q, a, ways_a), deny(s, q, b, ways_b, 0.3, s.rng.random() < 0.4)


def excluded(s: Scene) -> Pair | None:
    """An answer, and that another one is not the right one: agreement one way."""
    q = s.pick("x", "alt")
    (a, ways_a), (b, ways_b) = s.rng.sample(s.answers(q), 2)
    return s.say(q, a, ways_a, None), deny(s, q, b, ways_b, 0.25, True)


def two_denials(s: Scene) -> Pair | None:
    """Two denials of one answer agree, of two answers say nothing about each other."""
    q = s.pick("x", "alt")
    options = s.answers(q)
    (a, ways_a), (b, ways_b) = s.rng.choices(options, k=2)
    plain = s.rng.random() < 0.5
    return deny(s, q, a, ways_a, 0.4, plain), deny(s, q, b, ways_b, 0.4, plain)


def counts(s: Scene) -> Pair | None:
    """Two counts of one thing: changed, bounded, spelt out, rounded, converted, vague; or none at all."""
    q = s.pick("n")
    if not q.type.startswith("n:"):
        return None
    value, unit = s.count(q)
    other = value if s.rng.random() < 0.5 else s.count(q, value)[0]
    one, two = Count(phrase(s.rng, value, unit), unit), Count(phrase(s.rng, other, unit), unit)
    if q.no and s.rng.random() < 0.12:
        two = Count(None, unit)
        one = two if s.rng.random() < 0.3 else one
    return s.say(q, one), s.say(q, two)


def days(s: Scene) -> Pair | None:
    """One act on the same or another day, told the same way or otherwise."""
    fit = [q for q in s.questions if "{t}" in " ".join([*q.yes, *(w for ways in q.sets.values() for w in ways)])]
    if not fit:
        return None
    q = s.rng.choice(fit)
    answer, ways = any_answer(s, q)
    day = s.rng.choice(s.days)
    return s.say(q, answer, ways, s.days[0]), s.say(q, answer, ways, day)


def any_answer(s: Scene, q: Question) -> tuple[Answer, list[str]]:
    if q.type.startswith("n:"):
        value, unit = s.count(q)
        return Count(None if q.no and s.rng.random() < 0.25 else phrase(s.rng, value, unit), unit), []
    answer, ways = s.rng.choice(s.answers(q))
    return (Among(answer.atoms, True) if q.no and s.rng.random() < 0.4 else answer), ways


def anything(s: Scene, q: Question) -> Claim:
    """Any answer, asserted or denied."""
    answer, ways = any_answer(s, q)
    if isinstance(answer, Among) and not answer.negated and s.rng.random() < 0.25:
        return deny(s, q, answer, ways, 0.5, s.rng.random() < 0.7)
    return s.say(q, answer, ways)


def other_question(s: Scene) -> Pair | None:
    """Two claims of one event about different things, any of them with a negation or a number: neutral."""
    q, r = s.rng.sample(s.questions, 2)
    return anything(s, q), anything(s, r)


def same_number(s: Scene) -> Pair | None:
    """The same number about two things of one event: killed and wounded, tanks and drones."""
    fit = [q for q in s.questions if q.type.startswith("n:") and q.type.split(":")[1] not in FRAMES]
    if len(fit) < 2:
        return None
    q, r = s.rng.sample(fit, 2)
    value, _ = s.count(q)
    words, words_r = (Count(phrase(s.rng, value, x.type.split(":")[1]), x.type.split(":")[1]) for x in (q, r))
    return s.say(q, words), s.say(r, words_r)


def other_subject(s: Scene) -> Pair | None:
    """The same said, or denied, of another subject of the same kind, side, country or level: neutral."""
    fit = [q for q in s.questions if q.key]
    if not fit:
        return None
    q = s.rng.choice(fit)
    twin = s.other(q.key)
    if q.name in REGIONAL and s.rng.random() < 0.4:
        area = "the north of {}" if q.key == "country" else "the region around {}"
        twin.names[q.key] = area.format(s.names[q.key])
    if s.rng.random() < 0.25:
        return anything(s, q), anything(twin, q)
    answer, ways = any_answer(s, q)
    two, ways_two = (answer, ways) if s.rng.random() < 0.4 else any_answer(s, q)
    claim = s.say(q, answer, ways, None)
    return claim, twin.say(q, two, ways_two, None, like=claim.wording if s.rng.random() < 0.5 else "")


def other_period(s: Scene) -> Pair | None:
    """One count for two years: neutral."""
    fit = [q for q in s.questions if q.name in PERIODIC]
    if not fit:
        return None
    q = s.rng.choice(fit)
    sides = []
    for year in s.rng.sample(range(2009, 2024), 2):
        answer, ways = any_answer(s, q)
        claim = s.say(q, answer, ways, None)
        text = f"in {year}, {claim.text}" if s.rng.random() < 0.5 else f"{claim.text} in {year}"
        text = re.sub(r"\b(have|has) been\b", "were", text) if "cases" in text else text
        text = text.replace("has recorded", "recorded").replace("have counted", "counted")
        facts: dict[str, Answer] = {f"{name} {year}": fact for name, fact in claim.facts.items() if name != "event"}
        sides.append(replace(claim, text=text, facts=facts, headline=False))
    return sides[0], sides[1]


def possibility(s: Scene) -> Pair | None:
    """A possibility, a condition, an open question against the fact, its denial or another answer: neutral."""
    pair = s.rng.choice([paraphrase, other_answer, denied, counts])(s)
    if pair is None or pair[0].denies or pair[0].headline:
        return None
    one, two = pair
    frames = [f for f in HEDGE if relation(two, one) != ENTAILMENT or not f.startswith(("it may", "it is poss"))]
    hedged = Claim(s.frame(one.text, frames), {one.text: Among(frozenset({"maybe"}))}, framed=True)
    return (hedged, two) if s.rng.random() < 0.5 else (two, hedged)


def no_event(s: Scene) -> Pair | None:
    """That it happened at all, denied, against anything that takes it for granted."""
    fit = [q for q in s.questions if q.act]
    if not s.denials or not fit:
        return None
    none = [Claim(text.format(**s.names), {"event": Among(frozenset({"yes"}), True)}) for text in s.denials]
    if s.rng.random() < 0.1 and len(none) > 1:
        return none[0], none[1]
    q = s.rng.choice(fit)
    value = s.count(q) if q.type.startswith("n:") else None
    answer, ways = (Count(phrase(s.rng, *value), value[1]), []) if value else s.rng.choice(s.answers(q))
    return s.rng.choice(none), s.say(q, answer, ways)


def losses(s: Scene) -> Pair | None:
    """Killed and wounded told apart, exchanged, and added up."""
    what = s.rng.choice(["attack on the {site} in {place}", "clash at {village}", "explosion at the {site} in {place}",
                         "storm that hit {place}", "bus crash near {place}", "stampede in {place}"])  # fmt: skip
    what = what.format(**s.names)
    dead, hurt = s.rng.sample(range(2, 70), 2)
    total = dead + hurt

    def say(killed: str | None, injured: str | None, both: str | None) -> Claim:
        d, h, b = (Count(n, "people") if n else None for n in (killed, injured, both))
        facts: dict[str, Answer] = {q: n for q, n in (("dead", d), ("hurt", h), ("both", b)) if n}
        if killed and injured:
            ways = [f"the {what} left {killed} people dead and {injured} injured",
                    f"{killed} people were killed and {injured} wounded in the {what}",
                    f"{injured} people were injured and {killed} killed in the {what}",
                    f"the {what} killed {killed} people and injured {injured}"]  # fmt: skip
            facts["both"] = Count(str(total), "people")
        elif killed:
            ways = [f"{killed} people were killed in the {what}", f"the {what} killed {killed} people",
                    f"the {what} cost {killed} people their lives", f"{killed} people died in the {what}"]  # fmt: skip
        elif injured:
            ways = [f"{injured} people were wounded in the {what}", f"the {what} injured {injured} people",
                    f"the {what} left {injured} people injured"]  # fmt: skip
        else:
            ways = [f"{both} people were killed or wounded in the {what}",
                    f"the {what} left {both} people dead or hurt",
                    f"in all, {both} people were killed or injured in the {what}"]  # fmt: skip
        return Claim(s.rng.choice(ways), facts)

    both = say(str(dead), str(hurt), None)
    k = s.rng.randrange(8)
    other = s.rng.choice([n for n in range(2, 200) if abs(n - total) > total // 4 + 2])
    if k == 0:
        return both, say(str(hurt), str(dead), None)
    if k < 5:
        sums = phrase(s.rng, total, "people")
        single = [(str(dead), None, None), (None, str(hurt), None), (None, None, sums), (None, None, str(other))]
        return both, say(*single[k - 1])
    if k == 5:
        return both, s.rng.choice([say(str(hurt), None, None), say(None, str(dead), None)])
    return say(str(dead), None, None), say(None, str(dead if k == 6 else hurt), None)


def part_whole(s: Scene) -> Pair | None:
    """A part beside its whole: neutral, and a contradiction where the part is larger."""
    what = s.rng.choice(["fire at the {site} in {place}", "attack on the {site} in {place}", "landslide near {place}",
                         "collapse of the {site} in {place}", "ferry accident off {place}"])  # fmt: skip
    what = what.format(**s.names)
    part = s.rng.choice("children,women,students,foreigners,nurses,pensioners,policemen,teachers".split(","))
    few, many = sorted(s.rng.sample(range(2, 80), 2))
    if many - few < 3:
        many += 4
    role = s.rng.choice([("killed", "died"), ("injured", "were injured"), ("rescued", "were saved")])
    fewer, more = Count(f"{few}", "people"), Count(f"{many}", "people")
    larger = s.rng.random() < 0.4
    n_part, n_whole = (more, fewer) if larger else (fewer, more)
    verb = s.rng.choice([f"were {role[0]}", role[1]])
    whole = s.rng.choice([f"{n_whole.phrase} people in all {verb} in the {what}",
                          f"the total number of people {role[0]} in the {what} is {n_whole.phrase}",
                          f"in all, the {what} saw {n_whole.phrase} people {role[0]}"])  # fmt: skip
    some = s.rng.choice([f"{n_part.phrase} {part} {verb} in the {what}",
                         f"among those {role[0]} in the {what} were {n_part.phrase} {part}",
                         f"the {what} saw {n_part.phrase} {part} {role[0]}"])  # fmt: skip
    facts: dict[str, Answer] = {"part": n_part}
    if larger:
        facts["whole"] = n_part
    pair = Claim(whole, {"whole": n_whole}), Claim(some, facts)
    return pair if s.rng.random() < 0.5 else (pair[1], pair[0])


SHAPES: dict[str, dict[Shape, float]] = {
    CONTRADICTION: {other_answer: 25, denied: 27, counts: 30, days: 14, no_event: 14, losses: 5, part_whole: 3},
    ENTAILMENT: {paraphrase: 30, excluded: 22, denied: 3, two_denials: 10, counts: 32, days: 8, no_event: 1, losses: 5},
    NEUTRAL: {other_question: 12, other_subject: 30, possibility: 22, same_number: 16, other_period: 14, two_denials: 9,
              counts: 8, losses: 4, part_whole: 4, days: 3},
}  # fmt: skip


def decorate(s: Scene, claim: Claim, used: set[str], join: float, frame: float) -> Claim:
    """At times: a second statement about something else, a speaker, an opening phrase; then as a sentence."""
    rng = s.rng
    if not claim.headline and not claim.framed and rng.random() < join:
        free = [q for q in s.questions if q.name not in used]
        if free:
            q = rng.choice(free)
            answer, ways = any_answer(s, q)
            more = s.say(q, answer, ways, None)
            joins: tuple[str, ...] = JOIN
            if rng.random() < 0.3 and not more.headline and not more.framed:
                more = Claim(s.frame(more.text, HEDGE), {more.text: Among(frozenset({"maybe"}))})
                joins, frame = ("{s}, but {r}", "{s}; {r}", "{s}, while {r}"), 0.0
            if not more.headline and not more.denies and not set(more.facts) - {"event"} & set(claim.facts):
                used.add(q.name)
                text = rng.choice(joins).format(s=claim.text, r=more.text)
                facts = {**more.facts, **claim.facts}
                claim = replace(claim, text=text, facts=facts, about=claim.about | more.about)
    if not claim.headline and not claim.framed:
        if rng.random() < frame:
            claim = replace(claim, text=s.frame(claim.text, ASSERT))
        elif rng.random() < 0.06:
            claim = replace(claim, text=rng.choice(PREFIX).format(s=claim.text))
    text = capital(claim.text)
    return replace(claim, text=text if claim.headline or text[-1] in '."' else text + ".")


def _pair(rng: random.Random, target: str) -> tuple[list[Example], str] | None:
    """Both directions of one pair with the target label in one of them, or None if the draw did not give one."""
    shapes = SHAPES[target]
    shape = rng.choices(list(shapes), list(shapes.values()))[0]
    scene = Scene(rng)
    drawn = shape(scene)
    if drawn is None:
        return None
    one, two = drawn
    keys = {fact.split(" ")[0] for claim in (one, two) for fact in claim.facts}
    framed = rng.random() < 0.25
    frames = rng.choice([(0.9, 0.9), (0.9, 0.0), (0.0, 0.9)]) if framed else (0.0, 0.0)
    join = 0.0 if shape in {losses, part_whole, other_period, no_event} else 0.14
    a, b = decorate(scene, one, keys, join, frames[0]), decorate(scene, two, keys, join, frames[1])
    forward, backward = relation(a, b), relation(b, a)
    if forward is None or backward is None or target not in {forward, backward} or a.text == b.text:
        return None
    if target == NEUTRAL and (forward, backward) != (NEUTRAL, NEUTRAL):
        return None
    if not all(5 <= len(claim.text.split()) <= 40 for claim in (a, b)):
        return None
    pair = [Example(a.text, b.text, (forward,), "augmented"), Example(b.text, a.text, (backward,), "augmented")]
    rng.shuffle(pair)
    return pair, shape.__name__


def augmented_with_shapes(seed: int, count: int) -> list[tuple[Example, str]]:
    """The examples with the name of the generator of each, both directions of a pair one after the other."""
    rng = random.Random(seed)
    out: list[tuple[Example, str]] = []
    seen: set[frozenset[str]] = set()
    made = dict.fromkeys(SHARES, 0)
    while len(out) < count:
        target = max(SHARES, key=lambda label: SHARES[label] * (len(out) + 2) - made[label])
        drawn = None
        while drawn is None:
            drawn = _pair(rng, target)
        pair, shape = drawn
        key = frozenset({pair[0].premise, pair[0].hypothesis})
        if key in seen:
            continue
        seen.add(key)
        for example in pair:
            made[example.allowed[0]] += 1
            out.append((example, shape))
    return out[:count]


def augmented(seed: int, count: int) -> list[Example]:
    """So many made examples, the same for the same seed, both directions of a pair one after the other."""
    return [example for example, _ in augmented_with_shapes(seed, count)]
