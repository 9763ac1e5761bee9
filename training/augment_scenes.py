"""The scenes of the augmented pairs: an event with names filled in, and ways to word the answers about it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from training.augment_facts import Among, Answer, Claim, Count
from training.augment_words import LISTS, SLOTS

POOLS = {slot: names.split(", ") for slot, names in SLOTS.items()}
MONTHS = "January March May June August October December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
CLOCKED = {"fire", "science", "storm", "blackout"}
"""Kinds of events of which the hour is told: their days are not told by morning and night."""
ASSERT = (
    "{s}, {w} said", "{w} said that {s}", "according to {w}, {s}", "{w} confirmed that {s}", "{s}, according to {w}",
    "{w} announced that {s}", "{w} told reporters that {s}", "in a statement, {w} said that {s}",
    "{w} insisted that {s}",
    "\"{s},\" {w} said", "{w} reported that {s}", "{w} said in the evening that {s}", "{w} claimed that {s}",
    "it is true that {s}, {w} said", "{w} made it known that {s}", "{w}: {s}",
)  # fmt: skip
DENY = (
    "{w} denied that {s}", "{w} rejected the claim that {s}", "it is not true that {s}",
    "{w} dismissed reports that {s}",
    "reports that {s} are false, {w} said", "contrary to reports, it is not the case that {s}",
    "{w} called it a lie that {s}", "{w} said it was untrue that {s}", "there is no truth in claims that {s}",
    "{w} denies that {s}", "{w} contradicted reports that {s}",
)  # fmt: skip
HEDGE = (
    "it is unclear whether {s}", "{w} would not confirm that {s}", "{w} could not say whether {s}",
    "{w} declined to comment on reports that {s}", "it may be that {s}", "police are looking into whether {s}",
    "it is possible that {s}", "{w} fear that {s}", "there has been no official word on whether {s}",
    "an inquiry will establish whether {s}", "if it turns out that {s}, {w} will act", "{w} refused to say whether {s}",
    "{w} had hoped that {s}", "there are rumours that {s}", "{w} asked whether {s}",
    "{w} warned it might turn out that {s}",
    "before the event, {w} predicted that {s}", "{w} wondered whether {s}",
)  # fmt: skip
PLURAL = {"officials", "local media", "residents", "police", "aid workers", "rescuers", "witnesses"}


@dataclass
class Question:
    """A question about an event: the wordings of its answers, of their denials, or of each set of alternatives."""

    name: str
    type: str
    kind: str
    key: str = ""
    act: bool = False
    yes: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)
    sets: dict[frozenset[str], list[str]] = field(default_factory=dict)


def read_events(text: str) -> dict[str, tuple[list[str], list[Question]]]:
    """The denials and the questions of each kind of event."""
    events: dict[str, tuple[list[str], list[Question]]] = {}
    for line in (line for line in text.splitlines() if line and not line.startswith("#")):
        mark, rest = line.split(" ", 1)
        if mark == "=":
            kind = rest
            events[kind] = ([], [])
        elif mark == "~":
            events[kind][0].append(rest)
        elif mark == "?":
            name, type, *flags = rest.split()
            key = next((flag[4:] for flag in flags if flag.startswith("key=")), "")
            events[kind][1].append(Question(name, type, kind, key, "act" in flags))
        else:
            question, headline = events[kind][1][-1], "! " if mark == "!" else ""
            if question.type == "alt":
                names, wording = (rest if headline else line).split(": ", 1)
                question.sets.setdefault(frozenset(names.split(",")), []).append(headline + wording)
            else:
                (question.no if mark in "-0" else question.yes).append(headline + rest)
    return events


KINDS = read_events((Path(__file__).parent / "augment_events.txt").read_text(encoding="utf-8"))


class Scene:
    """One event with its names filled in, and ways to word what is said of it."""

    def __init__(self, rng: random.Random, kind: str | None = None) -> None:
        self.rng = rng
        self.kind = kind or rng.choice(list(KINDS))
        self.denials, self.questions = KINDS[self.kind]
        self.names: dict[str, str] = {}
        for slot, names in POOLS.items():
            first, second = rng.sample(names, 2)
            self.names |= {slot: first, slot + "2": second}
        self.days = rng.sample(DAYS, 2)

    def other(self, slot: str) -> Scene:
        """The same scene with another filling of one slot."""
        twin = Scene(self.rng, self.kind)
        names = POOLS[slot.rstrip("2")]
        free = [name for name in names if name not in self.names.values()]
        twin.names = {**self.names, slot: self.rng.choice(free)}
        twin.days = self.days
        return twin

    def pick(self, *types: str) -> Question:
        fit = [question for question in self.questions if question.type[0] in {t[0] for t in types}]
        return self.rng.choice(fit or [q for q in self.questions if q.type[0] != "n"])

    def answers(self, question: Question) -> list[tuple[Among, list[str]]]:
        """Four answers at most to a question that is not a count, each with what can stand for {x}."""
        if question.type == "alt":
            return [(Among(atoms), []) for atoms in question.sets]
        name = question.type[2:]
        names = POOLS.get("org" if name == "buyer" else name)
        entries = names or LISTS[name].split("; ")
        used = set(self.names.values())
        out = []
        for entry in self.rng.sample(entries, len(entries)):
            ways = entry.split(" / ")
            if ways[0] in used:
                continue
            atoms = {f"{ways[0]} {month}" for month in MONTHS} if name == "year" else {ways[0]}
            if name == "year" and self.rng.random() < 0.3:
                month = self.rng.choice(MONTHS)
                atoms, ways = {f"{ways[0]} {month}"}, [f"in {month} {ways[0][3:]}"]
            out.append((Among(frozenset(atoms)), ways))
        return out[:4]

    def say(
        self, question: Question, answer: Answer, ways: Sequence[str] = (), day: str | None = "", deny: bool = False,
        plain: bool = False, like: str = "",
    ) -> Claim:  # fmt: skip
        """Word one answer; `day` "" leaves the day to chance, None tells none; `deny` puts it in a denying frame,
        which names no speaker where `plain`; `like` asks for a certain wording.
        """
        rng, facts = self.rng, dict[str, Answer]()
        key = f"{question.name} {self.names[question.key]}" if question.key else question.name
        facts[key] = answer
        nothing = isinstance(answer, Count) and answer.phrase is None
        if isinstance(answer, Among) and question.type == "alt":
            wordings = question.sets[answer.atoms]
        else:
            negative = nothing or (isinstance(answer, Among) and answer.negated and not deny)
            wordings = question.no if negative else question.yes
        if plain or deny:
            wordings = [w for w in wordings if not w.startswith(("! ", "{x} denie"))]
        wording = like if like in wordings else rng.choice(wordings)
        headline, text = wording.startswith("! "), wording.removeprefix("! ")
        about = frozenset({"event"}) if question.act else frozenset()
        denied = deny or nothing or (isinstance(answer, Among) and answer.negated)
        if question.act and not denied:
            facts["event"] = Among(frozenset({"yes"}))
        when = ""
        if "{t}" in text and day is not None and not denied and (day or rng.random() < 0.25):
            name = day or self.days[0]
            parts = ["morning", "afternoon", "night"]
            part = rng.choice(["", "", *parts]) if self.kind not in CLOCKED else ""
            facts["day"] = Among(frozenset(f"{name} {p}" for p in ([part] if part else parts)))
            when = f" on {name} {part}".rstrip()
        x = rng.choice(list(ways)) if ways else ""
        n = answer.phrase if isinstance(answer, Count) and answer.phrase else ""
        text = text.format(**self.names, x=x, n=n, t=when)
        text = text.replace("of of ", "of ")
        if deny:
            frames = [f for f in DENY if "{w}" not in f] if plain else DENY
            if question.type == "alt" and isinstance(answer, Among):
                universe = frozenset[str]().union(*question.sets)
                facts[key] = Among(universe - answer.atoms)
            text = self.frame(text, frames)
        elif denied and wording.startswith(("{x} denie",)):
            deny = True
        return Claim(text, facts, headline, denies=deny and not plain, about=about, framed=deny, wording=wording)

    def frame(self, text: str, frames: Sequence[str]) -> str:
        who = self.rng.choice(LISTS["speaker"].split("; "))
        frame = self.rng.choice(frames)
        if "{w} den" in frame and who in PLURAL:
            frame = frame.replace("denies", "deny")
        if "{w} fear" in frame and who not in PLURAL:
            frame = frame.replace("fear", "fears")
        if '"' in frame:
            text = capital(text)
        return frame.format(s=text, w=who)

    def count(self, question: Question, near: float | None = None) -> tuple[float, str]:
        _, unit, least, most = question.type.split(":")
        low, high = float(least), float(most)
        if near is None:
            value = low * (high / low) ** self.rng.random()
        else:
            value = min(max(near * self.rng.choice([0.3, 0.5, 0.7, 0.8, 1.3, 1.5, 2, 3.2, 10]), low), high * 3)
            if self.rng.random() < 0.25 and near < 100:
                value = max(low, near + self.rng.choice([-2, -1, 1, 2]))
        value = float(round(value)) if unit != "money" else round(value, self.rng.choice([0, 1, 1]))
        if unit == "percent":
            value = min(value, high)
        return max(value, 1.0 if unit == "money" else 2.0), unit


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
