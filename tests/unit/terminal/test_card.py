"""On every kind of terminal the first line of the card that reads right is that of its own way."""

from __future__ import annotations

import pytest

from annotator.terminal.card import card, trial_line
from annotator.terminal.cells import parsed
from annotator.terminal.choosing import choose, way_of
from annotator.terminal.replies import Replies
from annotator.terminal.terminal import Terminal, recognise
from annotator.terminal.ways.inverse import Inverse

OFF, ON = "\x1b[8l", "\x1b[8h"


def seen(sent, shows=None, *, obeys=False):
    """The letters of a line from left to right, and which of them is marked.

    `shows` is how the terminal orders a row; `obeys` says whether it can be told not to.
    """
    cells = parsed(sent.replace(OFF, "").replace(ON, "").rstrip("\n"))
    if shows is not None and not (obeys and OFF in sent):
        cells = shows.shown(cells)
    return [(cell.text.replace("\u2800", " "), "\x1b[7m" in cell.style) for cell in cells]


def lines(terminal, *, passes=True):
    return card(terminal, likeliest=choose(terminal).way, passes=passes)


def right(terminal, shows):
    """The ways whose lines come out as they were meant."""
    meant = lines(Terminal("xterm"))[0].sent
    return [
        line.way
        for line in lines(terminal)
        if seen(line.sent, shows, obeys=terminal.name == "vte")
        == seen(meant.replace("1", str(line.number)))
    ]


@pytest.mark.parametrize(
    ("name", "shows", "way"),
    [
        ("xterm", None, "visual"),
        ("unknown", None, "visual"),
        ("vte", Inverse(), "explicit"),
        ("konsole", Inverse(mirrors=False), "konsole"),
        ("mlterm", Inverse(base=None), "mlterm"),
        ("unknown", Inverse(base=None), "mlterm"),
    ],
)
def test_the_first_line_that_reads_right_is_that_of_the_terminals_own_way(name, shows, way):
    assert right(Terminal(name), shows)[0] == way


@pytest.mark.parametrize("inside", ["tmux", "screen"])
def test_in_a_multiplexer_the_line_of_the_outer_terminals_own_way_reads_right(inside):
    assert right(Terminal("vte", inside=inside, rows=24), Inverse())[0] == "explicit"
    assert right(Terminal("apple", inside=inside), Inverse())[0] == "inverse"


def test_of_ways_that_come_out_the_same_one_is_shown():
    sent = [line.sent.replace(str(line.number), "N") for line in lines(Terminal(inside="tmux"))]
    assert len(sent) == len(set(sent))
    assert [line.number for line in lines(Terminal())] == list(range(1, len(lines(Terminal())) + 1))


def test_lines_of_unlike_ways_differ_where_only_one_of_them_can_be_right():
    ways = [line.way for line in lines(Terminal("kitty"))]
    assert {"visual", "kitty", "kitty-words"} <= set(ways)
    assert "explicit" not in ways


@pytest.mark.parametrize("name", ["xterm", "vte", "kitty", "apple", "xterm.js", "unknown"])
def test_only_konsole_is_offered_what_sets_the_font_elsewhere(name):
    assert "konsole" not in [line.way for line in lines(Terminal(name))]
    assert all("\x1b]" not in line.sent for line in lines(Terminal(name)))


def test_a_trial_shows_the_line_as_the_screen_would():
    terminal = recognise({}, Replies(name="Konsole 22.12.3", complete=True))
    way = way_of("konsole", terminal, passes=True)
    shown = seen(trial_line(way))
    assert shown[-1] == ("\ufe8d", True)
    assert [text for text, marked in shown if marked] == ["\ufe8d"]
