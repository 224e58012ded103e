"""Agreement read by keys alone, in a real pseudo-terminal, and decided on from there."""

from __future__ import annotations

import pytest

from annotator.project.places import open_project, store_of
from annotator.project.start import start
from annotator.store import history
from tests.terminal.terminal import COMMAND, PATIENCE, Terminal
from tests.tui.agreeing import write


@pytest.fixture
def project(tmp_path):
    return write(open_project(start(tmp_path / "news", sample=False)))


def reading(project, *options):
    words = ("agree", "a1", "a2", "--replicates", "10", "--open", *options)
    environ = {"ANNOTATOR_NAME": "lead"}
    terminal = Terminal(*COMMAND, "--project", str(project.root), *words, environ=environ)
    terminal.until(b"disagreements")
    return terminal


def test_a_lead_reads_decides_on_one_and_comes_back_to_it(project):
    terminal = reading(project, "--fail-under", "overall.strict_f1=0.9")
    assert b"gate missed" in terminal.sent
    terminal.type(b"\x1b[Fe")
    terminal.until(b"decided")
    terminal.press(b"1s")
    terminal.type(b"q")
    assert b"6 of 6: labels differ" in terminal.until(b"labels differ")
    terminal.type(b"q")
    assert terminal.program.wait(PATIENCE) == 1
    gold = history.head(store_of(project), "report", "gold").labelling
    assert [one.reason for one in gold.adjudication.decisions] == ["slip"]
    assert history.head(store_of(project), "report", "a1").number == 1


def test_it_leaves_the_terminal_as_it_was_when_that_goes_away(project):
    terminal = reading(project)
    terminal.close()
    assert terminal.program.returncode == 129
