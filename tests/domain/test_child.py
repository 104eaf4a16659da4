"""A parser in a process of its own: whatever it does, the reader goes on and gets one sentence."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from content.errors import ImportRefused
from content.importers import child

CONFINED = "import os, sys; sys.path += {path!r}; from content.importers import confined; confined.confine(); "


def refusal(code: str, *, data: bytes = b"", wall_time: float = 15.0) -> str:
    """The sentence with which a program in a confined process is refused."""
    with pytest.raises(ImportRefused) as caught:
        answer(code, data=data, wall_time=wall_time)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def answer(code: str, *, data: bytes = b"", wall_time: float = 15.0) -> child.Parsed:
    start = CONFINED.format(path=sys.path)
    return child.answer_of([sys.executable, "-I", "-B", "-c", start + code], data, "some.pdf", wall_time=wall_time)


def test_what_a_parser_answers_comes_back_whole() -> None:
    code = "import json; print(json.dumps({'parsed': {'n': len(sys.stdin.buffer.read())}}))"
    assert answer(code, data=b"x" * 3_000_000) == {"n": 3_000_000}


def test_a_parser_that_never_ends_is_stopped_and_said_to_take_too_long() -> None:
    began = time.monotonic()
    assert refusal("\nwhile True: pass", wall_time=1.0) == (
        "some.pdf: reading it took too long; save the article by itself, or as text"
    )
    assert time.monotonic() - began < 5


def test_a_parser_that_waits_without_working_is_stopped_as_well() -> None:
    assert "took too long" in refusal("import threading; threading.Event().wait()", wall_time=0.8)


def test_a_parser_that_closes_its_output_and_goes_on_is_stopped_as_well() -> None:
    assert "took too long" in refusal("os.close(1)\nwhile True: pass", wall_time=1.0)


def test_work_is_limited_by_the_system_too() -> None:
    code = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    assert "took too long" in refusal(code)
    code = "import resource, json; print(json.dumps({'parsed': {'cpu': resource.getrlimit(resource.RLIMIT_CPU)}}))"
    assert answer(code) == {"cpu": [10, 11]}


def test_a_parser_that_needs_too_much_memory_is_refused() -> None:
    code = """
confined.import_module = lambda name: type("Greedy", (), {"parse": staticmethod(lambda data: bytearray(1 << 31))})
confined.main("pdf")
"""
    assert "more memory than it may have" in refusal(code)


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        (signal.SIGKILL, "needs more memory than it may have"),
        (signal.SIGXCPU, "took too long"),
        (signal.SIGSEGV, "damaged"),
    ],
)
def test_how_a_process_was_ended_is_told_in_words(sign: signal.Signals, words: str) -> None:
    with pytest.raises(ImportRefused, match=words):
        child.answer_of([sys.executable, "-I", "-S", "-c", f"import os; os.kill(os.getpid(), {sign.value})"], b"", "x")


def test_parts_that_are_nested_too_deeply_are_said_to_be() -> None:
    code = """
def parse(data): return parse(data)
confined.import_module = lambda name: type("Deep", (), {"parse": staticmethod(parse)})
confined.main("pdf")
"""
    assert "nested too deeply" in refusal(code)


def test_no_process_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def remembered(*args: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **options))
        return started[-1]

    monkeypatch.setattr(child.subprocess, "Popen", remembered)
    refusal("\nwhile True: pass", wall_time=0.5)
    refusal("os._exit(3)")
    assert [each.poll() is not None for each in started] == [True, True]


def test_a_parser_that_says_too_much_is_refused() -> None:
    code = "sys.stdout.buffer.write(b'x' * (51 << 20))"
    assert "too large" in refusal(code)


def test_a_file_over_the_limit_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MAX_INPUT", 10)
    with pytest.raises(ImportRefused, match="too large"):
        child.answer_of(["/nowhere/at/all"], b"x" * 11, "some.pdf")


@pytest.mark.parametrize("code", ["os._exit(3)", "raise ValueError", "os.abort()", "print('no JSON')", ""])
def test_a_parser_that_breaks_down_means_a_damaged_file(code: str) -> None:
    assert refusal(code) == "some.pdf: it is damaged and cannot be read; fetch or save it once more"


def test_a_parser_that_reads_nothing_of_a_large_file_does_not_hold_up_the_reader() -> None:
    assert "damaged" in refusal("os._exit(3)", data=b"x" * 5_000_000)


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "os.kill(os.getppid(), 0)",
        "os.mkdir('/tmp/made-by-a-parser')",
        "os.symlink('/etc', '/tmp/made-by-a-parser')",
        "confined._spare_the_network(); from urllib.request import urlopen; urlopen('file:///etc')",
    ],
)
def test_a_parser_opens_no_connection_starts_no_program_and_changes_no_file(deed: str) -> None:
    code = f"""
import json
try:
    {deed}
    done = True
except PermissionError as error:
    done = str(error)
print(json.dumps({{"parsed": {{"done": done}}}}))
"""
    done = answer(code)["done"]
    assert isinstance(done, str) and done.startswith(("socket.", "subprocess.", "os.", "urlopen"))


def test_a_parser_writes_no_file_and_opens_few(tmp_path: object) -> None:
    code = f"""
import json
said = []
try:
    with open({str(tmp_path)!r} + "/a", "w") as file: file.write("words")
except OSError as error:
    said.append(type(error).__name__)
try:
    kept = [os.open("/", os.O_RDONLY) for _ in range(40)]
except OSError as error:
    said.append(type(error).__name__)
os.closerange(3, 40)
print(json.dumps({{"parsed": {{"said": said}}}}))
"""
    assert answer(code) == {"said": ["PermissionError", "OSError"]}


def test_nothing_of_the_environment_reaches_a_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_WORD", "sesame")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    code = "import json; print(json.dumps({'parsed': {'names': sorted(os.environ), 'path': sys.path}}))"
    found = answer(code)
    assert "SECRET_WORD" not in found["names"] and "/nowhere" not in found["path"]


def test_a_name_from_outside_is_shown_without_control_characters() -> None:
    with pytest.raises(ImportRefused) as caught:
        child.run("pdf", b"no pdf", "bad\x1b[31m\nname.pdf")
    assert "\x1b" not in str(caught.value) and "\n" not in str(caught.value)


def test_what_a_parser_refuses_keeps_its_reason_and_remedy() -> None:
    document = json.dumps({"refused": "it is so", "remedy": "do this"})
    assert refusal(f"print({document!r})") == "some.pdf: it is so; do this"
