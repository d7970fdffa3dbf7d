import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.typed import Names, Typed, accepted
from server.typed_folding import fold
from tests.names import LANGUAGES, TYPED
from tests.running import ROOT

NAMED = [
    (language, category, name)
    for language, names in LANGUAGES.items()
    for category in names
    for name in names[category]
]
CATALOGS = [
    ("en", {category: [category] for category in (ROOT / "models/categories.txt").read_text().splitlines()}),
    *(
        (path.parent.name, accepted(json.loads(path.read_text())))
        for path in sorted((ROOT / "static/i18n").glob("*/categories.json"))
    ),
]

languages = st.sampled_from(sorted(LANGUAGES))


def judge(text, prompt, language="en"):
    return TYPED.judge(text, prompt, language)


@pytest.mark.parametrize(
    "text", ["cat", "CAT!", "  a  cat ", "the cat?", "Kitty", "ｃａｔ", "c\u200bat", "c-a-t", "cát"]
)
def test_however_a_name_is_written_it_is_right(text):
    assert judge(text, "cat") == "right"


@pytest.mark.parametrize("text", ["hotdog", "hot-dog", "hot dog", "Hot Dogs"])
def test_a_compound_is_one_word_or_two(text):
    assert judge(text, "hot dog") == "right"


@pytest.mark.parametrize(
    ("language", "text", "prompt"),
    [
        ("en", "mice", "mouse"),
        ("en", "knives", "knife"),
        ("en", "pant", "pants"),
        ("en", "cacti", "cactus"),
        ("es", "unos gatos", "cat"),
        ("es", "lapices", "pencil"),
        ("es", "pina", "fan"),
        ("fr", "l'oiseau", "bird"),
        ("fr", "chevaux", "horse"),
        ("fr", "des oiseaux", "bird"),
        ("de", "die Katzen", "cat"),
        ("de", "Mäuse", "mouse"),
        ("de", "Baeume", "tree"),
        ("de", "Schluessel", "key"),
        ("de", "Schlussel", "key"),
        ("de", "FÜSSE", "feet"),
        ("pt", "aviões", "airplane"),
        ("pt", "o pao", "bread"),
        ("id", "kucing-kucing", "cat"),
        ("id", "kupu", "butterfly"),
        ("ja", "ネコ", "cat"),
        ("ja", "ﾈｺ", "cat"),
        ("ja", "こんぴゅーた", "computer"),
        ("ja", "ケ-キ", "cake"),
        ("zh-Hans", "猫！", "cat"),
        ("zh-Hans", "飞 机", "airplane"),
        ("zh-Hans", "一个猫", "cat"),
        ("ar", "القِطّـه", "cat"),
        ("ar", "اسد", "lion"),
        ("ar", "المستشفي", "hospital"),
        ("hi", "चांद", "moon"),
        ("hi", "पेन्गुइन", "penguin"),
        ("hi", "सडक", "road"),
    ],
)
def test_each_language_has_its_own_ways_to_be_right(language, text, prompt):
    assert judge(text, prompt, language) == "right"


def test_hindi_vowel_signs_are_letters_not_accents():
    assert fold("बिल्ली", "hi") == "बिल्ली"
    assert judge("बल्ल", "cat", "hi") != "right"


def test_voiced_kana_are_other_letters():
    assert fold("ガ", "ja") == "が"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("elefant", "right"), ("elehpant", "right"), ("elphnt", "right"), ("lefant", "close")],
)
def test_two_slips_are_forgiven_in_a_long_name_and_three_are_close(text, verdict):
    assert judge(text, "elephant") == verdict


@pytest.mark.parametrize(
    ("text", "verdict"), [("tabel", "right"), ("tabl", "right"), ("tobel", "close"), ("trouble", "wrong")]
)
def test_one_slip_is_forgiven_in_a_middling_name_and_two_are_close(text, verdict):
    assert judge(text, "table") == verdict


def test_no_slip_is_forgiven_in_three_letters_and_one_is_close():
    assert judge("cet", "cat") == "close"
    assert judge("cetx", "cat") == "wrong"


def test_no_slip_is_forgiven_where_a_character_is_a_word():
    assert judge("洗衣鸡", "drill", "zh-Hans") == "close"
    assert judge("飞鸡", "airplane", "zh-Hans") == "wrong"


@pytest.mark.parametrize(
    ("text", "prompt"), [("bat", "cat"), ("bears", "beard"), ("bear", "beard"), ("ants", "pants")]
)
def test_another_category_s_name_is_no_slip(text, prompt):
    assert judge(text, prompt) == "wrong"


def test_a_slip_that_is_nearer_to_another_category_is_not_right():
    names = Names({"trombones": ["trombones"], "trombolos": ["trombolos"]}, "en")
    assert names.judge("tromboloo", "trombolos") == "right"
    assert names.judge("trombonis", "trombolos") != "right"


@pytest.mark.parametrize(
    ("language", "text", "prompt"),
    [
        ("en", "is it a cat?", "cat"),
        ("en", "are those cats", "cat"),
        ("en", "it's an elefant!", "elephant"),
        ("en", "elephantelephant", "elephant"),
        ("en", "i say c a t", "cat"),
        ("zh-Hans", "是不是猫呢", "cat"),
        ("ja", "それはねこですか", "cat"),
        ("ar", "هل هي القطة", "cat"),
        ("hi", "क्या यह बिल्ली है", "cat"),
    ],
)
def test_the_prompt_among_more_words_is_close(language, text, prompt):
    assert judge(text, prompt, language) == "close"


def test_in_a_longer_line_a_slip_is_overlooked_in_long_names_only():
    assert judge("hm, is it a tabel", "table") == "close"
    assert judge("kat, hause, tabel, tre, boook, chiar", "table") == "wrong"
    assert judge("well, it may be some elefant or so", "elephant") == "close"
    assert judge("well, it may be some table or so", "table") == "close"


@pytest.mark.parametrize(
    "text",
    [
        "cat dog bear",
        "is it a cat, a dog or a bear?",
        "cats/dogs/bears",
        "catdogbear",
        "猫、机、ケーキ",
        "gato mesa piña",
        "cat vogel oiseau mesa lápiz",
        "cat dog mesa",
    ],
)
def test_who_names_many_tries_many_whatever_the_prompt(text):
    assert TYPED.tries_many(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cat",
        "cat or dog",
        "hot dog table",
        "cat cat kitty cats",
        "basketball",
        "a hot dog",
        "カニ",
        "熊猫",
        "cat gato Katze kucing 猫",
    ],
)
def test_two_names_may_be_one_thing_and_one_name_however_often_is_one_guess(text):
    assert not TYPED.tries_many(text)


@pytest.mark.parametrize(("language", "names"), CATALOGS, ids=[language for language, _names in CATALOGS])
def test_no_name_of_a_category_is_many_guesses(language, names):
    typed = Typed({language: names})
    assert not [text for texts in names.values() for text in texts if typed.tries_many(text)]


def test_a_short_name_inside_a_word_is_there_by_chance():
    assert judge("indicator", "cat") == "wrong"
    assert judge("a concatenation", "cat") == "wrong"


def test_another_category_that_holds_the_prompt_s_letters_is_a_guess_of_its_own():
    assert judge("basketball", "basket") == "wrong"
    assert judge("hot dog", "dog") == "close"


@pytest.mark.parametrize("text", ["Katze", "gatos", "ein chat?", "猫", "kucing", "elefante y gato"])
def test_the_prompt_in_another_language_is_close_and_never_right(text):
    assert judge(text, "cat") == "close"
    assert TYPED.gives_away(text, "cat")


def test_a_guess_at_another_category_is_close_only_if_all_of_it_is_the_prompt_elsewhere():
    assert judge("foot", "soccer ball") == "close"
    assert judge("飞机", "table", "zh-Hans") == "wrong"


def test_a_slip_in_another_language_counts_in_long_names_only():
    assert TYPED.gives_away("elefnate", "elephant")
    assert not TYPED.gives_away("mess", "table")


def test_a_picture_of_the_prompt_gives_it_away():
    assert judge("🐱", "cat") == "close"
    assert judge("🐘", "cat") == "wrong"


@pytest.mark.parametrize("text", ["", "?!", "\u200f", "\u0301" * 60, "👍", "\ud800", "\x00", "ー", "ال"])
def test_what_holds_no_name_is_wrong(text):
    assert {judge(text, "cat", language) for language in LANGUAGES} == {"wrong"}


def test_a_prompt_that_a_language_lacks_is_never_right():
    assert judge("kangaroo", "kangaroo", "ar") == "wrong"


def test_a_catalog_s_name_phrase_and_other_names_are_all_accepted():
    entries = {"cat": {"name": "cat", "phrase": "a cat", "also": ["kitty"]}, "bread": {"name": "bread"}}
    assert accepted(entries) == {"cat": ("cat", "a cat", "kitty"), "bread": ("bread",)}


@given(st.text(max_size=60), languages, st.sampled_from(["cat", "elephant", "no such category"]))
def test_any_text_gets_one_of_three_verdicts(text, language, prompt):
    assert judge(text, prompt, language) in ("right", "close", "wrong")


@given(st.text(max_size=60), languages)
def test_folding_what_is_folded_changes_nothing(text, language):
    assert fold(fold(text, language), language) == fold(text, language)


@given(st.sampled_from(NAMED), st.text("!?. -\u200b\u064e", max_size=5), st.text("!?. ", max_size=5))
def test_an_exact_name_is_right_with_anything_around_it_that_says_nothing(named, before, after):
    language, category, name = named
    assert judge(before + name + after, category, language) == "right"


@pytest.mark.parametrize(("language", "names"), CATALOGS, ids=[language for language, _names in CATALOGS])
def test_no_category_is_accepted_for_another_unless_both_have_that_very_name(language, names):
    judged = Names(names, language)
    for category, texts in names.items():
        for key in {fold(text, language).replace(" ", "") for text in texts}:
            meant = judged.meant(key)
            assert category in meant
            assert all(key in judged.exact[other] for other in meant)


@pytest.mark.parametrize("text", ["🅒🅐🅣", "🅲🅰🆃", "🇨🇦🇹", "it is a cat\u3164", "c\uffa0at"])
def test_letters_in_boxes_and_fillers_that_nobody_sees_hide_nothing(text):
    assert TYPED.gives_away(text, "cat")
