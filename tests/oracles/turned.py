"""Rows turned round for terminals that order them, put in order again by FriBidi and ICU."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.terminal.cells import Painted, painted
from annotator.terminal.ways.inverse import Inverse
from annotator.text.flat import holds_right_to_left
from annotator.text.layout import lay_out

# A letter that has a library take the row as one that runs from left to right, as a terminal does.
LEFT_TO_RIGHT = "a"


@dataclass
class Turned:
    """How many rows with right-to-left letters there were, and how many came out as meant.

    `wrong` holds those that are called exact and that the library shows otherwise.
    """

    rows: int = 0
    exact: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self):
        share = f"{self.exact / self.rows:.2%}" if self.rows else "none"
        return (
            f"rows turned round {self.rows:,}, exact {share}, wrong among these {len(self.wrong)}"
        )


def screen_rows(text, width):
    """The rows of a text as the screen shows them, filled up with blanks."""
    for line in lay_out(text, width).lines:
        cells = painted(" " * line.indent)
        cells += [Painted(cell.text, cell.width) for cell in line.cells]
        cells += painted(" " * (width - sum(cell.width for cell in cells)))
        if any(holds_right_to_left(cell.text) for cell in cells):
            yield cells


def compare_turned(library, text, width, report):
    """Turn every row of a text round, and note where a library does not turn it back."""
    way = Inverse()
    for cells in screen_rows(text, width):
        sent = way.row(cells)
        raw = LEFT_TO_RIGHT + "".join(cell.text[0] for cell in sent)
        if not library.can_read(raw):
            continue
        report.rows += 1
        if not way.is_exact(cells):
            continue
        report.exact += 1
        other = library.read(raw, 0)
        shown = [
            library.mirrored(raw[at]) if other.levels[at] & 1 else raw[at]
            for at in other.order(0, len(raw))
            if at
        ]
        meant = [cell.text[0] for cell in cells]
        if [one.replace("\u2800", " ") for one in shown] != meant:
            report.wrong.append(f"{library.version}: {raw!a} is shown as {shown}, not {meant}")
