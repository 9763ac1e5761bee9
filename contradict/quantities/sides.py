"""Whose the counted things are: countries and parties, by name, adjective or pronoun."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from contradict.quantities.countables import BOTH_WORDS, ROLE_NOUNS, ROLES, STATES
from contradict.quantities.figures import Token, tokenise
from contradict.quantities.numerals import MONTHS, Numeral
from contradict.quantities.roles import ClaimText, Noun
from contradict.quantities.words import AUXILIARIES, DETERMINERS, HARD, WEEKDAYS

if TYPE_CHECKING:
    from contradict.quantities.reading import Quantity

_COUNTRIES: Final = """
afghanistan afghan afghans|albania albanian|algeria algerian|angola angolan|argentina argentine argentinian|armenia
armenian karabakh artsakh|abkhazia abkhazian|australia australian aussie|austria austrian|azerbaijan azerbaijani
azeri|bahrain bahraini|bangladesh bangladeshi|chechnya chechen|kurdistan kurdish kurd|saudi|tigray tigrayan|belarus
belarusian|belgium belgian|bolivia bolivian|bosnia bosnian|brazil brazilian|britain british uk
briton britons|bulgaria bulgarian|burma burmese myanmar|burundi burundian|cambodia cambodian|cameroon cameroonian|canada
canadian|chad chadian|chile chilean|china chinese|colombia colombian|congo congolese|croatia croatian croat|cuba cuban|
cyprus cypriot|czechia czech|denmark danish dane danes|ecuador ecuadorian|egypt egyptian|eritrea eritrean|estonia
estonian|ethiopia ethiopian|finland finnish finn finns|france french|georgia georgian|germany german|ghana ghanaian|
greece greek|guatemala guatemalan|haiti haitian|honduras honduran|hungary hungarian|iceland icelandic|india indian|
indonesia indonesian|iran iranian|iraq iraqi|ireland irish|israel israeli|italy italian|japan japanese|jordan jordanian|
kazakhstan kazakh|kenya kenyan|kosovo kosovar|kuwait kuwaiti|kyrgyzstan kyrgyz|laos laotian|latvia latvian|lebanon
lebanese|liberia liberian|libya libyan|lithuania lithuanian|malaysia malaysian|mali malian|mexico mexican|moldova
moldovan|mongolia mongolian|morocco moroccan|mozambique mozambican|nepal nepalese nepali|netherlands dutch|nicaragua
nicaraguan|niger nigerien|nigeria nigerian|norway norwegian|pakistan pakistani|palestine palestinian|panama panamanian|
paraguay paraguayan|peru peruvian|philippines filipino philippine|poland polish pole poles|portugal portuguese|qatar
qatari|romania romanian|russia russian|rwanda rwandan|senegal senegalese|serbia serbian serb|singapore singaporean|
slovakia slovak|slovenia slovenian|somalia somali|spain spanish spaniard|sudan sudanese|sweden swedish swede|switzerland
swiss|syria syrian|taiwan taiwanese|tajikistan tajik|tanzania tanzanian|thailand thai|tunisia tunisian|turkey turkish
turk türkiye|turkmenistan turkmen|uganda ugandan|ukraine ukrainian|uruguay uruguayan|usa american us|uzbekistan uzbek|
venezuela venezuelan|vietnam vietnamese|yemen yemeni|zambia zambian|zimbabwe zimbabwean|hamas|hezbollah hizbollah|
taliban|houthi houthis|wagner|isis isil daesh|enemy|own our we
"""


_CAPITALS: Final = """
algiers algeria|ankara turkey|athens greece|baghdad iraq|baku azerbaijan|beijing china|beirut lebanon|belgrade serbia|
berlin germany|bishkek kyrgyzstan|brasilia brazil|cairo egypt|canberra australia|damascus syria|delhi india|dushanbe
tajikistan|hanoi vietnam|islamabad pakistan|jakarta indonesia|jerusalem israel|kabul afghanistan|khartoum sudan|kigali
rwanda|kinshasa congo|kyiv ukraine|kiev ukraine|london britain|madrid spain|minsk belarus|moscow russia|kremlin russia|
nairobi kenya|paris france|pristina kosovo|rabat morocco|riyadh saudi|rome italy|
stepanakert armenia|taipei taiwan|tbilisi georgia|tehran iran|tokyo japan|tripoli libya|warsaw poland|washington
usa|pentagon usa|yerevan armenia
"""
_PARTIES: Final = {
    "rebel": "rebel", "rebels": "rebel", "insurgent": "rebel", "insurgents": "rebel", "separatist": "rebel",
    "separatists": "rebel", "guerrilla": "rebel", "guerrillas": "rebel", "government": "government",
    "regime": "government", "loyalist": "government", "loyalists": "government",
}  # fmt: skip
_RELATIVE: Final = frozenset({"own", "enemy"})
_ITS: Final = "its"
"""Belongs to whoever the claim speaks of, who is not named in it: `resolve_sides` fills in the speaker, if known."""
_GROUPS: Final = frozenset(
    "side ranks army military forces force troops navy soldiers servicemen fighters militia militias units unit "
    "positions defenders garrison police".split()
)
_LOSING: Final = frozenset("lost lose loses losing suffered suffers suffering sustained sustains".split())
_LOSSES: Final = ROLE_NOUNS | BOTH_WORDS
_SUFFERED: Final = frozenset({"lost", "killed", "wounded", "destroyed", "damaged", "missing", "captured", "downed"})
_SUBJECT_REACH, _OWNER_REACH, _AFTER_REACH = 14, 6, 9
_NO_NAMES: Final = WEEKDAYS | MONTHS

_SIDES: Final = {word: names.split()[0] for names in _COUNTRIES.replace("\n", " ").split("|") for word in names.split()}
_SEATS: Final = {pair.split()[0]: pair.split()[1] for pair in _CAPITALS.replace("\n", " ").split("|")}
_NO_SEATS: Final = frozenset({"stepanakert", "pristina", "taipei", "jerusalem", "kremlin", "pentagon"})
_KNOWN: Final = frozenset(_SIDES.values()) - _RELATIVE


def seat_of(capital: str) -> str | None:
    """The country whose government a capital stands for, both in lower case.

    None for all that is no city, as the Kremlin, and for cities of which it is disputed whose capital they are.
    """
    return None if capital in _NO_SEATS else _SEATS.get(capital)


def side_of(word: str) -> str | None:
    """The country or party that a lower-case name or demonym stands for, None if it stands for none."""
    return _SIDES.get(word) or (_SIDES.get(word[:-1]) if word.endswith("s") and len(word) > 4 else None)


def sides_differ(a: str | None, b: str | None) -> bool:
    """Whether two sides are known to be two: two countries, rebels and government, or one side and its enemy."""
    if a is None or b is None or a == b:
        return False
    if a.startswith("!") or b.startswith("!"):
        return a.lstrip("!") == b.lstrip("!")
    return {a, b} <= _KNOWN or {a, b} <= frozenset(_PARTIES.values())


def sides_match(a: str | None, b: str | None) -> bool:
    """Whether nothing suggests that two sides are two: equal ones, or a name that is no known side beside none."""
    if a in _RELATIVE or b in _RELATIVE:
        return False
    one, other = (None if side == _ITS else side for side in (a, b))
    return one == other or (None in {one, other} and not _is_known(one or other or ""))


def _is_known(side: str) -> bool:
    return side.lstrip("!") in _KNOWN or side in _PARTIES.values()


def resolve_sides(quantities: Iterable[Quantity], voice: str) -> tuple[Quantity, ...]:
    """Say whose "our", "its" and "enemy" things are, given who speaks; as they are where the speaker names no side."""
    party = _party_of(voice)
    return tuple(_resolved(quantity, party) for quantity in quantities)


def _resolved(quantity: Quantity, party: str | None) -> Quantity:
    if quantity.side == _ITS or (quantity.side == "own" and party):
        return replace(quantity, side=party)
    return replace(quantity, side=f"!{party}") if quantity.side == "enemy" and party else quantity


def _party_of(voice: str) -> str | None:
    """The side of a speaker: "Azerbaijan's Defence Ministry", "Baku", "the rebels"."""
    for token in tokenise(voice):
        side = _SEATS.get(token.low) or _PARTIES.get(token.low) or _named(token)
        if side and side not in _RELATIVE:
            return side
    return None


def _named(token: Token) -> str | None:
    """The known side that one word of a claim names."""
    if token.low in {"our", "we", "own", "enemy"} or (
        token.text[0].isupper() and not (token.low == "us" and token.text != "US")
    ):
        return side_of(token.low)
    return None


def find_side(claim: ClaimText, numeral: Numeral, noun: Noun, roles: frozenset[str], floor: int) -> str | None:
    """Whose the counted things are: named with the noun, behind it ("on the Armenian side"), or as who lost them."""
    inside = _inside(claim, numeral, noun)
    if inside and inside != _ITS:
        return inside
    side = _behind(claim, noun.end) or _loser(claim, numeral, roles, floor)
    return side or (inside and (_antecedent(claim, numeral.first) or inside))


def _inside(claim: ClaimText, numeral: Numeral, noun: Noun) -> str | None:
    """The side named between the number and its noun: "24 Armenian soldiers", "24 of its men", "24 Arsenal fans"."""
    tokens = claim.tokens[numeral.last : max(noun.end, numeral.last + (noun.head is None))]
    found = next((side for token in tokens if (side := _named(token))), None)
    if found:
        return found
    if any(token.low in {"its", "their"} for token in tokens):
        return "own" if claim.word(noun.end) == "own" else _ITS
    found = next((side for token in tokens[:-1] if (side := _PARTIES.get(token.low))), None)
    return found or _name(tokens[:-1])


def _name(tokens: Sequence[Token]) -> str | None:
    """A capitalised name among the words before the noun."""
    return next(
        (
            token.low
            for token in tokens
            if token.text[0].isupper() and len(token.low) > 1 and token.low not in _NO_NAMES
        ),
        None,
    )


def _behind(claim: ClaimText, start: int) -> str | None:
    """The side named behind the noun: "of Armenia", "of its army", "killed on the Armenian side", "in their ranks"."""
    for at in range(start, min(start + _AFTER_REACH, len(claim.tokens) - 1)):
        word = claim.word(at)
        if word in {"of", "from", "on", "in", "among"}:
            first = at + 1 + (claim.word(at + 1) in DETERMINERS - {"its", "their", "our"})
            side = _named(claim.tokens[first]) if first < len(claim.tokens) else None
            if claim.word(first) in {"its", "their"}:
                side = _antecedent(claim, at) or _ITS
            grouped = bool({claim.word(first + 1), claim.word(first + 2)} & _GROUPS)
            if side and (grouped or (word in {"of", "from"} and at == start)):
                return side
        elif not (word in ROLES or word in AUXILIARIES or word in {"or", ",", "/", "and"}) or at in claim.starts:
            return None
    return None


def _loser(claim: ClaimText, numeral: Numeral, roles: frozenset[str], floor: int) -> str | None:
    """The side that is said to have lost what is counted: "the Armenian army lost", "Armenian losses stood at"."""
    if not roles & _SUFFERED:
        return None
    owner, reach, found, acting = None, -1, None, False
    for at in range(max(floor, numeral.first - _SUBJECT_REACH), numeral.first):
        word = claim.word(at)
        if word in HARD:
            owner, found, acting = None, None, False
        elif word in ROLES and word not in _LOSSES | STATES:
            found, acting, reach = None, True, numeral.first
        elif not acting and (side := _named(claim.tokens[at]) or _PARTIES.get(word) or _army(claim, at)):
            owner, reach = side, at + _OWNER_REACH
            found = side if {claim.word(at - 1), claim.word(at - 2)} & {"cost", "costs"} else found
        elif word in _LOSING | (frozenset() if acting else _LOSSES) and owner and at <= reach:
            found = owner
    return found


def _army(claim: ClaimText, at: int) -> str | None:
    """The name before an army, where it is none that the tables know: "the Eastern army", "Tessalan forces"."""
    token = claim.tokens[at]
    named = token.text[0].isupper() and claim.word(at + 1) in _GROUPS and token.low not in DETERMINERS | _NO_NAMES
    return token.low if named else None


def _antecedent(claim: ClaimText, before: int) -> str | None:
    """The last side named before a word in its sentence, for "its" and "their"."""
    for at in range(before - 1, -1, -1):
        if claim.word(at) in {".", ";", ":", "!", "?"}:
            return None
        side = _named(claim.tokens[at]) or _PARTIES.get(claim.word(at))
        if side:
            return side
    return None
