"""Lines for a person at a terminal: wrapped in the order of words, sent as the terminal needs."""

from __future__ import annotations

import sys

import pytest

from annotator.cli import lines
from annotator.cli.lines import fields_in_rows, put, put_sentence
from annotator.cli.voice import row, say
from annotator.terminal import opening
from annotator.terminal.terminal import Terminal
from annotator.text.flat import apart, beside, phrase, sentence, visual, wrapped
from annotator.text.width import cells

LONG = "اجتمع الوزراء في باتكين يوم الخميس ثم عادوا إلى بيشكيك مساء"
TERMINALS = (
    "XTERM_VERSION",
    "VTE_VERSION",
    "KONSOLE_VERSION",
    "MLTERM",
    "KITTY_WINDOW_ID",
    "ALACRITTY_WINDOW_ID",
    "GHOSTTY_RESOURCES_DIR",
    "WEZTERM_PANE",
    "WT_SESSION",
    "ITERM_SESSION_ID",
    "TERM_PROGRAM",
    "TMUX",
    "STY",
)


@pytest.fixture
def terminal(monkeypatch, tmp_path):
    """Makes a terminal of both outputs, told of by these variables alone."""

    def go(width=80, **environ):
        for output in (sys.stdout, sys.stderr):
            monkeypatch.setattr(output, "isatty", lambda: True)
        for name in TERMINALS:
            monkeypatch.delenv(name, raising=False)
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            monkeypatch.setenv(name, str(tmp_path))
        for name, value in {"TERM": "xterm-256color", "COLUMNS": str(width), **environ}.items():
            monkeypatch.setenv(name, value)
        lines._way.cache_clear()  # noqa: SLF001 - asked once, as long as a command runs

    yield go
    lines._way.cache_clear()  # noqa: SLF001


class TestSentences:
    """Whatever a sentence quotes, its English words and their signs stay where they belong."""

    @pytest.mark.parametrize(
        ("said", "seen"),
        [
            ("labels/{0}/{1}/0001.json", "labels/{0}/{1}/0001.json"),
            ("{0} by {1}, 1 of 2: who", "{0} by {1}, 1 of 2: who"),
            ("{0}: 3 found (of 4)", "{0}: 3 found (of 4)"),
            ("no article '{0}'", "no article '{0}'"),
        ],
    )
    def test_names_and_paths_stay_in_their_places(self, said, seen):
        names = "حدود", "سارة"
        assert wrapped(sentence(said.format(*names)), 80) == (seen.format(*map(visual, names)),)

    def test_a_quote_is_read_as_a_whole(self):
        quote = "قال: (20) نعم 3."
        assert wrapped(sentence(f"said «{quote}», twice"), 80) == (
            f"said «{visual(quote)}», twice",
        )

    def test_a_number_after_words_is_theirs(self):
        assert wrapped(sentence("not found: عام 2023"), 80) == (f"not found: {visual('عام 2023')}",)

    def test_words_of_no_english_run_as_they_are_written(self):
        assert sentence("قال نعم.") == "قال نعم."
        assert wrapped(phrase("قال (Igor)."), 80) == (visual("قال (Igor)."),)

    def test_controls_in_what_is_quoted_do_nothing(self):
        assert "\u202e" not in sentence("a \u202eb\u2069 قال")
        assert sentence("\x1b[31m قال a").isprintable() is False
        assert "\x1b" not in sentence("\x1b[31m قال a")


class TestWrapping:
    @pytest.mark.parametrize("width", [12, 20, 33])
    def test_rows_of_arabic_follow_each_other_and_end_at_the_right_edge(self, width):
        rows = wrapped(LONG, width)
        words = LONG.split()
        assert len(rows) > 1
        for one in rows:
            seen = one.split()
            mine, words = words[: len(seen)], words[len(seen) :]
            assert one == visual(" ".join(mine)).rjust(width)
        assert not words

    def test_an_english_sentence_that_quotes_begins_at_the_left(self):
        rows = wrapped(sentence(f"there is no article called {LONG} here"), 40)
        assert rows[0].startswith("there is no article called ")
        assert rows[0].endswith(visual("اجتمع الوزراء"))
        assert rows[-1].endswith(" here")
        assert all(not one.startswith(" ") for one in rows)

    def test_a_word_longer_than_a_row_loses_no_letter(self):
        rows = wrapped("ا" * 25, 10)
        assert [one.strip() for one in rows] == ["ﺍ" * 10, "ﺍ" * 10, "ﺍ" * 5]

    def test_parts_keep_their_order_over_rows(self):
        line = beside(f"{apart(LONG)} → {apart('سارة')}")
        assert wrapped(line, 60)[-1].endswith(f"→ {visual('سارة')}")
        assert wrapped(line, 30)[-1].endswith(f"→ {visual('سارة')}")

    def test_nothing_is_one_empty_row(self):
        assert wrapped("", 10) == ("",)


class TestFields:
    def test_those_that_fit_stand_where_tabs_would_put_them(self):
        (one,) = fields_in_rows(["s1", "سارة (2)", "abc"], 80)
        assert one == f"s1      {visual('سارة (2)')}        abc"

    def test_one_without_room_begins_a_row_of_its_own(self):
        assert [*fields_in_rows(["some-article", "ar", "سارة وإيغور في باتكين", "x"], 34)] == [
            "some-article    ar",
            f"        {visual('سارة وإيغور في باتكين')}   x",
        ]

    def test_a_long_one_takes_several_rows_and_the_next_begins_below(self):
        rows = [*fields_in_rows(["s1", LONG, "", "done"], 40)]
        assert rows[0].startswith("s1      ")
        assert rows[0].endswith(visual("اجتمع الوزراء في باتكين يوم"))
        assert all(len(one) == 40 for one in rows[:-1])
        assert rows[-1] == "        done"


class TestWhatIsSent:
    def test_a_terminal_that_orders_rows_itself_is_told_not_to_for_the_line(self, capsys, terminal):
        terminal(VTE_VERSION="7000")
        put(visual("سارة"))
        assert capsys.readouterr().out == f"\x1b[8l{visual('سارة')}\n\x1b[8h"

    def test_one_that_cannot_be_told_gets_the_row_turned_round(self, capsys, terminal):
        terminal(TERM_PROGRAM="Apple_Terminal")
        put(f"[{visual('سارة')}] ok")
        assert capsys.readouterr().out == f"[{visual('سارة')[::-1]}] ok\n"

    def test_colours_stay_on_their_letters(self, capsys, terminal):
        terminal(TERM_PROGRAM="Apple_Terminal")
        word = visual("سارة")
        put(f"\x1b[31m{word[0]}\x1b[0m{word[1:]}")
        assert capsys.readouterr().out == f"{word[:0:-1]}\x1b[31m{word[0]}\x1b[0m\n"

    @pytest.mark.parametrize("other", [{}, {"VTE_VERSION": "7000"}, {"KONSOLE_VERSION": "221200"}])
    def test_a_dumb_one_gets_plain_visual_order(self, capsys, terminal, other):
        terminal(TERM="dumb", **other)
        row("s1", "سارة (2)")
        say("no article 'سارة'")
        out, err = capsys.readouterr()
        assert (out, err) == (f"s1      {visual('سارة (2)')}\n", f"no article '{visual('سارة')}'\n")

    def test_what_has_no_letter_of_those_scripts_is_left_as_it_is(self, capsys, terminal):
        terminal(VTE_VERSION="7000")
        row("s1", "abc")
        say("a" * 80)
        assert capsys.readouterr() == ("s1\tabc\n", f"{'a' * 80}\n")

    def test_settings_at_fault_do_not_keep_a_line_from_being_seen(self, capsys, terminal, tmp_path):
        (tmp_path / "annotator").mkdir()
        (tmp_path / "annotator" / "config.toml").write_text("rtl = 'sideways'\n")
        terminal(VTE_VERSION="7000")
        put(visual("سارة"))
        assert visual("سارة") in capsys.readouterr().out

    def test_the_way_that_was_settled_is_taken(self, capsys, terminal, tmp_path):
        (tmp_path / "annotator").mkdir()
        (tmp_path / "annotator" / "config.toml").write_text("rtl = 'visual'\n")
        terminal(VTE_VERSION="7000")
        put(visual("سارة"))
        assert capsys.readouterr().out == f"{visual('سارة')}\n"

    def test_rows_of_an_error_stand_below_its_first(self, capsys, terminal):
        terminal(40)
        put_sentence(f"  fix:   name {LONG}", err=True)
        first, *more = capsys.readouterr().err.splitlines()
        assert first.startswith("  fix:   name ")
        assert more
        assert all(one.startswith(" " * 9) and len(one) <= 40 for one in more)

    def test_a_pager_is_not_robbed_of_its_keys(self, capsys, terminal, monkeypatch):
        terminal()
        monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
        heard = []
        monkeypatch.setattr(opening, "glance", lambda *told: heard.append(told) or Terminal())
        say("no article 'سارة'")
        say("no article 'حدود'")
        assert [told[1] for told in heard] == [-1]
        assert visual("سارة") in capsys.readouterr().err

    def test_a_path_finds_room_in_the_narrowest_terminal(self, capsys, terminal):
        terminal(width=20, XTERM_VERSION="XTerm(379)")
        say("  where: /tmp/أخبار/لا/يوجد/مجلد")
        assert all(cells(row) <= 20 for row in capsys.readouterr().err.splitlines())
