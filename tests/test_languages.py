"""The languages of the pages: which one a page takes, and that the catalogs hold all that is said."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from server.languages import Languages

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "static/i18n"
CATEGORIES = (ROOT / "models/categories.txt").read_text().split("\n")[:-1]
WORDED = sorted(path.parent.name for path in FOLDER.glob("*/interface.json"))
TEN = ["ar", "de", "en", "es", "fr", "hi", "id", "ja", "pt", "zh-Hans"]
NAMED = sorted(path.parent.name for path in FOLDER.glob("*/categories.json"))
PLACE = re.compile(r"\{(\w+)\}")


def catalog(language, name):
    """The catalog as it is written: an entry that stands there twice is an error."""
    return json.loads((FOLDER / language / f"{name}.json").read_text("utf-8"), object_pairs_hook=once)


def once(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)
    return dict(pairs)


ENGLISH = catalog("en", "interface")


def test_ten_languages_are_spoken_each_with_sentences_and_names():
    assert WORDED == NAMED == TEN


# Which language a page takes


@pytest.fixture
def languages(tmp_path):
    """English, and a word or two of others."""
    told = {
        "en": {
            "language.name": "English",
            "language.direction": "ltr",
            "hello": "Hello, {name}!",
            "bye": "Bye",
        },
        "pt": {"language.name": "Português", "hello": "Olá, {name}!"},
        "ar": {"language.name": "العربية", "language.direction": "rtl"},
        "zh-Hans": {"language.name": "简体中文"},
    }
    for code, sentences in told.items():
        (tmp_path / code).mkdir()
        (tmp_path / code / "interface.json").write_text(json.dumps(sentences), "utf-8")
    (tmp_path / "hi").mkdir()
    (tmp_path / "hi" / "categories.json").write_text("{}", "utf-8")
    return Languages(tmp_path)


@pytest.mark.parametrize(
    ("cookie", "accepted", "chosen"),
    [
        (None, [], "en"),
        (None, ["pt"], "pt"),
        (None, ["pt-BR", "en"], "pt"),
        (None, ["zh-CN", "zh", "en-US"], "zh-Hans"),
        (None, ["zh"], "zh-Hans"),
        (None, ["ZH-hans"], "zh-Hans"),
        (None, ["eo", "en-GB", "ar"], "en"),
        (None, ["hi", "*"], "en"),
        ("ar", ["pt"], "ar"),
        ("eo", ["pt"], "pt"),
        ("", ["ar"], "ar"),
    ],
)
def test_who_chose_gets_that_and_others_the_first_they_read(languages, cookie, accepted, chosen):
    assert languages.chosen(cookie, accepted).code == chosen


def test_a_language_whose_sentences_are_not_there_yet_is_not_offered(languages):
    assert [one.code for one in languages] == ["ar", "en", "pt", "zh-Hans"]


def test_what_is_not_translated_is_said_in_english(languages):
    portuguese = languages.chosen("pt")
    assert portuguese.text("hello", name="Ada") == "Olá, Ada!"
    assert portuguese.text("bye") == "Bye"
    assert (portuguese.name, portuguese.direction) == ("Português", "ltr")
    assert languages.chosen("ar").direction == "rtl"


def test_a_sentence_is_cut_at_its_places(languages):
    assert list(languages.chosen("en").parts("hello")) == [("", "Hello, "), ("name", "!")]
    assert list(languages.chosen("en").parts("bye")) == [("", "Bye")]


# What the catalogs must hold

SOURCES = [*ROOT.glob("static/*.js"), *ROOT.glob("templates/*.html"), ROOT / "server/languages.py"]
FIRST_WORDS = "|".join({re.escape(key.split(".")[0]) for key in ENGLISH})
KEY = re.compile(rf"""["`]((?:{FIRST_WORDS})(?:\.[a-z_]+)+)["`]""")
ASKED = re.compile(r"""\b(?:text|lines|parts|knows)\(\s*"([^"]+)\"""")
OPEN = re.compile(rf"""["`]((?:{FIRST_WORDS})\.(?:[a-z_]+\.)*)(?:\$\{{\w+\}}([\w.]*)`|"\s*~)""")
"""A key that is put together: only its end, or one word of it, may come from elsewhere."""
FILES = (".js", ".css", ".html", ".svg")


def found_in_sources():
    """(keys written whole, patterns of keys put together)."""
    keys, patterns = {"place"}, set()
    for path in SOURCES:
        source = path.read_text("utf-8")
        keys |= {key for key in KEY.findall(source) if not key.endswith(FILES)} | set(ASKED.findall(source))
        patterns |= {re.escape(head) + r"[^.]+" + re.escape(tail) for head, tail in OPEN.findall(source)}
    return {key for key in keys if not key.endswith(".")}, patterns


def test_every_sentence_that_is_asked_for_exists_and_every_one_that_exists_is_asked_for():
    keys, patterns = found_in_sources()
    assert keys - set(ENGLISH) == set()
    of_patterns = {key for key in ENGLISH if any(re.fullmatch(pattern, key) for pattern in patterns)}
    assert set(ENGLISH) - keys - of_patterns == set()
    assert all(any(re.fullmatch(pattern, key) for key in ENGLISH) for pattern in patterns)


def test_every_pack_and_no_other_has_a_name():
    packs = json.loads((ROOT / "models/packs.json").read_text())
    assert {key.removeprefix("pack.") for key in ENGLISH if key.startswith("pack.")} == set(packs)


class Words(HTMLParser):
    """What can be read or is read aloud in a template, its blanks left out."""

    def __init__(self, template):
        super().__init__()
        self.found = set()
        self.feed(JINJA.sub("", template))

    def handle_data(self, data):
        self.found |= {line.strip() for line in data.split("\n") if re.search("[A-Za-z]", line)}

    def handle_starttag(self, _tag, attrs):
        read = {"aria-label", "title", "placeholder", "alt", "content", "data-sure"}
        self.found |= {
            value for name, value in attrs if name in read and re.search("[A-Za-z]{3}", value or "")
        }


JINJA = re.compile(r"{% block data %}.*?{% endblock %}|{[{%#].*?[%#}]}", re.DOTALL)
IN_ENGLISH = {"api.html", "_schema.html"}
TEMPLATES = sorted(path.name for path in ROOT.glob("templates/*.html") if path.name not in IN_ENGLISH)
NO_WORDS = {
    "Inkrace",
    "· Inkrace",
    "width=device-width, initial-scale=1, viewport-fit=cover",
    "light dark",
    "#faf6ec",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_holds_no_words_but_our_name(name):
    assert Words((ROOT / "templates" / name).read_text("utf-8")).found - NO_WORDS == set()


def test_english_needs_no_translation_of_what_the_judge_knows():
    assert {name: entry["name"] for name, entry in catalog("en", "categories").items()} == {
        name: name for name in CATEGORIES
    }


@pytest.mark.parametrize("language", NAMED)
def test_every_category_has_a_name_that_no_other_has(language):
    named = catalog(language, "categories")
    assert list(named) == CATEGORIES
    taken = {}
    for category, entry in named.items():
        assert set(entry) <= {"name", "phrase", "also"}
        for name in [entry["name"], *entry.get("also", [])]:
            assert name == name.strip() != ""
            assert taken.setdefault(name.casefold(), category) == category, name
        assert len(entry.get("also", [])) == len({name.casefold() for name in entry.get("also", [])})
        assert entry.get("phrase") != "", category


def places(entry):
    """The names in braces, of all forms or variants."""
    lines = [entry] if isinstance(entry, str) else entry.values() if isinstance(entry, dict) else entry
    return {place.lower() for line in lines for place in PLACE.findall(line)}


@pytest.mark.parametrize("language", WORDED)
def test_a_language_says_all_that_english_says(language):
    told = catalog(language, "interface")
    assert set(told) == set(ENGLISH)
    assert told["language.direction"] in ("ltr", "rtl")


@pytest.mark.parametrize("language", WORDED)
def test_a_language_fills_the_same_places(language):
    for key, entry in catalog(language, "interface").items():
        if isinstance(ENGLISH[key], list):
            assert places(entry) <= places(ENGLISH[key]), key
        else:
            assert places(entry) == places(ENGLISH[key]), key


@pytest.mark.parametrize("language", WORDED)
def test_a_language_has_forms_and_variants_where_english_has(language):
    for key, entry in catalog(language, "interface").items():
        english = ENGLISH[key]
        if isinstance(english, list):
            assert isinstance(entry, list), key
            assert len(entry) >= len(english) or key == "judge.capitals", key
            assert len(entry) == len(set(entry)), key
        elif isinstance(entry, dict):
            assert isinstance(english, dict) or "count" in places(english), key
            assert places(entry["other"]) == places(english), key
        else:
            assert isinstance(entry, str), key
            assert not isinstance(english, dict) or key == "place" or has_one_form(language), key


def has_one_form(language):
    """Its numbers change no word; the browser's tests hold the other languages to their forms."""
    return language.split("-")[0] in {"id", "ja", "zh"}
