"""What can be set from outside: every option is a flag and an environment variable."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

PORTS_AT_MOST = 65535
WORKERS_AT_MOST = 64
HOPS_AT_MOST = 10
URL_LENGTH = 500
ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")
LOG_LEVELS = ("debug", "info", "warning", "error")


def whole(least: int, most: int) -> Callable[[str], int]:
    """A parser for whole numbers from `least` to `most`."""

    def parse(text: str) -> int:
        if not text.strip().isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"{text!r} is not a whole number from {least} to {most}")
        return int(text)

    return parse


def _level(text: str) -> str:
    if text.lower() not in LOG_LEVELS:
        raise ValueError(f"{text!r} is none of {', '.join(LOG_LEVELS)}")
    return text.lower()


def _url(*schemes: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text and not text.startswith(tuple(f"{scheme}://" for scheme in schemes)):
            raise ValueError(f"{text!r} does not begin with {' or '.join(f'{s}://' for s in schemes)}")
        if len(text) > URL_LENGTH:
            raise ValueError(f"is longer than {URL_LENGTH} characters")
        try:
            _port = urlsplit(text).port  # reading it is the check
        except ValueError as problem:
            raise ValueError(f"{text!r}: {problem}") from None
        return text.rstrip("/")

    return parse


def _origin(text: str) -> str:
    origin = text.strip().lower().rstrip("/")
    if origin not in ("", "*") and not ORIGIN.fullmatch(origin):
        raise ValueError(f"{text!r} is neither * nor like https://site.example")
    return origin


def _host(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text.strip()


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as problem:
        raise ValueError(str(problem)) from None


def default_workers() -> int:
    """One for each core, four at most; Windows cannot share a listening socket."""
    return 1 if sys.platform == "win32" else min(os.cpu_count() or 1, 4)


def option(flag: str, variable: str, default: str, parse: Callable[[str], Any], help: str) -> Any:
    """A field of Config; `default` is text, parsed like what people write."""
    return field(
        metadata={"flag": flag, "variable": variable, "default": default, "parse": parse, "help": help}
    )


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set; read() makes it."""

    host: str = option("--host", "HOST", "0.0.0.0", _host, "address to listen on")
    port: int = option(
        "--port", "PORT", "8000", whole(0, PORTS_AT_MOST), "port to listen on; 0 takes a free one"
    )
    workers: int = option(
        "--workers",
        "WORKERS",
        str(default_workers()),
        whole(1, WORKERS_AT_MOST),
        "worker processes; by default one for each core, four at most, one on Windows",
    )
    data_dir: Path = option(  # noqa: RUF009
        "--data", "DATA_DIR", "data", _folder, "folder that keeps rooms and ink; one Inkrace at a time"
    )
    redis_url: str = option(
        "--redis-url",
        "REDIS_URL",
        "",
        _url("redis", "rediss", "unix"),
        "an existing Redis or Valkey (6.2 or newer); without one Inkrace runs its own",
    )
    trusted_proxies: int = option(
        "--trusted-proxies",
        "TRUSTED_PROXIES",
        "0",
        whole(0, HOPS_AT_MOST),
        "how many proxies in front to believe about the address of a visitor",
    )
    public_url: str = option(
        "--public-url",
        "PUBLIC_URL",
        "",
        _url("http", "https"),
        "address that people should use, for links and QR codes; by default the one they came by",
    )
    api_origin: str = option(
        "--api-origin",
        "API_ORIGIN",
        "",
        _origin,
        "site whose pages may ask the HTTP API from a browser, * for any; by default only Inkrace's own",
    )
    model_dir: Path = option(  # noqa: RUF009
        "--model-dir",
        "MODEL_DIR",
        str(Path(__file__).parent.parent / "models"),
        _folder,
        "folder with the model, its categories and its manifest; by default the shipped one",
    )
    log_level: str = option(
        "--log-level", "LOG_LEVEL", "info", _level, f"how much to say: {', '.join(LOG_LEVELS)}"
    )

    def environ(self) -> dict[str, str]:
        """The same options as environment variables: how a worker is told."""
        return {entry.metadata["variable"]: str(getattr(self, entry.name)) for entry in fields(self)}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"inkrace: {message} (--help explains the options)\n")


def _parser() -> _Parser:
    parser = _Parser(
        prog="python -m server",
        description="Inkrace: a real-time drawing race with a neural network as the judge.",
        epilog="A flag wins over its environment variable.",
        allow_abbrev=False,
    )
    for entry in fields(Config):
        meta = entry.metadata
        shown = "" if "by default" in meta["help"] or not meta["default"] else f"; default {meta['default']}"
        parser.add_argument(
            meta["flag"],
            dest=entry.name,
            metavar=meta["variable"],
            help=f"{meta['help']} [{meta['variable']}{shown}]",
        )
    return parser


def read(argv: Sequence[str], environ: Mapping[str, str]) -> Config:
    """Flags, then environment variables, then defaults; a bad value ends it with one line and exit code 2."""
    parser = _parser()
    flags = vars(parser.parse_args(argv))
    values: dict[str, Any] = {}
    for entry in fields(Config):
        meta = entry.metadata
        flag = flags[entry.name]
        text = flag if flag is not None else environ.get(meta["variable"], "")
        if flag is None and not text:
            text = meta["default"]
        try:
            values[entry.name] = meta["parse"](text)
        except ValueError as problem:
            parser.error(f"{meta['flag']} ({meta['variable']}): {problem}")
    return Config(**values)
