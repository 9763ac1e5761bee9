"""Names in an article: the full name behind a surname, "the ministry" or "she"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

TITLES: Final = frozenset(
    "mr mrs ms dr prof col gen maj lt sgt capt cpl adm gov sen rep rev st sir dame lord lady judge justice "
    "president minister mayor chief commander captain colonel general major lieutenant sergeant admiral king "
    "queen prince princess pope bishop sheikh doctor professor governor senator chancellor premier ambassador "
    "inspector superintendent constable officer father sister brother prime deputy vice former acting".split()
)
ROLES: Final = TITLES | frozenset(
    "spokesman spokeswoman spokesperson director manager head leader lawyer attorney prosecutor chairman "
    "chairwoman chair secretary editor founder owner engineer doctor nurse packer driver fighter soldier witness "
    "resident farmer mother father daughter son wife husband widow brother sister neighbour neighbor baker "
    "teacher student worker guard watchman analyst expert economist researcher scientist official envoy aide "
    "adviser advisor executive candidate deputy lawmaker mp councillor councilman activist organiser organizer "
    "coach player priest imam survivor passenger pilot captain veteran historian author woman man boy girl "
    "patient victim suspect defendant plaintiff shopkeeper clerk conductor foreman miner operator dispatcher "
    "mechanic physician surgeon judge reporter correspondent commissioner coroner detective firefighter paramedic "
    "minister president mayor governor".split()
)
BODIES: Final = frozenset(
    "ministry army government office police company union agency court front command party council committee "
    "commission department hospital service bank group inspectorate force forces guard navy laboratory lab board "
    "embassy brigade authority authorities parliament palace club city town hall firm alliance coalition "
    "federation association organisation organization institute university school newspaper paper station radio "
    "news corps militia rebels opposition kremlin pentagon senate congress house airline operator railway "
    "administration secretariat headquarters staff side campaign movement regime state republic utility network "
    "nations cross prosecution prosecutors officials residents witnesses families doctors workers investigators".split()
)
MALE_FEMALE: Final = frozenset("he she him her".split())
THINGS: Final = frozenset("it they them".split())
DETERMINER: Final = re.compile(r"\A(?:the|an?|its|his|her|their|our|my|this|that)\s+", re.I)
STOPS: Final = frozenset(
    "the a an of for to in on at by from with and or but as that which who this these those his her its their our "
    "my is was were are be been has had have said says told not no than then also only into over under after "
    "before since when while where if because so both all some any each every other another such more most".split()
)
NATIONAL: Final = re.compile(
    r"(?:ish|ese|ian|ean|ani|aeli|qi|Muslim|Christian|French|Dutch|Greek|German|American|Korean)$"
)
WORD: Final = re.compile(r"[\w’'.&-]*\w")
LOOKED_AT, KEPT = 20_000, 50
"""Characters of a text, and speakers."""
Sort = Literal["person", "body", "either"]


def bare(phrase: str) -> str:
    """A phrase without the article or possessive in front of it."""
    return DETERMINER.sub("", phrase.strip(), count=1)


def _words(phrase: str) -> list[str]:
    return [word.rstrip(".") for word in WORD.findall(phrase)]


def _head(phrase: str) -> str:
    """The word that a noun phrase turns on: the last one before "of", "for", a comma or the end."""
    words = _words(re.split(r",|\s(?:of|for|at|in|from|who|on|to)\s", bare(phrase), maxsplit=1)[0])
    return re.sub(r"['’]s$", "", words[-1]) if words else ""


def sort_of(phrase: str) -> Sort:
    """Whether a phrase names a person or a body, as far as its words tell."""
    words = _words(bare(phrase))
    low = [re.sub(r"['’]s$", "", word.lower()) for word in words]
    head = _head(phrase).lower()
    if head in ROLES and head not in BODIES:
        return "person"
    if head in BODIES or any(word in BODIES for word in low[-2:]):
        return "person" if low[0] in TITLES else "body"
    if low and low[0] in TITLES:
        return "person"
    capitals = [word for word in words if word[:1].isupper()]
    if len(capitals) >= 2 and not any(word in BODIES for word in low):
        return "person"
    return "either"


@dataclass(slots=True)
class Names:
    """Who has spoken in an article so far, and the text, in which longer names are looked up.

    Of a long text the beginning is looked at, and of those who have spoken the last ones.
    """

    text: str
    spoken: list[str] = field(default_factory=list)
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text = self.text[:LOOKED_AT]

    def resolve(self, phrase: str) -> str | None:
        """The name behind the words for a speaker; None for a pronoun that stands for nobody known."""
        low = bare(phrase).lower()
        if low in MALE_FEMALE:
            return self._last("person")
        if low in THINGS:
            return self._last("body")
        name = bare(phrase)
        words = _words(name)
        if words and words[-1][:1].isupper() and not any(w.lower() in BODIES for w in words):
            return self._full_person(name)
        if not any(word[:1].isupper() for word in words) or (len(words) == 1 and phrase.lower().startswith("the ")):
            return self._full_body(name)
        return name

    def note(self, name: str) -> None:
        """Keep somebody who has spoken."""
        if name in self.spoken:
            self.spoken.remove(name)
        self.spoken.append(name)
        del self.spoken[:-KEPT]

    def _last(self, sort: Sort) -> str | None:
        wanted = [name for name in reversed(self.spoken[-6:]) if sort_of(name) in (sort, "either")]
        return wanted[0] if wanted else None

    def _full_person(self, name: str) -> str:
        """ "Maj. Oto Hrast" for "Maj. Hrast": the first name that ends in the same surname."""
        words = _words(name)
        plain = [word for word in words if word.lower() not in TITLES]
        if len(plain) != 1 or (len(words) == 1 and self._is_place(plain[0])):
            return name
        for said in self.spoken:
            found = _words(said)
            if (
                " and " not in said
                and plain[0] in found
                and len([w for w in found if w[:1].isupper()]) > 1
                and sort_of(said) != "body"
            ):
                return said
        return self._once("person", name, lambda: self._given_name(plain[0]) or name)

    def _once(self, kind: str, name: str, find: Callable[[], str]) -> str:
        """What is found for a name, looked up once."""
        if (kind, name) not in self._known:
            self._known[kind, name] = find()
        return self._known[kind, name]

    def _given_name(self, surname: str) -> str | None:
        """The first full name in the text that ends in a surname, without titles."""
        pattern = re.compile(rf"((?:[A-Z][\w’'-]*\.?[^\S\n]+){{1,3}}){re.escape(surname)}\b(?!['’]s)")
        for match in pattern.finditer(self.text):
            given = [w for w in _words(match[1]) if w.lower() not in TITLES | STOPS and not NATIONAL.search(w)]
            if given:
                return " ".join([*given, surname])
        return None

    def _is_place(self, name: str) -> bool:
        """Whether a name alone seems to be a place or a country: "in Veltia"."""
        pattern = rf"\b(?:in|from|to|within|against|of|with)\s+{re.escape(name)}\b"
        return self._once("place", name, lambda: "yes" if re.search(pattern, self.text) else "no") == "yes"

    def _full_body(self, name: str) -> str:
        """ "municipal health office" for "the office": who has spoken last, or the first mention that says more."""
        head = _head(name)
        if not head:
            return name
        wanted = [word.lower() for word in _words(name)]
        for said in reversed(self.spoken):
            found = [re.sub(r"['’]s$", "", word.lower()) for word in _words(said)]
            same = _head(said).lower() == head.lower() or (head.lower() in ROLES and sort_of(said) == "person")
            if same and len(found) > len(wanted) and all(word in found for word in wanted):
                return said
        return self._once("body", name, lambda: self._mention(head, wanted) or name)

    def _mention(self, head: str, wanted: Sequence[str]) -> str | None:
        """The first mention of a body that says more than some words of it."""
        for match in re.finditer(rf"\b{re.escape(head)}\b", self.text, re.I):
            phrase = _around(self.text, match.start(), match.end())
            if len(phrase.split()) > len(wanted) and all(word in phrase.lower() for word in wanted):
                return phrase
        return None


def _around(text: str, start: int, end: int) -> str:
    """The noun phrase around a word: what stands before it up to an article, and "of X" behind it."""
    before: list[str] = []
    for word in reversed(re.findall(r"\S+", text[max(0, start - 60) : start])):
        core = word.strip('“”"‘*(')
        if (
            core.lower().rstrip(".,;:") in STOPS
            or not core
            or not core[-1].isalnum()
            or core[0].isdigit()
            or len(before) == 3
        ):
            break
        if core[0].islower() and before and before[-1][0].isupper():
            break
        before.append(core)
    behind = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?:[A-Z][\w’'-]+\s?){1,4}").match(text, end)
    return " ".join([*reversed(before), text[start:end]]) + (behind[0].rstrip() if behind else "")
