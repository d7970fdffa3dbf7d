"""The README's options are the program's, neither more nor fewer."""

import json
import re
from dataclasses import fields
from pathlib import Path

from server.config import Config
from server.protocol_openapi import EXAMPLE

README = (Path(__file__).parent.parent / "README.md").read_text()
ROW = re.compile(r"^\| `(--[a-z-]+)` \| `([A-Z_]+)` \| (.*?) \| (.*) \|$", re.MULTILINE)


def test_every_option_is_in_the_table_with_its_variable_and_help_and_nothing_else_is():
    told = {(flag, variable, help) for flag, variable, _default, help in ROW.findall(README)}
    meant = {tuple(entry.metadata[k] for k in ("flag", "variable", "help")) for entry in fields(Config)}
    assert told == meant


def test_the_table_names_the_defaults():
    told = {flag: default.strip("`") for flag, _variable, default, _help in ROW.findall(README)}
    for entry in fields(Config):
        if "by default" not in entry.metadata["help"]:
            assert told[entry.metadata["flag"]] == (entry.metadata["default"] or "none")


def test_the_drawing_in_the_readme_is_the_example_of_the_api():
    assert f"-d '{json.dumps(EXAMPLE)}'" in README


def test_every_command_in_the_readme_is_a_target_of_the_makefile():
    makefile = (Path(__file__).parent.parent / "Makefile").read_text()
    for target in set(re.findall(r"`make ([a-z]+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
