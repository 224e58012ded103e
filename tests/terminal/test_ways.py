"""What each terminal is sent so that it shows right to left, and that all of it is undone."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import termios
import time
from contextlib import suppress

import pytest

from annotator.terminal.asking import asked
from tests.terminal.terminal import COMMAND, PATIENCE, Terminal
from tests.unit.terminal.test_replies import KITTY, KONSOLE, VTE, XTERM

OFF, ON = b"\x1b[8l\x1b[2J", b"\x1b[8h"
KONSOLE_OFF, KONSOLE_ON = (
    b"\x1b]50;BidiRenderingEnabled=false\x07",
    b"\x1b]50;BidiRenderingEnabled=true\x07",
)
MLTERM_OFF, MLTERM_ON = b"\x1b]5379;use_ctl=false\x07", b"\x1b]5379;use_ctl=true\x07"
NONE_LEFT = dict.fromkeys(
    ("TMUX", "STY", "VTE_VERSION", "KONSOLE_VERSION", "MLTERM", "KITTY_WINDOW_ID", "XTERM_VERSION"),
    "",
)


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "news"
    subprocess.run([*COMMAND, "init", "--sample", str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture
def opened(project, tmp_path):
    terminals = []

    def begin(answers=b"", *options, environ=None, command=None, controlling=False):
        words = command or (
            *(*COMMAND, "--project", str(project), "open", "border-clash", "--as", "t1"),
            *options,
        )
        environ = {**NONE_LEFT, "XDG_STATE_HOME": str(tmp_path), **(environ or {})}
        terminal = Terminal(*words, answers=answers, environ=environ, controlling=controlling)
        terminals.append(terminal)
        terminal.read()
        return terminal

    yield begin
    for terminal in terminals:
        if terminal.program.poll() is None:
            terminal.close()


@pytest.mark.parametrize(
    ("answers", "environ", "off", "on"),
    [
        (VTE, {}, OFF, ON),
        (KONSOLE, {}, KONSOLE_OFF, KONSOLE_ON),
        (b"\x1b[8;0$y\x1b[?63;1;2c", {"MLTERM": "3.9.0"}, MLTERM_OFF, MLTERM_ON),
    ],
)
def test_a_terminal_that_orders_rows_is_told_not_to_until_the_program_ends(
    opened, answers, environ, off, on
):
    terminal = opened(answers, environ=environ)
    begun = terminal.sent.index(b"\x1b[?1049h")
    assert terminal.sent.count(off) == 1
    assert terminal.sent.index(off) > begun
    assert on not in terminal.sent
    sent = terminal.press(b"q")
    assert terminal.program.wait(PATIENCE) == 0
    assert sent.count(on) == 1
    assert sent.index(on) < sent.index(b"\x1b[?1049l")


def test_xterm_is_left_as_it_is(opened):
    terminal = opened(XTERM)
    sent = terminal.press(b"q")
    for sequence in (b"\x1b[8l", ON, b"\x1b]50", b"\x1b]5379"):
        assert sequence not in sent


def test_a_sequence_that_sets_the_font_of_others_is_only_sent_to_konsole(opened):
    terminal = opened(VTE, environ={"KONSOLE_VERSION": "221203"})
    assert b"\x1b]50" not in terminal.sent


def test_kitty_is_sent_the_letters_of_a_word_backwards(opened):
    seen = next(one for one in re.findall("[\ufe70-\ufefc]{5,}", opened(XTERM).sent.decode()))
    sent = opened(KITTY).sent.decode()
    assert seen not in sent
    assert seen[::-1] in sent


def test_a_way_that_was_asked_for_goes_before_the_terminal(opened):
    assert b"\x1b[8l" not in opened(VTE, "--rtl", "visual").sent
    assert OFF in opened(XTERM, "--rtl", "explicit").sent


def test_a_way_in_the_settings_goes_before_the_terminal_and_the_option_before_both(
    opened, tmp_path
):
    settings = tmp_path / "config" / "annotator" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('rtl = "visual"\n')
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert b"\x1b[8l" not in opened(VTE, environ=environ).sent
    assert OFF in opened(VTE, "--rtl", "auto", environ=environ).sent


def test_gnu_screen_is_sent_the_colours_that_it_knows(opened):
    terminal = opened(environ={"STY": "1.pts", "TERM": "screen", "COLORTERM": "truecolor"})
    assert b"PERSON" in terminal.sent
    assert b"38;2;" not in terminal.sent


def test_the_terminal_is_put_back_when_the_program_is_killed(opened):
    terminal = opened(VTE)
    before = len(terminal.sent)
    terminal.program.kill()
    terminal.program.wait(PATIENCE)
    sent = terminal.read()[before:]
    assert ON in sent
    assert b"\x1b[?1049l" in sent
    assert b"\x1b[?1003l" in sent
    assert b"\x1b[?25h" in sent


def test_nothing_is_sent_twice_when_the_program_ends_well(opened):
    terminal = opened(VTE)
    terminal.press(b"q")
    terminal.program.wait(PATIENCE)
    assert terminal.read().count(b"\x1b[?1049l") == 1


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no shell here to go back to")
def test_the_shell_has_its_own_order_while_the_program_sleeps(opened, project):
    shell = opened(VTE, command=("bash", "--norc", "--noprofile", "-i"), controlling=True)
    words = shlex.join([*COMMAND, "--project", str(project), "open", "border-clash", "--as", "t1"])
    shell.type(f"{words}\r".encode())
    shell.until(b"\x1b[?1049h")
    before = len(shell.sent)
    sent = shell.press(b"\x1a")[before:]
    assert ON in sent
    shell.type(b"fg\r")
    sent = shell.until(b"\x1b[?1049h")
    assert OFF in sent
    shell.press(b"q")
    shell.press(b"exit\r")
    assert shell.program.wait(PATIENCE) == 0


@pytest.mark.parametrize("seconds", [0.0, 1.0])
def test_answers_that_come_late_are_no_keys_and_keys_that_come_early_are(opened, project, seconds):
    terminal = opened()
    time.sleep(seconds)
    # Before, between and after the parts of an answer; every letter of it would be a command.
    terminal.press(b"p")
    for piece in (XTERM[:7], XTERM[7:23], XTERM[23:]):
        terminal.type(piece)
    terminal.press(b"s")
    terminal.press(b"q")
    assert terminal.program.wait(PATIENCE) == 0
    kept = subprocess.run(
        [*COMMAND, "--project", str(project), "log", "border-clash", "--as", "t1", "--json"],
        capture_output=True,
        check=True,
    ).stdout
    assert kept.count(b'"version"') == 1


def test_keys_that_are_pressed_while_the_terminal_is_asked_are_not_lost(opened, project):
    terminal = opened(b"p" + XTERM + b"s")
    terminal.press(b"q")
    assert terminal.program.wait(PATIENCE) == 0
    assert (project / "labels" / "border-clash" / "t1" / "0001.json").is_file()


@pytest.mark.parametrize("answers", [b"", XTERM, VTE, b"garbage", XTERM[:9]])
def test_asking_takes_a_moment_and_leaves_the_terminal_as_it_was(answers):
    master, slave = os.openpty()
    before = termios.tcgetattr(slave)
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os.close(os.open(os.ttyname(slave), os.O_RDWR))
        begun = time.monotonic()
        with asked(slave, slave) as question:
            question.collect()
        os._exit(int((time.monotonic() - begun) * 100))
    if answers:
        os.read(master, 4096)
        os.write(master, answers)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) < 60
    assert termios.tcgetattr(slave) == before
    os.close(master)
    os.close(slave)


@pytest.mark.parametrize("piece", [b"A" * 500, b"\x1b[A" * 50, b"\x1bP>|" + b"A" * 400])
def test_a_terminal_that_never_ends_its_answer_is_not_heard_for_longer(piece):
    master, slave = os.openpty()
    pid = os.fork()
    if pid == 0:
        begun = time.monotonic()
        with asked(slave, slave) as question:
            question.collect()
        os._exit(int((time.monotonic() - begun) * 100))
    os.read(master, 4096)
    os.set_blocking(master, False)
    end = time.monotonic() + PATIENCE
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        assert time.monotonic() < end
        with suppress(BlockingIOError):
            os.write(master, piece)
    os.close(master)
    os.close(slave)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_who_is_killed_while_asking_leaves_the_terminal_as_it_was(number):
    master, slave = os.openpty()
    before = termios.tcgetattr(slave)
    script = (
        "from annotator.terminal.asking import asked\n"
        "with asked(0, 0, 1.0) as question: question.collect()"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", script], stdin=slave, stderr=subprocess.DEVNULL
    )
    os.read(master, 4096)
    program.send_signal(number)
    assert program.wait(PATIENCE) != 0
    assert termios.tcgetattr(slave) == before
    os.close(master)
    os.close(slave)


def test_ctrl_z_and_enter_that_come_while_the_terminal_is_asked_are_keys(opened):
    terminal = opened(b"/xyz\r" + XTERM)
    assert b"xyz" in terminal.sent
    assert b"no match" in terminal.sent.lower() or b"not found" in terminal.sent.lower()
    terminal = opened(b"\x1a" + XTERM)
    assert b"no shell is waiting" in terminal.sent


def test_an_answer_that_is_cut_when_patience_ends_is_no_key(opened, project):
    terminal = opened(XTERM[:9])
    terminal.type(XTERM[9:])
    terminal.press(b"q")
    assert terminal.program.wait(PATIENCE) == 0
    assert not (project / "labels" / "border-clash" / "t1").exists()


def test_an_error_while_rows_are_sent_gives_the_terminal_back(opened, project):
    failing = (
        "from annotator.cli import main\n"
        "from annotator.terminal.ways.konsole import Konsole\n"
        "Konsole.row = lambda way, cells: 1 / 0\n"
        f"main(['--project', {str(project)!r}, 'open', 'border-clash', '--as', 't1'])"
    )
    terminal = opened(KONSOLE, command=(sys.executable, "-c", failing))
    assert terminal.program.wait(PATIENCE) == 1
    sent = terminal.read()
    assert sent.index(KONSOLE_ON) > sent.index(KONSOLE_OFF)
    assert sent.count(b"\x1b[?1049l") == 1
    assert b"ZeroDivisionError" in sent


def test_nobody_is_asked_through_a_pipe():
    reading, writing = os.pipe()
    with asked(reading, writing) as question:
        assert question.collect().complete is False
    os.close(writing)
    assert os.read(reading, 10) == b""
    os.close(reading)


def test_a_dumb_terminal_is_not_asked(opened):
    terminal = opened(environ={"TERM": "dumb"})
    assert b"\x1b[>0q" not in terminal.sent
    terminal.program.send_signal(signal.SIGTERM)
    terminal.program.wait(PATIENCE)
