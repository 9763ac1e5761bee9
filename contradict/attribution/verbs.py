"""English verb forms: which words are finite verbs, and the simple past behind "firing" or "having taken"."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

_IRREGULAR: Final = """
abide abode abode|arise arose arisen|bear bore borne|beat beat beaten|become became become|begin began begun
bend bent bent|beset beset beset|bet bet bet|bid bid bid|bind bound bound|bite bit bitten|bleed bled bled
blow blew blown|break broke broken|breed bred bred|bring brought brought|broadcast broadcast broadcast
build built built|burst burst burst|buy bought bought|cast cast cast|catch caught caught|choose chose chosen
come came come|cost cost cost|creep crept crept|cut cut cut|deal dealt dealt|dig dug dug|do did done
draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt
fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown|forbid forbade forbidden
forecast forecast forecast|foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven
freeze froze frozen|get got got|give gave given|go went gone|grow grew grown|hang hung hung|have had had
hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|know knew known
lay laid laid|lead led led|leave left left|lend lent lent|let let let|light lit lit|lose lost lost|make made made
mean meant meant|meet met met|mislead misled misled|mistake mistook mistaken|outbid outbid outbid
overcome overcame overcome|override overrode overridden|overrun overran overrun|oversee oversaw overseen
overtake overtook overtaken|overthrow overthrew overthrown|pay paid paid|put put put|quit quit quit|read read read
rebuild rebuilt rebuilt|retake retook retaken|rewrite rewrote rewritten|ride rode ridden|ring rang rung
rise rose risen|run ran run|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set
shake shook shaken|shed shed shed|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut
sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|slide slid slid|speak spoke spoken|spend spent spent
spin spun spun|split split split|spread spread spread|stand stood stood|steal stole stolen|stick stuck stuck
strike struck struck|swear swore sworn|sweep swept swept|swim swam swum|swing swung swung|take took taken
teach taught taught|tear tore torn|think thought thought|throw threw thrown|undergo underwent undergone
understand understood understood|undertake undertook undertaken|undo undid undone|uphold upheld upheld
wear wore worn|weep wept wept|win won won|wind wound wound|withdraw withdrew withdrawn|withhold withheld withheld
withstand withstood withstood|wring wrung wrung
"""
_ROWS: Final = tuple(tuple(row.split()) for line in _IRREGULAR.split("\n") for row in line.split("|") if row)
_DOUBLED: Final = frozenset(
    "begin beset bet bid cut dig forbid forget get hit let outbid overrun put quit rid run set shed shut sit spin "
    "split swim win".split()
)
_NOT_GERUNDS: Final = frozenset(
    "anything awning being ceiling darling during evening everything king lightning morning nothing "
    "offspring outstanding pending ring shilling sibling something sterling thing upcoming viking wedding willing "
    "wing wrongdoing".split()
)


def _gerund(base: str) -> str:
    """Return the -ing form of an irregular verb's base form."""
    if base in _DOUBLED:
        return base + base[-1] + "ing"
    return (base[:-1] if base.endswith("e") and not base.endswith("ee") else base) + "ing"


_PAST_OF_GERUND: Final = MappingProxyType(
    {_gerund(base): past for base, past, _ in _ROWS} | {"dying": "died", "lying": "lied", "tying": "tied"}
)
_PAST_OF_PARTICIPLE: Final = MappingProxyType({participle: past for _, past, participle in _ROWS})
_REGULAR: Final = re.compile(r"(?=[a-z-]{4,24}$)[^aeiouy]*[aeiouy].*ing")

COMMON_GERUNDS: Final = frozenset(_PAST_OF_GERUND) | frozenset(
    "abducting accepting aiding arming arresting assaulting attacking backing beating blocking bombing bribing burning "
    "causing destroying detaining executing faking falsifying financing firing funding harbouring helping hiring "
    "inciting kidnapping killing laundering looting manipulating murdering offering ordering organising organizing "
    "owning planning planting poisoning possessing providing raping receiving recruiting releasing rigging robbing "
    "sabotaging sheltering shelling smuggling staging supplying supporting targeting threatening torturing trafficking "
    "training using violating visiting wounding "
    "abandoning abusing accusing adding admitting advising aiming allowing altering approaching approving asking "
    "authorising authorizing avoiding awarding banning barring borrowing breaching cancelling changing charging "
    "chasing cheating claiming closing colluding concealing conspiring consulting contacting copying covering "
    "crossing damaging deceiving defrauding delaying deleting demanding deploying deporting depriving diverting "
    "doctoring downloading dropping dumping embezzling employing encouraging endangering enriching entering "
    "evading evicting expelling exploiting exporting fabricating failing favouring fleeing following forcing "
    "forging groping hacking handing harassing harming hoarding humiliating ignoring impersonating importing "
    "influencing informing infringing insulting intending interfering intimidating invading inventing jailing "
    "jamming joining kicking leaking licensing linking listening loading lobbying locking luring making "
    "manufacturing mistreating misusing moving neglecting negotiating obstructing opening opposing overcharging "
    "owing passing persuading plagiarising plotting pocketing polluting pressing pressuring pretending preventing "
    "promising promoting proposing provoking pulling pumping punching pushing raiding refusing rejecting removing "
    "renting replacing requesting requiring resigning sacking scuttling searching seizing setting sharing signing "
    "skipping slapping smashing smearing sponsoring spying stabbing starting starving stopping storing storming "
    "strangling suppressing swapping tampering tapping telling tipping touching transferring trying turning "
    "urging vandalising wanting warning wasting watching wiretapping withdrawing writing".split()
)
NOMINAL_GERUNDS: Final = frozenset(
    "binding building dealing drinking driving feeding feeling fishing funding holding landing leading lighting "
    "mining opening operating parking planning pumping ruling sitting spending standing teaching training voting "
    "warning working writing".split()
)
ADJECTIVAL_GERUNDS: Final = frozenset(
    "existing growing increasing lasting missing mounting pending pressing recurring remaining rising winning".split()
)
AUXILIARIES: Final = frozenset(
    "am is are was were be been has have had do does did will would can could may might must shall should cannot "
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't mustn't "
    "shouldn't mightn't ain't".split()
)
PAST_FORMS: Final = frozenset(past for _, past, _ in _ROWS)
PARTICIPLES: Final = frozenset(participle for _, _, participle in _ROWS)
PURE_PAST_FORMS: Final = frozenset(past for base, past, participle in _ROWS if past not in (base, participle))


def past_from_gerund(gerund: str) -> str | None:
    """Return the simple past of a lower-case -ing form ("taking" -> "took"), or None if it is no sure verb form."""
    if gerund in _PAST_OF_GERUND:
        return _PAST_OF_GERUND[gerund]
    if gerund in _NOT_GERUNDS or _REGULAR.fullmatch(gerund) is None:
        return None
    stem = gerund[:-3]
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return stem[:-1] + "ied"
    return stem + ("d" if stem.endswith(("ee", "oe", "ye")) else "ed")


def past_from_participle(participle: str) -> str | None:
    """Return the simple past of a lower-case past participle ("taken" -> "took"), or None if it is not known."""
    if participle in _PAST_OF_PARTICIPLE:
        return _PAST_OF_PARTICIPLE[participle]
    return participle if participle.endswith("ed") and len(participle) > 3 else None
