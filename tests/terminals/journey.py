"""What is done in each terminal, and what is found out by it."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field

from tests.terminals import known
from tests.terminals.pictures import ground, is_blank
from tests.terminals.reading import alphabet_of, card, coloured, read
from tests.terminals.shells import Shell
from tests.terminals.virtual_screen import NothingSeen, until

COMMAND = (sys.executable, "-m", "annotator")
_CARD_ROW = 1
_PATIENCE = 10.0
# Seconds without a change after which the program has painted all that it paints at first.
_PAINTED = 1.5


@dataclass
class Found:
    """What was found out in one terminal: by the name of a check, whether it holds and a word.

    `cells` are the colours and letters of the pane, to be held against another terminal's.
    """

    kind: object
    checks: dict[str, tuple[bool, str]] = field(default_factory=dict)
    letters: tuple[str, ...] = ()
    marked: set[tuple[int, int]] = field(default_factory=set)
    trouble: str = ""
    vte: str = ""


class Journey:
    """One terminal from its start to its end; pictures go into a folder under its name."""

    def __init__(self, kind, home, pictures, panes):
        self.found = Found(kind)
        self._pictures = pictures
        self._project = known.prepared(home)
        self._pane, self._sample = panes
        shown = (self._pane, self._sample, known.printed())
        texts = {text for pane in shown for *_, text in pane.cells()}
        shown, self._places = card(sorted(texts - {" "}))
        before, after = kind.still
        (home / "card").write_text(before + shown, encoding="utf-8")
        (home / "uncard").write_text(after, encoding="utf-8")
        (home / "line").write_text(known.LINE, encoding="utf-8")
        way = ("--rtl", kind.way) if kind.way else ()
        command = (*COMMAND, "--project", str(self._project))
        self._shell = Shell(
            kind,
            home,
            {
                "card": "cat ~/card",
                "uncard": "cat ~/uncard",
                "line": "cat ~/line",
                "look": shlex.join(
                    (*command, "open", known.ARTICLE, "--as", known.ANNOTATOR, *way)
                ),
                "sample": shlex.join((*command, "open", known.SAMPLE, "--as", "other", *way)),
                # What it says beside the article is no part of it.
                "tell": shlex.join((*command, "show", known.ARTICLE, *way)) + " 2>>~/said",
            },
        )
        self._screen = self._shell.screen

    def run(self):
        """Go through everything; gives what was found."""
        try:
            self._shell.ready()
            self._grid = self._shell.grid
            self.found.vte = self._shell.vte
            self._learn()
            self._commands()
            self._try_sample()
            self._open()
            self._mark()
            self._leave()
            self._stop_and_kill()
        finally:
            self._keep("end", self._screen.picture())
            self._shell.close()
        return self.found

    def _keep(self, name, picture):
        """Keep a picture for whoever wants to look."""
        if self._shell.grid:
            picture = self._shell.grid.whole(picture)
        (self._pictures / f"{self.found.kind.file}.{name}.png").write_bytes(picture.png())

    def _hold(self, name, right, told):
        self.found.checks[name] = (right, told)

    def _learn(self):
        self._shell.run("wipe")
        picture = self._shell.run("card")
        self._keep("card", picture)
        self._alphabet = alphabet_of(picture, self._grid, self._places, _CARD_ROW)
        self._shell.run("uncard")
        if self.found.kind.tmux:
            self._shell.enter_tmux()

    def _commands(self):
        self._shell.run("wipe")
        picture = self._shell.run("tell")
        self._keep("show", picture)
        seen = read(picture, self._grid, self._alphabet, known.printed())
        self._write_rows("show", seen)
        self._hold("show", _enough(seen), _told(seen))

    def _open(self):
        self._shell.run("wipe")
        before = self._shell.run("line")
        self._line = self._grid.row(before, 1)
        self._keep("before", before)
        picture = self._look()
        self._keep("opened", picture)
        seen = read(picture, self._grid, self._alphabet, self._pane)
        self._write_rows("opened", seen)
        self.found.letters = tuple(row for row, _ in seen.rows)
        self._hold("letters", _enough(seen), _told(seen))

    def _try_sample(self):
        self._shell.run("wipe")
        picture = self._look("sample")
        self._keep("sample", picture)
        seen = read(picture, self._grid, self._alphabet, self._sample)
        self._write_rows("sample", seen)
        self._hold("sample", _enough(seen), _told(seen))
        before = self._shell.prompts
        self._screen.press("q")
        self._shell.prompted(before)

    def _look(self, command="look"):
        """Open the program; gives what it shows."""
        before = self._screen.still()
        self._shell.type(command)
        return self._program(before)

    def _program(self, before):
        """Wait for the program's screen: its title, and what it says in its last row."""

        prompts = self._shell.prompts

        def painted():
            if self._shell.prompts > prompts:
                raise NothingSeen("the program ended at once; its last words are in the picture")
            now = self._screen.picture()
            title, status = (self._grid.row(now, row) for row in (0, self._grid.rows - 1))
            return title != self._grid.row(before, 0) and not is_blank(status)

        until(painted, "the program's screen")
        return self._screen.still(_PAINTED)

    def _mark(self):
        wanted = {self._pane.place_of(known.MARKS[-1].end)}
        for mark in known.MARKS:
            self._pointed(mark)
            before = self._screen.picture()
            self._screen.press(mark.key)
            self._screen.changed(before, f"the label of {mark.text}")
            wanted |= self._pane.places_of(mark.start, mark.end)
        self._keep("marked", self._screen.still())
        seen = self.found.marked = coloured(self._screen.picture(), self._grid, self._pane)
        missing, further = wanted - seen, seen - wanted
        told = f"{len(wanted)} cells"
        if missing or further:
            told = f"{len(missing)} missing, {len(further)} too many"
        self._hold("highlight", not (missing or further), told)

    def _pointed(self, mark):
        """Do what a mark does with the mouse, and wait until it shows in the cell."""
        place = self._pane.place_of(mark.start + mark.letter)
        before = ground(self._grid.cell(self._screen.picture(), *place))
        self._point(mark)
        # Where nothing shows there, that is found out by what is marked in the end.
        with suppress(NothingSeen):
            until(
                lambda: ground(self._grid.cell(self._screen.picture(), *place)) != before,
                f"the caret on {mark.text}",
                _PATIENCE,
            )
        self._screen.still()

    def _point(self, mark):
        """Do what a mark does with the mouse."""
        first, last = (
            self._grid.place(*self._pane.place_of(mark.start + letter), mark.part)
            for letter in (mark.letter, len(mark.text))
        )
        match mark.by:
            case "drag":
                self._screen.drag(first, last)
            case "double click":
                self._screen.click(first, times=2)
            case _:
                self._screen.click(first)
        self._screen.put_mouse_away()

    def _leave(self):
        before = self._shell.prompts
        picture = self._screen.picture()
        self._screen.press("s")
        self._screen.changed(picture, "the labels saved")
        self._screen.press("q")
        self._shell.prompted(before)
        self._as_before("left")
        command = (*COMMAND, "--project", str(self._project), "show", known.ARTICLE)
        done = subprocess.run(
            (*command, "--as", known.ANNOTATOR, "--json"), capture_output=True, check=True
        )
        spans = {(span["label"], span["text"]) for span in json.loads(done.stdout)["spans"]}
        wanted = {(mark.label, mark.text) for mark in known.MARKS}
        right = len(spans & wanted)
        told = f"{right} of {len(wanted)}"
        if spans - wanted:
            told += ", wrong: " + ", ".join(sorted(text for _, text in spans - wanted))
        self._hold("mouse", spans == wanted, told)

    def _stop_and_kill(self):
        opened = self._look()
        before = self._shell.prompts
        self._screen.press("ctrl+z")
        self._shell.prompted(before)
        self._as_before("stopped")
        shell = self._screen.still()
        self._shell.type("fg")
        back = self._program(shell)
        self._keep("again", back)
        same = self._article(back) == self._article(opened)
        self._hold("back", same, "same" if same else "another picture")
        before = self._shell.prompts
        os.kill(self._shell.child(), signal.SIGKILL)
        self._shell.prompted(before)
        self._as_before("killed")

    def _article(self, picture):
        """The picture of the pane."""
        page = self._pane.page
        return picture.crop(
            *self._grid.box(self._pane.row, self._pane.column, page.width, page.height)
        )

    def _as_before(self, name):
        """Hold the shell's own line, as it stands and printed anew, against how it was."""
        before = self._lines(self._screen.still())
        picture = self._shell.run("line")
        self._keep(name, picture)
        stands = before[:1] == [1]
        anew = len(self._lines(picture)) == len(before) + 1
        told = "same" if stands and anew else "other rows" if not stands else "other new rows"
        self._hold(name, stands and anew, told)

    def _lines(self, picture):
        """The rows in which the shell's own line looks as it did at first."""
        rows = range(self._grid.rows)
        return [row for row in rows if self._grid.row(picture, row) == self._line]

    def _write_rows(self, name, seen):
        rows = "".join(
            f"{was}\n" + (f"{meant}  <- meant\n" if meant else "") for was, meant in seen.rows
        )
        (self._pictures / f"{self.found.kind.file}.{name}.txt").write_text(rows, encoding="utf-8")


ENOUGH = 0.99


def _enough(seen):
    return seen.share >= ENOUGH


def _told(seen):
    told = f"{seen.cells[0]} of {seen.cells[1]}"
    if not seen.exact:
        told += f", words {seen.words[0]} of {seen.words[1]}"
    return told
