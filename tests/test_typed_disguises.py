"""What is typed in disguise: seen through, and nothing innocent taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.typed import Typed
from server.typed_disguises import folded, readings
from tests.names import ENGLISH, LANGUAGES, OTHERS, TYPED

DISGUISES = {
    "digits": "c4t",
    "signs": "c@t",
    "Cyrillic letters": "саt",
    "Cyrillic capitals": "САТ",
    "Greek and Cyrillic": "сατ",
    "small capitals": "ᴄᴀᴛ",
    "full width": "ｃ４ｔ",
    "struck through": "c̶a̶t̶",
    "what cannot be seen": "c\u200b4\ufe0ft",
    "dots": "c.4.t",
    "blanks": "look: c 4 t !",
    "pictures between": "с🙂а🙂т",
    "drawn out": "caaaaaat",
    "backwards": "tac!",
    "backwards and spelled": "t 4 c",
    "in a line": "psst, c4ts it is",
    "in another language": "k4tze",
}


@pytest.mark.parametrize("text", DISGUISES.values(), ids=DISGUISES)
def test_a_name_is_known_in_what_stands_in_for_its_letters_and_shown_to_nobody(text):
    assert TYPED.gives_away(text, "cat")
    assert TYPED.judge(text, "cat", "en") in ("close", "right")


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("a.n.t", "ant"),
        ("a nt", "ant"),
        ("el3ph4nt", "elephant"),
        ("eӏephаnt", "elephant"),
        ("h0t d0g", "hot dog"),
        ("he says tnahpele", "elephant"),
        ("tnahp ele", "elephant"),
        ("tab1e", "table"),
        ("tabIe", "table"),
        ("二ャンコ", "kitten"),
    ],
)
def test_disguises_are_seen_through_whatever_the_name(text, prompt):
    typed = Typed({**LANGUAGES, "ja": {**OTHERS["ja"], "kitten": ["ニャンコ"]}})
    assert typed.gives_away(text, prompt)


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("an elephant's ear", "ant"),
        ("can you hear that", "ant"),
        ("business as usual", "bus"),
        ("fant4stic", "ant"),
        ("see you at 10k, or 4x4", "ant"),
        ("wow!! 1st! €38", "bee"),
        ("was it a god?", "saw"),
        ("but I was", "tub"),
        ("Pam", "map"),
        ("I'm 100% sure", "ant"),
        ("b4sketball", "basket"),
        ("すごい力二人", "crab"),
    ],
)
def test_innocent_words_are_no_disguise(text, prompt):
    more = {name: [name] for name in ("bus", "bee", "saw", "tub", "map", "god")}
    typed = Typed({**LANGUAGES, "en": {**ENGLISH, **more}, "ja": {**OTHERS["ja"], "crab": ["カニ"]}})
    assert not typed.gives_away(text, prompt)


@given(st.text(max_size=60))
def test_what_a_text_reads_as_is_folded_and_never_the_text_itself(text):
    for reading in readings(text):
        assert reading.isascii()
        assert reading == folded(reading) != folded(text)
