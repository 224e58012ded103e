"""`annotator doctor`: which terminal this is, and how right to left is shown on it."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from annotator.cli.options import asked_way, json_option
from annotator.cli.voice import json_value, say
from annotator.errors import StoreError

if TYPE_CHECKING:
    from annotator.project.terminals import Diagnosis
    from annotator.terminal.card import Line
    from annotator.terminal.names import WayName
    from annotator.terminal.opening import Looked

# What the q of a Latin keyboard is on an Arabic one.
_LEAVING = ("q", "Q", "ض")
_NONE = 0
_QUESTION = (
    "Which line is the first that reads right? Read from right to left it says: write N if this "
    "(here) is the first sound line, that is: OK 25% without a mistake. Its letters are joined, "
    "its brackets stand as in (here), its colon stands before OK, and the mark is on its first "
    "letter, at the right end."
)
_KEYS = "رقم السطر ثم Enter؛ أو 0 إن لم يكن أي سطر سليما؛ أو q للخروج."
_KEPT = (
    "حفظ الجواب، وستظهر العربية هكذا (مثل OK 25%).",
    "لتغييره شغل annotator doctor مرة أخرى.",
)
_TRIAL = "This is how the screen shows it. Does it read right, with the mark on its first letter?"


class _Left(Exception):
    """The person left a question without an answer."""


@click.command("doctor")
@click.option("--forget", is_flag=True, help="Forget what was answered for this terminal.")
@json_option
def command(forget: bool, as_json: bool) -> None:
    r"""Tell which terminal this is and how right to left is shown on it.

    In a terminal it then shows a card, with a line for each way of showing right to left, and
    asks which one reads right. The answer is remembered for terminals of this kind.

    \b
    The ways, for --rtl WAY and for rtl = "WAY" in config.toml:
      visual       every cell is sent to the place where it is seen
      explicit     the same, with the terminal's own ordering turned off
      konsole      the same for Konsole, by its own setting
      mlterm       the same for mlterm, by its own setting
      kitty        each run of right-to-left letters is sent backwards
      kitty-words  the same for kitty in a font that has Arabic letters
      inverse      rows are turned round, for terminals that turn every row
      cells        no two cells look quite the same, for terminals in a web page
      logical      letters as they are stored, also for screen readers and braille
      auto         what the terminal needs, whatever was settled or answered
    """
    from annotator.cli.diagnosis import report, told
    from annotator.project.terminals import diagnosis
    from annotator.terminal.reading import single_characters

    asks = asked_way() in (None, "auto") and not forget and not as_json and _can_ask()
    with single_characters(sys.stdin.fileno()) if asks else nullcontext():
        looked = _look()
        found = diagnosis(asked_way(), os.environ, looked)
        if forget:
            _forget(found)
            found = diagnosis(asked_way(), os.environ, looked)
        if as_json:
            json_value(told(found))
            return
        report(found, asks=asks)
        if asks:
            _ask(found)


def _look() -> Looked:
    from annotator.terminal.opening import asking

    with asking(os.environ, sys.stdin.fileno(), sys.stdout.fileno()) as question:
        return question.answer()


def _forget(found: Diagnosis) -> None:
    from annotator.project.terminals import remember_way

    key = found.terminal.key
    if found.answered is None:
        say(f"nothing was remembered for {key}")
        return
    if remember_way(os.environ, key, None) is None:
        raise StoreError(
            what=f"the answer for {key} cannot be forgotten",
            where=str(found.place),
            fix="make the file and its folder writable",
        )
    say(f"forgotten: {found.answered} for {key}")


def _can_ask() -> bool:
    """Whether a person is there, at a terminal that can show a card."""
    from annotator.cli.diagnosis import has_arabic
    from annotator.terminal.reading import is_in_front

    on_terminal = is_in_front(sys.stdin.fileno()) and sys.stdout.isatty()
    return on_terminal and os.environ.get("TERM", "dumb") != "dumb" and has_arabic()


def _ask(found: Diagnosis) -> None:
    """Show the card, and do what is answered."""
    from annotator.cli.diagnosis import advice

    try:
        way = _answered(found)
    except _Left:
        say("nothing was changed")
        return
    if way is not None:
        _keep(found, way)
        return
    say("nothing was remembered; what may help:")
    for words in (*advice(found), "another terminal, or --rtl logical to leave it to this one"):
        say(f"- {words}")


def _answered(found: Diagnosis) -> WayName | None:
    """The way that is right by the card, None if none is.

    Raises:
        _Left: the person wants to leave it as it is.
    """
    from annotator.cli.diagnosis import arabic, paragraph, way_for
    from annotator.terminal.card import card

    now = found.choice.way
    lines = card(found.terminal, likeliest=now, passes=bool(found.passes))
    click.echo()
    paragraph(_QUESTION)
    _send("\n", *(line.sent for line in lines), "\n")
    kept = next((f" (line {line.number})" for line in lines if line.way == now), "")
    paragraph(
        f"Its number and Enter; or Enter alone to leave it as it is{kept}; 0 if none reads right; "
        "q to leave."
    )
    arabic((_KEYS,), way_for(found))
    answer = _number(found, len(lines))
    return None if answer == _NONE else _proved(found, lines[answer - 1])


def _number(found: Diagnosis, last: int) -> int:
    """A number from 0 to `last` that a person types, in any digits.

    Raises:
        _Left: they typed nothing, or that they want to leave.
    """
    from annotator.terminal.reading import read_word

    replies = found.looked.replies
    typed = replies.rest
    while True:
        _send("> ")
        word = read_word(
            sys.stdin.fileno(), sys.stdout.fileno(), typed=typed, late=not replies.complete
        )
        typed = b""
        if not word or word in _LEAVING:
            raise _Left
        if word.isdecimal() and int(word) <= last:
            return int(word)
        say(f"a number from 0 to {last}, or q")


def _proved(found: Diagnosis, line: Line) -> WayName | None:
    """The way of a line, tried where it holds for a whole screen; None if nothing is right."""
    from annotator.terminal.choosing import SWITCHED

    by_row = line.way == "explicit" and not found.terminal.inside
    if line.way not in SWITCHED or by_row or _holds(found, line.way):
        return line.way
    # Rows that are turned round look the same on the card.
    return "inverse" if line.way == "explicit" else None


def _holds(found: Diagnosis, way: WayName) -> bool:
    """Whether a way is right on a whole screen; where it cannot be tried, whether it should be."""
    from annotator.cli.diagnosis import paragraph
    from annotator.terminal.card import trial_line, tried
    from annotator.terminal.choosing import Choice
    from annotator.terminal.opening import prepare
    from annotator.terminal.terminal import UNKNOWN

    prepared = prepare(found.looked, Choice(way, "doctor", ""))
    if found.terminal.inside == "tmux" and prepared.passage is None:
        return found.terminal.name != UNKNOWN
    with tried(prepared, _send):
        paragraph(_TRIAL)
        _send("\n", trial_line(prepared.way), "\n")
        paragraph("1 if it does, 2 if it does not, q to leave; and Enter.")
        return _number(found, 2) == 1


def _keep(found: Diagnosis, way: WayName) -> None:
    from annotator.cli.diagnosis import arabic
    from annotator.project.terminals import remember_way
    from annotator.terminal.choosing import way_of

    place = remember_way(os.environ, found.terminal.key, way)
    if place is None:
        raise StoreError(
            what="the answer cannot be kept",
            where=str(found.place or "the home folder, which is not known"),
            fix=f'make it writable, or write rtl = "{way}" in config.toml',
        )
    say(f"kept: {way} for {found.terminal.key}, in {place}")
    arabic(_KEPT, way_of(way, found.terminal, passes=bool(found.passes)))
    if found.settled is not None:
        say(f'config.toml says rtl = "{found.settled}", which goes before it: take that line out')


def _send(*pieces: str) -> None:
    """Write to the terminal, at once and as it is."""
    click.echo("".join(pieces), nl=False, color=True)
    sys.stdout.flush()
