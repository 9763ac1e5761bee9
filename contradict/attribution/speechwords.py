"""The words and patterns of reported speech: frozen tables, read by `phrases` and `frames`."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from contradict.attribution.verbs import AUXILIARIES, PAST_FORMS


def _words(text: str) -> frozenset[str]:
    """Return the words of a table."""
    return frozenset(text.split())


# Verbs that open a frame. "say" takes a bare clause; "state" may take a noun too, so a bare clause needs proof.
KINDS: Final = MappingProxyType(
    {
        "say": "say says said insist insists insisted",
        "tell": "tell tells told",
        "state": "announce announces announced report reports reported confirm confirms confirmed claim claims claimed "
        "state states stated warn warns warned add adds added write writes wrote declare declares declared assert "
        "asserts asserted allege alleges alleged maintain maintains maintained argue argues argued note notes "
        "noted stress stresses stressed emphasise emphasises emphasised emphasize emphasizes emphasized reveal "
        "reveals revealed acknowledge acknowledges acknowledged admit admits admitted concede concedes conceded "
        "explain explains explained testify testifies testified disclose discloses disclosed reiterate reiterates "
        "reiterated tweeted promise promises promised complain complains complained underline underlines "
        "underlined protested recalled affirm affirms affirmed",
        "deny": "deny denies denied",
        "reject": "reject rejects rejected dismiss dismisses dismissed refute refutes refuted dispute disputes "
        "disputed rebut rebuts rebutted debunk debunks debunked",
        "call": "call calls called describe describes described brand brands branded denounce denounces denounced "
        "label labels labelled labeled",
        "accuse": "accuse accuses accused",
    }
)
PHRASAL: Final = MappingProxyType(
    dict.fromkeys(("point out", "points out", "pointed out", "goes on", "went on"), "state")
)
KIND_OF: Final = MappingProxyType(
    {form: kind for kind, forms in KINDS.items() for form in forms.split()} | dict(PHRASAL)
)
VERB: Final = re.compile(rf"\b(?<!United )(?:{'|'.join(sorted(KIND_OF, reverse=True))})\b(?!['’-])", re.I)
NOUNS_TOO: Final = _words("claim claims report reports state states note notes promise promises")
SAYING: Final = frozenset(form for form, kind in KIND_OF.items() if kind in ("say", "tell", "state"))
CUE: Final = re.compile(
    rf"{VERB.pattern}|\b(?:according|contrary|reads?|true|truth|untrue|false|lie|myth|correct|incorrect|wrong|"
    rf"nonsense|invention|fabrication|"
    r"slander|fairy|case|quoted|put|allegations?|accusations?|suggestions?|rumou?rs?|talk|tales?|stor(?:y|ies)|"
    r"speculation|news|"
    r"gossip)\b|[:–—-]\s",
    re.I,
)
# What makes a proposition a frame of its own, wherever it stands.
SPEECH: Final = re.compile(
    r"(\b(?:is|are|was|were|been|be|being|not|never|the|no)\s+)?\b(?:says?|said|insist(?:s|ed)|tells|told|"
    r"den(?:y|ies|ied)|announce[sd]|accus(?:es|ed)(?!\s+of)|alleg(?:es|ed)(?=\s+that)|according to|"
    r"(?:claims|claimed|reported|confirmed|stated|warned|wrote|added)(?=\s+(?:that|on|it|he|she|they)\b)|"
    r"(?:reject|dismiss|refut)(?:s|es|ed)(?=\s+(?:the|any|as|all|claims?|reports?|allegations?|accusations?)\b))\b",
    re.I,
)

DAY: Final = (
    r"(?:(?:(?:late|early|earlier|later)\s+)?(?:on\s+)?(?:(?:late|early)\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?:\s+(?:morning|afternoon|evening|night))?|(?:earlier |later )?today|yesterday|tonight"
    r"|(?:this|last) (?:week|month)"
    r"|earlier|later|again|(?:on )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}|"
    r"(?:in|at) (?:a|an|the|his|her|its|their) (?:\w+ ){0,2}(?:statement|interview|tweet|post|conference|briefing|"
    r"report|letter|broadcast)|(?:on|in) (?:Facebook|Twitter|Telegram|X))(?![\w'’-])"
)
DAY_ENDS: Final = re.compile(rf",?\s+{DAY},?$", re.I)
WHEN: Final = re.compile(rf"(?:,?\s+{DAY}){{1,3}},?", re.I)
SAY_ONSET: Final = re.compile(
    r"\s(?:(?:went|goes|gone) (?:on|so far as)|wr(?:ote|ites|itten)(?: back| in)?|called|phoned|telephoned|rang|"
    r"continued|"
    r"hastened|was (?:quick|keen|careful))\s+to$"
)
"""What stands between a speaker and the infinitive of a verb of saying."""
LEAD: Final = re.compile(
    rf"\s*(?:(?:but|and|even|however|meanwhile|also|still|yet|earlier|later|separately|at the same time|in turn|for "
    rf"(?:his|her|its|their) part|{DAY}),?\s+){{0,2}}",
    re.I,
)
ADVERBS: Final = _words(
    "also now later again then today yesterday earlier meanwhile still has have had flatly repeatedly previously "
    "publicly officially categorically strongly vehemently firmly angrily initially recently immediately formally "
    "explicitly consistently privately subsequently separately promptly quickly swiftly jointly briefly finally openly "
    "clearly bluntly simply monday tuesday wednesday thursday friday saturday sunday on emphatically strenuously "
    "however since always"
)
DETERMINERS: Final = _words(
    "the a an this that these those his her its their our my your some several many two three four five six most all "
    "of by for to with from and both other one any"
)
DEFINITE: Final = _words("the this that these those his her its their our my your")
NOT_FIRST: Final = _words(
    "no nobody none neither nothing few hardly not never if unless whether when while as because and but or so which "
    "that who whom whose where what how why although though since after before until than then it there in on at from "
    "during despite with without asked should for even only"
)
NOT_LAST: Final = _words(
    "the a an his her its their our my your this of by for to with from and or but not never no false contrary more "
    "other longer any these those in on at as who whom which that whose including is are was be"
)
NOT_IN_SPEAKER: Final = (
    AUXILIARIES
    | PAST_FORMS
    | _words(
        "but or because although though while when where if whether how why what whose whom which so than then after "
        "before since until unless not never hardly barely scarcely seldom deny denies denied said says told "
        "tells insists insisted say accuse accuses"
    )
) - _words("will may might found cost cast wound lead met bore set light shed ground cut read let hurt can")
MODAL_NAMES: Final = _words("will may might can")  # names too, where they have a capital
FINDINGS: Final = _words(
    "findings tests test results data images analysis photos footage evidence counts records study"
)
PARTICIPIAL: Final = _words(
    "united armed unidentified unnamed retired elected detained injured wounded allied unspecified so-called "
    "associated red appointed deposed ousted displaced exiled accused freed rescued disputed"
)
CONTRACTED: Final = re.compile(r"[\"“”«»„;:?!…,]|\d[.)]\s|['’](?:re|ve|ll|m|d)\b|n['’]t\b|^\s*['‘]")
APPOSITION: Final = re.compile(
    r"who|whose|(?:speaking|writing|testifying|acting)\b|\d\d$|for (?:his|her|its|their) (?:own )?part$|in turn$|"
    r"however$|meanwhile$|by contrast$|"
    r"(?:an?|the|his|her|its|their|one of|senior|deputy|former)\b|(?:co-)?(?:publisher|director|head|"
    r"chief|president|leader|spokes\w+|minister|editor|professor|owner|founder|chairman|manager|secretary|commander|"
    r"mayor|governor|"
    r"member)\b"
)
NAME_ENDS: Final = re.compile(r"(?:\s+[A-Z][\w.’'-]*){1,4}$")
NAMED_FOR: Final = re.compile(r"St\.? [A-Z]\w+['’]s")
CITING: Final = re.compile(r"(?:Citing|citing|Quoting|quoting)\s+([^,;:]{3,80}),\s+")
NAME: Final = re.compile(r"[A-Z][\w.’'-]*(?:\s+(?:[A-Z][\w.’'-]*|de|van|von|al|bin|der|la)){0,6}")
NAMED: Final = re.compile(
    rf"(?:(?!(?:and|or|of|in|on|at|to|by|for|with|from|who|which)\b)[a-z-]+\s+){{0,3}}{NAME.pattern}"
)
"""A name, with what its bearer is in front of it: "driver Omar Nasri"."""
PRONOUNS: Final = _words("he she it they we i you one others some someone this that who many both all")
PLURALS: Final = _words("we they i you police people media military men women team staff clergy government")
SUBJECTS: Final = _words("he she it they we i you there this these those everyone nobody no-one")
NOMINATIVE: Final = MappingProxyType({"him": "he", "her": "she", "them": "they", "us": "we", "me": "I"})
SPEAKER_NOUNS: Final = _words(
    "report reports source sources police official officials analyst analysts minister ministry army military "
    "spokesman spokeswoman spokesperson president mayor governor general commander doctor doctors witness witnesses "
    "prosecutor prosecutors lawyer lawyers expert experts researchers media kremlin pentagon government court "
    "authorities agency un nato eu reuters ap afp bbc cnn interfax tass idf fbi cia imf unhcr unicef wsj nyt navy "
    "hospital company department chief "
    "director ceo chairman leader leaders union operator parent parents dad mum mom father mother statement attorney "
    "sheriff embassy ambassador residents survivors manager investigators organisers organizers rebels"
)
GAP_STARTS: Final = _words(
    "on in at to by during after before from late early earlier yesterday today tonight this last through via again "
    "also publicly later monday tuesday wednesday thursday friday saturday sunday about under as when citing quoting "
    "with flatly bluntly separately over outside afterward afterwards following here there"
)
NO_INVERTED: Final = GAP_STARTS | _words("it that there nothing so no heavy major")
NOT_CLAUSE: Final = (
    AUXILIARIES
    | PAST_FORMS
    | _words(
        "of to for with that whether nothing something anything everything so goodbye hello yes what how why who which "
        "only little much when where and or but evening night day morning week year time as not never than"
    )
)
NOT_AFTER_THAT: Final = AUXILIARIES | _words(
    "of to whether evening night day morning week year time and or fact claim charge allegation idea"
)
BARRIERS: Final = _words(
    "that which who whose whom where when after before as because and but to while if although though since until or"
)
PREPOSITIONS: Final = _words("on in at from during after before under over by since until into about through")
LINKS: Final = _words(
    "and but or so as while although though because after before when if since until unless with for following "
    "including"
)
ADDRESSEES: Final = re.compile(
    r"\s+(?:him|her|me|them|us|(?:(?:a|an|the|his|her|its|their|our|local|state|foreign)\s+)?(?:reporters?|"
    r"journalists?|"
    r"parliament|police|lawmakers|deputies|mps|investigators|(?:news|press) conference|media|television|radio|"
    r"(?:news )?agency|court|council|jury|judge|jurors|congress|senate|magazine|newspaper|paper|public)|"
    r"(?:the\s+)?(?-i:[A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,3}(?=\s+[a-z])))(?=[\s,:])",
    re.I,
)
CLAIM: Final = (
    r"(?:claim|report|allegation|accusation|suggestion|rumou?r|notion|idea|charge|assertion|finding|theory|account|"
    r"speculation|statement|stor(?:y|ies)|news|insinuation|version|talk|tale|myth|gossip)s?\b"
)
IT_WAS: Final = re.compile(rf"\s*It (?:was|has been) (?:announced|reported|confirmed)(?:\s+{DAY})?,? that\s+", re.I)
CONTRARY: Final = re.compile(
    rf"contrary to (?:what [^,;.]{{1,70}}|[^,;.]{{1,60}}['’]s? (?:\w+ )?(?:{CLAIM}|figures|accounts?|tales?|words?)"
    rf"|{CLAIM}[^,;.]{{0,60}}|(?:\w+ ){{1,3}}(?:{CLAIM}|figures|accounts?))",
    re.I,
)
ACCORDING: Final = re.compile(r"\baccording to\s+", re.I)
NOT_SOURCES: Final = re.compile(
    r"(?:plans?|schedule|whether|how|need|size|age|law|rules?|time|traditions?|custom|type|circumstances)\b", re.I
)
NUMBER: Final = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?)\b",
    re.I,
)
SENTENCE_BREAK: Final = re.compile(r"(\S{0,12})[.!?…][\"”’'»]?\s+(?=[\"“«„‘'(]?[A-ZÀ-ÖØ-Þ])")
ABBREVIATION: Final = re.compile(
    r"(?:^|\W)(?:Mr|Mrs|Ms|Dr|St|Sgt|Lt|Col|Gen|Gov|Sen|Rep|Rev|Prof|Capt|Cpl|Maj|Adm|Const|Insp|Supt|Hon|Jr|Sr|No|"
    r"Jan|Feb|Aug|Sept?|Oct|Nov|Dec|[A-Z]|[A-Za-z](?:\.[A-Za-z])+|\d+(?:st|nd|rd|th))$"
)
STOP: Final = re.compile(r"[,;:]|[.!?…][”\"»]?\s+(?=\S)|[.!?]?\s*$")
WORD: Final = re.compile(r"[\w’'.&-]*\w[’']?")
CLOSING_OF: Final = MappingProxyType({"“": "”“", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'"})
VERBISH: Final = re.compile(r".ed$|[^s'’]s$")
GOES_ON: Final = re.compile(
    r"\b(?:but|and)\s+(?:(?:has|have|had|did|do|does|would|could)(?:\s+not|n['’]t)\s+(?:yet\s+)?(?:say|said|determin|"
    r"confirm|identif|releas|disclos|give|given|know|elaborat|comment|provid)|declined|refused|gave no|"
    r"offered no|(?:later|subsequently) |revised|corrected|retracted|added|vowed|"
    r"pledged|urged|blamed|called (?:on|for)|promised|warned|pointed|cited|described|demanded|"
    r"denounced|condemned|compared|doubted|praised|thanked|apologi[sz]ed|critici[sz]ed|expressed|accused|"
    r"\w+(?:ed|es) that)\w*|"
    r"\bbut\s+(?:\w+\s+)?(?:critics|opponents|others|witnesses|observers|rivals)\b",
    re.I,
)
DOCUMENT: Final = (
    r"(?:statement|report|e-?mail|letter|post|tweet|memo|memorandum|message|note|release|communiqu[eé]|bulletin|filing|"
    r"complaint|document|announcement|website|blog|notice)"
)
DOCUMENT_READS: Final = re.compile(
    rf"([^,;:“”\"]{{0,60}}?\b{DOCUMENT})\s+(?:read|reads|went on|goes on|continued|continues|added|ran|"
    rf"runs)(?=[\s,.]|$)",
    re.I,
)
WAS_QUOTED: Final = re.compile(
    r"([^,;:“”\"]{2,80}?)\s+(?:was|were|is)\s+(?:quoted|cited)(?:\s+by\s+[^,;:“”\"]{1,60}?)?\s+as\s+saying(?=[\s,.]|$)"
)
QUOTED_AS: Final = re.compile(
    r"(?P<speaker>[^,;:]{1,90}?)\s+(?:was|were|is)\s+(?:quoted|"
    r"cited)(?:\s+by\s+[^,;:]{1,60}?)?\s+as\s+saying(?:\s+that)?\s+|"
    r"(?P<media>[^,;:]{1,60}?)\s+(?:quotes?|quoted|cite[sd]?)\s+(?P<named>[^,;:]{1,80}?)\s+as\s+saying(?:\s+that)?\s+"
)
HEAD_STATEMENT: Final = re.compile(r",?\s+in (?:a|an|his|her|its|their) (?:\w+ )?(?:statement|tweet|post|interview)$")
SUFFIX: Final = re.compile(r"(?::|\s[–—-])\s+([\w.’' ]{2,40})$")
PARTS: Final = re.compile(r"[,?!]?[”\"»“]?,?(?<!\s)\s+(?=according to\b)|[,!]\s*[”\"»“]\s*|[,!]\s+|[”\"»“],?\s+")
ADDING: Final = re.compile(
    r",\s+(?:adding|confirming|noting|insisting|stressing|saying|claiming|stating|explaining)(\s+that)?\s+"
)
AND_THAT: Final = re.compile(
    r"(?P<comma>,?)\s+(?:adding(?:\s+that)?|(?P<link>and|but)\s+that)\s+(?!(?:is|was|has|had|would|will|day|night|"
    r"year)\b)"
)
IT: Final = re.compile(r"(it)\s+(?:(?:also|has|had|further|later)\s+)?", re.I)
AS_PUT: Final = re.compile(r"as\s+([^,;:]{2,80}?)\s+(?:put|puts|has put|have put)\s+it\b")
ADVERBIAL: Final = re.compile(
    r"[\"“]?(?:in|on|at|after|before|by|during|since|from|for|with|while|when|if|although|as|then|later|"
    r"earlier|meanwhile|however|but|and|last|this)\b",
    re.I,
)
WAS_TOLD: Final = re.compile(
    r",[”\"]?\s+(?!\s)(?:[^,;:.\"]{2,60}\s+(?:was|were|has been|have been) told(?:\s+(?:in|by|on)\s+[^,;:.]{2,40})?|"
    r"(?:a|the) (?:court|jury|inquest|inquiry) heard)[\s.]*$"
)
SAID_FIRST: Final = re.compile(rf"\s*{VERB.pattern}(?=\s)", re.I)
INVERTED: Final = re.compile(
    r"\s*(?:says?|said|insist(?:s|ed)|announced|warn(?:s|ed)|claim(?:s|ed)|report(?:s|ed)|writes|wrote|add(?:s|"
    r"ed))(?=\s)",
    re.I,
)
ANY: Final = re.compile(r"\bany(?=thing\b|one\b|body\b|where\b|\s)", re.I)
INTENSIFIERS: Final = re.compile(r"\s+(?:ever|at all|whatsoever)\b", re.I)
NEGATIVE: Final = re.compile(r"\b(?:no|not|never|none|nobody|nothing|without|neither|if)\b|n['’]t\b", re.I)
