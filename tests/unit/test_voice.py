"""What commands say beside their results, and how results are written."""

from __future__ import annotations

import sys

import pytest

from annotator.cli import voice
from annotator.cli.voice import row, rows, say, watched
from annotator.text.flat import visual

ITEMS = tuple(f"item-{at}" for at in range(500))


@pytest.fixture
def terminal(monkeypatch):
    """Makes terminals of both outputs, as they are when it is called."""

    def go(kind="xterm"):
        for output in (sys.stdout, sys.stderr):
            monkeypatch.setattr(output, "isatty", lambda: True)
        monkeypatch.setenv("TERM", kind)
        monkeypatch.setenv("COLUMNS", "80")

    return go


@pytest.fixture
def slow(monkeypatch):
    """Anything takes a while."""
    monkeypatch.setattr(voice, "_A_WHILE", 0.0)


@pytest.mark.usefixtures("slow")
def test_what_takes_a_while_has_a_bar_on_a_terminal(capsys, terminal):
    terminal()
    assert tuple(watched(ITEMS, "reading")) == ITEMS
    out, err = capsys.readouterr()
    assert (out, "reading" in err, "100%" in err) == ("", True, True)


@pytest.mark.usefixtures("slow")
def test_a_few_slow_items_have_a_bar_that_moves_with_each(capsys, terminal, monkeypatch):
    monkeypatch.setattr(voice, "_A_MOMENT", 0.0)
    terminal()
    seen = [capsys.readouterr().err for _ in watched(ITEMS[:4], "merging")]
    assert [one[-5:].strip() for one in seen if "%" in one][:3] == ["25%", "50%", "75%"]
    assert "100%" in capsys.readouterr().err


@pytest.mark.usefixtures("slow")
def test_a_bar_is_done_with_where_the_work_ends_early(capsys, terminal):
    terminal()
    items = watched(ITEMS, "merging")
    next(items)
    next(items)
    items.close()
    assert capsys.readouterr().err.endswith("\x1b[?25h\n")


def test_what_is_there_at_once_has_none(capsys, terminal):
    terminal()
    assert tuple(watched(ITEMS, "reading")) == ITEMS
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("slow")
def test_programs_get_no_bar(capsys):
    assert tuple(watched(ITEMS, "reading")) == ITEMS
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("slow")
def test_a_terminal_that_cannot_move_back_gets_no_bar(capsys, terminal):
    terminal("dumb")
    assert tuple(watched(ITEMS, "reading")) == ITEMS
    assert capsys.readouterr().err == ""


def test_a_person_sees_each_line_as_soon_as_it_is_there(capsys, terminal):
    terminal()
    seen = []

    def lines():
        for item in ITEMS[:3]:
            yield (item, "a\tb")
            seen.append(capsys.readouterr().out)

    rows(lines())
    assert "".join(seen) + capsys.readouterr().out == "".join(
        f"{item}\ta␉b\n" for item in ITEMS[:3]
    )
    assert seen[0] == "item-0\ta␉b\n"


def test_programs_get_all_lines(capsys):
    rows((item, "x") for item in ITEMS)
    assert capsys.readouterr().out == "".join(f"{item}\tx\n" for item in ITEMS)
    rows(())
    assert capsys.readouterr().out == ""


def test_parts_of_a_field_stand_from_left_to_right_each_in_its_own_order(capsys, terminal):
    was, now = "إيغور (4..9)", "سارة"
    row("s1", (was, now))
    assert capsys.readouterr().out == f"s1\t{was} → {now}\n"
    terminal()
    row("s1", (was, now))
    say(f"note: {was}", now)
    out, err = capsys.readouterr()
    assert out == f"s1      {visual(was)} → {visual(now)}\n"
    assert err.endswith(f" → {visual(now)}\n")
