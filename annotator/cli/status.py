"""`annotator status`: progress."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.lines import columns
from annotator.cli.options import complete_annotator, json_option, project_of, project_option
from annotator.cli.tables import GAP, Column, print_table
from annotator.cli.voice import coloured, json_value, many, rows, say, say_all, watched
from annotator.errors import raise_all
from annotator.text.flat import shortened, visual

if TYPE_CHECKING:
    from annotator.project.overview.catalogue import State
    from annotator.project.overview.progress import Progress, Step
    from annotator.project.places import Project

_DOING = "reading labels"
_NEXT = "next"
_NARROWEST_BAR, _WIDEST_BAR = 8, 20
_NARROWEST_NAME = 8
_COLOURS: dict[State, str] = {"done": "green", "draft": "yellow", "broken": "red"}
# Told apart without colour; what is not done stands last, so that only all done fills a bar.
_FILLINGS: dict[State, str] = {"done": "█", "draft": "▒", "broken": "!", "new": "░"}


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
        print_table(_columns_of_all(found.progress, columns()))
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
        print_table(_columns_of_one(progress.steps, columns()))
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


def _columns_of_all(found: Sequence[Progress], width: int) -> Iterator[Column]:
    """The table of annotators; where it is too wide, the bar goes, then the next article is cut."""
    longest = max(width // 3, _NARROWEST_NAME)
    names = Column("annotator", tuple(visual(shortened(one.annotator, longest)) for one in found))
    numbers = tuple(_numbers_of_all(found))
    following = _following(found, width)
    spare = width - following.width
    spare -= sum(column.width + len(GAP) for column in (names, *numbers))
    bar = min(spare - len(GAP), _WIDEST_BAR)
    yield names
    if bar >= _NARROWEST_BAR:
        yield Column("progress", tuple(_bar(one, bar) for one in found))
    yield from numbers
    yield following if spare >= 0 else _following(found, following.width + spare)


def _numbers_of_all(found: Sequence[Progress]) -> Iterator[Column]:
    """Counts of articles, broken ones only where there are any, and of spans."""
    done = (f"{one.count('done')}/{len(one.steps)}" for one in found)
    yield Column("done", tuple(done), numbers=True)
    states: tuple[State, ...] = ("draft", "new", "broken")
    for state in states:
        counts = [one.count(state) for one in found]
        if state != "broken" or any(counts):
            yield Column(state, tuple(map(str, counts)), numbers=True)
    yield Column("spans", tuple(str(one.spans) for one in found), numbers=True)


def _following(found: Sequence[Progress], width: int) -> Column:
    """The articles where annotators go on, cut to a width, but never shorter than the title."""
    room = max(width, len(_NEXT))
    return Column(_NEXT, tuple(visual(shortened(one.next or "", room)) for one in found))


def _columns_of_one(steps: Sequence[Step], width: int) -> Iterator[Column]:
    """The table of articles, whose IDs are cut where it is too wide."""
    titles = ("version", "spans", "unfinished")
    states = tuple(_painted(step.state, step.state) for step in steps)
    others = [Column("state", states)]
    for title, fields in zip(titles, zip(*map(_numbers, steps), strict=True), strict=True):
        others.append(Column(title, fields, numbers=True))
    room = max(width - sum(column.width + len(GAP) for column in others), _NARROWEST_NAME)
    yield Column("article", tuple(visual(shortened(step.article, room)) for step in steps))
    yield from others


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
