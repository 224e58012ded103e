"""What `annotator doctor` tells: the report about a terminal, and what helps where it is wrong."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from annotator.cli.lines import columns, is_terminal
from annotator.cli.voice import row
from annotator.project.naming import user_config
from annotator.terminal.cells import painted
from annotator.terminal.choosing import way_of
from annotator.terminal.terminal import UNKNOWN
from annotator.text.flat import phrase, wrapped
from annotator.text.width import cells

if TYPE_CHECKING:
    from annotator.project.terminals import Diagnosis
    from annotator.terminal.ways.visual import Visual

# Cells before the words of a line, and cells of a line at most.
_LABEL, _WIDEST = 15, 100
_ORDERING = {
    0: "it has no mode for it",
    1: "on",
    2: "off",
    3: "always on",
    4: "always off",
}
_CHOSEN_BY = {
    "--rtl": "--rtl, for this command",
    "config.toml": "your config.toml",
    "doctor": "your answer",
    "the terminal": "annotator, by what is known of the terminal",
}
_HELP = "إن بدا هذا السطر مقلوبا أو مقطع الحروف فشغل annotator doctor واختر السطر السليم."
_FONT = (
    "letters that are boxes or do not join: choose a font that has all their forms, such as "
    "DejaVu Sans Mono"
)
_ADVICE = {
    "kitty": "kitty: write force_ltr yes in kitty.conf, start kitty anew and run annotator doctor "
    "again; then every cell stays where it is told",
    "konsole": "Konsole: where its profile forbids sequences, turn off bi-directional text in the "
    "profile and run annotator doctor again",
    "apple": "Apple Terminal cannot be told to leave rows alone; a row that ends in a number may "
    "be a little off, which iTerm2, kitty and others show right",
    "xterm.js": "a terminal in a web page: have it draw with the graphics card "
    "(terminal.integrated.gpuAcceleration in VS Code), or ask for --rtl cells",
    "linux": "the Linux console has no Arabic letters; a terminal on the desktop has",
}


def told(found: Diagnosis) -> dict[str, object]:
    """The diagnosis as JSON."""
    terminal, replies, choice = found.terminal, found.looked.replies, found.choice
    return {
        "terminal": terminal.name,
        "version": terminal.version,
        "inside": terminal.inside,
        "told_by": terminal.told_by,
        "way": choice.way,
        "by": choice.by,
        "why": choice.why,
        "sure": choice.sure,
        "answers": {
            "name": replies.name,
            "mode": replies.mode,
            "kind": replies.kind,
            "font": replies.font,
            "complete": replies.complete,
            "passes": found.passes,
        },
        "remembered": {
            "terminal": terminal.key,
            "way": found.answered,
            "file": None if found.place is None else str(found.place),
        },
    }


def report(found: Diagnosis, *, asks: bool) -> None:
    """Tell in plain words what is known of a terminal and how right to left is shown on it.

    `asks` says whether a question follows, so that nobody need be told how to come by it.
    """
    choice = found.choice
    lines = [
        ("terminal", _named(found)),
        ("inside", _inside(found)),
        ("answers", _answers(found)),
        ("right to left", f"{choice.way}, because {choice.why}"),
        ("chosen by", _CHOSEN_BY[choice.by] + ("" if choice.sure else "; it is only a guess")),
        ("remembered", _remembered(found)),
        ("to change it", _changing()),
        *(("if it is wrong", words) for words in advice(found)),
    ]
    before = ""
    for label, words in lines:
        if words:
            _line("" if label == before else label, words)
            before = label
    guessed = "" if choice.sure else "، وهي الأرجح فقط"
    arabic((f"تظهر العربية في هذه الطرفية بالطريقة {choice.way}{guessed}.",), way_for(found))
    if not asks:
        arabic((_HELP,), way_for(found))


def advice(found: Diagnosis) -> Iterator[str]:
    """What helps where right to left is shown wrong, a sentence each."""
    terminal = found.terminal
    if terminal.inside == "tmux" and not found.passes:
        yield (
            "tmux keeps sequences back: write set -g allow-passthrough on in ~/.tmux.conf, or "
            "try annotator outside of it"
        )
    if terminal.inside and terminal.name == UNKNOWN:
        yield (
            f"{terminal.inside} hides the terminal around it; if that is Konsole or mlterm, ask "
            "for --rtl konsole or --rtl mlterm"
        )
    elif terminal.name == UNKNOWN:
        yield "no terminal is known by this name: tell annotator doctor what you see"
    if terminal.name in _ADVICE:
        yield _ADVICE[terminal.name]
    yield _FONT


def way_for(found: Diagnosis) -> Visual:
    """The way in which right to left is shown now."""
    return way_of(found.choice.way, found.terminal, passes=bool(found.passes))


def arabic(lines: Iterable[str], way: Visual) -> None:
    """Lines for those who read Arabic, in a way of the terminal; as they are stored for a file."""
    if not has_arabic():
        return
    width = min(columns(), _WIDEST) - 1
    for line in lines:
        if not is_terminal():
            click.echo(line)
            continue
        for seen in wrapped(phrase(line), width):
            sent = way.line(painted(" " * (width - cells(seen)) + seen))
            click.echo(sent, nl=False, color=True)


def has_arabic() -> bool:
    """Whether Arabic letters can be written to standard output at all."""
    try:
        "\u0627\ufe8e".encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True


def paragraph(words: str) -> None:
    """A paragraph of plain words, within the width of the terminal."""
    _line("", words, indent=0)


def _line(label: str, words: str, *, indent: int = _LABEL) -> None:
    """Words beside their label; on a terminal no word is parted at the end of a row."""
    width = min(columns(), _WIDEST) - indent - 1
    whole = not is_terminal() or width < _LABEL
    pieces = (
        [words]
        if whole
        else textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
    )
    for at, piece in enumerate(pieces):
        row(f"{label if not at else '':<{indent}}{piece}")


def _named(found: Diagnosis) -> str:
    terminal = found.terminal
    if terminal.name == UNKNOWN:
        return f"not known; TERM is {terminal.term or 'not set'}"
    named = f"{terminal.name} {terminal.version}".rstrip()
    return f"{named}, by {terminal.told_by}"


def _inside(found: Diagnosis) -> str:
    match found.terminal.inside:
        case "tmux":
            through = "get" if found.passes else "do not get"
            return f"tmux; sequences {through} through to the terminal"
        case "screen":
            return "GNU screen; sequences are handed on to the terminal"
        case "":
            return ""


def _answers(found: Diagnosis) -> str:
    replies = found.looked.replies
    said = (
        f"name {replies.name}" if replies.name else "",
        "" if replies.mode is None else f"ordering of its own: {_ORDERING[replies.mode]}",
        f"kind {replies.kind}" if replies.kind else "",
        f"font {replies.font}" if replies.font else "",
    )
    told = "; ".join(one for one in said if one)
    if told or replies.complete:
        return told or "only that it is a terminal"
    return "none in time" if sys.stdin.isatty() and is_terminal() else "it was not asked"


def _remembered(found: Diagnosis) -> str:
    key = found.terminal.key
    if found.place is None:
        return "nothing, since there is no home folder to keep it in"
    if found.answered is None:
        return f"nothing for {key}; an answer is kept in {found.place}"
    return f"{found.answered} for {key}, in {found.place}"


def _changing() -> str:
    config = user_config(os.environ)
    always = f'rtl = "WAY" in {config} for every terminal; ' if config else ""
    return (
        f"--rtl WAY for one command; {always}annotator doctor --forget takes an answer back; "
        "annotator doctor --help tells the ways"
    )
