"""What a page says in a language, by its catalogs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CATALOGS = Path(__file__).parents[2] / "static/i18n"


def catalog(language: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CATALOGS / language / f"{name}.json").read_text("utf-8"))
    return found


def sentence(language: str, key: str, **values: object) -> str:
    """A sentence with its places filled; of plural forms the one for one."""
    found = catalog(language, "interface")[key]
    return str(found if isinstance(found, str) else found["one"]).format_map(values)


def named(language: str, category: str) -> str:
    """What a category is called there; any case of its English name finds it."""
    names = catalog(language, "categories")
    return str(next(names[word]["name"] for word in names if word.casefold() == category.casefold()))


def meant(language: str, name: str) -> str:
    """The category that is called so there."""
    names = catalog(language, "categories")
    return next(word for word in names if names[word]["name"].casefold() == name.casefold())
