"""The words by which a claim says that it replaces an earlier one, and the states that follow one another."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

_FIGURE = r"(?:figures?|counts?|tolls?|tall(?:y|ies)|totals?|data|numbers?|reports?|updates?|estimates?|results?|" \
    r"information|bulletin)"  # fmt: skip
_UP = r"risen|climbed|grown|increased|jumped|swelled|soared|swollen|mounted|surged"
_DOWN = r"fallen|dropped|declined|decreased|shrunk|sunk|slipped|eased"

_NUMBER: Final = (
    r"(?:[$€£]?[0-9][0-9.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?"
    r"|dozens?|scores|a (?:hundred|thousand|million|dozen|third|half|quarter)|half)"
)
UPDATE_WORD: Final = re.compile(
    r"\b(?:"
    r"so far|thus far|to date|(?:up )?(?:to|until|till) now|as of\b|at (?:the )?last count|by now"
    r"|(?<!, )no longer(?! than)|any ?more\b|any longer|since then|(?:has|have|had) (?:since|meanwhile)"
    rf"|(?:has|have|had) (?:(?:now|already|meanwhile|further) )?(?:{_UP}|{_DOWN}|reached|passed|topped|exceeded"
    rf"|surpassed)(?=(?: [\w']+){{0,4}}? {_NUMBER}\b)"
    rf"|(?:has|have|had) (?:(?:now|already|since|further) )?(?:raised|lifted|increased|cut|reduced|lowered|trimmed)"
    rf"(?: [\w']+){{1,7}}? to(?=(?: \w+){{0,2}}? {_NUMBER}\b)"
    rf"|(?:{_UP}|{_DOWN}|rose|climbed|grew|jumped|increased|swelled|soared|fell|dropped|declined|rises|climbs|grows"
    r"|jumps|falls|drops|goes up|went up|gone up|come down|came down|gone down|went down|going up|rising|climbing"
    r"|falling|is up|are up|was up|were up|is down|are down)"
    rf" (?:further )?to(?=(?: \w+){{0,3}}? {_NUMBER})"
    r"|(?:now )?(?:stands?|stood) at|later (?:died|found|freed|released|confirmed|recovered)|succumbed"
    r"|(?<!until )(?<!right )(?<!for )now(?! (?:that|on|concedes?|admits?|acknowledges?)\b)(?!-)"
    rf"|updated?|revis(?:ed?|ing)|corrected|latest(?: \w+)? {_FIGURE}|(?:new|final|definitive|complete|fresh)"
    rf"(?: \w+)? {_FIGURE}"
    rf"|(?:bring|tak|push|rais)(?:s|es|ing) (?:the |its |their )?(?:\w+ )?{_FIGURE}|(?:brought|took|pushed|raised"
    rf"|lifted) (?:the |its |their )?(?:\w+ ){{0,2}}{_FIGURE}|(?<=, )(?:up|down) from|(?:up|down) from [0-9]+"
    r")",
    re.IGNORECASE | re.ASCII,
)
_SAYS_CHANGED: Final = re.compile(
    r"(?:no|any) longer|any ?more|since|meanwhile|^(?:by )?now$", re.IGNORECASE | re.ASCII
)
_FALLS: Final = re.compile(
    rf"\b(?:{_DOWN}|fell|drop(?:s|ped)|declin(?:ed|es)|falls|falling|(?:is|are|come|came|gone|went) down|down from"
    rf"|lowered|cut|reduced|trimmed)",
    re.IGNORECASE | re.ASCII,
)
_RISES: Final = re.compile(
    rf"\b(?:{_UP}|rose|climb(?:s|ed)|grows|grew|jump(?:s|ed)|increased|swelled|soared|rises|rising|(?:goes|went"
    r"|gone) up|up from|raised|passed|topped|exceeded|surpassed)",
    re.IGNORECASE | re.ASCII,
)
_HAS_MOVED: Final = re.compile(
    rf"^(?:has|have|had) (?:\w+ )?(?:{_UP}|{_DOWN}|reached|passed|topped|exceeded|surpassed)\b|^(?:{_UP}|{_DOWN}|rose"
    r"|grew|fell) |^gone (?:up|down)|^now stands? at|^by now",
    re.IGNORECASE | re.ASCII,
)
_REVISES: Final = re.compile(r"\b(?:revis|correct|since)", re.IGNORECASE | re.ASCII)
_UNSAID: Final = re.compile(
    r"(?:\b(?:not|never|no|nor|without|yet to|den(?:y|ies|ied)|may|might|could|should|if|unless|until|before|whether"
    r"|hope[sd]?|to be|would|will|must|can|cannot|rejected|dismissed|rather than|calls? (?:for|to)|called (?:for|to)"
    r"|ordered to|demand(?:s|ed)?|want(?:s|ed)?|tried to|failed to|trying to|expect(?:s|ed)?|due to|plan(?:s|ned)?"
    r"|seek(?:s|ing)?|risk)|n't)\b(?:[ -][\w'-]+){0,4}[ -]$",
    re.IGNORECASE | re.ASCII,
)
_DENIED: Final = re.compile(
    r"(?:\b(?:not|never|no one|nobody|none|den(?:y|ies|ied)|rejected|dismissed)|n't)\b(?:[ -][\w'-]+){0,3}[ -]$",
    re.IGNORECASE | re.ASCII,
)
_STATES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("a missing person", (
        r"missing|disappeared|no (?:sign|trace) of|(?:seen|heard) of|unaccounted for|search(?:es|ing)? for|vanished"
        r"|trapped",
        r"found(?! (?:guilty|that|no|not|liable|in favou?r|against))|located|turned up|back (?:home|with)|rescued"
        r"|pulled (?:out|from)|brought (?:out|up|ashore)|recovered|tracked down",
    )),
    ("a patient", (
        r"in (?:a |the )?(?:hospital|intensive care|coma|critical)|hospitali[sz]ed|critical(?:ly)?"
        r"|fighting for (?:his|her)|injured|wounded|survived|alive|treated|unconscious|in (?:a )?(?:serious|stable)",
        r"died|has died|dead|succumbed|death|passed away|killed",
    )),
    ("a patient's recovery", (
        r"in (?:a |the )?(?:hospital|intensive care|coma|critical)|hospitali[sz]ed|critical(?:ly)?|in (?:a )?serious",
        r"discharged|left (?:the )?hospital|recovered|sent home|out of (?:danger|hospital)|released from hospital",
    )),
    ("a fire", (
        r"burn(?:s|ing)|out of control|failed to (?:check|contain)|uncontained|rag(?:es|ed|ing)|spread(?:s|ing)?"
        r"|battl(?:es?|ed|ing)|ablaze|on fire|in flames",
        r"contained|under control|brought under",
        r"(?:put|snuffed) out|extinguished|doused|(?:is|was|went) (?:now )?out(?! of)|no flames|stamped out|burn(?:t"
        r"|ed) out",
    )),
    ("a suspect", (
        r"at large|on the run|hunt(?:s|ed|ing)?(?: for)?|manhunt|fled|fugitive|wanted|search(?:es|ing)? for"
        r"|still looking|escaped",
        r"arrested|caught|captured|detained|in custody|seized|surrendered|turned (?:himself|herself|themselves) in"
        r"|apprehended|held|shot dead|recaptured",
        r"charged|indicted|arraigned",
        r"on trial|went on trial|trial (?:opened|began)",
        r"convicted|found guilty|acquitted|sentenced|jailed|cleared",
    )),
    ("a trial", (
        r"without a verdict|deliberat(?:es?|ing|ions?)|not (?:yet )?(?:agreed|reached|made up)|jury (?:is"
        r"|was) (?:still )?out",
        r"found (?:\w+ ){0,3}guilty|convicted|acquitted|cleared|sentenced|verdict was",
    )),
    ("a closure", (
        r"blockaded?|barr(?:ed|ing)|roadblocks?|closed|clos(?:es|ing)|shut(?: down)?|blocked|halted|suspend(?:ed|s)"
        r"|stopped|grounded|cut off|cancell?ed|paused|stranded|at a standstill",
        r"re-?open(?:ed|s)?|resum(?:ed|es|ption)|restored|running again|open again|cleared|lifted|restarted|refloated"
        r"|free(?! of)|moving again|back (?:in service|online|to normal|on)",
    )),
    ("a power cut", (
        r"without (?:power|electricity|water)|blackout|no (?:power|electricity|water)|out of service|outage",
        r"restored|reconnected|back (?:on|online)|has returned",
    )),
    ("talks", (
        r"talks|negotiat(?:e|es|ed|ing|ions?)|deadlock(?:ed)?|mediat(?:ion|ing)|no (?:deal|agreement)",
        r"signed|agreed|reached (?:a |an )?(?:deal|agreement|accord|settlement)|struck a deal|deal (?:was )?reached"
        r"|ratified|(?:deal|agreement|accord) (?:was |has been |is )?(?:reached|signed|struck)|settled"
        r"|broke(?:n)? (?:down|up)|collapsed",
    )),
    ("a strike", (
        r"on (?:hunger )?strike|hunger strike|strike has|striking|refus(?:e|es|ing) food|walked out"
        r"|strike (?:continues|goes on|began)"
        r"|downed tools|picket(?:s|ing)?|walkout",
        r"back (?:at|to|in) (?:work|their)|gone back|called off|returned to work|end(?:ed|s) (?:the|their"
        r"|its) (?:\w+ )?(?:strike|walkout)"
        r"|strike (?:ended|is over|was over)",
    )),
    ("a release", (
        r"at liberty|released|on bail|freed|walked free|let go|escaped",
        r"re-?arrested|recaptured|back (?:in|behind) (?:prison|jail|custody|bars|detention)",
    )),
    ("a plan", (
        r"expected to|due to|plan(?:s|ned)? to|set to|scheduled|will|intends? to|about to|to be (?:held|signed"
        r"|launched)",
        r"took place|was (?:held|launched|signed)|went ahead|postponed|called off|cancell?ed|scrapped|abandoned|put off"
        r"|delayed",
    )),
    ("an inquiry", (
        r"investigat(?:es?|ed|ing|ions?)|unknown|unclear|inquiry|under review|not yet known|awaiting|pending",
        r"concluded|confirmed|ruled|established|determined|identified|traced to|approved|rejected|verdict",
    )),
    ("a permit", (
        r"refused|turned down|rejected|withheld|may not|has said no|without (?:a )?(?:permit|licen[cs]e|permission)",
        r"granted|given|issued|allowed|licensed|cleared to|green light",
    )),
    ("a decision", (
        r"considering|undecided|to decide|pending|weighing|debat(?:es?|ed|ing)|before parliament|tabled|proposed"
        r"|proposal|draft",
        r"approved|adopted|passed|voted down|rejected|enacted|signed into law|decided|withdrawn|withdrew",
    )),
    ("a ship", (
        r"aground|adrift|listing|stuck|afloat|drifting",
        r"refloated|towed|in tow|safe in|sank|sunk|gone down|went down|capsized|freed",
    )),
    ("a fight", (
        r"fighting|clash(?:es|ed|ing)|besieged|under siege|battle|holds?|holding|defend(?:s|ing)|still in",
        r"fell|captured|retaken|recaptured|withdrew|pulled out|ceasefire|truce|surrendered|seized|liberated|taken",
    )),
    ("a warning", (
        r"evacuated|alert|warning|in force|curfew|state of emergency|quarantine|lockdown|ban(?:ned)?",
        r"lifted|returned home|all[- ]clear|called off|allowed (?:back|home)|ended|cancell?ed|downgraded|relaxed",
    )),
    ("an office", (
        r"in office|remains?|stay(?:s|ing)|still (?:the )?(?:minister|president|director|coach|chief)|refus(?:es|ed"
        r"|ing) to",
        r"resigned|stepped down|quit|sacked|dismissed|fired|replaced|left (?:his|her|the) (?:post|job|office)|ousted",
    )),
)  # fmt: skip
"""What is followed, and its states in the only order in which they come.

Only where the later state puts the earlier one out of date: a verdict that is quashed, or hostages who are freed, leave
what was said before true of its time."""
STATES: Final = tuple(
    (subject, tuple(re.compile(rf"\b(?:{stage})(?![\w-])", re.IGNORECASE | re.ASCII) for stage in stages))
    for subject, stages in _STATES
)


class StateChange(NamedTuple):
    """What is followed, and the words for its state in the earlier and in the later text."""

    subject: str
    old: str
    new: str


def find_update_word(text: str) -> tuple[int, int] | None:
    """The first expression by which a claim says that it is newer than what was known before."""
    match = UPDATE_WORD.search(text)
    if match is None:
        return None
    end = match.start() + len(match[0].rstrip())
    return match.start(), end


def said_direction(text: str, span: tuple[int, int] | None) -> Literal["up", "down", "either"] | None:
    """Which way an expression of update says that a number went; a correction goes either way."""
    if span is None:
        return None
    if _REVISES.search(text, *span):
        return "either"
    if _FALLS.search(text, *span):
        return "down"
    return "up" if _RISES.search(text, *span) else None


def says_changed(text: str, span: tuple[int, int] | None) -> str:
    """The expression of update if it says by itself that things were otherwise before ("no longer", "has since")."""
    said = text[slice(*span)] if span is not None else ""
    return said if _SAYS_CHANGED.search(said) else ""


def says_moved(text: str, span: tuple[int, int] | None) -> bool:
    """Whether an expression of update says that a count has moved ("has risen", "now stands at"), undenied."""
    if span is None or not _HAS_MOVED.search(text[slice(*span)]):
        return False
    return not _UNSAID.search(text, max(0, span[0] - 60), span[0])


def state_changes(earlier: str, later: str) -> StateChange | None:
    """The first subject whose state moved on from one text to the other, in the order of the table."""
    for subject, stages in STATES:
        new = _stage(later, stages)
        if new is None or new[0] == 0:
            continue
        old = _stage(earlier, stages)
        if old is not None and old[0] < new[0]:
            return StateChange(subject, old[1], new[1])
    return None


def _stage(text: str, stages: tuple[re.Pattern[str], ...]) -> tuple[int, str] | None:
    """The furthest stage that a text states, passing over what it denies or only expects."""
    for number in range(len(stages) - 1, -1, -1):
        for match in stages[number].finditer(text):
            unsaid = _UNSAID if number else _DENIED
            if not unsaid.search(text, max(0, match.start() - 60), match.start()):
                return number, match[0]
    return None
