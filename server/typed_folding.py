"""What is the same however it is typed: case, accents, marks, blanks, articles. Pure."""

from __future__ import annotations

import re
import unicodedata

ARTICLES = {
    language: frozenset(words.split())
    for language, words in {
        "en": "a an the some",
        "es": "un una unos unas el la los las",
        "fr": "un une des le la les l du de",
        "de": "ein eine einen einem einer eines der die das den dem des",
        "pt": "um uma uns umas o a os as",
        "hi": "एक",
        "id": "seekor sebuah seorang sebatang sebutir selembar sepasang sepotong setangkai",
    }.items()
}
"""By language, the folded words that may stand before a name and say nothing: articles, and what counts."""
MEASURES = "个只条把架辆张台座朵头匹件双副顶颗棵支枝本艘部盏块片根位名家间栋扇面幅瓶杯盘份串场道"
COUNTED = re.compile(f"^(?:[一两][{MEASURES}])+(?=.)")
"""The same in Chinese."""
WITHOUT_BLANKS = frozenset({"zh-Hans", "ja"})

KANA_DASH = re.compile("(?<=[ぁ-ゖァ-ヺ])[-‐‑–—−~〜]")
HALF_NASAL = re.compile("[ङञणनम]्(?=[क-घच-झट-ढत-धप-भ])")
MARKS_KEPT = re.compile("[\u0900-\u093b\u093d-\u0963\u3099\u309a]")
"""Marks that make another letter: Devanagari's but for the nukta, and the voicing of kana."""
ALIKE = {
    **dict(zip("œæøłđðı", ["oe", "ae", "o", "l", "d", "d", "i"], strict=True)),
    **dict(zip("ٱىیکةہھ", "اييكههه", strict=True)),
    **{chr(katakana): chr(katakana - 0x60) for katakana in range(ord("ァ"), ord("ヶ") + 1)},
    # Unicode takes these for pictures, and the eye for letters.
    **{chr(boxed + n): chr(ord("a") + n) for boxed in (0x1F150, 0x1F170, 0x1F1E6) for n in range(26)},
    **dict.fromkeys("\u115f\u1160", ""),
    "ँ": "ं",
    "ـ": "",
    "ʼ": " ",
    "ʻ": " ",
}


def fold(text: str, language: str) -> str:
    """The words that count, one blank between them (none in Chinese and Japanese).

    Folding what is folded changes nothing.
    """
    if language == "ja":
        text = KANA_DASH.sub("ー", unicodedata.normalize("NFKC", text))
    words = letters(text).split()
    if language in WITHOUT_BLANKS:
        return unbroken("".join(words), language)
    if language == "ar":
        words = [without_al(word) for word in words]
    while len(words) > 1 and words[0] in ARTICLES.get(language, ()):
        words = words[1:]
    return " ".join(words)


def letters(text: str) -> str:
    """Letters and digits in their plainest form, whatever the language; a blank for what parts words."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return HALF_NASAL.sub("ं", unicodedata.normalize("NFC", "".join(map(letter, apart))))


def letter(char: str) -> str:
    if char in ALIKE:
        return ALIKE[char]
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.digit(char))
    if kind[0] in "LN":
        return char
    if kind[0] == "M":
        return char if MARKS_KEPT.match(char) else ""
    # What cannot be seen parts no words: "c", a zero-width blank and "at" look like "cat".
    return "" if kind[0] == "C" and not char.isspace() else " "


def unbroken(text: str, language: str) -> str:
    text = unicodedata.normalize("NFC", text)
    # Computer is written with and without its last lengthening, by the same people.
    return text.rstrip("ー") if language == "ja" else COUNTED.sub("", text)


def without_al(word: str) -> str:
    """An Arabic word without its article, unless hardly anything would be left."""
    while word.startswith("ال") and len(word) > 3:
        word = word[2:]
    return word


def spellings(name: str, language: str) -> set[str]:
    """A name folded, in each of the ways that it may be spelled: German writes ü as u or as ue."""
    found = {fold(name, language)}
    if language == "de":
        written_out = unicodedata.normalize("NFC", name).casefold()
        for umlaut, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
            written_out = written_out.replace(umlaut, pair)
        found.add(fold(written_out, language))
    return found - {""}
