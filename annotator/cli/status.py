"""`annotator status`: progress."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.lines import columns, put
from annotator.cli.options import complete_annotator, json_option, project_of, project_option
from annotator.cli.voice import coloured, json_value, many, rows, say, say_all, watched
from annotator.errors import raise_all
from annotator.text.flat import shortened, visual
from annotator.text.width import cells

if TYPE_CHECKING:
    from annotator.project.overview.catalogue import State
    from annotator.project.overview.progress import Progress, Step
    from annotator.project.places import Project

_DOING = "reading labels"
_GAP = "  "
_NEXT = "next"
_NARROWEST_BAR, _WIDEST_BAR = 8, 20
_NARROWEST_NAME = 8
_COLOURS: dict[State, str] = {"done": "green", "draft": "yellow", "broken": "red"}
# Told apart without colour; what is not done stands last, so that only all done fills a bar.
_FILLINGS: dict[State, str] = {"done": "█", "draft": "▒", "broken": "!", "new": "░"}


@dataclass(frozen=True, slots=True)
class _Column:
    """A title and what stands below it, safe and perhaps coloured; numbers stand on the right."""

    title: str
    fields: tuple[str, ...]
    numbers: bool = False

    @property
    def width(self) -> int:
        """The cells that it takes."""
        return max(map(_cells, (self.title, *self.fields)))

    def rows(self) -> Iterator[str]:
        """The title and all below it, each as wide as the column."""
        width = self.width
        for field in (self.title, *self.fields):
            space = " " * (width - _cells(field))
            yield f"{space}{field}" if self.numbers else f"{field}{space}"


@click.command("status")
@click.option(
    "--as",
    "name",
    metavar="NAME",
    shell_complete=complete_annotator,
    help="One annotator, article by article; otherwise all of them.",
)
@project_option
@json_option
def command(name: str | None, project: Path | None, as_json: bool) -> None:
    """Tell how far the annotators are.

    A line holds annotator, articles done, drafts, new and broken ones, spans, and the article
    where that person goes on. With --as a line holds article, state, version, spans, and how many
    spans lack values. A terminal gets a table. What cannot be read is told after it.
    """
    from annotator.project.naming import annotator_name
    from annotator.project.places import article_ids

    annotator = annotator_name(name, os.environ, getpass.getuser) if name is not None else None
    opened = project_of(project)
    articles = article_ids(opened)
    if not articles:
        say("the project has no articles yet: bring some in with annotator add FILE")
    if annotator is None:
        _tell_all(opened, articles, as_json=as_json)
    else:
        _tell_one(opened, annotator, articles, as_json=as_json)


def _tell_all(project: Project, articles: tuple[str, ...], *, as_json: bool) -> None:
    """A line for each annotator."""
    from annotator.project.overview.progress import progress_of_all

    found = progress_of_all(project, watched(articles, _DOING))
    if articles and not (found.progress or found.faults):
        say("nobody saved labels yet: begin with annotator open --as NAME")
    if as_json:
        json_value(
            [
                {
                    "annotator": one.annotator,
                    "articles": len(one.steps),
                    **_counts(one),
                    "spans": one.spans,
                    "next": one.next,
                }
                for one in found.progress
            ]
        )
    elif sys.stdout.isatty() and found.progress:
        _print_table(_columns_of_all(found.progress, columns()))
    else:
        rows(map(_fields, found.progress))
    raise_all(found.faults)


def _tell_one(
    project: Project, annotator: str, articles: tuple[str, ...], *, as_json: bool
) -> None:
    """A line for each article, and what they come to."""
    from annotator.project.overview.progress import progress_of_one

    found = progress_of_one(project, annotator, watched(articles, _DOING))
    (progress,) = found.progress
    if as_json:
        listed = [
            {
                "id": step.article,
                "state": step.state,
                "version": step.version,
                "spans": step.spans,
                "unfinished": step.unfinished,
            }
            for step in progress.steps
        ]
        counts = _counts(progress)
        json_value({"annotator": annotator, "articles": listed, **counts, "next": progress.next})
    elif sys.stdout.isatty() and progress.steps:
        _print_table(_columns_of_one(progress.steps, columns()))
    else:
        rows((step.article, step.state, *_numbers(step)) for step in progress.steps)
    say_all(found.notices)
    if articles:
        say(_summary(progress))
    raise_all(found.faults)


def _fields(progress: Progress) -> tuple[str, ...]:
    counts = map(str, (*_counts(progress).values(), progress.spans))
    return (progress.annotator, *counts, progress.next or "")


def _counts(progress: Progress) -> dict[str, int]:
    states: tuple[State, ...] = ("done", "draft", "new", "broken")
    return {state: progress.count(state) for state in states}


def _numbers(step: Step) -> tuple[str, ...]:
    """Version, spans and unfinished spans, empty where they are not known."""
    known = (step.version, step.spans, step.unfinished)
    return tuple("" if number is None else str(number) for number in known)


def _summary(progress: Progress) -> str:
    done, total = progress.count("done"), len(progress.steps)
    verb = "is" if 1 in {done, total} else "are"
    goes_on = f"; next: {progress.next}" if progress.next is not None else ""
    return f"{done} of {many(total, 'article')} {verb} done{goes_on}"


def _columns_of_all(found: Sequence[Progress], width: int) -> Iterator[_Column]:
    """The table of annotators; where it is too wide, the bar goes, then the next article is cut."""
    longest = max(width // 3, _NARROWEST_NAME)
    names = _Column("annotator", tuple(visual(shortened(one.annotator, longest)) for one in found))
    numbers = tuple(_numbers_of_all(found))
    following = _following(found, width)
    spare = width - following.width
    spare -= sum(column.width + len(_GAP) for column in (names, *numbers))
    bar = min(spare - len(_GAP), _WIDEST_BAR)
    yield names
    if bar >= _NARROWEST_BAR:
        yield _Column("progress", tuple(_bar(one, bar) for one in found))
    yield from numbers
    yield following if spare >= 0 else _following(found, following.width + spare)


def _numbers_of_all(found: Sequence[Progress]) -> Iterator[_Column]:
    """Counts of articles, broken ones only where there are any, and of spans."""
    done = (f"{one.count('done')}/{len(one.steps)}" for one in found)
    yield _Column("done", tuple(done), numbers=True)
    states: tuple[State, ...] = ("draft", "new", "broken")
    for state in states:
        counts = [one.count(state) for one in found]
        if state != "broken" or any(counts):
            yield _Column(state, tuple(map(str, counts)), numbers=True)
    yield _Column("spans", tuple(str(one.spans) for one in found), numbers=True)


def _following(found: Sequence[Progress], width: int) -> _Column:
    """The articles where annotators go on, cut to a width, but never shorter than the title."""
    room = max(width, len(_NEXT))
    return _Column(_NEXT, tuple(visual(shortened(one.next or "", room)) for one in found))


def _columns_of_one(steps: Sequence[Step], width: int) -> Iterator[_Column]:
    """The table of articles, whose IDs are cut where it is too wide."""
    titles = ("version", "spans", "unfinished")
    states = tuple(_painted(step.state, step.state) for step in steps)
    others = [_Column("state", states)]
    for title, fields in zip(titles, zip(*map(_numbers, steps), strict=True), strict=True):
        others.append(_Column(title, fields, numbers=True))
    room = max(width - sum(column.width + len(_GAP) for column in others), _NARROWEST_NAME)
    yield _Column("article", tuple(visual(shortened(step.article, room)) for step in steps))
    yield from others


def _print_table(columns: Iterator[_Column]) -> None:
    """A line of titles, and a line for each of the rows below them."""
    titles, *rows = zip(*(column.rows() for column in columns), strict=True)
    heading = _GAP.join(titles).rstrip()
    put(click.style(heading, bold=True) if coloured() else heading)
    for fields in rows:
        put(_GAP.join(fields).rstrip())


def _bar(progress: Progress, width: int) -> str:
    """How many of the articles are in which state, drawn in so many cells."""
    total = len(progress.steps)
    drawn, before, until = "", 0, 0
    for state, filling in _FILLINGS.items():
        until += progress.count(state)
        edge = width * until // total
        drawn += _painted(filling * (edge - before), state)
        before = edge
    return drawn


def _painted(text: str, state: State) -> str:
    """A text in the colour of a state that has one, where colours may be sent."""
    colour = _COLOURS.get(state)
    return click.style(text, fg=colour) if text and colour and coloured() else text


def _cells(text: str) -> int:
    return cells(click.unstyle(text))
