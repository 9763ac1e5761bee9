"""Names in an article: the full name behind a surname, "the ministry" or "she"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from contradict.attribution.speechwords import DOCUMENT

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
    "minister president mayor governor administrator employee insider boss landlord tenant steward waitress waiter "
    "sailor skipper master surgeon trader porter cleaner tourist rescuer".split()
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
PERSONS: Final = MappingProxyType({"he": "he", "him": "he", "she": "she", "her": "she"})
"""Pronouns that stand for a person."""
BOTH: Final = frozenset(
    f"{word}{of}".strip()
    for word in ("both", "two", "pair", "all", "all three", "all four", "several", "some", "many", "most", "others")
    for of in ("", " men", " women", " sides", " of them")
)
"""Words for several people who have just been named or spoken, without an article."""
HE: Final = frozenset(
    "mr sir lord king prince spokesman chairman policeman father brother son husband widower monk priest imam pope "
    "businessman councilman fisherman fireman waiter steward man boy".split()
)
SHE: Final = frozenset(
    "mrs ms miss lady dame queen princess spokeswoman chairwoman policewoman mother sister daughter wife widow nun "
    "businesswoman councilwoman waitress stewardess woman girl".split()
)
AND: Final = re.compile(r"\sand\s")
FEW: Final = re.compile(r"(?:the\s+)?(?:two|three|four|five|six|several|some|many|dozens|most|both)\b", re.I)
SOURCE: Final = r"(?:(?:very )?same|latter)\s+(?:sources?|people|person|official|officer|statement|report|agency)"
OWNED: Final = re.compile(rf"(?P<who>[^,;:“”\"]{{2,70}})(?:['’]s|s['’])\s+(?:[a-z-]+\s+){{0,2}}{DOCUMENT}s?", re.I)
FROM: Final = re.compile(
    rf"(?:[a-z-]+\s+){{0,2}}(?:{DOCUMENT}|findings|figures|data|results)s?\s+(?:by|from|of|issued by|published by)\s+"
    r"(?P<who>[^,;:“”\"]{2,80})",
    re.I,
)
NAMELESS: Final = re.compile(
    rf"(?:(?:written|short|brief|joint|later|second|first|press|news|official|same|internal|open)\s+){{0,2}}{DOCUMENT}s?|"
    rf"{SOURCE}",
    re.I,
)
THEIRS: Final = re.compile(r"(?:its|their|his|her|the same)\s", re.I)
FOUND_OUT: Final = re.compile(
    r"(?:report|document|memo|memorandum|filing|complaint|notice|website|blog|bulletin)s?$", re.I
)
"""Documents that are not always of who spoke last."""
ISSUED: Final = re.compile(rf"(?P<who>[\w’'. -]{{2,60}}?)\s+{DOCUMENT}", re.I)
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


def is_several(name: str) -> bool:
    """Whether a phrase names several people: "Luis Camp and his waitress", "three residents"."""
    if sort_of(name) == "body" and not FEW.match(name):
        return False
    head = _head(name)
    if head.lower().endswith("s") and head.lower()[:-1] in ROLES:
        return True
    return (
        AND.search(name) is not None
        or FEW.match(name) is not None
        or (head.islower() and head.endswith("s") and not head.endswith("ss"))
    )


@dataclass(slots=True)
class Names:
    """Who has spoken in an article so far, and the text, in which longer names are looked up.

    Of a long text the beginning is looked at, and of those who have spoken the last ones.
    """

    text: str
    spoken: list[str] = field(default_factory=list)
    _known: dict[tuple[str, str], str] = field(default_factory=dict)
    _sexes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text = self.text[:LOOKED_AT]

    def resolve(self, phrase: str) -> str | None:
        """The name behind the words for a speaker; None for a pronoun that stands for nobody known."""
        name = bare(phrase)
        low = name.lower()
        if low in PERSONS:
            return self._last("person", PERSONS[low])
        if low in BOTH or low in ("they", "them"):
            return self._last_several() or (self._last("body") if low not in BOTH else None)
        if low == "it":
            return self._last("body")
        if author := self._author(phrase, name):
            return author
        words = _words(name)
        if words and words[-1][:1].isupper() and not any(w.lower() in BODIES for w in words):
            return self._full_person(name)
        if not any(word[:1].isupper() for word in words) or (len(words) == 1 and phrase.lower().startswith("the ")):
            return self._full_body(name)
        return name

    def note(self, name: str, words: str) -> None:
        """Keep somebody who has spoken, and the sex that the words for them tell."""
        if (pronoun := PERSONS.get(words.lower())) and sort_of(name) != "body":
            self._sexes.setdefault(name, pronoun)
        if name in self.spoken:
            self.spoken.remove(name)
        self.spoken.append(name)
        del self.spoken[:-KEPT]

    def _last(self, sort: Sort, pronoun: str | None = None) -> str | None:
        """Who of a sort has spoken last; with a pronoun, nobody for whom the other one stands."""
        for name in reversed(self.spoken[-6:]):
            fits = pronoun is None or self._sex(name) in (None, pronoun)
            if sort_of(name) in (sort, "either") and fits and not is_several(name):
                return name
        return None

    def _last_several(self) -> str | None:
        return next((name for name in reversed(self.spoken[-3:]) if is_several(name)), None)

    def _sex(self, name: str) -> str | None:
        """ "he" or "she", where a title, a role or a pronoun tells."""
        words = {word.lower() for word in _words(name)}
        return self._sexes.get(name) or ("she" if words & SHE else "he" if words & HE else None)

    def _author(self, phrase: str, name: str) -> str | None:
        """Who speaks in a document: "the police" of "a police statement", and of "the statement" who spoke last."""
        if NAMELESS.fullmatch(name):
            own = THEIRS.match(phrase) is not None or FOUND_OUT.search(name) is None
            return self.spoken[-1] if self.spoken and own else None
        if (owned := OWNED.fullmatch(name)) or (owned := FROM.fullmatch(name)):
            who = bare(owned["who"])
            return self.resolve(who) if sort_of(who) != "either" or who[:1].isupper() else None
        issued = ISSUED.fullmatch(name)
        return self.resolve(issued["who"]) if issued and sort_of(issued["who"]) == "body" else None

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
        pattern = rf"\b(?:in|from|(?<!according )to|within|against|of|with)\s+{re.escape(name)}\b"
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
