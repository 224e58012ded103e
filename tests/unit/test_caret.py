"""Where keys take the caret: by sight, with two stops in a lam with its alef."""

from pathlib import Path

import pytest

from annotator.session import caret
from annotator.session.caret import Caret, moved
from annotator.text.badges import invisibles
from annotator.text.layout import lay_out

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
MARKED = "قُتِلَ\u200f\n"


def path(page, command, offset):
    """Where a command leads, again and again, until it leads no further."""
    found = []
    at = Caret(offset)
    while (after := moved(page, at, command, 5).offset) != at.offset:
        at = Caret(after)
        found.append(after)
    return found


class TestALamWithItsAlef:
    def test_it_is_one_cell_with_a_stop_for_each(self):
        page = lay_out("بلا", 20)
        assert [cell.end - cell.start for cell in page.line(0).cells] == [0, 2, 1]
        assert page.stops_at(1) == page.stops_at(2) == (1, 2)

    @pytest.mark.parametrize("alef", "اأإآ")
    def test_from_the_right_the_lam_comes_first_and_from_the_left_the_alef(self, alef):
        page = lay_out(f"بل{alef}د", 20)
        assert path(page, "left", 0) == [1, 2, 3, 4]
        assert path(page, "right", 4) == [3, 2, 1, 0]

    def test_what_stands_on_either_is_stepped_over_with_it(self):
        text = "\u200fلُّأَمْر"
        page = lay_out(text, 20)
        assert path(page, "left", 0) == [4, 6, 8, 9]
        assert page.stops_at(3) == (0, 4)

    def test_a_lam_before_another_letter_or_a_joiner_has_one_stop(self):
        assert path(lay_out("لم", 20), "left", 0) == [1, 2]
        assert lay_out("ل\u200dا", 20).stops_at(0) == (0,)

    def test_in_an_order_that_was_turned_the_keys_go_the_other_way(self):
        page = lay_out("\u202dبلاد\u202c", 20, "obey")
        assert path(page, "right", 0)[:3] == [2, 3, 4]

    def test_a_selection_may_end_between_them(self):
        page = lay_out("بلاد", 20)
        at = Caret()
        for _ in range(2):
            at = moved(page, at, "select_left", 5)
        assert at.selection == (0, 2)
        at = moved(page, at, "select_right", 5)
        assert at.selection == (0, 1)

    def test_a_row_that_ends_with_one_ends_at_its_alef(self):
        page = lay_out("ححححححلاحح", 7)
        assert page.line(0).end == 8
        assert caret.line_end(page, 0) == 7
        assert path(page, "left", 6) == [7, 8, 9, 10]

    def test_from_its_alef_the_word_before_is_the_one_that_it_begins(self):
        page = lay_out("قال لأحمد نعم", 20)
        assert caret.word_right(page, 5) == 4
        assert caret.word_right(page, 4) == 0
        assert caret.word_left(page, 5) == 10

    def test_up_and_down_lead_to_the_lam(self):
        page = lay_out("قبل\nبلا\nقبل", 20)
        assert caret.by_rows(page, Caret(1), 1)[0] == 5
        assert caret.by_rows(page, Caret(6), 1)[0] == caret.by_rows(page, Caret(5), 1)[0] == 9


class TestEveryCharacter:
    def test_tashkeel_does_not_trap_the_caret(self):
        assert path(lay_out(MARKED, 20), "left", 0) == [2, 4, 7]

    def test_where_invisibles_are_shown_it_stops_at_each_and_after_the_last(self):
        page = lay_out(MARKED, 20, stops="characters")
        every = list(range(1, len(MARKED) + 1))
        assert path(page, "left", 0) == every
        assert path(page, "right", len(MARKED)) == [*every[-2::-1], 0]
        assert path(page, "article_end", 0) == [len(MARKED)]

    def test_a_letter_that_runs_left_to_right_is_walked_to_the_right(self):
        text = "قال Ame\u0301lie"
        page = lay_out(text, 20, stops="characters")
        assert path(page, "left", 3)[:4] == [10, 9, 8, 7]

    def test_what_was_a_stop_is_left_by_the_next_key_when_they_are_hidden(self):
        page = lay_out(MARKED, 20)
        assert caret.left(page, 3) == 4
        assert caret.right(page, 3) == 0


@pytest.mark.parametrize("width", [40, 78])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
class TestTheSampleArticles:
    def test_left_and_right_reach_every_letter(self, seed, width):
        text = seed.read_bytes().decode()
        page = lay_out(text, width)
        units = {page.unit_at(offset) for offset in range(len(text) + 1)}
        alefs = {end - 1 for start, end in units if text[start:end] in {"لا", "لأ", "لإ", "لآ"}}
        here = [0, *path(page, "right", 0)][-1]
        there = [here, *path(page, "left", here)]
        assert {start for start, _ in units} | alefs <= set(there)
        assert path(page, "right", there[-1]) == there[-2::-1]

    def test_while_invisibles_are_shown_they_reach_every_offset(self, seed, width):
        text = seed.read_bytes().decode()
        page = lay_out(text, width, badges=invisibles(text), stops="characters")
        here = [0, *path(page, "right", 0)][-1]
        there = [here, *path(page, "left", here)]
        assert sorted(there) == list(range(len(text) + 1))


class TestHomeAndEnd:
    TEXT = "وصلت إلى بيروت Reuters مساء أمس\nThe envoy said مرحبا to all\n150 قتيلا في حلب\n"

    @pytest.fixture
    def page(self):
        return lay_out(self.TEXT, 16)

    def both(self, page, start):
        offset = self.TEXT.index(start)
        return caret.line_start(page, offset), caret.line_end(page, offset)

    def test_a_row_from_right_to_left_begins_at_the_right_edge(self, page):
        home, end = self.both(page, "إلى")
        assert home == 0
        assert page.cell_of(home)[1] == page.width - 1
        assert page.cell_of(end)[1] == page.line(0).indent

    def test_a_row_from_left_to_right_begins_at_the_left_edge(self, page):
        home, end = self.both(page, "envoy")
        assert self.TEXT[home : home + 3] == "The"
        assert page.cell_of(home)[1] == 0
        assert end == page.line(page.row_of(home)).end - 1

    @pytest.mark.parametrize("first", ["Reuters", "150"])
    def test_a_row_that_begins_with_a_name_or_a_number_begins_at_its_first_letter(
        self, page, first
    ):
        home, end = self.both(page, first)
        assert home == self.TEXT.index(first)
        line = page.line(page.row_of(home))
        assert line.base
        assert page.cell_of(home)[1] == page.width - len(first)
        assert page.cell_of(end)[1] == line.indent
