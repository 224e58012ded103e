"""Random texts laid out here and by FriBidi and ICU: levels, the order of every row, mirroring.

Rows turned round for terminals that order them are put in order again by both.

`python -m tests.oracles.live --strings 100000` compares, says every difference and ends with 1
where there is one; `--pin` writes down what the libraries say of a few texts, for
`tests/oracles/test_pinned.py`. `make oracles` runs the first.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
import unicodedata
from dataclasses import dataclass, field

from annotator.text import bidi
from annotator.text.layout import lay_out
from annotator.text.unicode import mirrored
from tests.oracles.random_texts import random_text
from tests.oracles.second_opinions import opinions
from tests.oracles.turned import Turned, compare_turned
from tests.oracles.units import (
    PINNED,
    PINNED_TEXTS,
    SENTENCES,
    anchor,
    coded,
    end_of,
    flat,
    kept_of,
)

PINNED_LENGTH, PINNED_LONGEST = 22, 44
LONGEST = 70
NARROWEST, WIDEST = 3, 30
TOLD = 20
PARAGRAPH = re.compile("[^\n\r\x85\u2029]*(?:\r\n|[\n\r\x85\u2029])|[^\n\r\x85\u2029]+")


@dataclass
class Report:
    """What was compared; `wrong` holds each difference in words."""

    texts: int = 0
    paragraphs: int = 0
    rows: int = 0
    units: int = 0
    wrong: list[str] = field(default_factory=list)
    turned: Turned = field(default_factory=Turned)

    def __str__(self) -> str:
        return (
            f"texts {self.texts:,}, paragraphs {self.paragraphs:,}, rows {self.rows:,}, "
            f"units {self.units:,}, differences {len(self.wrong):,}; {self.turned}"
        )


def direction_of(readings):
    """The base of an article's paragraphs that have none: that of the first that has one."""
    for as_left, as_right in readings:
        if as_left == as_right:
            return as_left
    return 0


def paragraphs_of(library, text):
    """Each paragraph with its start, and what the library makes of it."""
    found = [(match.start(), match[0]) for match in PARAGRAPH.finditer(text)]
    bases = ((library.read(own, 0).base, library.read(own, 1).base) for _, own in found)
    direction = direction_of(bases)
    for start, own in found:
        yield start, own, library.read(own, direction)


def rows_of(page, start, end):
    """The rows of a paragraph: where each lies, and its cells that stand for text."""
    first, last = page.row_of(start), page.row_of(end - 1)
    for line in page.lines[first : last + 1]:
        yield line, [cell for cell in line.cells if cell.end > cell.start]


def compare(library, text, width, report):
    """Lay a text out, and note where the library has another opinion."""
    page = lay_out(text, width, controls="obey")
    for start, paragraph, other in paragraphs_of(library, text):
        report.paragraphs += 1
        for _, cells in rows_of(page, start, start + len(paragraph)):
            report.rows += 1
            report.units += len(cells)
        found = (*levels_differ(start, paragraph, other), *rows_differ(library, page, start, other))
        for what in found:
            report.wrong.append(f"{library.version}: {what}: {text!a} in {width} cells")


def levels_differ(start, paragraph, other):
    kept = sorted(kept_of(paragraph))
    levels = bidi.line_levels(paragraph, 0, len(paragraph), other.base)
    if not other.has_levels([levels[at] for at in kept], [other.levels[at] for at in kept]):
        yield f"levels of the paragraph at {start}: {levels}, not {other.levels}"


def rows_differ(library, page, start, other):
    """Where the base, the mirrored signs or the order of rows are others."""
    text, end = page.text, start + len(other.levels)
    paragraph = text[start:end]
    kept = kept_of(paragraph)
    for line, cells in rows_of(page, start, end):
        if line.base != other.base:
            yield f"base of the row at {line.start}: {line.base}"
        yield from mirroring(library, paragraph, start, other, cells)
        row_end = end_of(text, line, end)
        if not library.can_order(text[line.start : row_end]):
            continue
        theirs = other.order(line.start - start, row_end - start)
        ours = bidi.visual_order(paragraph, line.start - start, row_end - start, other.base)
        if [at for at in ours if at in kept] != [at for at in theirs if at in kept]:
            yield f"order of the row at {line.start}: {ours}, not {theirs}"
        anchors = [anchor(text, cell.start, cell.end) - start for cell in cells]
        shown_here = kept.intersection(anchors)
        seen = [at for at in theirs if at in shown_here]
        if [at for at in anchors if at in kept] != seen:
            yield f"units of the row at {line.start}: {anchors}, not {seen}"


def mirroring(library, paragraph, start, other, cells):
    """Where a sign is not turned as its level asks."""
    for cell in cells:
        at = anchor(paragraph, cell.start - start, cell.end - start)
        own = paragraph[at]
        drawn = library.mirrored(own) if other.levels[at] & 1 else own
        if (drawn != own or mirrored(own) != own) and cell.text[:1] != drawn:
            yield f"mirroring at {start + at}: {cell.text}, not {drawn}"


def run(strings, seed):
    """Compare so many texts with every library that is here."""
    dice = random.Random(seed)
    reports = {library: Report() for library in opinions()}
    written = [text for _, text, _ in SENTENCES]
    for number in range(strings):
        text = written[number] if number < len(written) else random_text(dice, LONGEST)
        width = dice.randint(NARROWEST, WIDEST)
        for library, report in reports.items():
            if library.can_read(text):
                report.texts += 1
                compare(library, text, width, report)
                compare_turned(library, text, width, report.turned)
    return reports


def pin(seed):
    """What the libraries say of a few texts, where they agree, one JSON value a line."""
    dice = random.Random(seed)
    libraries = opinions()
    yield {
        "what": "texts laid out with bidi controls obeyed: text, width, paragraphs; a paragraph is "
        "its start, its levels after L1 and its rows; a row is its start and its order from left "
        "to right. What X9 removes is left out; numbers are code points from U+0030 on; levels "
        "that all run the paragraph's way are given as its own.",
        "by": " and ".join(library.version for library in libraries),
        "command": f"python -m tests.oracles.live --pin --seed {seed}",
    }
    kept = 0
    while kept < PINNED_TEXTS:
        text, width = random_text(dice, PINNED_LENGTH), dice.randint(NARROWEST, WIDEST)
        asked = [library for library in libraries if library.can_read(text)]
        if asked and len(text) <= PINNED_LONGEST:
            kept += 1
            yield [text, width, [*told(asked[-1], text, width)]]


def told(library, text, width):
    """The paragraphs of a text as a library sees them, their rows cut as they are here."""
    page = lay_out(text, width, controls="obey")
    for start, paragraph, other in paragraphs_of(library, text):
        kept = kept_of(paragraph)
        levels = flat([other.levels[at] for at in sorted(kept)], other.base)
        rows = []
        for line, _ in rows_of(page, start, start + len(paragraph)):
            row_end = end_of(text, line, start + len(paragraph))
            if library.can_order(text[line.start : row_end]):
                order = other.order(line.start - start, row_end - start)
                rows.append(
                    [line.start, coded(start + at - line.start for at in order if at in kept)]
                )
        yield [start, coded(levels), rows]


def escaped(value):
    """JSON in which only letters, marks, numbers and signs stand for themselves."""
    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(_escaped(character) for character in raw)


def _escaped(character):
    if unicodedata.category(character)[0] in "LNPS" or character == " ":
        return character
    return json.dumps(character)[1:-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--pin", action="store_true")
    asked = parser.parse_args()
    if not opinions():
        print("Neither FriBidi nor ICU is here.", file=sys.stderr)
        print("  fix: install one; on Debian: apt install libfribidi0 libicu72", file=sys.stderr)
        return 1
    if asked.pin:
        lines = [escaped(value) for value in pin(asked.seed)]
        PINNED.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return 0
    began = time.monotonic()
    reports = run(asked.strings, asked.seed)
    for library, report in reports.items():
        for difference in (*report.wrong[:TOLD], *report.turned.wrong[:TOLD]):
            print(difference)
        print(f"{library.version}: {report}")
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if any(report.wrong or report.turned.wrong for report in reports.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
