"""Mistakes of an extractor read by keys alone, in a real pseudo-terminal."""

from __future__ import annotations

import pytest

from annotator.project.places import open_project
from annotator.project.start import start
from tests.terminal.terminal import COMMAND, PATIENCE, Terminal
from tests.tui.evaluating import predict, write


@pytest.fixture
def terminal(tmp_path):
    project = write(open_project(start(tmp_path / "news", sample=False)))
    words = ("evaluate", str(predict(project)), "--gold", "gold", "--replicates", "10", "--open")
    gate = ("--fail-under", "overall.strict.f1=0.9")
    terminal = Terminal(*COMMAND, "--project", str(project.root), *words, *gate)
    terminal.until(b"mistakes")
    return terminal


def test_an_engineer_reads_them_and_the_gate_decides_how_it_ends(terminal):
    assert b"gate missed" in terminal.sent
    terminal.type(b"j\t")
    assert b"edges differ" in terminal.until(b"score 0.4")
    terminal.type(b"q")
    assert terminal.program.wait(PATIENCE) == 1


def test_it_leaves_when_the_terminal_goes_away(terminal):
    terminal.close()
    assert terminal.program.returncode == 129
