"""What FriBidi and ICU said of some texts, against the page: neither library is needed here."""

import json

from annotator.text import bidi
from annotator.text.layout import lay_out
from tests.oracles.units import PINNED, PINNED_TEXTS, anchor, coded, flat, kept_of

LINES = PINNED.read_text(encoding="utf-8").split("\n")
CASES = [json.loads(line) for line in LINES[1:] if line]


def paragraphs(text, told):
    """Each pinned paragraph with its text."""
    starts = [start for start, _, _ in told]
    for (start, levels, rows), end in zip(told, [*starts[1:], len(text)], strict=True):
        yield start, text[start:end], levels, rows


def levels_of(paragraph, direction):
    strong = bidi.first_strong(paragraph)
    base = direction if strong is None else strong
    found = bidi.line_levels(paragraph, 0, len(paragraph), base)
    return coded(flat([found[at] for at in sorted(kept_of(paragraph))], base))


def test_the_levels_of_every_paragraph_are_those_that_were_pinned():
    wrong = [
        (text, start)
        for text, _, told in CASES
        for start, paragraph, levels, _ in paragraphs(text, told)
        if levels_of(paragraph, bidi.first_strong(text) or 0) != levels
    ]
    assert wrong == []
    assert len(CASES) == PINNED_TEXTS


def test_the_units_of_every_row_stand_in_the_order_that_was_pinned():
    compared, cut_elsewhere, wrong = 0, 0, []
    for text, width, told in CASES:
        page = lay_out(text, width, controls="obey")
        kept = {start + at for start, own, _, _ in paragraphs(text, told) for at in kept_of(own)}
        for start, order in ((start, order) for *_, rows in told for start, order in rows):
            line = page.line(page.row_of(start))
            offsets = [start + ord(number) - ord("0") for number in order]
            if line.start != start or sorted(offsets) != sorted(
                kept.intersection(range(start, line.end))
            ):
                cut_elsewhere += 1
                continue
            shown = [anchor(text, cell.start, cell.end) for cell in line.cells]
            shown = [
                at for at, cell in zip(shown, line.cells, strict=True) if cell.end > cell.start
            ]
            compared += 1
            if [at for at in shown if at in kept] != [at for at in offsets if at in shown]:
                wrong.append((text, width, start))
    assert wrong == []
    # A row may come to be cut elsewhere for good reasons; then what was said of it says nothing.
    assert compared > 20 * cut_elsewhere
