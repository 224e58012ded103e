"""Where right to left may show wrong, the status bar says so, as far as there is room."""

from __future__ import annotations

import pytest

from annotator.terminal.around import Passage
from annotator.terminal.choosing import Choice, choose, way_of
from annotator.terminal.opening import Prepared
from annotator.terminal.terminal import Terminal
from annotator.text.width import cells
from annotator.tui.widgets.status_bar import Facts

FACTS = Facts("kept", "a1", "v2", 10, 2213, "RTL", 3, 5, "PERSON s1", "إيغور في باتكين")
OFFERS = ("a long offer to see another command", "a short offer")


def prepared(terminal, choice=None, passage=None):
    choice = choice or choose(terminal)
    way = way_of(choice.way, terminal, passes=passage is not None)
    return Prepared(terminal, choice, way, passage)


@pytest.mark.parametrize(
    ("terminal", "passage", "is_guess"),
    [
        (Terminal("xterm"), None, False),
        (Terminal("konsole"), None, False),
        (Terminal(), None, True),
        (Terminal("vte", inside="tmux"), None, True),
        (Terminal("vte", inside="tmux"), Passage(), False),
        (Terminal("kitty", inside="tmux"), None, False),
    ],
)
def test_what_is_only_likely_or_stands_in_for_another_way_is_a_guess(terminal, passage, is_guess):
    assert prepared(terminal, passage=passage).is_guess is is_guess


@pytest.mark.parametrize("by", ["--rtl", "config.toml", "doctor"])
def test_what_a_person_chose_is_none(by):
    assert not prepared(Terminal(), Choice("visual", by, "")).is_guess
    assert not prepared(Terminal("vte", inside="tmux"), Choice("explicit", by, "")).is_guess


@pytest.mark.parametrize("width", range(30, 160))
def test_an_offer_gives_way_to_facts_and_never_to_what_is_quoted(width):
    alone, line = FACTS.line(width), FACTS.line(width, OFFERS)
    assert cells(line) <= max(width, cells(alone))
    facts = cells(FACTS.line(0))
    if width > facts + cells(OFFERS[0]) + 3:
        assert line.endswith(OFFERS[0])
    elif width < facts + cells(OFFERS[1]):
        assert line == alone
    assert line.startswith(FACTS.line(0))
