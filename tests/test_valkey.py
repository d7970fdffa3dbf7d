"""The store's process: found, started, started again with what it held, ended."""

import os
import socket
import time
from pathlib import Path

import pytest

from server import valkey
from server.listener import hold
from tests.running import alive

ECHO = "#!/bin/sh\necho 'Redis server v={} sha=0'\n"


def ask(store: valkey.Valkey, *words: str) -> bytes:
    command = b"*%d\r\n" % len(words)
    command += b"".join(b"$%d\r\n%s\r\n" % (len(word.encode()), word.encode()) for word in words)
    with socket.socket(socket.AF_UNIX) as door:
        door.connect(store.socket)
        door.sendall(command)
        return door.recv(4096)


@pytest.fixture
def store(tmp_path):
    lock_fd = hold(tmp_path)
    store = valkey.Valkey(tmp_path / "store", lock_fd=lock_fd)
    store.start()
    yield store
    store.stop()
    os.close(lock_fd)


def put_on_path(folder: Path, name: str, version: str) -> str:
    program = folder / name
    program.write_text(ECHO.format(version))
    program.chmod(0o755)
    return str(program)


def test_it_answers_once_started_and_is_gone_once_stopped(store):
    assert store.answers()
    pid = store.child.pid
    store.stop()
    assert not alive(pid)
    assert not store.answers()


def test_what_was_written_is_there_after_an_orderly_restart(store):
    ask(store, "SET", "kept", "yes")
    store.stop()
    store.start()
    assert b"yes" in ask(store, "GET", "kept")


def appended(store: valkey.Valkey) -> Path:
    return max(Path(store.socket).parent.rglob("*.aof"))


def test_what_it_answers_is_written_by_then_whatever_the_disk_does(store):
    """For longer than a second: then a store that minds its disk itself holds writes back."""
    end_at = time.monotonic() + 2.5
    with socket.socket(socket.AF_UNIX) as door, appended(store).open("rb") as file:
        door.connect(store.socket)
        number = 0
        while time.monotonic() < end_at:
            number += 1
            door.sendall(b"RPUSH list value-%d\r\n" % number)
            door.recv(100)
            assert b"value-%d\r\n" % number in file.read()


def test_what_is_written_is_brought_to_the_disk(store, monkeypatch):
    ask(store, "SET", "kept", "yes")
    synced = []
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append(os.fstat(fd).st_ino))
    store.sync()
    assert appended(store).stat().st_ino in synced


def test_it_is_started_again_after_it_was_killed(store):
    store.child.kill()
    store.child.wait()
    assert store.dead()
    store.start()
    assert not store.dead()
    assert store.answers()


def test_nobody_else_can_read_its_folder(store):
    assert Path(store.socket).parent.stat().st_mode & 0o777 == 0o700


def test_a_long_data_folder_gets_a_short_socket_path(tmp_path):
    deep = tmp_path / ("deep" * 30)
    deep.mkdir()
    lock_fd = hold(deep)
    store = valkey.Valkey(deep / "store", lock_fd=lock_fd)
    store.start()
    assert len(os.fsencode(store.socket)) <= valkey.SOCKET_PATH_BYTES
    private = Path(store.socket).parent
    assert private.stat().st_mode & 0o777 == 0o700
    store.stop()
    os.close(lock_fd)
    assert not private.exists()


def test_a_server_on_the_path_is_preferred(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path) + ":/bin:/usr/bin")
    program = put_on_path(tmp_path, "redis-server", "7.2.5")
    assert valkey.find() == program


def test_a_server_that_is_too_old_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path) + ":/bin:/usr/bin")
    program = put_on_path(tmp_path, "redis-server", "6.0.16")
    assert valkey.find() != program


def test_a_program_that_does_not_start_is_one_line(tmp_path):
    program = put_on_path(tmp_path, "valkey-server", "8.0.0")
    lock_fd = hold(tmp_path / "data")
    store = valkey.Valkey(tmp_path / "data/store", lock_fd=lock_fd, program=program)
    with pytest.raises(valkey.StoreFailed, match=r"store\.log"):
        store.start()
    os.close(lock_fd)
