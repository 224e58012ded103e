"""What somebody at a terminal is asked, and what each key answers."""

from __future__ import annotations

import os
import sys

import click
import pytest

from annotator.cli.choosing import Asking
from annotator.errors import UsageError
from annotator.labels.conflicts import Conflict
from annotator.labels.span import Span

COMMENT = Conflict("s1:comment", "both gave PLACE 4..9 a comment", "", "who?", "باتكين")
GONE = Conflict("s2", "one side removed it", None, None, Span("s2", "PLACE", ((4, 10),), "باتكين"))


@pytest.fixture
def keys(monkeypatch):
    """Presses these keys, one after another, at a terminal."""

    def go(*pressed):
        for stream in (sys.stdin, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: True)
        left = list(pressed)

        def getchar():
            key = left.pop(0)
            if isinstance(key, type):
                raise key
            return key

        monkeypatch.setattr(click, "getchar", getchar)
        return left

    return go


def test_a_conflict_is_told_with_both_sides_and_what_was_there_before(keys, capsys):
    keys("o")
    assert Asking()("border", "a1", (COMMENT, GONE)) == {"s1:comment": "ours"}
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "border by a1, 1 of 2: both gave PLACE 4..9 a comment",
        " before  nothing",
        "   ours  who?",
        " theirs  ﻦﻴﻜﺗﺎﺑ",
        "o ours, t theirs, q stop: ours",
    ]


@pytest.mark.parametrize(
    ("key", "side"), [("o", "ours"), ("t", "theirs"), ("خ", "ours"), ("ف", "theirs")]
)
def test_a_key_takes_a_side_by_its_letter_or_its_place(keys, key, side):
    left = keys("x", "\x1b[A", "oo", key)
    assert Asking()("border", "a1", (GONE,)) == {"s2": side}
    assert left == []


@pytest.mark.parametrize("key", ["q", "ض", "\x1b", "", EOFError])
def test_who_stops_is_asked_no_more(keys, capsys, key):
    keys("t", key)
    asking = Asking()
    assert asking("border", "a1", (COMMENT, GONE)) == {"s1:comment": "theirs"}
    assert asking("border", "a1", (GONE,)) == {}
    assert asking("flight", "a1", (COMMENT,)) == {}
    told = capsys.readouterr().err
    assert "border by a1, 2 of 2" in told
    assert "flight" not in told


def test_long_words_take_several_rows_in_the_order_of_reading(keys, capsys, monkeypatch):
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((60, 24)))
    keys("o")
    said = "كلمة " * 20
    Asking()("border", "a1", (Conflict("s1:comment", "both", "", "", f"first {said}last"),))
    rows = capsys.readouterr().err.splitlines()[3:-1]
    assert len(rows) > 1
    assert rows[0].startswith(" theirs  first ")
    assert "last" in rows[-1]
    assert all(len(row) <= 60 for row in rows)
    assert sum(row.count("ﺔﻤﻠﻛ") for row in rows) == 20


def test_nothing_that_is_shown_acts_on_the_terminal(keys, capsys):
    keys("o")
    Asking()("border", "a1", (Conflict("k", "\x1b[31m", "\x9b31m", "\u202e", "a\nb\x07"),))
    told = capsys.readouterr().err
    assert not any(one in told for one in "\x1b\x9b\x07\u202e")
    assert "a␊b" in told


def test_asking_needs_a_terminal(monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    with pytest.raises(UsageError, match="needs a terminal") as caught:
        Asking()
    assert "--take" in caught.value.fix
