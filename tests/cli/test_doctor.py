"""`annotator doctor` in terminals that answer in their own ways, slowly, or not at all."""

from __future__ import annotations

import json
import os
import select
import subprocess
import termios
import time

import pytest

from tests.terminal.terminal import COMMAND, PATIENCE, QUESTION, Terminal
from tests.unit.terminal.test_replies import KITTY, KONSOLE, VTE, XTERM

UNKNOWN = b"\x1b[?62;c"
KEYS = {
    *("terminal", "version", "inside", "told_by", "way", "by", "why", "sure"),
    *("answers", "remembered"),
}
KONSOLE_OFF = b"\x1b]50;BidiRenderingEnabled=false\x07"
KONSOLE_ON = b"\x1b]50;BidiRenderingEnabled=true\x07"
OFFER = b"annotator doctor"
NONE_LEFT = (
    *("TMUX", "STY", "VTE_VERSION", "KONSOLE_VERSION", "MLTERM", "KITTY_WINDOW_ID"),
    *("XTERM_VERSION", "TERM_PROGRAM", "ALACRITTY_WINDOW_ID", "XDG_CONFIG_HOME"),
)


class Window(Terminal):
    """A terminal in which something is awaited rather than silence."""

    def __init__(self, home, *words, answers=b"", **environ):
        own = {"HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "LC_ALL": "C.UTF-8"}
        super().__init__(
            *(*COMMAND, *words),
            controlling=True,
            answers=answers,
            environ={**dict.fromkeys(NONE_LEFT, ""), **own, **environ},
        )
        self.before = termios.tcgetattr(self.master)
        self.heard = 0

    def hear(self, words):
        """Read until these words come after all that was heard; what came since."""
        end = time.monotonic() + PATIENCE
        while words not in self.sent[self.heard :]:
            assert select.select([self.master], [], [], end - time.monotonic())[0], self.sent
            self._take()
        since, self.heard = self.sent[self.heard :], len(self.sent)
        return since

    def end(self):
        """Read until the program is gone; its code and what it said since."""
        while self._take():
            pass
        return self.program.wait(PATIENCE), self.sent[self.heard :]

    def _take(self):
        try:
            piece = os.read(self.master, 65536)
        except OSError:
            return b""
        self.sent += piece
        if self.answers and piece.endswith(QUESTION):
            self.type(self.answers)
        return piece


@pytest.fixture
def window(tmp_path):
    windows = []

    def begin(*words, **given):
        windows.append(Window(tmp_path, *words, **given))
        return windows[-1]

    yield begin
    for one in windows:
        if one.program.poll() is None:
            one.close()


def told(run, tmp_path, **environ):
    state = str(tmp_path / "state")
    return json.loads(run("doctor", "--json", XDG_STATE_HOME=state, **environ).out)


@pytest.mark.parametrize("term", ["xterm-256color", ""])
def test_without_a_terminal_it_tells_what_the_environment_does_and_asks_nothing(run, term):
    out = run("doctor", TERM=term).out
    assert "\x1b" not in out
    assert out.startswith("terminal ")
    assert "right to left  visual" in out
    assert "تظهر العربية في هذه الطرفية بالطريقة visual" in out
    assert "> " not in out


def test_with_standard_input_closed_it_still_tells(tmp_path):
    done = subprocess.run(
        ["sh", "-c", '"$@" <&-', "sh", *COMMAND, "doctor", "--json"],  # noqa: S607 - a shell
        capture_output=True,
        check=True,
        env={"PATH": os.defpath, "HOME": str(tmp_path)},
    )
    assert json.loads(done.stdout).keys() == KEYS


def test_programs_are_told_who_chose_the_way_and_why(run, tmp_path):
    found = told(run, tmp_path, TERM="xterm-kitty")
    assert found.keys() == KEYS
    assert (found["terminal"], found["told_by"], found["way"]) == (
        "kitty",
        "the variable TERM",
        "kitty",
    )
    assert (found["by"], found["sure"]) == ("the terminal", True)
    assert found["remembered"] == {
        "terminal": "kitty",
        "way": None,
        "file": str(tmp_path / "state" / "annotator" / "terminals.json"),
    }
    asked = json.loads(run("doctor", "--json", "--rtl", "inverse").out)
    assert (asked["way"], asked["by"]) == ("inverse", "--rtl")


@pytest.mark.parametrize(
    ("answers", "line"), [(XTERM, 1), (VTE, 2), (KONSOLE, 3), (KITTY, 2), (UNKNOWN, 1), (b"", 1)]
)
def test_the_line_of_the_way_in_use_is_named_and_ctrl_c_leaves_the_terminal_as_it_was(
    window, answers, line
):
    terminal = window("doctor", answers=answers)
    sent = terminal.hear(b"> ")
    assert f"(line {line})".encode() in sent.replace(b"\r\n", b" ")
    assert b"\x1b]50" not in sent
    terminal.type(b"\x03")
    assert terminal.end()[0] == 130
    assert termios.tcgetattr(terminal.master) == terminal.before


def test_the_screen_offers_it_where_nothing_is_known_and_no_longer_once_it_was_answered(
    window, run, tmp_path
):
    run("init", "--sample", "news")
    words = ("--project", str(tmp_path / "news"), "open", "border-clash", "--as", "t1")
    screen = window(*words, answers=UNKNOWN)
    screen.hear(OFFER)
    screen.type(b"q")
    screen.end()
    doctor = window("doctor", answers=UNKNOWN)
    doctor.hear(b"> ")
    doctor.type(b"1\r")
    assert doctor.end()[0] == 0
    screen = window(*words, answers=UNKNOWN)
    assert OFFER not in screen.hear(b" min")
    screen.type(b"q")
    assert OFFER not in screen.end()[1]


def test_an_answer_is_remembered_until_it_is_forgotten(window, run, tmp_path):
    terminal = window("doctor", answers=UNKNOWN)
    terminal.hear(b"> ")
    terminal.type(b"99\r")
    assert b"a number from 0 to" in terminal.hear(b"> ")
    terminal.type("\x1b[A٢٢\x7f\r".encode())
    code, said = terminal.end()
    assert code == 0
    assert b"kept: explicit for TERM=xterm-256color" in said
    found = told(run, tmp_path, TERM="xterm-256color")
    assert (found["way"], found["by"], found["sure"]) == ("explicit", "doctor", True)
    assert found["remembered"]["way"] == "explicit"
    state = str(tmp_path / "state")
    gone = run("doctor", "--forget", TERM="xterm-256color", XDG_STATE_HOME=state)
    assert "forgotten: explicit for TERM=xterm-256color" in gone.err
    again = run("doctor", "--forget", TERM="xterm-256color", XDG_STATE_HOME=state)
    assert "nothing was remembered" in again.err
    assert told(run, tmp_path, TERM="xterm-256color")["by"] == "the terminal"


def test_what_holds_for_a_whole_window_is_tried_first_and_always_undone(window, run, tmp_path):
    terminal = window("doctor", answers=KONSOLE)
    terminal.hear(b"> ")
    terminal.type(b"3\r")
    assert terminal.hear(b"> ").count(KONSOLE_OFF) == 1
    terminal.type(b"\x03")
    code, said = terminal.end()
    assert code == 130
    assert said.count(KONSOLE_ON) == said.count(b"\x1b[?1049l") == 1
    assert termios.tcgetattr(terminal.master) == terminal.before
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(
    ("answer", "words"), [(b"1\r", b"kept: konsole for konsole"), (b"2\r", b"what may help")]
)
def test_a_way_that_was_tried_is_kept_only_where_it_is_right(window, answer, words):
    terminal = window("doctor", answers=KONSOLE)
    terminal.hear(b"> ")
    terminal.type(b"3\r")
    terminal.hear(b"> ")
    terminal.type(answer)
    code, said = terminal.end()
    assert code == 0
    assert KONSOLE_ON in said
    assert words in said


def test_answers_that_come_very_late_are_neither_shown_nor_taken_for_what_is_typed(window):
    terminal = window("doctor")
    terminal.hear(b"> ")
    terminal.type(VTE[:7])
    terminal.type(VTE[7:] + b"q\r")
    code, said = terminal.end()
    assert code == 0
    assert said.replace(b"\r", b"") == b"q\nnothing was changed\n"


def test_who_finds_no_line_that_is_right_is_told_what_may_help(window):
    terminal = window("doctor", answers=KITTY)
    terminal.hear(b"> ")
    terminal.type(b"0\r")
    code, said = terminal.end()
    assert code == 0
    assert b"force_ltr" in said
    assert b"--rtl logical" in said


def test_settings_that_go_before_an_answer_are_named(window, tmp_path):
    config = tmp_path / ".config" / "annotator" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('rtl = "inverse"\n')
    terminal = window("doctor", answers=UNKNOWN)
    assert b"your config.toml" in terminal.hear(b"> ")
    terminal.type(b"1\r")
    assert b'config.toml says rtl = "inverse"' in terminal.end()[1]


def test_an_answer_that_cannot_be_kept_is_an_error_that_says_what_to_do(window, tmp_path):
    (tmp_path / "state").write_text("no folder")
    terminal = window("doctor", answers=UNKNOWN)
    terminal.hear(b"> ")
    terminal.type(b"1\r")
    code, said = terminal.end()
    assert code == 3
    assert b"the answer cannot be kept" in said
    assert b'rtl = "visual"' in said


def test_a_dumb_terminal_is_shown_no_card(window):
    terminal = window("doctor", TERM="dumb")
    code, _ = terminal.end()
    assert code == 0
    assert b"\x1b" not in terminal.sent


def test_a_way_that_was_asked_for_is_shown_without_a_question(window):
    terminal = window("doctor", "--rtl", "visual", answers=VTE)
    code, said = terminal.end()
    assert code == 0
    assert b"--rtl, for this command" in said
    assert b"> " not in said


def test_a_terminal_that_goes_away_ends_it(window):
    terminal = window("doctor", answers=XTERM)
    terminal.hear(b"> ")
    terminal.close()
    assert terminal.program.returncode == 129
