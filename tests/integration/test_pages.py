import asyncio
import gzip
import json
import re
import socket
import urllib.error
import urllib.request
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from server.languages import Languages
from tests.golden.judge import MODELS, PACK
from tests.running import ROOT
from tests.sockets import Guests, acknowledged, over_sockets, worker_of


@over_sockets
async def test_the_pad_judges_ink_without_a_room(inkrace):
    async with Guests(inkrace) as guests:
        pad = await guests.stranger()
        for n in range(4):
            await pad.put(n * 33, "draw", 0, n == 3, (n * 100, 10, n * 100 + 50, 900))
        await pad.until(lambda m: not m.log.missing())
        await pad.until(lambda m: m.looks.get("pad", [0])[0] == 4)
        guesses = pad.looks["pad"][1]
        assert len(guesses) == 5
        assert [g[1] for g in guesses] == sorted((g[1] for g in guesses), reverse=True)
        await pad.put(200, "clear")
        await acknowledged(pad)


def test_healthz_says_that_all_parts_work(inkrace):
    answer = inkrace.get("/healthz")
    assert all(json.loads(answer).values())


async def connections(inkrace, wanted):
    """Wait until so many are counted; what earlier tests opened may be about to go."""

    def counted():
        return float(re.search(r"^inkrace_connections (\S+)$", inkrace.get("/metrics"), re.MULTILINE)[1])

    await asyncio.to_thread(inkrace.wait_for, lambda: counted() == wanted)


@over_sockets
async def test_metrics_count_the_connections_of_all_workers_and_forget_those_that_end(inkrace):
    async with Guests(inkrace) as guests:
        await connections(inkrace, 0)
        first = await guests.stranger()
        await guests.on_worker(lambda pid: pid != worker_of(inkrace, first))
        await connections(inkrace, 2)
        await first.close()
        await connections(inkrace, 1)


class Inline(HTMLParser):
    """What a page carries of code and styles within itself."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "style" or (tag == "script" and "src" not in dict(attrs)):
            self.found.append(tag)
        for name, value in attrs:
            if name == "style" or name.startswith("on") or str(value).startswith("javascript:"):
                self.found.append((tag, name))


@pytest.mark.parametrize("path", ["/", "/r/KRTMW", "/api", "/nowhere"])
def test_a_page_has_a_strict_policy_and_nothing_inline(inkrace, path):
    try:
        answer = urllib.request.urlopen(inkrace.url + path, timeout=10)
    except urllib.error.HTTPError as lost:
        answer = lost
    with answer:
        policy = answer.headers["Content-Security-Policy"]
        page = answer.read().decode()
    assert "<script" in page
    assert Inline(page).found == []
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def opened(inkrace, path, **headers):
    """(the page's headers, its tags as (tag, attributes)), a page that is not there too."""
    try:
        answer = urllib.request.urlopen(
            urllib.request.Request(inkrace.url + path, headers=headers), timeout=10
        )
    except urllib.error.HTTPError as lost:
        answer = lost
    with answer:
        return answer.headers, Tags(answer.read().decode()).met


class Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.met = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.met.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", ["/", "/r/KRTMW", "/api", "/nowhere"])
def test_a_page_says_its_language_offers_the_others_and_is_kept_for_its_reader_only(inkrace, path):
    headers, tags = opened(inkrace, path, Cookie="language=en", **{"Accept-Language": "fr-CA, de;q=0.5"})
    page = next(attrs for tag, attrs in tags if tag == "html")
    assert (page["lang"], page["dir"]) == ("en", "ltr")
    assert {"Cookie", "Accept-Language"} <= {part.strip() for part in headers["Vary"].split(",")}
    offered = dict.fromkeys(attrs["value"] for tag, attrs in tags if tag == "option" and "lang" in attrs)
    assert list(offered) == [language.code for language in Languages(ROOT / "static/i18n")]
    assert [attrs["value"] for tag, attrs in tags if tag == "option" and "selected" in attrs] == ["en"]


@pytest.mark.parametrize("language", [one.code for one in Languages(ROOT / "static/i18n")])
@pytest.mark.parametrize("path", ["/", "/r/KRTMW", "/nowhere"])
def test_every_language_has_its_pages_and_they_find_its_catalogs(inkrace, path, language):
    _, tags = opened(inkrace, path, **{"Accept-Language": f"x-nobody, {language}, en;q=0.1"})
    assert next(attrs["lang"] for tag, attrs in tags if tag == "html") == language
    catalogs = [attrs["href"] for _, attrs in tags if "data-catalog" in attrs]
    assert len(catalogs) == (0 if path == "/nowhere" else 2)
    for url in catalogs:
        assert f"/i18n/{language}/" in url
        assert json.loads(inkrace.get(url))


class Body(HTMLParser):
    """The data that a page's body carries, by name."""

    def __init__(self, page):
        super().__init__()
        self.data = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "body":
            self.data = dict(attrs)


@over_sockets
async def test_the_room_page_knows_every_pack_and_the_server_takes_each(inkrace):
    packs = json.loads(Body(inkrace.get("/r/KRTMW")).data["data-packs"])
    assert packs == [*json.loads((MODELS / "packs.json").read_text()), PACK]
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        for pack in packs:
            await ann.ask("settings", packs=[pack])
            await ann.until(lambda m, pack=pack: m.room["settings"]["packs"] == [pack])
        assert not ann.errors


def test_a_code_in_small_letters_leads_to_its_room_and_keeps_the_query(inkrace):
    with urllib.request.urlopen(inkrace.url + "/r/krtmw?watch", timeout=10) as answer:
        assert answer.url == inkrace.url + "/r/KRTMW?watch"


def test_a_query_that_is_no_text_leads_to_the_room_all_the_same(inkrace):
    address = urlsplit(inkrace.url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as door:
        door.sendall(b"GET /r/krtmw?\xff HTTP/1.1\r\nHost: ink.example\r\nConnection: close\r\n\r\n")
        answer = door.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 302 ")
    assert b"\r\nLocation: /r/KRTMW?" in answer


@pytest.mark.parametrize("path", ["/r/HELLO", "/r/KRTMWX", "/nowhere", "/static/old/room.js"])
def test_an_address_that_leads_nowhere_says_so_under_the_same_policy(inkrace, path):
    with pytest.raises(urllib.error.HTTPError) as answer:
        inkrace.get(path)
    assert answer.value.code == 404
    assert "To the start page" in answer.value.read().decode()
    assert "'self'" in answer.value.headers["Content-Security-Policy"]


PAPERS = re.compile(r"--paper: (#\w+);")


def test_the_game_can_be_put_among_a_phone_s_apps(inkrace):
    with urllib.request.urlopen(inkrace.url + "/manifest.webmanifest", timeout=10) as answer:
        assert answer.headers.get_content_type() == "application/manifest+json"
        manifest = json.loads(answer.read())
    assert manifest["start_url"] == "/"
    assert manifest["display"] == "standalone"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert all("<svg" in inkrace.get(icon["src"]) for icon in manifest["icons"])


def test_the_browser_s_own_bar_has_the_colours_of_paper_and_blackboard(inkrace):
    page = inkrace.get("/")
    papers = set(PAPERS.findall(inkrace.get(re.search(r"/static/\w+/base\.css", page)[0])))
    manifest = json.loads(inkrace.get("/manifest.webmanifest"))
    assert set(re.findall(r'name="theme-color"[^>]* content="(#\w+)"', page)) == papers
    assert {manifest["background_color"], manifest["theme_color"]} == papers
    assert 'rel="manifest" href="/manifest.webmanifest"' in page


def test_a_text_travels_packed_to_who_can_unpack_it_and_is_the_same(inkrace):
    _, tags = opened(inkrace, "/", **{"Accept-Language": "en"})
    catalog = next(attrs["href"] for _, attrs in tags if attrs.get("data-catalog") == "categories")
    headers, packed = fetched(inkrace, catalog, "br, gzip")
    assert (headers["Content-Encoding"], headers["Content-Type"]) == ("gzip", "application/json")
    plain_headers, plain = fetched(inkrace, catalog, "gzip;q=0")
    assert plain_headers["Content-Encoding"] is None
    assert gzip.decompress(packed) == plain
    for answer in (headers, plain_headers):
        assert answer["Vary"] == "Accept-Encoding"
        assert "immutable" in answer["Cache-Control"]


def test_a_page_travels_packed_to_who_can_unpack_it_and_is_the_same(inkrace):
    headers, packed = fetched(inkrace, "/", "gzip")
    plain_headers, plain = fetched(inkrace, "/", "identity")
    assert (headers["Content-Encoding"], plain_headers["Content-Encoding"]) == ("gzip", None)
    assert gzip.decompress(packed) == plain
    assert "Accept-Encoding" in headers["Vary"]


def fetched(inkrace, path, encodings):
    request = urllib.request.Request(inkrace.url + path, headers={"Accept-Encoding": encodings})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.headers, answer.read()
