"""What numbers in the news count: nouns and their families, roles such as killed or wounded, and countries."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

Likeness = Literal["same", "wider", "different", "unknown"]

_SYNONYMS: Final = """
person people persons human humans individual individuals soul souls life lives victim victims resident
soldier soldiers troop troops troopers serviceman servicemen servicewomen servicemember servicemembers gi gis
man men
woman women
child children kid kids minor minors boy boys girl girls schoolchildren infant infants
civilian civilians noncombatants
fighter fighters militant militants rebel rebels insurgent insurgents guerrilla guerrillas gunman gunmen jihadist
  jihadists terrorist terrorists extremist extremists mercenary mercenaries attacker attackers paramilitaries
policeman police policemen cop cops policewomen
passenger passengers
crew crewman crewmen sailor sailors seafarer seafarers seaman seamen
protester protesters protestor protestors demonstrator demonstrators marcher marchers participant participants
  attendee attendees crowd
spectator spectators fan fans supporter supporters
worker workers employee employees staff staffer staffers labourer labourers laborer laborers job jobs layoff layoffs
  dismissals redundancies
miner miners pitman pitmen
prisoner prisoners captive captives inmate inmates detainee detainees convict convicts pow pows
migrant migrants refugee refugees
patient patients
student students pupil pupils schoolboys schoolgirls
doctor doctors physician physicians
home homes house houses dwelling dwellings
building buildings
aircraft plane planes airplane airplanes airliner airliners jet jets warplane warplanes
helicopter helicopters chopper choppers
drone drones uav uavs
missile missiles
rocket rockets
shell shells
tank tanks
ship ships vessel vessels boat boats
car cars
truck trucks lorry lorries
vehicle vehicles
body bodies corpse corpses remains
vote votes ballot ballots
lawmaker lawmakers mp mps legislator legislators deputy deputies
film films movie movies
goal goals
copy copies
voter voters
party parties
place places
case cases infection infections
strike strikes airstrike airstrikes raid raids
hostage hostages
firefighter firefighters fireman firemen
villager villagers
journalist journalists reporter reporters
tourist tourists holidaymaker holidaymakers
shot shots
oil crude petroleum
arrest arrests
"""

_PEOPLE: Final = frozenset(
    "soldier man woman child civilian fighter policeman passenger crew protester spectator worker miner prisoner "
    "migrant patient student doctor lawmaker voter hostage firefighter villager journalist tourist fisherman "
    "farmer officer teacher nurse guest shopper trader driver pilot medic official member other suspect robber "
    "thief player athlete climber pilgrim worshipper customer visitor pedestrian bystander resident inhabitant "
    "local survivor family docker miner engineer guard general commander conscript recruit veteran midwife baby "
    "teenager adult youth foreigner national citizen participant pensioner politician minister candidate delegate "
    "settler swimmer hiker skier rider evacuee relative responder rescuer volunteer actor fugitive escapee gang "
    "sentry marine infantryman officer operative commando combatant casualty applicant commuter gunman bandit "
    "smuggler pirate activist".split()
)
_WIDER: Final[dict[str, frozenset[str]]] = {
    "person": _PEOPLE,
    "man": _PEOPLE - {"woman", "child", "family"},
    "building": frozenset("home school hospital church mosque factory shop hotel warehouse apartment".split()),
    "vehicle": frozenset("car truck tank bus van motorcycle".split()),
    "aircraft": frozenset("helicopter drone fighter bomber".split()),
    "worker": frozenset(
        "miner doctor nurse teacher docker engineer driver officer official firefighter member".split()
    ),
    "protester": frozenset("student worker farmer teacher woman man child miner resident supporter".split()),
    "civilian": frozenset("woman child villager man journalist resident patient passenger".split()),
    "fighter": frozenset("man commander member operative".split()),
    "soldier": frozenset("officer conscript general commander marine pilot man member fighter policeman".split()),
    "policeman": frozenset("officer man soldier member".split()),
    "passenger": frozenset("woman child man tourist student crew".split()),
    "prisoner": frozenset("soldier fighter man hostage".split()),
    "crew": frozenset("man member pilot".split()),
    "patient": frozenset("woman child man".split()),
    "member": _PEOPLE,
    "other": _PEOPLE,
    "resident": _PEOPLE,
    "officer": frozenset({"policeman", "soldier", "man"}),
}
_AGENTS: Final = ("er", "or", "ist", "ian", "eer", "man", "woman")
_NOT_AGENTS: Final = frozenset(
    "water river number paper letter centre center tower computer container helicopter tanker trailer cruiser "
    "destroyer launcher bunker shelter quarter order offer monster thriller member counter corner border freighter "
    "trawler carrier locker ladder summer winter finger chapter newspaper tractor reactor factor sector door floor "
    "motor error visor harbor trader list".split()
) - {"trader", "member"}
_IRREGULAR: Final = frozenset(
    "people police troops personnel aircraft crew staff children men women dead wounded injured lives cattle "
    "sheep fish servicemen casualties fatalities".split()
)
_NOT_PLURAL: Final = frozenset(
    "was is has does its his this thus yes us as plus across less perhaps always various serious previous "
    "dangerous famous numerous religious mysterious illegal besides towards sometimes afterwards overseas news "
    "series ourselves themselves unless lots stands says shows holds rises falls comes goes makes takes gives "
    "gets puts keeps costs numbers exceeds includes covers remains seems means needs wants runs says "
    "hours's years's says ourselves tens headquarters anonymous enormous".split()
)
_SINGULARS: Final = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "lives": "life", "wives": "wife",
    "thieves": "thief", "personnel": "soldier", "troops": "soldier", "aircraft": "aircraft", "mice": "mouse",
    "feet": "foot", "wolves": "wolf", "calves": "calf", "halves": "half",
    "leaves": "leaf", "knives": "knife", "dead": "dead", "movies": "movie", "zombies": "zombie",
    "series": "series", "buses": "bus", "species": "species", "shelves": "shelf", "heroes": "hero",
}  # fmt: skip

ROLES: Final[dict[str, str]] = {
    word: role
    for role, words in {
        "killed": "killed kill kills killing slain murdered massacred executed died die dies dying dead death deaths "
        "perished slaughtered fatalities fatality toll fallen drowned",
        "wounded": "wounded wounding injured injuring injures injure hurt injuries injury maimed wounds hurting",
        "missing": "missing unaccounted",
        "captured": "captured capturing capture kidnapped abducted hostages",
        "destroyed": "consumed destroyed destroying destroy destroys burned burnt sunk flattened levelled "
        "demolished gutted razed collapsed",
        "damaged": "damaged damaging damage damages",
        "fell": "fell",
        "displaced": "displaced displacing homeless evacuated driven evacuating fled flee fleeing uprooted",
        "arrested": "arrested arresting arrest arrests detained detaining charged",
        "downed": "intercepted intercepting downed downing repelled",
        "launched": "launched launching fired firing launch",
        "infected": "infected infecting sickened caught contracted",
        "rescued": "rescued rescuing rescue saved",
        "freed": "freed freeing released releasing",
        "survived": "survived survivors survivor",
        "recovered": "recovered recovering retrieved found",
        "hospitalised": "hospitalised hospitalized",
        "aboard": "aboard carried carrying",
        "attended": "attended attend demonstrated walked accompanied packed thronged "
        "gathered marched rallied marching attending turnout attendance crowd drew protested",
        "stolen": "stolen stole stealing",
        "escaped": "escaped escaping",
        "dismissed": "sacked dismissed axed shed laid",
    }.items()
    for word in words.split()
}
BOTH: Final = frozenset({"killed", "wounded"})
BOTH_WORDS: Final = frozenset({"casualties", "losses", "casualty"})
# Words that say the role of what stands before them whatever follows; the others must be passive to do so.
STATES: Final = frozenset(
    "fell died die dies dying dead death deaths perished fatalities fatality toll fallen drowned injuries injury "
    "missing unaccounted homeless fled flee fleeing arrests collapsed survived survivors aboard attended gathered "
    "marched rallied demonstrated attend protested escaped casualties losses casualty crowd turnout attendance".split()
)
ROLE_NOUNS: Final = frozenset(
    "dead deaths death fatalities fatality toll casualties losses injuries injury injured wounded arrests "
    "survivors turnout attendance crowd missing".split()
)
FIGHTERS: Final = frozenset("soldier fighter man officer volunteer policeman marine conscript commander guard".split())
"""Those of whom "fell" says that they died."""
HUMAN_ROLES: Final = frozenset({"killed", "wounded", "missing", "arrested", "displaced", "attended", "rescued"})


def _read_synonyms() -> dict[str, str]:
    table: dict[str, str] = {}
    head = ""
    for line in _SYNONYMS.strip("\n").splitlines():
        words = line.split()
        head = head if line.startswith(" ") else words[0]
        table.update(dict.fromkeys(words, head))
    return table


_CANONICAL: Final = _read_synonyms()


@lru_cache(maxsize=4096)
def canonical(word: str) -> str:
    """The singular form of a lower-case noun, and of its synonyms the one that stands for all ("troops": "soldier")."""
    if word in _CANONICAL:
        return _CANONICAL[word]
    single = _SINGULARS.get(word)
    if single is None:
        if word.endswith("men") and len(word) > 4:
            single = word[:-3] + "man"
        elif word.endswith("ies") and len(word) > 4:
            single = word[:-3] + "y"
        elif word.endswith(("ches", "shes", "sses", "xes", "zes")):
            single = word[:-2]
        elif is_plural(word) and word.endswith("s"):
            single = word[:-1]
        else:
            single = word
    return _CANONICAL.get(single, single)


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in _IRREGULAR:
        return True
    if word.endswith("men") and len(word) > 4 and word not in {"women", "specimen", "regimen", "omen", "abdomen"}:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _NOT_PLURAL


def is_countable(word: str) -> bool:
    """Whether a lower-case word is a noun that the tables know."""
    return word in _CANONICAL or canonical(word) in _PEOPLE or canonical(word) in _CANONICAL


def is_person(noun: str | None) -> bool:
    """Whether a canonical noun is known to name people."""
    return noun == "person" or noun in _PEOPLE


def may_be_person(noun: str | None) -> bool:
    """Whether a canonical noun names people, by the tables or by its ending ("painter", "striker", "cyclist")."""
    return noun is not None and (is_person(noun) or (noun.endswith(_AGENTS) and noun not in _NOT_AGENTS))


def likeness(a: str | None, b: str | None) -> Likeness:
    """How two canonical nouns relate; "wider": one of them is a kind of the other."""
    if a is None or b is None:
        return "unknown"
    if a == b:
        return "same"
    if a in _WIDER.get(b, ()) or b in _WIDER.get(a, ()):
        return "wider"
    if {a, b} & {"person", "case"} == {"person"} and may_be_person(a) and may_be_person(b):
        return "wider"
    return "different"


def widest(a: str | None, b: str | None) -> Literal["a", "b"] | None:
    """Which of two nouns takes in the other, None if neither or both do."""
    first, second = b is not None and b in _WIDER.get(a or "", ()), a is not None and a in _WIDER.get(b or "", ())
    return None if first == second else "a" if first else "b"
