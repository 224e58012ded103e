"""Which terminal it is, and the way that it needs."""

from __future__ import annotations

import pytest

from annotator.terminal.around import Outside, through_screen, through_tmux
from annotator.terminal.choosing import choose, way_of
from annotator.terminal.replies import Replies, read_replies
from annotator.terminal.terminal import Terminal, recognise
from annotator.terminal.ways.inverse import Inverse
from tests.unit.terminal.test_replies import KITTY, KONSOLE, VTE, XTERM

INSIDE = {"TMUX": "/tmp/tmux-0/default,1,0", "TERM": "tmux-256color"}  # noqa: S108 - a name


@pytest.mark.parametrize(
    ("environ", "answers", "name", "way"),
    [
        ({"XTERM_VERSION": "XTerm(379)"}, XTERM, "xterm", "visual"),
        ({"VTE_VERSION": "7006"}, VTE, "vte", "explicit"),
        ({}, VTE, "vte", "explicit"),
        ({"KONSOLE_VERSION": "221203"}, KONSOLE, "konsole", "konsole"),
        ({}, KONSOLE, "konsole", "konsole"),
        ({"TERM": "xterm-kitty"}, KITTY, "kitty", "kitty"),
        ({"MLTERM": "3.9.0"}, b"\x1b[8;0$y\x1b[?63;1;2c", "mlterm", "mlterm"),
        ({}, b"\x1b[8;0$y\x1b[>24;279;0c\x1b[?63;1;2c", "mlterm", "mlterm"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, b"", "apple", "inverse"),
        ({}, b"\x1b[>1;95;0c\x1b[?1;2c", "apple", "inverse"),
        ({}, b"\x1bP>|iTerm2 3.5.0\x1b\\\x1b[?62;4c", "iterm2", "visual"),
        ({}, b"\x1bP>|WezTerm 20240203-110809-5046fc22\x1b\\\x1b[?65;4;6c", "wezterm", "explicit"),
        ({}, b"\x1bP>|mintty 3.6.1\x1b\\\x1b[8;1$y\x1b[?64;1c", "mintty", "explicit"),
        ({"WT_SESSION": "0"}, b"\x1b[?61;6;7c", "windows-terminal", "visual"),
        ({"TERM": "alacritty"}, b"\x1b[?6c", "alacritty", "visual"),
        ({"TERM": "foot"}, b"\x1bP>|foot(1.13.1)\x1b\\\x1b[?62;4;22c", "foot", "visual"),
    ],
)
def test_every_known_terminal_gets_the_way_that_it_needs(environ, answers, name, way):
    terminal = recognise(environ, read_replies(answers))
    choice = choose(terminal)
    assert (terminal.name, choice.way, choice.sure) == (name, way, True)


def test_a_terminal_that_says_it_leaves_rows_alone_is_left_alone():
    terminal = recognise({"VTE_VERSION": "7006"}, Replies(mode=2, complete=True))
    assert choose(terminal).way == "visual"


def test_what_a_terminal_answers_goes_before_what_its_parents_left_behind():
    left = {"VTE_VERSION": "7006", "KONSOLE_VERSION": "221203", "KITTY_WINDOW_ID": "1"}
    assert recognise(left, read_replies(XTERM)).name == "xterm"
    assert recognise(left, read_replies(VTE)).name == "vte"
    assert recognise(left, read_replies(KITTY)).name == "kitty"


def test_of_two_that_left_something_the_one_is_taken_that_fits_the_answers():
    left = {"VTE_VERSION": "7006", "MLTERM": "3.9.0"}
    assert recognise(left, read_replies(b"\x1b[8;0$y\x1b[?63;1;2c")).name == "mlterm"
    assert recognise(left, Replies()).name == "unknown"


def test_an_unknown_terminal_is_shown_rows_as_they_are_seen_and_nobody_is_sure():
    terminal = recognise({"TERM": "xterm-256color"}, Replies())
    choice = choose(terminal)
    assert (choice.way, choice.sure) == ("visual", False)
    assert terminal.key == "TERM=xterm-256color"


def test_a_font_with_arabic_makes_whole_words_of_kittys_runs():
    assert choose(Terminal("kitty", font="DejaVuSansMono")).way == "kitty-words"
    assert choose(Terminal("kitty", font="FiraCode-Regular")).way == "kitty"


def test_inside_tmux_the_terminal_around_it_counts_and_not_what_tmux_was_started_from():
    stale = {**INSIDE, "VTE_VERSION": "7006"}
    assert recognise(stale, Replies(), Outside(name="XTerm(379)", rows=30)).name == "xterm"
    attached = Outside(environ={"KONSOLE_VERSION": "221203"}, rows=30)
    assert recognise(stale, Replies(), attached).name == "konsole"
    unknown = recognise(stale, Replies(), Outside(environ={"TERM": "xterm-256color"}))
    assert (unknown.name, unknown.key) == ("unknown", "TERM=xterm-256color in tmux")


def test_tmux_on_the_machine_that_one_came_from_is_known_by_its_answer():
    terminal = recognise({"TERM": "tmux-256color"}, Replies(name="tmux 3.3a", complete=True))
    assert (terminal.inside, terminal.name) == ("tmux", "unknown")


def test_through_tmux_every_row_of_the_terminal_is_switched_and_switched_back():
    terminal = recognise(INSIDE, Replies(), Outside(environ={"VTE_VERSION": "7006"}, rows=2))
    way = way_of(choose(terminal).way, terminal, passes=True)
    for sent, switch in ((way.enter(), "l"), (way.leave(), "h")):
        rows = (f"\x1b7\x1b[{row};1H\x1b[8{switch}\x1b8" for row in (1, 2))
        assert sent == "".join(map(through_tmux, rows))


def test_where_nothing_gets_through_tmux_rows_are_turned_round():
    terminal = recognise(INSIDE, Replies(), Outside(environ={"VTE_VERSION": "7006"}, rows=2))
    assert isinstance(way_of("explicit", terminal, passes=False), Inverse)


def test_a_sequence_is_wrapped_as_tmux_and_screen_ask_for_it():
    assert through_tmux("\x1b[8l") == "\x1bPtmux;\x1b\x1b[8l\x1b\\"
    assert through_screen("\x1b[8l") == "\x1bP\x1b[8l\x1b\\"


@pytest.mark.parametrize(("answers", "name"), [(XTERM, "xterm"), (VTE, "vte")])
def test_a_terminal_that_was_started_from_tmux_is_not_inside_of_it(answers, name):
    found = recognise(INSIDE, read_replies(answers))
    assert (found.name, found.inside) == (name, "")
    assert recognise(INSIDE, read_replies(b"\x1bP>|tmux 3.3a\x1b\\\x1b[?1;2c")).inside == "tmux"
