"""What was typed against the prompt: right, close to it, or wrong. Pure.

text ─► fold ─► one of the prompt's names? ─► a slip away? ─► says it within more? ─► verdict
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz.distance.DamerauLevenshtein import distance as apart
from rapidfuzz.process import extract

from server.room import Verdict
from server.typed_backwards import backwards
from server.typed_disguises import among_katakana, folded, readings
from server.typed_folding import fold, spellings
from server.typed_number import other_numbers

Entry = Mapping[str, Any]

LONG = 8
"""Letters of a name in which two slips are forgiven, and which is known with them in any language."""
MOST_FORGIVEN = 2
FEWEST_LETTERS = 5
FEWEST_KANA = 2
"""Of a name that is found inside other words; shorter ones stand there by chance."""
FEW_WORDS = 5
"""Of a line in which one is forgiven a slip: in a longer one somebody would try many at once."""
TRIED_AT_MOST = 2
"""Categories in one guess: a rain cloud is one thing, a rain, a cloud and a cat are three guesses."""
WORDS_READ = 30
"""Of a guess; more are only in a sign that is many words in one."""
FEWEST_DISGUISED = 3
"""Of a name that is looked for behind signs and backwards: P3 is no disguise of "pe"."""
IDEOGRAPH = re.compile("[\u3400-\u9fff]")
KANA = re.compile("[ぁ-ゖー]+")


def accepted(catalog: Mapping[str, Entry]) -> dict[str, tuple[str, ...]]:
    """By category, every text of a language's catalog that names it, the name first."""
    return {
        category: tuple(text for text in (entry["name"], entry.get("phrase"), *entry.get("also", ())) if text)
        for category, entry in catalog.items()
    }


class Names:
    """The names of all categories in one language, ready to judge what is typed in it."""

    def __init__(self, names: Mapping[str, Iterable[str]], language: str) -> None:
        self.language = language
        folded = {
            category: {name for text in texts for name in spellings(text, language)}
            for category, texts in names.items()
        }
        self.exact = {category: joined(found) for category, found in folded.items()}
        self.most_words = max((len(name.split()) for found in folded.values() for name in found), default=0)
        self.all_exact = sorted({key for keys in self.exact.values() for key in keys})
        self.forms = {
            category: self.exact[category] | numbers(found, language).difference(self.all_exact)
            for category, found in folded.items()
        }
        self.owners: dict[str, set[str]] = {}
        for category, keys in self.forms.items():
            for key in keys:
                self.owners.setdefault(key, set()).add(category)

    def judge(self, text: str, prompt: str) -> Verdict:
        """Any text, never an error; a prompt without names is never right.

        The name of another category is never right, however alike the two are.
        """
        said = fold(text, self.language)
        key = said.replace(" ", "")
        if prompt in self.meant(key):
            return "right"
        if key not in self.owners and self.within(key, prompt, almost):
            return "close"
        slips = forgiven if len(said.split()) <= FEW_WORDS else forgiven_if_long
        return "close" if self.says(said, prompt, slips) else "wrong"

    def tried(self, text: str) -> dict[tuple[int, int], frozenset[str]]:
        """The categories that this names one after another, by their word and their place in it."""
        said = folded(text).split()[:WORDS_READ]
        words = [fold(word, self.language).replace(" ", "") for word in said]
        found: dict[tuple[int, int], frozenset[str]] = {}
        at = 0
        while at < len(words):
            ends = range(min(len(words), at + self.most_words), at, -1)
            end = next((end for end in ends if "".join(words[at:end]) in self.owners), 0)
            names = ["".join(words[at:end])] if end else self.names_in(words[at])
            found |= {(at, place): frozenset(self.owners[name]) for place, name in enumerate(names)}
            at = end or at + 1
        return found

    def names_in(self, word: str) -> list[str]:
        """The names that a word is put together of, the longest first; none if a letter is left over."""
        found = []
        while word:
            name = next((word[:end] for end in range(len(word), 0, -1) if word[:end] in self.owners), "")
            if not name:
                return []
            found.append(name)
            word = word[len(name) :]
        return found

    def meant(self, key: str) -> set[str]:
        """The categories that have this folded text for a name, else those that it misses by fewest slips."""
        if key in self.owners:
            return self.owners[key]
        near = extract(key, self.all_exact, scorer=apart, score_cutoff=MOST_FORGIVEN, limit=None)
        least = min((slips for _name, slips, _place in near), default=0)
        nearest = (name for name, slips, _place in near if slips == least <= forgiven(name))
        return {category for name in nearest for category in self.owners[name]}

    def named(self, text: str) -> set[str]:
        """The categories that have this text for a name, without a slip."""
        return self.owners.get(fold(text, self.language).replace(" ", ""), set())

    def tells(self, text: str, prompt: str) -> bool:
        """Whether it tells the prompt to who reads this language; slips are overlooked in long names."""
        return self.says(fold(text, self.language), prompt, forgiven_if_long)

    def within(self, key: str, prompt: str, slips: Callable[[str], int]) -> bool:
        return any(
            apart(key, name, score_cutoff=most) <= most
            for name in self.exact.get(prompt, ())
            if abs(len(key) - len(name)) <= (most := slips(name)) and most
        )

    def says(self, folded: str, prompt: str, slips: Callable[[str], int]) -> bool:
        """Whether some words of the text are a name of the prompt, or hide one among their letters.

        Another category's name hides nothing: a basketball is a guess of its own, not a basket told.
        """
        forms, whole = self.forms.get(prompt, frozenset()), folded.replace(" ", "")
        others = whole in self.owners and whole not in forms
        if any(hides(whole, name, others) for name in self.exact.get(prompt, ())):
            return True
        names = [name for name in self.exact.get(prompt, ()) if slips(name) and not others]
        lengths = {len(name) + more for name in names for more in range(-slips(name), slips(name) + 1)}
        for run in set(runs(folded.split(), max((*lengths, *map(len, forms)), default=0))):
            if run in forms:
                return True
            if len(run) in lengths and run not in self.owners and self.within(run, prompt, slips):
                return True
        return False


class Typed:
    """The names in all languages: right in the guesser's own, and never shown in any."""

    def __init__(self, languages: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self.languages = {language: Names(names, language) for language, names in languages.items()}
        self.exact = united(names.exact for names in self.languages.values())
        self.forms = united(names.forms for names in self.languages.values())
        self.all_forms = frozenset().union(*self.forms.values())

    def judge(self, text: str, prompt: str, language: str) -> Verdict:
        """The verdict in one of the languages; close too if it tells the prompt in another one.

        A guess at another category is close only if the whole of it is a name of the prompt elsewhere.
        """
        own = self.languages[language]
        verdict = own.judge(text, prompt)
        if verdict != "wrong":
            return verdict
        if own.named(text):
            told = any(prompt in names.named(text) for names in self.languages.values())
        else:
            told = self.gives_away(text, prompt)
        return "close" if told else "wrong"

    def tries_many(self, text: str) -> bool:
        """Whether a guess is several in one, whatever the prompt: a verdict would be one for all of them."""
        languages = self.languages.values()
        if any(names.named(text) for names in languages):
            return False
        return things_named(names.tried(text) for names in languages) > TRIED_AT_MOST

    def gives_away(self, text: str, prompt: str) -> bool:
        """Whether this must not be shown to whoever still guesses, in whatever language they do."""
        if any(names.tells(text, prompt) for names in self.languages.values()):
            return True
        if "en" in self.languages and self.languages["en"].tells(pictures(text), prompt):
            return True
        shown = among_katakana(text)
        if shown != text and "ja" in self.languages and self.languages["ja"].tells(shown, prompt):
            return True
        return self.disguised(text, prompt)

    def disguised(self, text: str, prompt: str) -> bool:
        """Whether it tells the prompt to the eye, if not by its own letters, or backwards; without a slip."""
        forms = {form for form in self.forms.get(prompt, ()) if len(form) >= FEWEST_DISGUISED}
        longest, shown = max(map(len, forms), default=0), readings(text)
        for line in (folded(text), *shown):
            if backwards(line, forms, self.all_forms) or not forms.isdisjoint(runs(line.split(), longest)):
                return True
        wholes = [line.replace(" ", "") for line in shown]
        others = any(whole in self.all_forms for whole in wholes)
        return any(hides(whole, name, others) for whole in wholes for name in self.exact.get(prompt, ()))


def things_named(tried: Iterable[Mapping[tuple[int, int], frozenset[str]]]) -> int:
    """How many things a text names in all of these languages together: a cat and a gato are one."""
    words: dict[tuple[int, int], frozenset[str]] = {}
    for named in tried:
        for at, categories in named.items():
            words[at] = words.get(at, frozenset()) | categories
    things: list[frozenset[str]] = []
    for categories in words.values():
        same = [thing for thing in things if thing & categories]
        things = [thing for thing in things if not thing & categories]
        things.append(categories.union(*same))
    return len(things)


def united(languages: Iterable[Mapping[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    """By category, its names in all of these languages."""
    found: dict[str, frozenset[str]] = {}
    for names in languages:
        for category, keys in names.items():
            found[category] = found.get(category, frozenset()) | keys
    return found


def joined(folded: Iterable[str]) -> frozenset[str]:
    return frozenset(name.replace(" ", "") for name in folded)


def numbers(folded: Iterable[str], language: str) -> set[str]:
    return {other for name in folded for other in other_numbers(tuple(name.split()), language)}


def forgiven(name: str) -> int:
    """The slips with which a name is still right. An ideograph is a word, not a letter: none there."""
    if len(name) <= 3 or IDEOGRAPH.search(name):
        return 0
    return 1 if len(name) < LONG else MOST_FORGIVEN


def forgiven_if_long(name: str) -> int:
    return forgiven(name) if len(name) >= LONG else 0


def almost(name: str) -> int:
    """The slips with which a name is close."""
    return forgiven(name) + 1 if len(name) >= 3 else 0


def hides(whole: str, name: str, others: bool) -> bool:
    """Whether the name stands somewhere in these letters, and not by chance as "ant" does in "want"."""
    if IDEOGRAPH.search(name):
        return name in whole  # no blank would part it from its neighbours
    fewest = FEWEST_KANA if KANA.fullmatch(name) else FEWEST_LETTERS
    return not others and len(name) >= fewest and name in whole


def runs(words: Sequence[str], longest: int) -> Iterator[str]:
    """Each few words that follow one another, joined, no longer than that many letters."""
    for start in range(len(words)):
        run = ""
        for word in words[start:]:
            run += word
            if len(run) > longest:
                break
            yield run


def pictures(text: str) -> str:
    """The names, in English, of the pictures in a text: a cat's face is CAT FACE."""
    drawn = (char for char in text if unicodedata.category(char) == "So")
    return " ".join(unicodedata.name(char, "") for char in drawn)
