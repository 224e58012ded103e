"""kitty is asked for its font, on which it depends how it is written to."""

from __future__ import annotations

import os
import select
import threading
import time

import pytest

from annotator.terminal.asking import asked
from annotator.terminal.opening import glance
from annotator.terminal.replies import FONT_QUESTION, QUESTION
from tests.unit.terminal.test_replies import KITTY

NAME = b"kitty-query-font_family".hex().encode()
FONT = b"\x1bP1+r" + NAME + b"=" + b"DejaVuSansMono".hex().encode() + b"\x1b\\\x1b[?62;c"


@pytest.fixture
def kitty():
    """A pseudo-terminal that answers as kitty does; gives the side of the program."""
    master, slave = os.openpty()

    def answer():
        for question, answers in ((QUESTION, KITTY), (FONT_QUESTION, FONT)):
            heard = b""
            while question not in heard and select.select([master], [], [], 5)[0]:
                heard += os.read(master, 4096)
            os.write(master, answers)

    answering = threading.Thread(target=answer)
    answering.start()
    yield slave
    answering.join()
    os.close(master)
    os.close(slave)


def in_its_own_session(slave, work):
    """Whether work holds in a process that the terminal belongs to."""
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os.close(os.open(os.ttyname(slave), os.O_RDWR))
        os._exit(0 if work() else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_the_font_is_known_though_other_work_took_longer_than_patience_lasts(kitty):
    def work():
        with asked(kitty, kitty, 0.2) as question:
            time.sleep(0.4)
            return question.collect().font == "DejaVuSansMono"

    assert in_its_own_session(kitty, work)


def test_a_command_knows_the_font_too(kitty):
    environ = {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}
    assert in_its_own_session(kitty, lambda: glance(environ, kitty, kitty).font == "DejaVuSansMono")
