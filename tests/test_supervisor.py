"""The supervisor with stand-in workers: deaths, orders, and what is taken."""

import os
import signal
import subprocess
import sys

import pytest

from tests.running import ROOT, Running, alive

PROGRAM = ("-m", "tests.standin_supervisor")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def running(tmp_path):
    with Running.start(tmp_path, workers=2, program=PROGRAM) as running:
        running.wait_for(lambda: len(running.workers()) == 2)
        yield running


def run_to_its_end(*flags, environ=None):
    return subprocess.run(
        [sys.executable, *PROGRAM, "--host", "127.0.0.1", *flags],
        cwd=ROOT,
        env={**os.environ, **(environ or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_prints_where_it_is(running):
    assert running.url in running.output()
    assert "▄" in running.output()
    assert running.get("/") in map(str, running.worker_pids())


def test_a_killed_worker_is_followed_by_another_while_the_rest_serve(running):
    first, second = running.worker_pids()
    store = running.store_pid()
    running.kill(first)
    running.wait_for(lambda: len(running.worker_pids()) == 2 and first not in running.worker_pids())
    assert second in running.worker_pids()
    assert running.store_pid() == store


def test_a_stopped_worker_keeps_no_new_connection_from_the_others(running):
    stopped, other = running.worker_pids()
    running.kill(stopped, signal.SIGSTOP)
    try:
        assert {running.get("/") for _ in range(20)} == {str(other)}
    finally:
        running.kill(stopped, signal.SIGCONT)


def test_a_killed_store_is_started_again_and_the_workers_stay(running):
    workers, store = running.worker_pids(), running.store_pid()
    running.kill(store)
    running.wait_for(lambda: "starting it again" in running.output())
    running.wait_for(lambda: len(running._children()) == 3)
    assert running.worker_pids() == workers
    assert running.store_pid() != store


def test_a_stop_takes_everything_down_with_exit_code_0(running):
    pids = [*running.worker_pids(), running.store_pid()]
    assert running.stop() == 0
    assert not any(map(alive, pids))


def test_ctrl_c_is_a_stop(running):
    running.kill(running.child.pid, signal.SIGINT)
    assert running.child.wait(20) == 0
    assert "ended" not in running.output()


def test_a_killed_supervisor_takes_workers_and_store_with_it(running):
    pids = [*running.worker_pids(), running.store_pid()]
    running.kill(running.child.pid)
    running.wait_for(lambda: not any(map(alive, pids)))


def test_after_a_kill_the_same_data_folder_can_be_used_at_once(tmp_path):
    running = Running.start(tmp_path, program=PROGRAM)
    running.kill(running.child.pid)
    with Running.start(tmp_path, program=PROGRAM) as second:
        assert second.get("/")
    running.stop()


def test_a_taken_port_is_one_line_and_exit_code_2(running, tmp_path):
    port = running.url.rsplit(":", 1)[1]
    ended = run_to_its_end("--port", port, "--data", str(tmp_path / "other"))
    assert ended.returncode == 2
    assert ended.stderr == f"inkrace: port {port} is taken; choose another with --port\n"


def test_a_held_data_folder_is_one_line_and_exit_code_2(running):
    ended = run_to_its_end("--port", "0", "--data", str(running.data_dir))
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "another Inkrace" in ended.stderr


def test_what_ails_every_worker_ends_it_at_once_with_exit_code_2(tmp_path):
    ended = run_to_its_end(
        "--port", "0", "--workers", "2", "--data", str(tmp_path), environ={"STANDIN": "hopeless"}
    )
    assert ended.returncode == 2
    assert ended.stderr == ""  # the worker itself has said why


def test_workers_that_never_get_ready_end_it_with_one_last_line(tmp_path):
    ended = run_to_its_end(
        "--port", "0", "--workers", "1", "--data", str(tmp_path), environ={"STANDIN": "die"}
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("inkrace: the workers do not start")
    assert ended.stdout == ""
