"""Made claims of any number with known events and known contradictions, from the lines of `subjects.txt`.

An event is something that happened at a site in a town on a day: 20 claims in all, four on each of five questions, two
a side. Claims on two sides of one question of one event contradict each other; nothing is said about other pairs.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from contradict import Claim

SUBJECTS = Path(__file__).with_name("subjects.txt")
QUESTIONS, A_SIDE = 5, 2
CLAIMS_AN_EVENT = QUESTIONS * 2 * A_SIDE
ATTRIBUTED, DENIED, IN_CONTEXT = 0.3, 0.04, 0.75
CONTEXT = ("after", "in connection with", "in the course of")
"""Before the event, in lines that do not name it."""
FIRST = (
    "Anna Boris Clara Dmitri Elena Farid Greta Hassan Irina Jonas Katrin Levan Marta Nikolai Olga Pavel Quentin Rosa "
    "Samir Teodora Umar Vera Wanda Xenia Yusuf Zora Aino Bruno Ciara Davit Esther Fabian Goran Helga Ivo Joana"
).split()
LAST = (
    "Abashidze Bergström Castellan Dragomir Eliasson Farkas Gruber Halvorsen Ivanov Jelinek Kowalczyk Lindqvist "
    "Marchetti Nowak Orlov Petrescu Quist Ruiz Stanek Tamm Ulrich Vasquez Weiss Yilmaz Zeman Achterberg Brandl Corrado "
    "Dufour Ekholm Ferraz Gashi Hrdlicka Imhof Janssen Kruk Lazarev Mohr Nagy Ostrov Pinto Rask Sokol Toth Vidal Wolff"
).split()
HEADS = "Har Vel Tar Mon Kes Bran Lor Dun Ost Fal Gris Pel Sam Vor Zel Cor Ald Mer Nor Rav Sil Tol Wen Yar Bel".split()
TAILS = "zin mora gate wick stad nova field bruck haven dale minster lund berg ford ovo etsk ara ino anto igny".split()
CAUSES = (
    "a welding torch|a faulty valve|heavy rain|a drunk driver|a broken axle|a lightning strike|rusted bolts|a rat|"
    "a misread gauge|an unpaid contractor|a frozen pipe|a software update|a discarded cigarette|subsidence"
).split("|")
HOURS = (
    "at dawn|shortly before midnight|at noon|in the early afternoon|at half past nine in the evening|"
    "at three in the morning|just after seven in the morning|around five in the afternoon"
).split("|")
PARTIES = (
    "the Farmers' League|the Labour Front|the Green Bloc|the Royal Guard|the Northern Brigade|the Citizens' List|"
    "the Fifth Militia|the National Union|the Coastal Alliance|the Third Army"
).split("|")
SOURCES = [f"{head} {tail}" for head in
           "Morning Evening Northern Coastal Valley National Harbour Border Mountain Free Daily Sunday".split()
           for tail in "Post Herald Courier Wire Radio Monitor Gazette Observer Telegraph".split()]  # fmt: skip
SPEAKERS = (
    "the governor|the fire service|the police|the mayor|a union leader|the interior ministry|a hospital doctor|"
    "the prosecutor|an eyewitness|the company|the opposition|the bishop|a retired general|the coast guard"
).split("|")


@dataclass(frozen=True)
class Question:
    """What claims answer: the lines of each side, or of one block with a slot that the sides fill differently."""

    sides: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Theme:
    subjects: list[tuple[str, str]] = field(default_factory=list)
    """What happened, and where."""
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True)
class MadeClaims:
    """Claims in an order of no meaning, with what is known of them.

    Attributes:
        claims: The claims.
        events: The event of each claim.
        contradictions: Rows (i, j), i < j, of the pairs that contradict each other.
    """

    claims: list[Claim]
    events: list[int]
    contradictions: list[tuple[int, int]]


def read_themes(path: Path = SUBJECTS) -> list[Theme]:
    """The themes of a file of subjects; its head says how it is written."""
    themes: list[Theme] = []
    blocks: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "== "]:
        if line.startswith(("== ", "? ")):
            if blocks:
                themes[-1].questions.append(Question(tuple(map(tuple, blocks))))
            blocks = [[]] if line.startswith("? ") else []
            if line.startswith("== "):
                themes.append(Theme())
        elif line == "--":
            blocks.append([])
        elif blocks:
            blocks[-1].append(line)
        elif "|" in line and not line.startswith("#"):
            happening, sites = (part.strip() for part in line.split("|"))
            themes[-1].subjects.extend((happening, site.strip()) for site in sites.split(","))
    return themes[:-1]


def make_claims(n: int, seed: int = 0) -> MadeClaims:
    """`n` claims, CLAIMS_AN_EVENT of an event (of the last one the rest); equal for equal arguments."""
    chance = random.Random(seed)
    claims: list[Claim] = []
    marks: list[tuple[int, int, bool]] = []
    for number, (theme, subject) in zip(range(-(-n // CLAIMS_AN_EVENT)), _subjects(chance), strict=False):
        for question, side, denied, claim in _event(chance, theme, subject):
            claims.append(claim)
            marks.append((number * QUESTIONS + question, side, denied))
    order = chance.sample(range(n), n)
    claims, marks = [claims[i] for i in order], [marks[i] for i in order]
    answering: dict[int, list[int]] = {}
    for i, (question, *_) in enumerate(marks):
        answering.setdefault(question, []).append(i)
    contradictions = [
        (i, j)
        for rows in answering.values()
        for i, j in combinations(rows, 2)
        if marks[i][1] != marks[j][1] and not (marks[i][2] and marks[j][2])
    ]
    return MadeClaims(claims, [question // QUESTIONS for question, *_ in marks], sorted(contradictions))


def _subjects(chance: random.Random) -> Iterator[tuple[Theme, tuple[str, str]]]:
    """Themes in turn, each with a subject of its own; every subject of a theme once before one comes again."""
    themes = read_themes()
    left: dict[int, list[tuple[str, str]]] = {}
    while True:
        for number in chance.sample(range(len(themes)), len(themes)):
            if not left.get(number):
                left[number] = chance.sample(themes[number].subjects, len(themes[number].subjects))
            yield themes[number], left[number].pop()


def _event(chance: random.Random, theme: Theme, subject: tuple[str, str]) -> Iterator[tuple[int, int, bool, Claim]]:
    happening, site = subject
    place = chance.choice(HEADS) + chance.choice(TAILS)
    day = date(2015, 1, 1) + timedelta(days=chance.randrange(3650))
    names = [f"{chance.choice(FIRST)} {last}" for last in chance.sample(LAST, 4)]
    least = chance.randrange(3, 60)
    fixed = {"site": site, "place": place, "official": names[2], "suspect": names[3]}
    forms = {
        f"the {happening} at the {site} in {place}": ("{site}", "{place}"), f"the {place} {happening}": ("{place}",),
        f"the {happening} in {place}": ("{place}",), f"the {happening} at the {site}": ("{site}",),
    }  # fmt: skip
    counts = least, 2 * least + chance.randrange(5, 90)
    causes, hours, parties = (chance.sample(kind, 2) for kind in (CAUSES, HOURS, PARTIES))
    answers = [
        fixed | {"count": str(counts[side]), "person": names[side], "cause": causes[side], "hour": hours[side],
                 "party": parties[side]}
        for side in (0, 1)
    ]  # fmt: skip
    for number, question in enumerate(chance.sample(theme.questions, QUESTIONS)):
        sources = iter(chance.sample(SOURCES, 2 * A_SIDE))
        for side in (0, 1):
            for line in chance.sample(_lines(question, side), A_SIDE):
                denied = chance.random() < DENIED
                if denied:
                    line = chance.choice(_lines(question, 1 - side))
                values = answers[side != denied]
                if "it}" not in line.lower() and chance.random() < IN_CONTEXT:
                    line = f"{line[:-1]} {chance.choice(CONTEXT)} {{it}}."
                fitting = [form for form, named in forms.items() if not any(name in line for name in named)]
                it = chance.choice(fitting or [f"the {happening}"])
                text = _sentence(chance, line, values | {"it": it}, denied)
                yield number, side, denied, Claim(text, source=next(sources), date=day)


def _lines(question: Question, side: int) -> tuple[str, ...]:
    return question.sides[side if len(question.sides) > 1 else 0]


def _sentence(chance: random.Random, line: str, values: dict[str, str], denied: bool) -> str:
    """A line with its slots filled, perhaps as somebody says or denies it."""
    capital = {name.capitalize(): value[0].upper() + value[1:] for name, value in values.items()}
    text = line.format(**values, **capital)
    text = text[0].upper() + text[1:]
    speaker = chance.choice(SPEAKERS)
    begin = line.split()[0]
    proper = begin.startswith(("{person}", "{official}", "{suspect}", "{place}", "{count}"))
    inner = text if proper else text[0].lower() + text[1:]
    said = speaker[0].upper() + speaker[1:]
    if denied:
        return f"{said} denied that {inner}"
    if chance.random() < ATTRIBUTED:
        return chance.choice([f"{said} said that {inner}", f"According to {speaker}, {inner}",
                              f"{text[:-1]}, {speaker} said."])  # fmt: skip
    return text
