"""What a text reads as to the eye where other letters, digits and signs stand in for its letters. Pure.

text ─► letters of other alphabets ─► spelled out? ─► digits and signs within words ─► drawn out? ─► readings
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

from server.typed_folding import letters

LOOK_ALIKE = {
    "a": "ɑΑαАаᎪᗅꓮᴀ",
    "b": "ƀƂƃƄɓΒБВЬѢѣҌҍᏏᏴᑲᑳᖯᗷⲂꓐꞴʙ",
    "c": "¢ȼСсҪҫᏟᴄ₡Ⲥⲥꓚꮯ",
    "d": "ÐĐđƉƌɖɗԁᎠᏧᑯᗞᗪ₫ꓒꓓᴅð",
    "e": "€ɆɇΕЕеҽҿᎬⴹꓰꬲᴇєε",
    "f": "ƑƒϜքᖴᵮẝꓝꞘꞙꬵꜰ",
    "g": "ƍǤǥɠɡԌցᏀᏳᶃꓖɢ",
    "h": "ĦħɦΗНћҢһӇӉհᎻᏂᏲᕼⱧⲎꓧꚕʜ",
    "i": "ıɨɩɪιіւᎥᵻᵼⲓꙇꭵ",
    "j": "ɈɉͿϳЈјᎫᒍꓙꞲᴊ",
    "k": "ƙΚКҚҞᏦᛕ₭ⱩⲔꓗꝀᴋĸ",
    "l": "ŁłƗƚǀɫɭӏᏞᒪⳐꓡʟ",
    "m": "ΜϺМӍᎷᗰᛖⲘꓟᴍʍ",
    "n": "ŋƝƞɳΝηղոռᵰⲚꓠɴпи",
    "o": "ØøƟɵΘΟθοσϭОоѲѳӨөՕօთჿᎾᏫᴏᴑⲐⲑⲞⲟⴱⵁⵔꓳꝊꝋꬽꬾꭴꮎꮻ",
    "p": "þƥƿΡρϸРрᏢᑭᵽⲢⲣⳎⳏꓑᴘ",
    "q": "ʠԛգզⵕǫ",
    "r": "ƦɍɼɽгғᎡᏒᖇᴦᵲⲅꓣꭇꭈꮁʀяᴙ",
    "s": "ƽʂЅѕՏᏕᏚᵴꓢꜱꮪ",
    "t": "ŦŧƭƮȾΤТҬᎢᵵ₮Ⲧꓔᴛ",
    "u": "ɄʋυџՍսᏌᑌᴜᵾꓴꞟꭎꭒꮜμ",
    "v": "νѴѵᏙᐯᴠⴸꓦꮩ",
    "w": "ɯшѡѽԜԝաᎳᏔᴡ₩ⲽꓪꝡꮃω",
    "x": "ΧХхҲᕁᕽ᙭᙮ᚷⲬⵝꓫꞳ",
    "y": "¥ƴɎɏɣʏΥγУуҮүҰұყᎩᎽᶌỿⲨⲩꓬꭚ",
    "z": "ƵƶȤȥʐΖᏃᴢᵶꓜꮓ",
}
"""What looks like a Latin letter: Unicode's confusables (UTS #39), small capitals, and a few more."""
AMONG_LATIN = {
    ord(char): letter
    for form in (str.lower, str)  # a small letter looks like its capital, unless it is in a row of its own
    for letter, row in LOOK_ALIKE.items()
    for char in form(row)
}
SIGNS = {"4": "a", "@": "a", "8": "b", "3": "e", "6": "g", "9": "g", "0": "o", "5": "s", "$": "s"}
SIGNS |= {"7": "t", "+": "t"}
NUMBER = re.compile(r"\W*(?:e\d+|\d+(?:x\d+|[a-z]|st|nd|rd|th|er|am|pm)?)\W*", re.IGNORECASE)
"""With a unit, perhaps: 10k, 4x4, 3rd, 8pm, €5."""
BAR = "|"
BARS = "1!ΙІӀƖᛁⲒⵏꓲ"
"""Each may be an i or an l."""
CAPITAL_BAR = re.compile("I(?=[a-z])|(?<=[a-z])I")
"""So may a capital i, where it stands among small letters."""
BARS_TOLD_APART = 3
"""Where there are more, they are all read alike: the ways would double with each."""
SIGN = "[0-9A-Za-z@$!|+]"
SPELLED = re.compile(f"(?<!{SIGN}){SIGN}(?:[^{SIGN[1:-1]}]{{1,3}}{SIGN}){{2,}}(?!{SIGN})")
"""Single letters with something between them: c.a.t, c a t."""
BETWEEN = re.compile(f"[^{SIGN[1:-1]}]+")
DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
KANJI_AS_KANA = dict(zip("一二三力口工八夕卜千才", "ーニミカロエハタトチオ", strict=True))
AMONG_KATAKANA = re.compile("(?<=[ァ-ーｦ-ﾟ])[一二三力口工八夕卜千才]|[一二三力口工八夕卜千才](?=[ァ-ーｦ-ﾟ])")
"""Elsewhere these are the words that they look like."""


def readings(text: str) -> set[str]:
    """What the text may say otherwise than by its own letters, in Latin ones, folded like any text."""
    spelled = SPELLED.sub(lambda found: BETWEEN.sub("", found[0]), among_latin(text))
    read = " ".join(map(signs_read, spelled.split()))
    drawn = {line for told in bars_read(read) for line in (told, *drawn_in(told))}
    return {folded(line) for line in drawn} - {folded(text)}


def folded(text: str) -> str:
    return " ".join(letters(text).split())


def among_latin(text: str) -> str:
    """In ASCII what is or looks like it; what cannot be seen is nothing, and all else a blank."""
    shown = unicodedata.normalize("NFKD", text).translate(
        dict.fromkeys(map(ord, BARS[2:]), BAR) | AMONG_LATIN
    )
    return "".join(char if char.isascii() else "" if unseen(char) else " " for char in shown)


def unseen(char: str) -> bool:
    return unicodedata.category(char)[0] in "MC"


def signs_read(word: str) -> str:
    """A word with letters for the signs in it, unless it is a number, or has no letter at all."""
    if NUMBER.fullmatch(word) or not re.search("[A-Za-z]", word):
        return word
    barred = CAPITAL_BAR.sub(BAR, word.rstrip("!"))
    return "".join(BAR if char in BARS else SIGNS.get(char, char) for char in barred).lower()


def bars_read(text: str) -> Iterator[str]:
    count = text.count(BAR)
    ways = product("il", repeat=count) if count <= BARS_TOLD_APART else ("i" * count, "l" * count)
    for way in ways:
        told = iter(way)
        yield re.sub(re.escape(BAR), lambda _bar, told=told: next(told), text)  # type: ignore[misc]


def drawn_in(text: str) -> tuple[str, str]:
    """Letters that were drawn out, once and twice: caaat is cat, treeee is tree."""
    return DRAWN_OUT.sub(r"\1", text), DRAWN_OUT.sub(r"\1\1", text)


def among_katakana(text: str) -> str:
    """With kana for the ideographs that look like them, where they stand among katakana."""
    return AMONG_KATAKANA.sub(lambda found: KANJI_AS_KANA[found[0]], text)
