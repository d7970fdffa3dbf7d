"""Names of the Latin alphabet that are typed from their end. Pure."""

from __future__ import annotations

from collections.abc import Collection

WORDS = """
abal aduk agan alam alec arg aroma asem asep atap atom batik bes but crop dar dear deb dep dreh elegan elegi
elue eram essor ethan eva gam gas gel god gua gum hum ink ira iris kan kato kim kol kurt lapak law lebat lemak
les lian lieb lodo loop los lue maj meg mos nap nees noel noiva notar nus odio oir oses pam pets pot pots puc
rab rae ram rats raus rem retak rip rob rolf rusak sab sah salam san sanar sap sar sara sarg sat saul sav seam
sekar selos sep serah seram serum sie snap soak soap sodio soir spam spots stab stil suap suas sub suhu tab
terra than til trug tuh tutul uas vala was wol xin zen
"""
ORDINARY = frozenset(WORDS.split())
"""What some names are backwards, and people say or are called all the same: but, was, Pam."""
SHORTEST = 3
SHORTEST_WITHIN = 5
"""Letters of a name that is looked for among more words; shorter ones stand there by chance."""
SHORTEST_ACROSS = 8
"""The same, whatever blanks are between them."""


def backwards(folded: str, names: Collection[str], others: Collection[str]) -> bool:
    """Whether all of this text, or a word of it, is one of the names backwards, or a long name is in it.

    What is a name of `others` as it stands is meant so.
    """
    words = [word for word in folded.split() if word not in others]
    whole = "".join(words)
    if is_turned(whole, names, SHORTEST) or any(is_turned(word, names, SHORTEST_WITHIN) for word in words):
        return True
    turned = whole[::-1]
    return whole.isascii() and any(len(name) >= SHORTEST_ACROSS and name in turned for name in names)


def is_turned(word: str, names: Collection[str], shortest: int) -> bool:
    return len(word) >= shortest and word.isascii() and word not in ORDINARY and word[::-1] in names
