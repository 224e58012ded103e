"""What commands print on a real terminal, as cells from left to right."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

from annotator.text.flat import visual
from tests.cli.conftest import ROOT

SENTENCE = "اجتمع الوزراء في باتكين يوم الخميس ثم عادوا إلى بيشكيك مساء اليوم"


def told(folder, *arguments, width=40, **environ):
    """All that a command sends to a terminal of so many cells, results and words for people."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, width, 0, 0))
    own = {"TERM": "xterm-256color", "NO_COLOR": "1", "HOME": str(folder), **environ}
    with subprocess.Popen(
        [sys.executable, "-m", "annotator", "--project", str(folder), *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **own},
    ):
        os.close(theirs)
        sent = b""
        while True:
            try:
                sent += os.read(ours, 65536)
            except OSError:
                break
    os.close(ours)
    return sent.decode().replace("\r\n", "\n")


def test_a_long_title_is_read_from_its_first_row_on_and_stays_apart(run, sample):
    (sample / "seeds" / "border.toml").write_text(f"title = '{SENTENCE}'\nlanguage = 'ar'\n")
    rows = told(sample, "list", XTERM_VERSION="XTerm(379)").splitlines()
    assert rows[0].split() == ["border", "ar", "41"]
    title, left = rows[1:-1], SENTENCE.split()
    for one in title:
        assert one == visual(" ".join(left[: len(one.split())])).rjust(40)
        left = left[len(one.split()) :]
    assert not left
    assert rows[-1].split() == ["flight", "en", "40"]


def test_a_terminal_that_orders_rows_itself_is_told_not_to_and_left_as_it_was(sample):
    sent = told(sample, "show", "border", VTE_VERSION="7000")
    assert sent.count("\x1b[8l") == sent.count("\x1b[8h") >= 1
    rest = re.sub("\x1b\\[8l.*?\x1b\\[8h", "", sent, flags=re.DOTALL)
    assert rest.split() == ["nobody", "labelled", "it", "yet"]


def test_the_way_that_is_asked_for_is_taken(sample):
    sent = told(sample, "show", "border", "--rtl", "visual", VTE_VERSION="7000")
    assert "\x1b" not in sent


def test_what_was_called_wrong_is_quoted_as_it_reads(sample):
    sent = told(sample, "show", "حدود", "سارة", XTERM_VERSION="XTerm(379)", width=80)
    assert f"({visual('سارة')})" in sent
    assert "Usage: annotator show" in sent


def test_a_dumb_terminal_is_asked_nothing(sample):
    sent = told(sample, "show", "nope/سارة", TERM="dumb", VTE_VERSION="7000", width=80)
    assert "\x1b" not in sent
    assert f"error: there is no article 'nope/{visual('سارة')}'" in sent
