"""The judge over HTTP: answers as described, what it costs, and who is let in."""

import io
import json
from functools import partial

import pytest

from server import limits, views_api
from server.canvas import Canvas
from server.classifier import Classifier
from server.protocol_http import BODY_BYTES, ERRORS, STROKES_AT_MOST
from server.protocol_openapi import EXAMPLE, OPERATIONS, openapi
from tests.api import MODELS, Broken, Clock, FewWords, Unread, client_of
from tests.golden.drawings import drawings
from tests.schemas import breaches

DOT = [[5], [5]]
BESIDE = {"/api", "/api/openapi.json"}
"""The page and the description, which do not describe themselves."""


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def serve(clock):
    return partial(client_of, clock=clock)


@pytest.fixture(scope="module")
def classifier():
    return Classifier(MODELS)


def ask(client, operation, name=None, address="192.0.2.1", **more):
    """The answer to the example, or to a body that leads to that error."""
    asked = dict(FAULTS[name]) if name else {"json": EXAMPLE}
    kept = asked if operation.asked else {}
    return client.open(
        operation.path, method=operation.method.upper(), environ_base={"REMOTE_ADDR": address}, **kept, **more
    )


GUESS, PACKS = (next(o for o in OPERATIONS if o.path == path) for path in ("/api/guess", "/api/packs"))
FAULTS = {
    "bad_message": {"data": b"drawing=1"},
    "canvas_full": {"json": {"drawing": [DOT] * (STROKES_AT_MOST + 1)}},
    "unknown_category": {"json": {"drawing": [DOT], "category": "unicorn"}},
    "too_large": {"data": b" " * (BODY_BYTES + 1)},
    "too_many_requests": {"json": EXAMPLE},
}


def described_breaches(operation, answer):
    """Where an answer is not as described for its status."""
    document = openapi()
    described = document["paths"][operation.path][operation.method]["responses"][str(answer.status_code)]
    assert answer.mimetype == "application/json"
    return list(breaches(answer.json, described["content"]["application/json"]["schema"], document))


def test_every_route_is_described_and_nothing_else(serve):
    rules = serve(FewWords()).application.url_map.iter_rules()
    routes = {(rule.rule, method.lower()) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}
    described = {(path, method) for path, methods in openapi()["paths"].items() for method in methods}
    assert routes == described | {(path, "get") for path in BESIDE}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.path)
def test_the_shipped_judge_answers_as_described(serve, classifier, operation):
    answer = ask(serve(classifier), operation)
    assert answer.status_code == 200
    assert described_breaches(operation, answer) == []


@pytest.mark.parametrize(
    ("operation", "name"), [(operation, name) for operation in OPERATIONS for name in operation.errors]
)
def test_every_error_is_answered_as_described_and_without_a_look(serve, operation, name):
    judge = FewWords()
    client = serve(judge)
    if name == "too_many_requests":
        exhaust(client)
    before = judge.looks
    answer = ask(client, operation, name)
    assert (answer.status_code, answer.json["error"]) == (ERRORS[name].status, name)
    assert described_breaches(operation, answer) == []
    assert judge.looks == before


def exhaust(client, address="192.0.2.1"):
    """Ask until nothing is left; how often that went well."""
    times = 0
    while ask(client, PACKS, address=address).status_code == 200:
        times += 1
    return times


@pytest.mark.parametrize("word", ["fish", "sun"])
def test_a_guess_is_the_classifier_s(serve, classifier, word):
    drawing = drawings()[word]
    answer = serve(classifier).post("/api/guess", json={"drawing": drawing, "top": 7}).json["guesses"]
    meant = classifier.classify(Canvas.of(drawing).raster(), 7)
    assert [(guess["category"], guess["confidence"]) for guess in answer] == [
        (guess.category, round(guess.confidence, 4)) for guess in meant
    ]


def test_an_explanation_is_of_the_surest_guess_or_the_one_asked_for(serve, classifier):
    client, drawing = serve(classifier), drawings()["eye"]
    surest = client.post("/api/explain", json={"drawing": drawing}).json
    assert surest["category"] == "eye"
    assert surest["strokes"].index(max(surest["strokes"])) == 0
    other = client.post("/api/explain", json={"drawing": drawing, "category": "face"}).json
    assert other["category"] == "face"
    assert other["confidence"] < surest["confidence"]


ASTRAY = [
    ("GET", "/api/nothing", "unknown_path", None),
    ("POST", "/api/guess/", "unknown_path", None),
    ("GET", "/api/", "unknown_path", None),
    ("OPTIONS", "/api/nothing", "unknown_path", None),
    ("GET", "/api/guess", "wrong_method", "OPTIONS, POST"),
    ("DELETE", "/api/packs", "wrong_method", "GET, HEAD, OPTIONS"),
    ("BREW", "/api", "wrong_method", "GET, HEAD, OPTIONS"),
]


@pytest.mark.parametrize(("method", "path", "name", "allow"), ASTRAY)
def test_what_no_route_takes_is_refused_as_described_too(serve, method, path, name, allow):
    answer = serve(FewWords(), "*").open(path, method=method, json=EXAMPLE)
    assert (answer.status_code, answer.json["error"]) == (ERRORS[name].status, name)
    assert answer.headers.get("Allow") == allow
    assert allowed(answer)["Access-Control-Allow-Origin"] == "*"
    document = openapi()
    described = document["components"]["responses"][str(answer.status_code)]
    assert described.get("headers", {}).keys() == ({"Allow"} if allow else set())
    schema = described["content"]["application/json"]["schema"]
    assert answer.mimetype == "application/json"
    assert list(breaches(answer.json, schema, document)) == []


def test_what_is_not_under_the_api_s_path_is_not_its_to_refuse(serve):
    assert serve(FewWords()).get("/apiary").mimetype == "text/html"


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/nothing"), ("GET", "/api/guess")])
def test_to_go_astray_costs_what_every_request_does(serve, method, path):
    client = serve(FewWords())
    answers = [client.open(path, method=method) for _ in range(int(limits.CREDITS_AT_MOST))]
    assert answers[-1].json["error"] == "too_many_requests"
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "Allow" not in answers[-1].headers


def test_a_judge_of_few_words_gives_all_it_has(serve):
    assert len(serve(FewWords()).post("/api/guess", json={"drawing": [DOT], "top": 50}).json["guesses"]) == 2


def test_a_body_that_is_too_large_is_refused_unread(serve):
    answer = serve(FewWords()).post(
        "/api/guess",
        environ_overrides={"wsgi.input": Unread(), "CONTENT_LENGTH": str(BODY_BYTES + 1)},
    )
    assert answer.json["error"] == "too_large"


def in_chunks(client, body):
    """The answer to a body whose length no header tells."""
    return client.post(
        "/api/guess", headers={"Transfer-Encoding": "chunked"}, environ_overrides={"wsgi.input": body}
    )


@pytest.mark.parametrize("more", [0, 1, BODY_BYTES])
def test_a_body_in_chunks_is_taken_up_to_the_same_size(serve, more):
    asked = json.dumps(EXAMPLE).encode()
    answer = in_chunks(serve(FewWords()), io.BytesIO(asked.ljust(BODY_BYTES + more)))
    assert answer.status_code == (413 if more else 200)
    assert ("error" in answer.json) == bool(more)


@pytest.mark.parametrize("problem", [ValueError("no chunk"), OSError("the line is cut")])
def test_a_body_that_breaks_off_is_refused_by_name(serve, problem):
    assert in_chunks(serve(FewWords()), Broken(problem)).json["error"] == "bad_message"


def test_who_asks_without_a_pause_is_refused_and_told_how_long_to_wait(serve, clock):
    client = serve(FewWords())
    assert exhaust(client) == limits.CREDITS_AT_MOST / limits.REQUEST_COST
    refused = ask(client, PACKS)
    assert refused.json["error"] == "too_many_requests"
    assert int(refused.headers["Retry-After"]) > 0
    assert ask(client, PACKS, address="192.0.2.2").status_code == 200
    clock.ms += 1_000 * (int(refused.headers["Retry-After"]) + 1)
    assert ask(client, PACKS).status_code == 200


def test_only_who_has_no_credits_left_waits_for_the_refusal(serve, clock):
    client = serve(FewWords())
    ask(client, GUESS, "bad_message")
    exhaust(client)
    assert clock.waits == [views_api.REFUSAL_SECONDS]


def test_a_flood_however_long_is_forgiven_soon_after(serve, clock):
    client = serve(FewWords())
    exhaust(client)
    for _ in range(1_000):
        refused = ask(client, PACKS)
    assert int(refused.headers["Retry-After"]) <= 10
    clock.ms += 11_000
    assert ask(client, PACKS).status_code == 200


def test_a_network_has_one_purse_whatever_its_addresses(serve):
    client = serve(FewWords())
    exhaust(client, "2001:db8:1:2::1")
    assert ask(client, PACKS, address="2001:db8:1:2::ffff").status_code == 429
    assert ask(client, PACKS, address="2001:db8:1:3::1").status_code == 200


LOOKS = [
    ("/api/explain", 30, 1, 31),
    ("/api/explain", 2, 500, 3),
    ("/api/guess", 1, 1, 1),
    ("/api/guess", 2, 500, 1),
]


@pytest.mark.parametrize(("path", "strokes", "points", "looks"), LOOKS)
def test_what_looks_and_their_ink_cost_is_charged_before_the_first(serve, path, strokes, points, looks):
    judge = FewWords()
    client = serve(judge)
    asked = {"drawing": [[[n] * points, [n * n] * points] for n in range(strokes)]}
    answered = 0
    while client.post(path, json=asked).status_code == 200:
        answered += 1
    a_look = limits.LOOK_COST + strokes * points / limits.POINTS_A_CREDIT
    assert answered == limits.CREDITS_AT_MOST // (limits.REQUEST_COST + looks * a_look)
    assert judge.looks == looks * answered


def test_the_memory_of_networks_has_an_end(serve, monkeypatch):
    monkeypatch.setattr(views_api, "NETWORKS_AT_MOST", 3)
    client = serve(FewWords())
    exhaust(client)
    for last in (2, 3, 4):
        assert ask(client, PACKS, address=f"192.0.2.{last}").status_code == 200
    assert ask(client, PACKS).status_code == 200


FOREIGN = {"Origin": "https://school.example"}
PREFLIGHT = {
    **FOREIGN,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type",
}


def allowed(answer):
    return {name: value for name, value in answer.headers.items() if name.startswith("Access-Control-")}


def test_no_foreign_page_is_let_in_unless_somebody_says_so(serve):
    client = serve(FewWords())
    assert allowed(ask(client, GUESS, headers=FOREIGN)) == {}
    assert allowed(client.options("/api/guess", headers=PREFLIGHT)) == {}


@pytest.mark.parametrize("origin", ["https://school.example", "*"])
def test_pages_of_the_origin_that_was_named_may_ask_and_read_what_is_refused_too(serve, origin):
    client = serve(FewWords(), origin)
    before = client.options("/api/guess", headers=PREFLIGHT)
    assert before.status_code == 200
    assert allowed(before)["Access-Control-Allow-Origin"] == origin
    assert allowed(before)["Access-Control-Allow-Headers"] == "Content-Type"
    for answer in (ask(client, GUESS, headers=FOREIGN), ask(client, GUESS, "bad_message", headers=FOREIGN)):
        assert allowed(answer)["Access-Control-Allow-Origin"] == origin
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_to_ask_whether_one_may_costs_nothing(serve):
    client = serve(FewWords(), "*")
    here = {"REMOTE_ADDR": "192.0.2.1"}
    for _ in range(int(limits.CREDITS_AT_MOST)):
        client.options("/api/guess", headers=PREFLIGHT, environ_base=here)
    assert ask(client, PACKS, address=here["REMOTE_ADDR"]).status_code == 200
