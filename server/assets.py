"""The browser's files, under one hash of all of them, so that no page mixes versions."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

IMPORT = re.compile(r"""(?:^|;)\s*(?:import|export)\b[^;'"]*['"]\./([\w-]+\.js)['"]""", re.MULTILINE)

TEXTS = {".js", ".css", ".json", ".svg"}


class Assets:
    """The folder as it was at the start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        self._texts = {path.relative_to(folder).as_posix() for path in files if path.suffix in TEXTS}
        self._packed: dict[str, bytes] = {}
        digest = hashlib.sha256()
        for path in files:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
        self.version = digest.hexdigest()[:16]

    def url(self, name: str) -> str:
        return f"/static/{self.version}/{name}"

    def modules(self, entry: str) -> list[str]:
        """The URLs of the entry module and of all that it imports, each once, in the order met."""
        met = [entry]
        for name in met:
            source = (self.folder / name).read_text("utf-8")
            met += [found for found in dict.fromkeys(IMPORT.findall(source)) if found not in met]
        return [self.url(name) for name in met]

    def packed(self, name: str) -> bytes | None:
        """The file as gzip makes it, a quarter as long; None for what is no text, or is not here."""
        if name in self._texts and name not in self._packed:
            self._packed[name] = gzip.compress((self.folder / name).read_bytes(), mtime=0)
        return self._packed.get(name)
