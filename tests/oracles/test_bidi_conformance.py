"""Levels and order, against Unicode's own conformance files: every case, none left out."""

import lzma
from functools import cache
from pathlib import Path

import pytest

from annotator.text import bidi
from annotator.text.display import LINE_ENDS
from annotator.text.layout import lay_out
from tests.oracles.units import anchor

DATA = Path(__file__).parent / "unicode"
# One character of each class; BidiTest.txt speaks of classes only.
EXAMPLES = {
    "L": "a",
    "R": "א",
    "AL": "ا",
    "EN": "1",
    "ES": "-",
    "ET": "%",
    "AN": "\u0661",
    "CS": ",",
    "NSM": "\u064b",
    "BN": "\u200d",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
    "LRE": "\u202a",
    "RLE": "\u202b",
    "LRO": "\u202d",
    "RLO": "\u202e",
    "PDF": "\u202c",
    "LRI": "\u2066",
    "RLI": "\u2067",
    "FSI": "\u2068",
    "PDI": "\u2069",
}
BASES = {1: None, 2: 0, 4: 1}
CLASS_PARTS = 12
CHARACTER_PARTS = 4
ROOMY = 400


@cache
def lines(name):
    data = lzma.decompress((DATA / f"{name}.xz").read_bytes()).decode("utf-8")
    return [line for line in data.splitlines() if line and not line.startswith("#")]


@cache
def class_cases():
    """Rows of BidiTest.txt: the text, its base, the levels and order to be found."""
    found = []
    levels, order = (), ()
    for line in lines("BidiTest.txt"):
        if line.startswith("@Levels:"):
            levels = tuple(line.removeprefix("@Levels:").split())
        elif line.startswith("@Reorder:"):
            order = tuple(map(int, line.removeprefix("@Reorder:").split()))
        elif not line.startswith("@"):
            classes, bits = line.split(";")
            text = "".join(map(EXAMPLES.__getitem__, classes.split()))
            found += [(text, base, levels, order) for bit, base in BASES.items() if int(bits) & bit]
    return found


@cache
def character_cases():
    """Rows of BidiCharacterTest.txt: the text, its base, what the base, levels, order are."""
    found = []
    for line in lines("BidiCharacterTest.txt"):
        points, direction, base, levels, order = line.split(";")
        text = "".join(chr(int(point, 16)) for point in points.split())
        asked = None if direction == "2" else int(direction)
        found.append(
            (text, asked, int(base), tuple(levels.split()), tuple(map(int, order.split())))
        )
    return found


def agrees(text, base, levels, order):
    """Whether levels after L1 and order after L2 are these, but for what X9 removes."""
    found_base, found = bidi.levels(text, base)
    line = bidi.reset_whitespace(bidi.bidi_classes(text), found, found_base)
    shown = ["x" if kept == "x" else str(level) for kept, level in zip(levels, line, strict=True)]
    seen = [index for index in bidi.reorder(line) if levels[index] != "x"]
    return tuple(shown) == levels and tuple(seen) == order


@pytest.mark.parametrize("part", range(CLASS_PARTS))
def test_every_sequence_of_classes_is_resolved_and_ordered_as_unicode_says(part):
    wrong = [case for case in class_cases()[part::CLASS_PARTS] if not agrees(*case)]
    assert wrong == []


@pytest.mark.parametrize("part", range(CHARACTER_PARTS))
def test_every_text_is_resolved_and_ordered_as_unicode_says(part):
    wrong = [
        (text, asked)
        for text, asked, base, levels, order in character_cases()[part::CHARACTER_PARTS]
        if bidi.levels(text, asked)[0] != base or not agrees(text, asked, levels, order)
    ]
    assert wrong == []


def as_one_row(text, asked, base):
    """The text on one row, in the base that was asked for; None where a page could not show it.

    A page has no base to be asked for: what has none of its own takes it from what follows.
    """
    strong = bidi.first_strong(text)
    if set(text) & set(LINE_ENDS) or (strong is not None and asked not in {None, strong}):
        return None
    return lay_out(f"{text}\n{'aא'[base]}", ROOMY, controls="obey").line(0)


@pytest.mark.parametrize("part", range(CHARACTER_PARTS))
def test_texts_stand_on_a_page_as_unicode_says(part):
    compared, wrong = 0, []
    for text, asked, base, levels, order in character_cases()[part :: 6 * CHARACTER_PARTS]:
        row = as_one_row(text, asked, base)
        if row is None:
            continue
        kept = [at for at in range(len(text)) if levels[at] != "x"]
        shown = [anchor(text, cell.start, cell.end) for cell in row.cells if cell.start < len(text)]
        compared += len(shown) > 1
        if [at for at in shown if at in kept] != [at for at in order if at in shown]:
            wrong.append((text, asked))
    assert wrong == []
    assert compared > 1_200


def test_asking_for_one_line_gives_what_the_steps_give():
    for text, asked, base, _, _ in character_cases()[::50]:
        line = bidi.reset_whitespace(bidi.bidi_classes(text), bidi.levels(text, asked)[1], base)
        assert bidi.line_levels(text, 0, len(text), asked) == line
        assert bidi.visual_order(text, 0, len(text), asked) == bidi.reorder(line)


def test_no_case_of_unicodes_files_is_left_out():
    assert (len(class_cases()), len(character_cases())) == (770_241, 91_707)
