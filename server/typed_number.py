"""One for many, many for one: how a folded name reads in the other number. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple


class Rule(NamedTuple):
    """A word that ends like `after` loses `cut` and gets `added` in the plural."""

    after: str
    cut: str
    added: str

    def plural(self, word: str) -> str | None:
        if not re.search(f"(?:{self.after})$", word):
            return None
        return word.removesuffix(self.cut) + self.added

    def singular(self, word: str) -> str | None:
        """The word that this rule makes `word` of."""
        if not word.endswith(self.added):
            return None
        one = word.removesuffix(self.added) + self.cut
        return one if self.plural(one) == word else None


SHORTEST_SINGULAR = 3
SMALL = {
    "es": frozenset({"a", "al", "con", "de", "del", "el", "en", "la", "los", "para", "y"}),
    "fr": frozenset({"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le"}),
    "pt": frozenset({"a", "ao", "com", "d", "da", "das", "de", "do", "dos", "e", "em", "para"}),
}
"""The words within a name that have no plural."""
IRREGULAR = {
    "en": {
        "foot": "feet",
        "tooth": "teeth",
        "goose": "geese",
        "mouse": "mice",
        "person": "people",
        "child": "children",
        "ox": "oxen",
    },
    "fr": {"oeil": "yeux"},
}
RULES = {
    "en": [
        Rule("[^s]", "", "s"),
        Rule("[sxzo]|ch|sh", "", "es"),
        Rule("[^aeiou]y", "y", "ies"),
        Rule("[^f]f", "f", "ves"),
        Rule("fe", "fe", "ves"),
        Rule("man", "man", "men"),
        Rule("...us", "us", "i"),
    ],
    "es": [Rule("[aeiou]", "", "s"), Rule("[^aeos]|[aeio]s", "", "es"), Rule("z", "z", "ces")],
    "fr": [
        Rule("[^sxz]", "", "s"),
        Rule("au|eu|ou", "", "x"),
        Rule("al", "al", "aux"),
        Rule("ail", "ail", "aux"),
    ],
    "pt": [
        Rule("[aeioun]", "", "s"),
        Rule("[rsz]", "", "es"),
        Rule("ao", "ao", "oes"),
        Rule("ao", "ao", "aes"),
        Rule("m", "m", "ns"),
        Rule("[aeou]l", "l", "is"),
        Rule("il", "l", "s"),
        Rule("il", "il", "eis"),
    ],
    "de": [
        Rule("e|el|er", "", "n"),
        Rule("[^e]", "", "e"),
        Rule("[^e]", "", "en"),
        Rule("[^e]", "", "er"),
        Rule("[^s]", "", "s"),
        Rule("s", "", "se"),
        Rule("in", "", "nen"),
    ],
}
SURE = {"de": [Rule("e", "", "n"), Rule("[^e]", "", "e"), Rule("[^s]", "", "s")]}
"""Where not all rules may be read backwards, those that may: a Kissen is no kiss, a Leiter not many Leit."""


def other_numbers(words: tuple[str, ...], language: str) -> set[str]:
    """The plurals and singulars of a name, its words without blanks between them."""
    if language == "id":
        return doubled(words)
    if language not in RULES:
        return set()
    forms: set[str] = set()
    for change in (plurals, singulars):
        for counted in inflected(words, language):
            ways = [(at in counted and change(word, language)) or {word} for at, word in enumerate(words)]
            forms.update("".join(way) for way in product(*ways))
    return forms - {"".join(words)}


def inflected(words: tuple[str, ...], language: str) -> Iterator[set[int]]:
    """The places of the words that change together: the last one, or in Romance names the first ones."""
    if language in ("en", "de"):
        yield {len(words) - 1}
        return
    places = [place for place, word in enumerate(words) if word not in SMALL[language]]
    yield from (set(places[:count]) for count in range(1, min(len(places), 3) + 1))


def plurals(word: str, language: str) -> set[str]:
    irregular = IRREGULAR.get(language, {})
    if word in irregular:
        return {irregular[word]}
    made = {many for rule in RULES[language] if (many := rule.plural(word))}
    return made | ({with_umlaut(many) for many in {*made, word}} if language == "de" else set())


def with_umlaut(word: str) -> str:
    """The last a, o, u or au as it is typed without its dots: Baum, Baeume."""
    return re.sub("(au?|o|u)(?=[^aou]*$)", lambda vowel: f"{vowel[0][0]}e{vowel[0][1:]}", word)


def singulars(word: str, language: str) -> set[str]:
    made = {one for one, many in IRREGULAR.get(language, {}).items() if many == word}
    if made or word.endswith(("ss", "us", "is")):
        return made
    rules = SURE.get(language, RULES[language])
    return {one for rule in rules if (one := rule.singular(word)) and len(one) >= SHORTEST_SINGULAR}


def doubled(words: tuple[str, ...]) -> set[str]:
    """Indonesian says a word twice; a name that is such a pair may be said once."""
    first, *rest = words
    return {"".join(rest)} if rest[:1] == [first] else {"".join((first, first, *rest))}
