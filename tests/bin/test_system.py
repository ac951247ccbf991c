"""The small things that the shell scripts leave to Python."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import _system


def sleeper(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a process, and wait until it runs what it was asked to: a fork comes first."""
    words = [sys.executable, "-c", "import time; time.sleep(60)", *arguments]
    process = subprocess.Popen(words)
    assert _system.wait_until(
        lambda: "time.sleep(60)" in _system.command_line(process.pid), seconds=30
    )
    return process


def test_a_port_in_use_is_noticed_and_a_free_one_is_not_taken():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        assert _system.port_problem(port) == 1

    assert _system.port_problem(port) == 0
    assert _system.port_problem(port) == 0


def test_the_process_of_a_pid_file_is_ended_when_it_is_ours(tmp_path):
    file = tmp_path / "server.pid"
    process = sleeper("--pid", str(file))
    file.write_text(f"{process.pid}\n")

    _system.end(file)

    assert process.wait(timeout=5) != 0
    assert not file.exists()


def test_a_stranger_with_the_number_of_a_stale_pid_file_is_left_alone(tmp_path):
    file = tmp_path / "server.pid"
    process = sleeper()
    file.write_text(f"{process.pid}\n")

    _system.end(file)

    assert process.poll() is None
    assert not file.exists()
    process.kill()
    process.wait()


def test_a_pid_file_that_is_missing_or_nonsense_means_no_process(tmp_path):
    (tmp_path / "nonsense").write_text("soon\n")

    assert _system.read_pid(tmp_path / "missing") == 0
    assert _system.read_pid(tmp_path / "nonsense") == 0
    assert not _system.is_ours(0, Path("/"))


def test_waiting_ends_when_it_came_true_or_when_time_is_up():
    start = time.monotonic()

    assert _system.wait_until(lambda: True, seconds=9)
    assert not _system.wait_until(lambda: False, seconds=0.1)
    assert time.monotonic() - start < 5


def test_a_digest_is_written_as_registries_write_it(tmp_path):
    (tmp_path / "file").write_bytes(b"")

    assert _system.digest(tmp_path / "file").startswith("z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs")


def test_a_script_started_deaf_to_ctrl_c_hears_it_again(tmp_path):
    script = tmp_path / "script"
    script.write_text("trap 'echo heard; exit 3' INT\nkill -INT $$\nsleep 1\n")
    command = [sys.executable, _system.__file__, "heed", str(script)]
    deaf = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", *command]

    done = subprocess.run(deaf, capture_output=True, text=True, check=False, env=dict(os.environ))

    assert (done.returncode, done.stdout) == (3, "heard\n")
