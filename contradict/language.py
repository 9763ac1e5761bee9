"""Whether a claim looks like English: the packaged models read nothing else."""

from __future__ import annotations

import re

ENGLISH = frozenset(
    "the of and to in a is was were that for on with as by at from has have had are be been it its an this not no will "
    "said says who which after over more than their his her they he she but or".split()
)
OTHERS = (
    frozenset(
        "der die das und ist nicht ein eine den dem mit von zu auf für sich des im wurde wurden sind bei nach "
        "le la les et est une des du dans que qui pour pas sur avec au aux ont été "
        "el los las y en es un una por con para del se fue han más como il gli e di che non per della nel sono è "
        "de het een van niet dat op te zijn met voor o os as do da não um uma em na com foram "
        "och att det som på av för inte med till w i z nie się że jest przez nu și în din ve bir bu için".split()
    )
    - ENGLISH
)
"""Common words of German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Polish, Romanian and Turkish."""
WORDS = re.compile(r"[^\W\d_]+")


def looks_english(text: str) -> bool:
    """False where most letters are not Latin, or words of another language outnumber the English ones."""
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return True
    if sum(c < "\u0250" for c in letters) < len(letters) / 2:
        return False
    words = [w.lower() for w in WORDS.findall(text)]
    return sum(w in OTHERS for w in words) <= max(1, sum(w in ENGLISH for w in words))
