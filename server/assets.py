"""The browser's files, under one hash of all of them, so that no page mixes versions."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

IMPORT = re.compile(r"""(?:^|;)\s*(?:import|export)\b[^;'"]*['"]\./([\w-]+\.js)['"]""", re.MULTILINE)


class Assets:
    """The folder as it was at the start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = sorted(path for path in folder.rglob("*") if path.is_file())
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
