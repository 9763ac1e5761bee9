"""Which sentences of an article are checkable claims, and why the others are not."""

from __future__ import annotations

import re
from typing import Final, Literal

from contradict.articles.blocks import Kind
from contradict.attribution import attribute
from contradict.attribution.speechwords import DOCUMENT, KIND_OF
from contradict.attribution.verbs import AUXILIARIES, PARTICIPLES, PAST_FORMS

Reason = Literal["opinion", "question", "caption", "boilerplate", "advice", "headline", "no statement", "not English",
                 "too long"]  # fmt: skip

BOILERPLATE: Final = re.compile(
    r"\W*(?:(?:read|see|watch|listen|learn)\s+(?:also|more|next|on|our|the full)\b|(?:more|also)\s+on\b|related(?::|"
    r"\s+(?:articles?|stor))|"
    r"subscribe|sign\s+up|follow\s+us|follow\s+\S+\s+on|share\s+this|click\s+here|advertisement|sponsored|"
    r"all rights reserved|©|"
    r"copyright\b|correction\b|clarification\b|editor['’]?s['’]?\s+note|note\s+to\s+(?:editors|readers)|"
    r"an earlier version of this|this (?:article|story|report|piece|post|item|page) (?:was|is|has|first|originally|"
    r"contains)|"
    r"(?:additional |further )?(?:reporting|writing|editing|compiled|translated|edited|written|research)\s+by\b|"
    r"with (?:material|reporting|files|additional)\b|(?:news )?tips (?:for|to)\b|got a tip|have (?:a|"
    r"you got a) (?:tip|story)|"
    r"(?:support|donate|join) (?:us|our|to us)\b|"
    r"(?:last )?(?:updated|published|posted|modified)\b[:\s]|source:|sources:|imprint\b|terms\b|privacy\b|"
    r"(?:we|this (?:site|website)) uses? cookies|comments?\b(?::|\s*\(|\s+(?:are|below|closed))|leave a comment|"
    r"(?:press |media )?contacts?:|(?:press|media) (?:enquir|inquir)|if you (?:know|have|saw|can tell)\b.*\b(?:my|"
    r"our|us|me)\b|"
    r"contact (?:us|the (?:author|newsroom|editors?))|tags?:|topics?:|filed under|image (?:source|credit)|"
    r"(?:the )?comments? (?:section|function)|newsletter\b)|"
    r".*\b(?:all rights reserved|can be (?:heard|reached|followed|found) (?:on|at|under|by)\b|"
    r"contributed to this (?:report|story|article)|"
    r"(?:is|are) (?:available|broadcast) on (?:\d|www|our))",
    re.I | re.S,
)
BYLINE: Final = re.compile(
    r"\W*(?:By|BY)\s+(?:our\s+\w+|(?:[A-Z][\w.’'-]+\s+){0,3}(?!\w+day\b)[A-Z][\w.’'-]*\w)"
    r"(?:\s+(?:in|at|and)\s+[A-Z][^.]*|,[^.]*|\s*\|.*)?[^\w.]*$"
)
CAPTION: Final = re.compile(
    r"\W*(?:photo(?:graph|s)?|picture|image|caption|video|graphic|map|above|below|pictured|file (?:photo|"
    r"picture))(?:\s+(?:by|credit|courtesy)|:|\s+shows?\b)|"
    r".*\((?:photo|picture|image|archive|file|graphic|credit)(?:graph)?s?\b[^)]*\)\W*$|.*\b(?:photo|picture|image|"
    r"credit|foto):\s*\S.*$|"
    r".*/(?:AFP|AP|Reuters|Getty|EPA)\W*$",
    re.I | re.S,
)
SIGNED: Final = re.compile(
    r"[A-Z][^,.:“”\"]{2,50},\s(?:press (?:office|service|department)|(?:public|media) relations|communications)\W*",
    re.I,
)
SLOGAN: Final = re.compile(r"[A-Z][^:.]{2,40}:\s[a-z]+,\s[a-z]+(?:(?:,|,? and)\s[a-z]+)?\.?")
QUESTION: Final = re.compile(r"\?[\"”’'»)*]*\s*(?:$|[\"”’'»]?,?\s*(?:\S+\s+){0,6}\S+\.?$)")
GENERIC: Final = (
    r"(?:residents|people|persons|anyone|anybody|everyone|everybody|those|neighbours|neighbors|readers|passengers|"
    r"travellers|"
    r"travelers|drivers|motorists|commuters|visitors|customers|patients|parents|voters|citizens|listeners|viewers|"
    r"households|"
    r"consumers|employees|relatives|witnesses|whoever|you|families|users|tourists|guests|pupils|students|workers|"
    r"locals|"
    r"villagers|donors|holders|owners|members|colleagues|savers|shareholders|depositors|tenants|fans)"
)
ADVICE: Final = re.compile(
    rf"\W*(?:if you\b.*,\s*)?(?:all |any |local |affected |older |elderly |young |"
    rf"pregnant )?{GENERIC}\b[^.]{{0,90}}?\b(?:should|must|ought to|can (?:call|contact|find|apply|report|"
    r"register|get|turn|write|phone|check|collect|leave|also)|may (?:call|contact)|need to|are (?:advised|asked|"
    r"urged|requested|invited|encouraged|reminded|warned) (?:not )?to|"
    r"is (?:advised|asked|urged|requested) to|had better|are best advised|would do well)\b|"
    r"\W*we (?:(?:also|again|urgently|kindly) )?(?:ask|urge|advise|request|invite|remind|call on|appeal to) (?:the "
    r"public|all|"
    rf"anyone|everyone|everybody|people|{GENERIC})\b[^.]{{0,60}}?\bto\b|"
    r"\W*for (?:more |further )?\w+,? (?:please )?(?:call|visit|contact|phone|write to|go to)\b|"
    r"\W*(?:please|call|phone|avoid|keep|stay|boil|bring|check|do not|don['’]t|never|remember|make sure|take care|"
    r"wash|contact|"
    r"visit|be (?:careful|sure|prepared|aware)|wear|drink|write to|send|look out|beware|leave|ask|use|turn|prepare|"
    r"register|plan|allow|see (?:a|your)|consult|"
    r"seek)\s+(?!(?:was|were|is|are|has|had|said|says)\b)(?-i:[a-z\d])",
    re.I | re.S,
)
MAIN_NO_STATEMENT: Final = re.compile(
    r"\b(?:(?:neither|none|no)\b.{3,60} could be (?:independently )?(?:verified|confirmed|checked)|(?:could|"
    r"can) ?(?:not|n['’]t) (?:immediately |independently |yet )?be (?:(?:immediately|independently|"
    r"yet) )?(?:verified|confirmed|reached|checked|established|contacted)|"
    r"(?:declin|refus)(?:ed|es|ing) (?:to (?:say|comment|answer|give|be (?:named|identified|quoted|drawn|interviewed|"
    r"photographed|specific)|discuss|confirm|speak|take|elaborate|name|"
    r"disclose|explain|respond|talk)|comment|all comment|an interview)|"
    r"(?:would|will|could|does|did|has|have|had) ?(?:not|n['’]t) (?:\w+ ){0,2}?(?:say|comment|confirm or deny|"
    r"take questions|respond|responded|answer|answered|reply|replied|commented|elaborate|be drawn|discuss|"
    r"give details)\b(?! (?:that (?!question|request|point|matter|charge|call)|how many))|"
    r"(?:was|were|is|are) not (?:immediately )?available for comment|(?:makes?|made|had|offer(?:s|ed)|gives?|"
    r"gave|issued) no (?:immediate |further |public )?(?:comment|details|reason|answer|explanation|statement)|"
    r"neither confirm(?:s|ed)? nor den(?:y|ies|ied)|(?:takes?|took|(?:has|have|had) taken) note of|"
    r"did not (?:immediately )?(?:return|respond)|(?:remains?|is|was|are) (?:still )?(?:unclear|unknown|uncertain|"
    r"anyone['’]s guess)|(?:is|was|are) not (?:yet )?(?:known|clear)|"
    r"(?:has|have) yet to (?:comment|respond|say)|tells? (?:another|a different|its own) story|(?:versions|accounts|"
    r"stories) (?:differ|diverge|vary)|"
    r"here (?:are|is) (?:the|what|our|a)|(?:we|i) (?:will )?(?:have )?(?:try|tried|set out|explain|summari[sz]e|"
    r"put together|look|answer|keep)\b|(?:much|a lot) has been (?:written|said)|"
    r"no comment|nobody (?:wants to|would) (?:say|comment|talk)|asked to comment|(?:there is|"
    r"there was) no (?:immediate )?(?:word|comment|confirmation|response)|"
    r"opinions (?:differ|are divided)|one thing is (?:certain|clear)|the facts (?:are|speak)|(?:more|"
    r"details) (?:to follow|will follow)|"
    r"said (?:he|she|they|it) (?:did not|didn['’]t|could not|couldn['’]t|would not) (?:know|comment|say|confirm))\b",
    re.I,
)
TOO_EARLY: Final = re.compile(
    r"\bit (?:is|was|would be) (?:still |far |much )?too (?:early|soon) (?:\w+ ){0,3}?to (?:say|speak|tell|comment|"
    r"judge|draw|talk|know|"
    r"speculate|discuss|give|name|blame)\b",
    re.I,
)
JOINED: Final = re.compile(r"\b(?:but|though|although)\s+(?:\w+\s+){0,2}$", re.I)
OTHER_STATEMENT: Final = re.compile(
    r"\b(?:but|and)\s+(?:\w+\s+){0,3}?(?:said|says|confirmed|denied|admitted|added|insisted)\b|\bsaid (?:that|"
    r"\w+ (?:was|were|had))|\bwho asked not",
    re.I,
)
STRONG_OPINION: Final = re.compile(
    r"\b(?:(?:i|we|one) (?:do not |don['’]t |can only |firmly |sincerely |still |would )?(?:think|believe|feel|hope|"
    r"wish|wonder|fear|doubt|suspect|trust|regret|pray|dream|guess|suppose|love|hate|admire|salute|demand|invite|"
    r"call on|urge|appeal|deserve)|"
    r"(?:my|our) (?:thoughts|hearts?|prayers|sympathy|condolences|opinion|view|hope|wish|dream)|in my (?:view|"
    r"opinion|eyes)|"
    r"(?:it is|it['’]s|this is|that is|that['’]s|that was|this was|it was|what a) (?:the|a|an|simply|just|"
    r"nothing but|time|high time|about time|hard|difficult|easy|sad|good|bad|wrong|right|only|no|all|such|not|pure|"
    r"utterly|more than) ?[\w’'-]* ?(?:shame\w*|scandal\w*|disgrace\w*|outrage\w*|tragedy|joke|lesson|pity|insult|"
    r"farce|circus|triumph|miracle|nightmare|betrayal|crime against|slap|blow to|victory for|day of (?:shame|joy)|"
    r"to (?:see|imagine|believe|say|forget|understand)|that (?:we|someone|somebody|they)|we|wonder|coincidence|fair|"
    r"unfair|price|mess|madness|nonsense|surprise|secret|excuse|way to)|"
    r"(?:should|ought to) (?:be|have|feel|take|resign|go|stop|apologi[sz]e|step|hang|think|ask|know|learn|listen|"
    r"look|never|not|finally|at last|pay|explain|answer|remember|thank|do|make|let|give|keep|stay|end|start)|"
    r"shame(?:ful|less|lessly)?\b|ashamed|disgrac\w+|disgust\w+|outrageous|appalling|scandalous|unforgiv\w+|"
    r"despicable|heartless\w*|cynical\w*|barbar\w+|monstrous|pathetic|pitiful|cowardly|cowards|heroic\w*|glorious|"
    r"glory|noble|brave (?:men|women|sons)|"
    r"decent|beautiful\w*|wonderful|magnificent|terrible|horrible|dreadful|ridiculous|absurd|laughable|incredible|"
    r"unbelievable|sad(?:ly)? (?:day|truth|fact|enough)|heartbreaking|touching|moving speech|"
    r"deserves?|let us|let['’]s|may (?:they|he|she|god|the)|god (?:bless|help)|long live|enough is enough|"
    r"no (?:decent|sane|reasonable|honest|thinking)|nobody (?:in (?:his|their) right|with a)|any (?:decent|"
    r"sane|fool|child)|"
    r"history will|time will tell|only time|the future will|remains to be seen|who knows|must never|"
    r"must not be forgotten|never again|cannot go on|can(?:not| no longer|['’]t) (?:be trusted|trust|choose|stand by|"
    r"accept)|"
    r"would (?:be|have been) (?:a|an|the|better|wrong|right|wise|foolish|unthinkable|nice|fair|good|only|best|worst)|"
    r"(?:will|would) (?:surely|certainly|probably|undoubtedly|no doubt|never forget|remember|not forget|"
    r"live to regret|"
    r"pay (?:dearly|a high price|the price) for|pay for (?:this|that|it))|(?:is|are|seems?|looks?) (?:likely|"
    r"unlikely|bound|set|doomed|certain) to|"
    r"as (?:cold|hard|dark|empty|old|bitter|deaf|blind|hollow|thin) as|feels? like|felt like|(?:stinks?|stank|reeks?|"
    r"smacks?) of|"
    r"(?:we|they|you|i) owe (?:it|this|that) to|(?:is|are) owed (?:\w+ ){0,2}(?:answers?|explanation|apology|truth|"
    r"justice)\b|stands? (?:as one|united|"
    r"shoulder to shoulder)|"
    r"(?:will|would|should) think twice|(?:neither|nobody|no one|none)\b.{0,40} can afford|is the (?:one|only) thing|"
    r"without\b.{3,60}\bwould (?:be|have|never|not)|"
    r"speaks volumes|says it all|says a lot|a lesson|(?:in the end|at the end of the day),? (?:it|we|all|only|"
    r"every\w+)\b|sooner or later|"
    r"money (?:counts|talks|rules)|greed\w*|arrogan\w+|hypocri\w+|incompeten\w+|reckless\w*|irresponsib\w+|unworthy|"
    r"proud|pride|courage\w*|grateful|thank(?:ful| you)|sorry|hate|love|hope(?:s|ful|fully)?|wish(?:es)?|"
    r"dream\w*|"
    r"matters? (?:more|most)|worth (?:more|it)|deserved?|too (?:late|little|much) for|high time|wake-up call|"
    r"crying shame)\b",
    re.I,
)
APHORISM: Final = re.compile(
    r"\W*(?:An?\s+[\w-]+(?:\s+[\w-]+)?\s+(?:(?:that|who)\s+(?:cannot|can|does not)|cannot|can['’]t|must|needs?|"
    r"deserves?|should|always|is never|is always)\b(?!.*\d)|(?:Those|They|He|She) who\b(?!.*\d))",
)
FACTUAL: Final = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|million|monday|"
    r"tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|"
    r"january|february|march|april|june|july|august|september|october|november|december|killed|wounded|injured|"
    r"arrested|destroyed|died|signed|voted|opened|closed|fired|captured|hit)\b",
    re.I,
)
PRESENT: Final = frozenset(
    "kills hits seizes takes shuts opens closes orders wins loses dies denies says claims warns blames accuses "
    "calls bans backs rejects falls rises grows cuts ends begins starts stops holds leaves makes gets gives goes "
    "comes shows finds faces fears wants seeks plans leads sues fines jails arrests charges clears shoots fires "
    "strikes kills injures wounds destroys burns collapses derails crashes sinks announces supports recruits "
    "supplies reports demands asks urges vows pledges threatens quits resigns sacks hires pays sells buys builds "
    "elects votes marches protests strikes retreats advances captures retakes attacks shells bombs launches "
    "reopens returns joins meets agrees signs approves passes fails halts delays recalls withdraws admits insists "
    "confirms disputes names puts sees sends keeps runs stands remains lies costs owns employs lives works needs "
    "requires allows means becomes turns brings counts hands hides blocks breaks contains continues claim deny "
    "say warn blame accuse fear want seek plan kill hit seize take order win lose die reject back demand strike "
    "fight flee hold retreat advance vote march protest differ face call trade exchange agree disagree remain "
    "stay live work come go".split()
)
DOCUMENT_TITLE: Final = re.compile(
    rf"\W*(?:[^:]{{3,60}}:\s+)?(?:an?\s+|the\s+|our\s+|joint\s+|press\s+|(?:\d+|two|three|four|five|six|seven|eight|"
    rf"nine|ten)\s+)?"
    rf"(?:{DOCUMENT}|situation report|interview|questions?|things|reasons|facts|lessons|ways|profile|analysis|"
    rf"timeline|portrait)s?"
    r"\s+(?:on|of|about|for|by|with|from|to|no\.?|number|that|we)\b",
    re.I,
)
LISTED: Final = re.compile(
    r"\W*(?:the|an?)\s[\w’'-]+(?:\s[\w’'-]+)?,\s(?:the|an?)\s[\w’'-]+(?:\s[\w’'-]+)?,?\sand\s(?:the|an?)\s[^,]*", re.I
)
SAID_BY: Final = re.compile(r"[”\"],?\s+(?:said|says)\s+(?:the\s+)?[A-Z]")
LEADS: Final = re.compile(
    r"\W*(?:what|how|why|who|where|when|which|glory|the (?:story|truth|case|night|day|week) (?:of|that))\b", re.I
)
NOMINAL: Final = re.compile(
    r"\b(?:without|after|amid|despite|following|dead|killed|injured|closed|shut|arrested|missing)\b", re.I
)
SENTENCE: Final = 5
"""From how many words what ends in a full stop is taken for a sentence, verb or no verb."""
WORD: Final = re.compile(r"[A-Za-z][\w’'-]*")
NOT_PAST: Final = frozenset(
    "need indeed speed feed seed weed bleed breed red bed led shed hundred hatred sacred naked wicked exceed "
    "proceed succeed".split()
)


def why_not(text: str, kind: Kind = "paragraph") -> Reason | None:
    """Return why a sentence is no checkable claim, or None if it is one.

    Args:
        text: The sentence, without markup.
        kind: What kind of block it stands in.
    """
    if kind in ("caption", "boilerplate"):
        return "caption" if kind == "caption" else "boilerplate"
    if BOILERPLATE.match(text) or BYLINE.match(text) or SLOGAN.fullmatch(text) or SIGNED.fullmatch(text):
        return "boilerplate"
    if len(text) < 300 and CAPTION.match(text):
        return "caption"
    if QUESTION.search(text):
        return "question"
    if kind in ("headline", "heading"):
        return None if _headline_states(text, first=kind == "headline") else "headline"
    if ADVICE.match(text):
        return "advice"
    if _says_nothing(text) or not states(text):
        return "no statement"
    return "opinion" if _is_opinion(text) else None


def _says_nothing(text: str) -> bool:
    """Whether nobody commits to anything in a sentence ("declined to comment", "could not be verified")."""
    if TOO_EARLY.search(text) and not re.search(r"\bbut\b|;", text):
        return True
    refusal = MAIN_NO_STATEMENT.search(text)
    if refusal is None or OTHER_STATEMENT.search(text):
        return False
    return not (JOINED.search(text[: refusal.start()]) and states(text[: refusal.start()]))


def _is_opinion(text: str) -> bool:
    bare = attribute(text).proposition
    if said := SAID_BY.search(bare):
        bare = bare[: said.start()]
    return (STRONG_OPINION.search(bare) is not None and not FACTUAL.search(bare)) or APHORISM.match(bare) is not None


def _headline_states(text: str, *, first: bool) -> bool:
    words = text.split()
    if LEADS.match(text) or _is_title(text) or len(words) < (4 if first else 3):
        return False
    return states(text) or (first and NOMINAL.search(text) is not None)


def _is_title(text: str) -> bool:
    """Whether a headline only names what follows it: "Statement on events at the station", "Three questions for X"."""
    if LISTED.fullmatch(text):
        return AUXILIARIES.isdisjoint(WORD.findall(text.lower()))
    match = DOCUMENT_TITLE.match(text)
    words = WORD.findall(text[match.end() :].lower()) if match else []
    verbs = AUXILIARIES | PAST_FORMS | PRESENT | frozenset(KIND_OF)
    return match is not None and not verbs.intersection(words)


def states(text: str) -> bool:
    """Return whether a finite verb seems to stand in the text."""
    words = [word.lower() for word in WORD.findall(text)]
    if len(words) < 3 and not re.search(r"\d", text):
        return False
    if len(words) >= SENTENCE and re.search(r"[.!][\"”’'»)]*$", text):
        return True
    if re.search(r"\b(?:I|he|she|it|we|you|they|who|that|there|what|here)['’](?:s|m|re|ve|ll|d)\b", text, re.I):
        return True
    return any(_is_finite(word) for word in words)


def _is_finite(word: str) -> bool:
    if word in AUXILIARIES or word in PAST_FORMS or word in PRESENT or word in PARTICIPLES or word in KIND_OF:
        return True
    if word.endswith("ed"):
        return len(word) > 3 and word not in NOT_PAST
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3
