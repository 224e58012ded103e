"""Laws of rows that are counted where somebody is: sure where they were told, exact in the end."""

from contextlib import contextmanager
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.text import paragraph, rows
from annotator.text.layout import Layout, lay_out
from annotator.text.rows import Rows
from tests.laws.texts import texts

widths = st.integers(min_value=1, max_value=40)


@st.composite
def counted(draw):
    """Rows of a text of parts, what is guessed of each, and where each really begins."""
    parts, starts, guesses, at = [], [], [], 0
    for _ in range(draw(st.integers(1, 12))):
        parts.append(at)
        guesses.append(draw(st.integers(1, 9)))
        found = []
        for _ in range(draw(st.integers(1, 9))):
            found.append(at)
            at += draw(st.integers(1, 3))
        starts.append(found)
    return parts, guesses, starts


def rows_of(parts, guesses, starts):
    return Rows(parts, guesses, lambda part: starts[part])


@contextmanager
def reaching(reach):
    """Count so many rows around one that is asked for: a text need not be long for a law."""
    kept, rows._REACH = rows._REACH, reach  # noqa: SLF001
    try:
        yield
    finally:
        rows._REACH = kept  # noqa: SLF001


asked = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)
reaches = st.integers(1, 12)


@given(text=counted(), asked=asked, reach=reaches)
def test_around_an_offset_that_was_asked_for_rows_are_those_of_the_text(text, asked, reach):
    known = [start for found in text[2] for start in found]
    with reaching(reach):
        found = rows_of(*text)
        for wanted in asked:
            offset = wanted % (known[-1] + 1)
            row = found.row_of(offset)
            true = max(at for at, one in enumerate(known) if one <= offset)
            for at in range(max(true - reach, 0), min(true + reach + 1, len(known))):
                following = known[at + 1] if at + 1 < len(known) else None
                assert found.stretch(row + at - true) == (known[at], following)


@given(text=counted(), asked=asked, reach=reaches)
def test_rows_that_were_told_keep_their_numbers_until_it_is_said_that_they_moved(
    text, asked, reach
):
    end = text[2][-1][-1] + 1
    with reaching(reach):
        found = rows_of(*text)
        told, moved = {}, found.moved
        for wanted in asked:
            row = found.row_of(wanted % end)
            if found.moved != moved:
                told, moved = {}, found.moved
            told[wanted % end] = row
            assert {offset: found.row_of(offset) for offset in told} == told


@given(text=counted(), asked=asked)
def test_whatever_was_asked_before_all_rows_are_exact_once_they_are_counted(text, asked):
    known = [start for starts in text[2] for start in starts]
    with reaching(1):
        found = rows_of(*text)
        for wanted in asked:
            found.stretch(wanted % found.height)
        found.count_all()
    assert found.height == len(known)
    assert [found.row_of(start) for start in known] == list(range(len(known)))
    ends = [*known[1:], None]
    assert [found.stretch(row) for row in range(len(known))] == list(zip(known, ends, strict=True))


@given(text=counted(), asked=asked)
def test_every_row_number_leads_to_a_row_and_they_follow_each_other(text, asked):
    found = rows_of(*text)
    for wanted in asked:
        start, end = found.stretch(wanted)
        assert start in {one for starts in text[2] for one in starts}
        assert end is None or end > start


def in_parts(text, width, size, **wishes):
    """A page whose text is cut into parts of `size` code points and more."""
    kept, paragraph._PART = paragraph._PART, size  # noqa: SLF001 - long texts are slow to make
    paragraph.parts_of.cache_clear()
    try:
        return lay_out(text, width, **wishes)
    finally:
        paragraph._PART = kept  # noqa: SLF001
        paragraph.parts_of.cache_clear()


@given(text=texts(), width=widths, size=st.integers(1, 60), invisible=st.booleans())
def test_a_text_in_parts_is_laid_out_as_it_is_in_one(text, width, size, invisible):
    whole = lay_out(text, width, invisible=invisible)
    page = in_parts(text, width, size, invisible=invisible)
    assert list(page.lines) == list(whole.lines)
    assert page.height == whole.height
    for offset in range(len(text) + 1):
        assert page.cell_of(offset) == whole.cell_of(offset)
        assert page.paragraph_of(offset) == whole.paragraph_of(offset)


@given(text=texts(), width=widths, size=st.integers(1, 60), data=st.data())
def test_the_cell_of_an_offset_leads_back_wherever_somebody_was_before(text, width, size, data):
    page: Layout = in_parts(text, width, size)
    for offset in data.draw(st.lists(st.integers(0, len(text)), max_size=6)):
        assert page.offset_at(*page.cell_of(offset)) == page.unit_at(offset)[0]
        row = page.row_of(offset)
        above, here = page.line(max(row - 1, 0)), page.line(row)
        assert above.end == here.start or row == 0
    assert all(one.end == other.start for one, other in pairwise(page.lines))
