"""What the pages say, in each language that has a folder of catalogs; static/language.js says the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ENGLISH = "en"
PLACE = re.compile(r"\{(\w+)\}")


class Language:
    """One language's sentences; what it has no words for is said in English."""

    def __init__(self, code: str, sentences: Mapping[str, Any]) -> None:
        self.code, self._sentences = code, sentences
        self.name, self.direction = self.text("language.name"), self.text("language.direction")

    def text(self, key: str, **values: object) -> str:
        """The sentence of this key, its places filled. Plural forms are for the browser only."""
        return str(self._sentences[key]).format_map(values)

    def parts(self, key: str) -> Iterator[tuple[str, str]]:
        """The sentence cut at its places, each with the words that follow it; first the words before any."""
        before, *rest = PLACE.split(str(self._sentences[key]))
        yield "", before
        yield from zip(rest[::2], rest[1::2], strict=True)


class Languages:
    """The catalogs as they were at the start."""

    def __init__(self, folder: Path) -> None:
        files = sorted(folder.glob("*/interface.json"))
        told = {path.parent.name: json.loads(path.read_text("utf-8")) for path in files}
        self._by_code = {code: Language(code, {**told[ENGLISH], **told[code]}) for code in told}

    def __iter__(self) -> Iterator[Language]:
        return iter(self._by_code.values())

    def chosen(self, code: str | None, accepted: Iterable[str] = ()) -> Language:
        """The one with this code, else the first of the accepted tags that is spoken here, else English."""
        if code in self._by_code:
            return self._by_code[code]
        return next(filter(None, map(self._spoken, accepted)), self._by_code[ENGLISH])

    def _spoken(self, tag: str) -> Language | None:
        """The language of a tag as browsers send it: `pt-BR` finds pt, `zh-CN` finds zh-Hans."""
        exact = {code.casefold(): one for code, one in self._by_code.items()}
        kin = {primary(code): one for code, one in self._by_code.items()}
        return exact.get(tag.casefold()) or kin.get(primary(tag))


def primary(tag: str) -> str:
    return tag.split("-")[0].casefold()
