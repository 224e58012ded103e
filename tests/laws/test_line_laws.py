"""Laws of lines for people: nothing is lost, nothing is too long, nothing acts on a terminal."""

from __future__ import annotations

from collections import Counter
from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from annotator.cli.lines import fields_in_rows
from annotator.text.flat import apart, beside, phrase, sentence, visual, wrapped
from annotator.text.width import cells
from tests.laws.texts import ARABIC, texts

WIDE = 10_000
# A Thai vowel that is written behind its letter is not drawn on a page where it has none.
mixed = texts(40).filter(lambda text: "\u0e33" not in text)
made = st.sampled_from((sentence, phrase, lambda text: beside(apart(text), " → ", apart("سارة"))))
names = st.text(f"{ARABIC}-אבגדה", min_size=1, max_size=20).filter(lambda name: name.strip("-"))


def letters(rows):
    return Counter("".join(rows).replace(" ", ""))


@given(text=mixed, make=made, width=st.integers(4, 60))
def test_rows_hold_all_of_a_line_and_none_is_wider_than_asked(text, make, width):
    line = make(text)
    rows = wrapped(line, width)
    assert all(cells(row) <= width for row in rows)
    assert letters(rows) == letters(wrapped(line, WIDE))


@given(text=texts(40), make=made, width=st.integers(4, 60))
def test_nothing_that_is_sent_is_a_control(text, make, width):
    told = "".join(wrapped(make(text), width))
    assert not {category(one) for one in told} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(first=names, second=names)
def test_names_never_run_into_the_english_around_them(first, second):
    said = "labels/{}/{}/0001.json: 3 of (4) in '{}', [5]"
    (row,) = wrapped(sentence(said.format(first, second, first)), WIDE)
    shown = [visual(f"\u200f{name}").replace("\u200f", "") for name in (first, second, first)]
    assert letters([row]) == letters([said.format(*shown)])
    for piece in ("labels/", "/0001.json: 3 of (4) in '", "', [5]"):
        assert piece in row


@given(fields=st.lists(mixed, min_size=1, max_size=5), width=st.integers(20, 90))
def test_fields_in_rows_are_all_there_and_fit(fields, width):
    lines = [phrase(field) for field in fields]
    rows = [*fields_in_rows(lines, width)]
    assert all(cells(row) <= width for row in rows)
    assert letters(rows) == letters(row for line in lines for row in wrapped(line, WIDE))
