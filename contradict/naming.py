"""Names of voices: which words they are compared by, whose body or envoy they name, which other name says the same."""

from __future__ import annotations

import re

from contradict.quantities.sides import seat_of
from contradict.readings import name_words

OWNER = re.compile(r"(?:[Tt]he\s+)?(.+?)['\u2019](?:s\s|\s)")
ELSEWHERE = re.compile(r"\s(?:to|from|against|with)\s")
"""What follows in a name is another party: an ambassador to Russia is not Russia."""
STATE_BODY = re.compile(
    r"(?:the\s+)?((?:(?:foreign|defen[cs]e|interior|health|finance|justice|energy|economy|education|culture)\s+)?ministry"
    r"|government|presidency|general staff)\s+in\s+(\w+)",
    re.IGNORECASE,
)
"""What every state has one of; officials in a capital, or any other government's body there, may be somebody else's."""
ENVOY = re.compile(r"(.*\b(?:ambassador|envoy|embassy))\s+in\s+(\w+)", re.IGNORECASE)
FULL_NAMES = {"usa": "United States", "saudi": "Saudi Arabia"}
"""Countries whose name is more than one word with a capital."""


def plain_name(name: str) -> str:
    """The name that says the same with a country in place of its capital, where nothing else can be meant.

    "Defence Ministry in Baku" is "Azerbaijan's Defence Ministry", and an "ambassador in Moscow" one "to Russia"; an
    agency in Baku, or somebody there, is nobody else. Other names are returned as they are.
    """
    body, envoy = STATE_BODY.fullmatch(name), ENVOY.fullmatch(name)
    if body and (country := country_of(body[2])):
        return f"{country}'s {body[1]}"
    if envoy and (country := country_of(envoy[2])):
        return f"{envoy[1]} to {country}"
    return name


def country_of(capital: str) -> str | None:
    """The name of the country whose government a capital stands for; None where it stands for none."""
    country = seat_of(capital.lower())
    return FULL_NAMES.get(country, country.capitalize()) if country else None


def words_of(name: str) -> frozenset[str]:
    """What names are compared by; a name of little words alone is compared as it stands."""
    return name_words(name) or frozenset([f" {name.casefold()}"])


def owner_of(name: str) -> str:
    """Whose body or envoy a name says it is: "Armenia" of "Armenia's ambassador"; "" where it says none."""
    found = OWNER.match(name)
    return found[1] if found and found[1][0].isupper() else ""


def head_of(name: str) -> str:
    """A name without whom it has to do with: "ambassador" of "ambassador to Russia"."""
    return ELSEWHERE.split(name)[0] or name
