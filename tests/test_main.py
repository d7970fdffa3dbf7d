"""A real worker behind the supervisor: the handshake, the end of a connection, the limits."""

import json
import subprocess
import sys
import time
import urllib.error
from pathlib import Path

import pytest
import websocket

from tests.running import ROOT, Running, alive


def connect(running: Running, **options) -> websocket.WebSocket:
    url = running.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    return websocket.create_connection(url, timeout=10, **options)


def heard(door: websocket.WebSocket, beginning: str) -> str:
    """The next message that begins so: pings come in between, whenever they like."""
    return next(said for said in iter(door.recv, "") if said.startswith(beginning))


def test_a_browser_that_offers_compression_gets_none(inkrace):
    door = connect(inkrace, header=["Sec-WebSocket-Extensions: permessage-deflate"])
    assert "sec-websocket-extensions" not in door.headers
    assert door.recv().startswith("0{")
    door.close()


def test_a_message_longer_than_one_read_arrives_whole(inkrace):
    door = connect(inkrace)
    door.send("40")
    door.send('421["clock",' + " " * 5000 + "{}]")
    assert json.loads(heard(door, "431")[3:])[0]["now"] > 0
    door.close()


def test_a_store_that_is_not_there_is_one_line_and_exit_code_2(tmp_path):
    command = [sys.executable, "-m", "server", "--host", "127.0.0.1", "--port", "0", "--data", str(tmp_path)]
    command += ["--redis-url", f"unix://{tmp_path}/none"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "REDIS_URL" in ended.stderr


def test_workers_may_open_as_many_files_as_the_machine_grants(inkrace):
    for pid in inkrace.worker_pids():
        limits = Path(f"/proc/{pid}/limits").read_text()
        soft, hard = next(line.split()[3:5] for line in limits.splitlines() if "open files" in line)
        assert soft == hard


def test_what_a_worker_has_to_say_stands_once_in_the_log(tmp_path):
    with Running.start(tmp_path) as running:
        with pytest.raises(urllib.error.HTTPError):
            running.get("/socket.io/?EIO=4&transport=polling")
        running.wait_for(lambda: "Invalid transport" in running.output())
        output = running.output() if running.stop() == 0 else ""
    assert output.count("Invalid transport") == 1


@pytest.mark.fault
def test_a_stop_tells_every_connection_before_it_ends(tmp_path):
    running = Running.start(tmp_path, workers=2)
    doors = [connect(running) for _ in range(6)]
    for door in doors:
        door.send("40")
        heard(door, "40")
    pids = running.worker_pids()
    started_at = time.monotonic()
    assert running.stop() == 0
    assert time.monotonic() - started_at < 10
    for door in doors:
        assert json.loads(heard(door, "42")[2:]) == ["closed", {"reason": "restarting"}]
    assert not any(map(alive, pids))
