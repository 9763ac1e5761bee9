"""What "the town", "the company" and "it" stand for, where one name or one thing alone can be meant."""

from __future__ import annotations

import re
from typing import Final

NAME: Final = r"[A-Z][\w’'-]*[\w](?:\s(?:van|von|de|der|al|la|[A-Z][\w’'-]*\w))*"
PLACES: Final = "town city village port island region province district suburb settlement".split()
FIRMS: Final = "company firm".split()
FIRM_NAMED: Final = re.compile(
    rf"\b(?:company|firm|maker|operator|manufacturer|producer|airline|retailer|supplier|builder|shipyard|brewer|"
    rf"publisher|carrier)s?,?\s+({NAME})"
)
FOLLOWED: Final = (
    r"(?=\s*[.,;:”\"!?)]|['’]s\b|\s*$|\s+(?:on|in|at|by|from|to|after|before|during|since|for|with|and|or|but|was|were|"
    r"is|are|had|has|have|that|which|who|as|when|while|again|until|without|itself|would|will|could|did|said|says|of "
    r"having|off|out|under|over|through)\b)"
)
ACT: Final = (
    r"blown|blew|destroyed|destroying|hit|hitting|struck|striking|shelled|shelling|bombed|bombing|attacked|attacking|"
    r"burned|burnt|sabotaged|damaged|damaging|caused|causing|started|starting|triggered|downed|mined|demolished"
)
ACTED_ON_IT: Final = re.compile(rf"\b({ACT})\s+it\b")
THING: Final = r"(?:[a-z-]+\s+){0,2}[a-z-]+"
DONE_TO: Final = re.compile(
    rf"\W*(?:The|An?)\s+(?P<thing>{THING}?)(?:\s+(?:over|in|at|on|of|near|for)\s[^,]{{2,60}}|,[^,]{{2,80}},)*?\s+"
    rf"(?:was|were|has been|broke out|began|started|collapsed|exploded|derailed|crashed)\b"
)
DID: Final = re.compile(
    rf"\b(?:{ACT})\s+(?:the|an?)\s+(?P<thing>{THING}?)(?=\s+(?:and|in|at|on|of|near|with|by|that)\b|[.,;])"
)


class References:
    """The only names that "the town" or "the company" can stand for in an article."""

    def __init__(self, text: str) -> None:
        self._names: dict[str, str] = {}
        for kind in PLACES:
            found = set(re.findall(rf"\b{kind}\s+of\s+({NAME})", text))
            if len(found) == 1:
                self._names[kind] = found.pop()
        firms = set(FIRM_NAMED.findall(text))
        if len(firms) == 1:
            self._names |= dict.fromkeys(FIRMS, firms.pop())

    def resolve(self, text: str, before: str) -> str:
        """A sentence with the names put in; `before` is the sentence in front of it."""
        for kind, name in self._names.items():
            if name not in text:
                text = re.sub(rf"\b[Tt]he {kind}\b{FOLLOWED}", name, text)
        return _thing_put_in(text, before)


def _thing_put_in(text: str, before: str) -> str:
    """ "blew it up" as "blew the road bridge up", where the sentence before says what was done to the road bridge."""
    acted = ACTED_ON_IT.search(text)
    done = (DONE_TO.match(before) or DID.search(before)) if acted else None
    if acted is None or done is None:
        return text
    return f"{text[: acted.start()]}{acted[1]} the {done['thing']}{text[acted.end() :]}"
