"""What was typed, as results tell it, and when a result's JSON is made for gates at all."""

import sys

import pytest

from annotator.cli.results import typed
from annotator.project.agreeing.gating import judged_in

ENGINES = frozenset({"--jobs", "--spill"})


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["evaluate", "p", "--jobs", "2", "--gold", "./g/"], "annotator evaluate p --gold ./g/"),
        (["evaluate", "--jobs=2", "p", "--spill", "aside"], "annotator evaluate p"),
        (["evaluate", "--", "--jobs", "2"], "annotator evaluate -- --jobs 2"),
        (["evaluate", "p", "--jobs"], "annotator evaluate p"),
        (["agree", "a 1"], "annotator agree 'a 1'"),
    ],
)
def test_a_command_is_told_without_what_changes_no_figure(monkeypatch, words, told):
    monkeypatch.setattr(sys, "argv", ["annotator", *words])
    assert typed(ENGINES) == told


def test_without_a_gate_no_json_is_made_to_look_in():
    def told():
        raise AssertionError("nobody asked")

    judgement = judged_in(told, [])
    assert (judgement.gates, judgement.faults) == ((), ())
