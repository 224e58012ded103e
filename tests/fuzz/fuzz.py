"""Random files as articles: taken in or refused, laid out, and drawn on a real screen.

`python -m tests.fuzz.fuzz --strings 100000` ends with a report, and with 1 where anything but an
`AnnotatorError` was raised, or a character that a terminal could obey was sent. `make fuzz` runs
it.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from annotator.errors import AnnotatorError
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.places import open_project, read_article
from annotator.project.sitting.annotate import open_session
from annotator.project.start import start
from annotator.session.caret import Caret
from annotator.session.index import SpanIndex
from annotator.text.article import decode
from annotator.text.flat import visual
from annotator.text.notices import notices
from annotator.text.unicode import category
from annotator.tui.app import AnnotatorApp
from annotator.tui.widgets.article_view import ArticleView, Scene
from annotator.tui.widgets.headings import TitleBar
from tests.fuzz.files import random_file

SIZES = ((80, 24), (100, 30), (40, 12), (200, 50))
WHOLE_EVERY = 50
ADDED_EVERY = 25
TITLE = 60
TOLD = 20
NEVER_SENT = {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}
# What a screen itself sends: colours and the place of the cursor.
OWN = re.compile("\x1b\\[[0-9;]*[mH]")


@dataclass
class Report:
    """What came of it; `wrong` holds each fault in words."""

    files: int = 0
    refused: int = 0
    frames: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"files {self.files:,}, refused {self.refused:,}, frames drawn {self.frames:,}, "
            f"wrong {len(self.wrong):,}"
        )


def obeyed(sent):
    """The characters of what is sent that are no cells; line ends part the rows of a frame."""
    return {one for one in set(OWN.sub("", sent)) - {"\n"} if category(one) in NEVER_SENT}


class Room:
    """The screen of one project, on which one article after another is shown."""

    def __init__(self, app):
        self._screen = app.screen_stack[1]
        self._view = self._screen.query_one(ArticleView)
        self._title = self._screen.query_one(TitleBar)
        self._console = Console(force_terminal=True, color_system="truecolor", width=250)

    def frames(self, text, dice, *, whole):
        """What is sent for an article as it is, and with what is invisible in it."""
        caret = Caret(dice.randrange(len(text)))
        self._title.show(text[:TITLE])
        for invisible in (False, True):
            stops = "characters" if invisible else "letters"
            scene = Scene(text, SpanIndex(()), caret, stops=stops, invisible=invisible)
            self._view.show(scene)
            yield self._whole() if whole else self._pane()

    def _pane(self):
        rows = range(self._view.size.height)
        return "\n".join(self._view.render_line(y).render(self._console) for y in rows)

    def _whole(self):
        compositor = self._screen._compositor  # noqa: SLF001 - Textual has no public way
        return compositor.render_full_update().render_segments(self._console)


def take_in(project, data, name):
    """The text of a file as `annotator add` takes it in; with a project, through it."""
    if project is None:
        return decode(data, name)
    path = project.root / "incoming" / f"{name}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    (added,) = add(project, [path], Asked())
    text = read_article(project, added.article.id).text
    (project.seeds / f"{added.article.id}.txt").unlink()
    return text


def show(room, project, data, dice, report):
    """Take one file in and show it; whatever goes wrong is noted."""
    number = report.files
    report.files += 1
    try:
        text = take_in(project if number % ADDED_EVERY == 0 else None, data, f"f{number}")
        for words in (visual(text[:TITLE]), *notices(text)):
            sent = obeyed(words)
            if sent:
                report.wrong.append(f"{sent!a} in words about {data[:200]!r}")
        for frame in room.frames(text, dice, whole=number % WHOLE_EVERY == 0):
            report.frames += 1
            sent = obeyed(frame)
            if sent:
                report.wrong.append(f"{sent!a} sent for {data[:200]!r}")
    except AnnotatorError as error:
        report.refused += 1
        sent = obeyed(visual(str(error)))
        if sent:
            report.wrong.append(f"{sent!a} in an error about {data[:200]!r}")
    except Exception:  # noqa: BLE001 - this is what is looked for
        report.wrong.append(f"{traceback.format_exc()}\nfor {data[:400]!r}")


async def fuzz(strings, seed, folder, report):
    """Show so many files, on screens of several sizes."""
    dice = random.Random(seed)
    project = open_project(start(folder / "news", sample=True))
    for part, size in enumerate(SIZES):
        first = open_session(project, "border-clash", "f1")
        app = AnnotatorApp(project, annotator="f1", first=first)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            room = Room(app)
            for number in range(part, strings, len(SIZES)):
                show(room, project, random_file(dice), dice, report)
                if number % (WHOLE_EVERY * len(SIZES)) == part:
                    await pilot.pause()
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    began, report = time.monotonic(), Report()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(fuzz(asked.strings, asked.seed, Path(folder), report))
    for fault in report.wrong[:TOLD]:
        print(fault)
    print(f"{report}, {time.monotonic() - began:.0f} s")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
