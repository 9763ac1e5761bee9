"""Word lists that the reading of quantities goes by: clause boundaries, verbs of change, moods, places and times."""

from __future__ import annotations

import re
from typing import Final

HARD: Final = frozenset('.;:()"“”!?—[]')
SOFT: Final = HARD | {",", "while", "but", "although", "when", "after", "before", "because", "if", "as", "since"}
DETERMINERS: Final = frozenset(
    "the a an his her their its our my your this that these those all them him it us".split()
)
FUNCTION: Final = DETERMINERS | frozenset(
    "of in on at by for with from to into onto over under near off outside inside across around between among "
    "during through against about above below within without and or nor but than then when while after before "
    "since until as if because although though so not no never who whom whose which what where why how there here "
    "he she they we you i one was were is are be been being am has have had having do does did will would shall "
    "should may might can could must also still yet already now only just both each every any some more most "
    "other others taken held left put made given sent such same own out up down away back said says say told tell "
    "announced reported according including per".split()
)
AUXILIARIES: Final = frozenset(
    "was were is are be been being got get have had has also all both now since already".split()
)
PREPOSITIONS: Final = frozenset(
    "of in on at by for with from to into near off outside inside across around between among during through "
    "against within without aboard".split()
)
LINKS: Final = frozenset(
    "to at of numbered reached totalled totaled was were is are hit exceeded passed topped number numbers stands "
    ": reaching totalling surpassed drew exceeds".split()
)
RANKS: Final = frozenset("top first last next final best past previous every".split())
PUTS: Final = frozenset(
    "put puts putting estimated estimates estimate raised raises raising brought brings bringing".split()
)
CHANGES: Final = frozenset(
    "rose rise rises risen rising fell fall falls fallen falling grew grow grown increased increase increases up "
    "down dropped drop declined decline gained lost shrank slipped climbed jumped surged plunged cut reduced "
    "raised widened narrowed higher lower".split()
)
PLANS: Final = frozenset("will would plans plan planned intends intend aims shall promised promises wants".split())
CHANCES: Final = frozenset(
    "may might could rumours rumors rumour rumor "
    "feared fears fear suspected suspects possibly perhaps likely whether if expected risk "
    "threatened threaten threatens should can believed".split()
)
DENIALS: Final = frozenset("not never denied denies deny rejected dismissed false untrue neither nor cannot".split())
PHRASES: Final = {
    ("shot", "down"): "downed", ("brought", "down"): "downed", ("swept", "away"): "destroyed",
    ("blown", "up"): "destroyed",
    ("taken", "prisoner"): "captured", ("taken", "hostage"): "captured",
    ("turned", "out"): "attended", ("took", "part"): "attended",
    ("taken", "part"): "attended", ("tested", "positive"): "infected", ("on", "board"): "aboard",
    ("in", "custody"): "arrested", ("set", "ablaze"): "set on fire",
    ("called", "off"): "cancelled", ("carried", "off"): "destroyed", ("gave", "birth"): "born",
    ("knocked", "out"): "destroyed", ("put", "out"): "extinguished",
}  # fmt: skip
PARTS: Final = frozenset({"including", "include", "included", "includes", "among", "them", "whom", "which"})
ASIDES: Final = frozenset(
    "another alongside neighbouring neighboring elsewhere own too also later previously undercard again similar "
    "separate separately meanwhile earlier second different worldwide nationwide domestically domestic "
    "overall combined globally average".split()
)
SITES: Final = frozenset(
    "market hall hospital school church mosque prison station hotel restaurant stadium bridge village town city "
    "capital province port airport camp square bazaar factory plant university region suburb district theatre "
    "warehouse barracks base chamber senate parliament east west north south".split()
)
WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
SPEECH: Final = frozenset("said says told announced reported confirmed wrote statement published".split())
ACTIVE: Final = frozenset("found carried drew fired launched saved charged".split())
PLACE_CUES: Final = frozenset("in at near off outside inside around across over".split())
COUNTRYWIDE: Final = re.compile(
    r"\b(?:whole|entire|rest of the|across the|throughout the|all over the|all of the|around the)\s+"
    r"(?:country|nation|world|republic|continent)\b",
    re.IGNORECASE,
)
"""Says that a claim counts in a whole country; what is counted in one place is a part of that."""
