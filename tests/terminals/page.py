"""What was found out, as a table and as `docs/terminals.md`."""

from __future__ import annotations

from tests.terminals.journey import ENOUGH
from tests.terminals.kinds import COLUMNS, FONT, ROWS
from tests.terminals.known import MARKS, SAMPLE

_CHECKS = {
    "letters": "the article",
    "sample": "a sample",
    "xterm": "as in xterm",
    "highlight": "marked cells",
    "mouse": "by mouse",
    "left": "after q",
    "stopped": "after ctrl+z",
    "back": "after fg",
    "killed": "after kill -9",
    "show": "`show`",
}
_TEXT = """# Terminals

Written by `make terminals`, which opens the program in each of these terminals on a screen that
nobody sees, works in it with keys and mouse, and reads back from pictures what the terminal shows.

{table}

{versions}

## What is tried

Every terminal is started with a shell in it, in {columns} × {rows} cells of {font}, with a home of
its own and every colour (`COLORTERM=truecolor`; tmux is told so too). The article was made for
this: Arabic with Latin names, brackets, per cents, a date, quotation marks, lam-alef, vowel marks
and a Hebrew word, and an English paragraph with Arabic.

- **The article**: each cell of the pane holds the character that the layout puts there. The number
  is that of cells, then, where any is wrong, that of words without a wrong one.
- **A sample**: the same of the first page of `seeds/{sample}.txt`.
- **As in xterm**: the pane reads as it does in xterm, and the same cells are marked.
- **Marked cells**: after {marks} spans were marked, the cells with another ground than the page's
  are those of the spans and of the caret, and no other; one span is of an Arabic and a Latin word.
- **By mouse**: those spans hold the words that were pressed, as the label file has them: on Arabic,
  Latin and Hebrew letters, in the middle and at both edges of a cell, by one press, by two, and
  by pulling the mouse over two words.
- **After q, ctrl+z, kill -9**: a line of Arabic looks the same in the shell as before the program
  was opened, that which stood there and one that is printed anew. **After fg** the pane is back.
- **`show`**: each cell of what `annotator show` prints.

kitty is tried in two fonts, since it draws Arabic of a font that has Latin too in another way.
Within tmux it cannot be asked for its font: there `--rtl kitty-words` says that the font has both.

To see that a wrong screen is found out, Xfce's terminal is also shown rows as xterm needs them
(`--rtl visual`). There {control} cells of the article are right.

## How pictures are read

The corners of the window are painted in colours that tell where cells are. Then every character
that occurs is drawn in a cell of its own, between Latin letters that keep it there in any terminal,
and its picture is kept. A cell of the program is the character whose picture it is most like
(normalised correlation of the brightness, so that colours do not matter). What letters leave at the
edges of a cell beside them counts as nothing. A pane is good when {enough} of its cells are right.
The rest are vowel marks too faint to be told, wide letters that kitty cuts at the edge of a cell,
and letters of the next row that reach into a cell.

## Once more

`make terminals` takes some minutes and is no part of `make check`. It leaves pictures, and what was
read in them, in `.terminals/`. `python -m tests.terminals.run --only konsole` tries one terminal
alone and writes no page. It needs these packages of Debian:

    {packages}
"""


def compared(results):
    """The results, each held against the one of xterm where there is one."""
    reference = next((one for one in results if one.kind.name == "xterm"), None)
    for one in results:
        if reference is not None and one.letters and one is not reference:
            pairs = zip(one.letters, reference.letters, strict=True)
            rows = sum(mine == others for mine, others in pairs)
            cells = len(one.marked ^ reference.marked)
            same = cells == 0 and (rows == len(one.letters) or one.checks["letters"][0])
            told = f"{rows} of {len(one.letters)} rows"
            one.checks["xterm"] = (same, told if cells == 0 else f"{told}, {cells} cells marked")
    return results


def is_good(found):
    """Whether everything holds in a terminal."""
    return not found.trouble and all(right for right, _ in found.checks.values())


def table(results):
    """One row a terminal, as Markdown."""
    lines = [
        "| terminal | " + " | ".join(_CHECKS.values()) + " |",
        "| --- |" + " --- |" * len(_CHECKS),
    ]
    for one in results:
        cells = (_cell(one, name) for name in _CHECKS)
        lines.append(f"| {one.kind.name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def page(results, control, programs, packages):
    """The whole page; `control` is what was found where a terminal was shown what is wrong."""
    told = [f"{program.name} {program.version()}" for program in programs if program.asked]
    told += sorted({f"VTE {one.vte} (in xfce4-terminal)" for one in results if one.vte})
    return _TEXT.format(
        table=table(results),
        versions=f"Versions: {', '.join(told)}.",
        columns=COLUMNS,
        rows=ROWS,
        font=FONT,
        marks=len(MARKS),
        control=control.checks["letters"][1].partition(",")[0],
        sample=SAMPLE,
        enough=f"{ENOUGH:.0%}",
        packages=" ".join(packages),
    )


def _cell(found, name):
    if name not in found.checks:
        return "" if name == "xterm" and not found.trouble else "–"
    right, told = found.checks[name]
    return told if right else f"**wrong**: {told}"
