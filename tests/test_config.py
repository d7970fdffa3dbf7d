"""Every option as flag, variable and default, and one line for what is wrong."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from server.config import Config, default_workers, read


def test_without_anything_the_defaults_hold():
    config = read([], {})
    assert (config.host, config.port, config.workers) == ("0.0.0.0", 8000, default_workers())
    assert config.data_dir == Path.cwd() / "data"
    assert (config.model_dir / "__init__.py").is_file()
    assert config.trusted_proxies == 0


def test_the_environment_is_read():
    config = read([], {"PORT": "9000", "DATA_DIR": "/tmp/ink", "REDIS_URL": "redis://there:6379/0"})
    assert (config.port, config.data_dir, config.redis_url) == (
        9000,
        Path("/tmp/ink"),
        "redis://there:6379/0",
    )


def test_a_flag_wins_over_its_variable():
    assert read(["--port", "9001"], {"PORT": "9000"}).port == 9001


def test_an_empty_variable_is_as_good_as_none():
    assert read([], {"PORT": ""}).port == 8000


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("", ""),
        ("*", "*"),
        ("https://School.example/", "https://school.example"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_origin_is_as_browsers_say_it(text, origin):
    assert read(["--api-origin", text], {}).api_origin == origin


def test_a_config_read_back_from_its_own_variables_is_the_same():
    config = read(
        ["--port", "0", "--workers", "3", "--public-url", "https://ink.example", "--api-origin", "*"], {}
    )
    assert read([], config.environ()) == config


@pytest.mark.parametrize(
    ("argv", "environ", "names"),
    [
        (["--port", "99999"], {}, "--port (PORT)"),
        (["--port", "-1"], {}, "--port"),
        ([], {"WORKERS": "many"}, "--workers (WORKERS)"),
        (["--workers", "0"], {}, "--workers"),
        (["--log-level", "loud"], {}, "--log-level"),
        (["--redis-url", "localhost:6379"], {}, "--redis-url"),
        (["--redis-url", "redis://here:port"], {}, "--redis-url"),
        (["--redis-url", "redis://[::1"], {}, "--redis-url"),
        (["--public-url", "https://" + "x" * 3000], {}, "--public-url"),
        (["--data", "~nobody-at-all/data"], {}, "--data"),
        (["--host", ""], {}, "--host"),
        (["--api-origin", "school.example"], {}, "--api-origin (API_ORIGIN)"),
        (["--api-origin", "https://school.example/page"], {}, "--api-origin"),
        (["--api-origin", "https://a.example https://b.example"], {}, "--api-origin"),
        ([], {"API_ORIGIN": "https://school.example\nX: y"}, "--api-origin"),
        (["--prot", "1"], {}, "--prot"),
        (["--trusted-proxies", "1.5"], {}, "--trusted-proxies"),
    ],
)
def test_a_bad_value_is_one_line_and_exit_code_2(argv, environ, names, capsys):
    with pytest.raises(SystemExit) as ended:
        read(argv, environ)
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said.count("\n") == 1
    assert names in said


def test_help_explains_every_option_with_its_variable_and_default(capsys):
    with pytest.raises(SystemExit) as ended:
        read(["--help"], {})
    said = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert ended.value.code == 0
    for entry in fields(Config):
        meta = entry.metadata
        assert meta["flag"] in said
        assert meta["help"] in said
        assert meta["variable"] in said
