"""The real program in a real pseudo-terminal: what reaches it, and what is left when it goes."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess

import pytest

from tests.terminal.terminal import COMMAND, PATIENCE, Terminal


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "news"
    subprocess.run([*COMMAND, "init", "--sample", str(folder)], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_is_not_saved_is_kept_when_the_terminal_goes_and_the_terminal_is_put_back(
    project, number
):
    command = (*COMMAND, "--project", str(project), "open", "border-clash", "--as", "t1")
    terminal = Terminal(*command)
    terminal.read()
    terminal.press(b"p")
    terminal.program.send_signal(number)
    sent = terminal.read()
    assert terminal.program.wait(PATIENCE) == 128 + number
    assert b"\x1b[?1049l" in sent
    assert not (project / "labels" / "border-clash" / "t1").exists()
    again = Terminal(*command)
    again.read()
    again.press(b"s")
    again.close()
    assert [span["label"] for span in kept_by(project, "t1")["spans"]] == ["PERSON"]


def test_when_the_window_is_closed_the_program_ends_and_nothing_is_lost(project):
    command = (*COMMAND, "--project", str(project), "open", "border-clash", "--as", "t1")
    terminal = Terminal(*command, controlling=True)
    terminal.read()
    terminal.press(b"p")
    os.close(terminal.master)
    assert terminal.program.wait(PATIENCE) == 128 + signal.SIGHUP
    again = Terminal(*command)
    again.read()
    again.press(b"s")
    again.close()
    assert len(kept_by(project, "t1")["spans"]) == 1


def test_the_screen_is_there_where_errors_are_sent_elsewhere(project):
    words = shlex.join([*COMMAND, "--project", str(project), "open", "border-clash", "--as", "t1"])
    terminal = Terminal("/bin/sh", "-c", f"{words} 2>/dev/null")
    assert b"PERSON" in terminal.read()
    terminal.press(b"q")
    assert terminal.program.wait(PATIENCE) == 0


def test_an_escape_sequence_in_an_article_or_its_title_never_reaches_the_terminal(project):
    (project / "seeds" / "evil.txt").write_text("قال \x1b]0;owned\x07 نعم \x9b31m\n", "utf-8")
    (project / "seeds" / "evil.toml").write_text('title = "\\u001b]0;stolen\\u0007"\n', "utf-8")
    terminal = Terminal(*COMMAND, "--project", str(project), "open", "evil", "--as", "t1")
    terminal.read()
    sent = terminal.press(b"4q")
    assert b"\x1b]0;owned" not in sent
    assert b"\x1b]0;stolen" not in sent
    assert b"owned" in sent
    terminal.press(b"q")
    assert terminal.program.wait(PATIENCE) == 0


def kept_by(project, annotator):
    newest = max((project / "labels" / "border-clash" / annotator).iterdir())
    return json.loads(newest.read_bytes())


def test_keys_that_come_in_one_burst_are_taken_in_their_order(project):
    terminal = Terminal(*COMMAND, "--project", str(project), "open", "border-clash", "--as", "t1")
    terminal.read()
    # A comment whose letters are commands, a search for nothing, a command by its name.
    terminal.press(b"p;xqsu\r/zzz\r:save\r")
    assert len(kept_by(project, "t1")["spans"]) == 1
    terminal.press(b"\x1b[1;5D\x1b[1;5Dl-\rcgn\rs")
    terminal.close()
    (first, second) = kept_by(project, "t1")["spans"]
    assert (first["label"], first["comment"]) == ("PERSON", "xqsu")
    assert second["attributes"] == {
        "entity": "tajikistan",
        "kind": "country",
        "mention": "named",
        "sense": "government",
    }


def test_esc_and_a_letter_at_once_are_both_taken(project):
    terminal = Terminal(*COMMAND, "--project", str(project), "open", "border-clash", "--as", "t1")
    terminal.read()
    terminal.press(b"p;abc\x1bx")
    terminal.press(b"\x1b[1;5Dl")
    terminal.press(b"s")
    terminal.close()
    assert [span["label"] for span in kept_by(project, "t1")["spans"]] == ["PLACE"]


def test_an_arabic_keyboard_gives_the_same_labels(project):
    kept = []
    for annotator, label, choice, save in (("t1", "l", "c", "s"), ("t2", "م", "ؤ", "س")):
        terminal = Terminal(
            *COMMAND, "--project", str(project), "open", "border-clash", "--as", annotator
        )
        terminal.read()
        terminal.press(f"\x1b[1;5D{label}\r{choice}".encode())
        terminal.press(b"\x1b")
        terminal.press(save.encode())
        terminal.close()
        kept.append(kept_by(project, annotator)["spans"])
    assert kept[0] == kept[1]
    assert kept[0][0]["attributes"] == {"kind": "country"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no shell here to go back to")
def test_ctrl_z_goes_to_the_shell_and_fg_comes_back_to_what_was_done(project):
    shell = Terminal("bash", "--norc", "--noprofile", "-i", controlling=True)
    shell.read()
    words = shlex.join([*COMMAND, "--project", str(project), "open", "border-clash", "--as", "t1"])
    shell.type(f"{words}\r".encode())
    shell.until(b"\x1b[?1049h")
    shell.press(b"p")
    before = len(shell.sent)
    sent = shell.press(b"\x1a")[before:]
    assert b"\x1b[?1049l" in sent
    assert b"Stopped" in sent
    shell.type(b"fg\r")
    sent = shell.until(b"\x1b[?1049h")
    assert b"\x1b[?1049h" in sent
    shell.press(b"sq")
    shell.press(b"exit\r")
    assert shell.program.wait(PATIENCE) == 0
    assert [span["label"] for span in kept_by(project, "t1")["spans"]] == ["PERSON"]


def test_without_a_shell_to_come_back_from_it_stays(project):
    terminal = Terminal(*COMMAND, "--project", str(project), "open", "border-clash", "--as", "t1")
    terminal.read()
    assert b"no shell is waiting" in terminal.press(b"\x1a")
    terminal.press(b"ps")
    terminal.close()
    assert len(kept_by(project, "t1")["spans"]) == 1
