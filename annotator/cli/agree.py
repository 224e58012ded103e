"""`annotator agree`: how well annotators agree."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator import __version__
from annotator.cli.options import (
    complete_source,
    drafts_option,
    globs_option,
    json_option,
    project_of,
    project_option,
    replicates_option,
    seed_option,
)
from annotator.cli.results import field, on_stdout, print_text, typed
from annotator.cli.voice import json_safe, json_value, rows, say, say_all, watched
from annotator.cli.waiting import waiting
from annotator.errors import UsageError, raise_all

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from annotator.measure.agreement.figures import Agreement
    from annotator.project.agreeing.agreeing import How
    from annotator.project.agreeing.selecting import Selection, Wanted
    from annotator.project.agreeing.writing import Kind
    from annotator.project.places import Project
    from annotator.report.gates import Gate, On

_FILES: tuple[Kind, ...] = ("html", "csv", "md")
_FILE = click.Path(readable=False, path_type=Path, allow_dash=True)
_MISSED, _UNDECIDED = 1, 4
# Of fewer articles other processes take longer to begin than they save.
_WORTH_OTHERS = 16


@click.command("agree")
@click.argument("names", metavar="[NAME[@V]]…", nargs=-1, shell_complete=complete_source)
@globs_option
@drafts_option
@click.option(
    "--any",
    "by_two",
    is_flag=True,
    help="Count every article that two of them have, each pair by what both have.",
)
@click.option("--gamma", is_flag=True, help="Compute gamma, too, which takes longer.")
@replicates_option
@seed_option
@click.option(
    "--open",
    "on_screen",
    is_flag=True,
    help="Open the screen instead: the figures, and each disagreement in its article.",
)
@click.option("--html", type=_FILE, metavar="FILE", help="Write a page to send and to print.")
@click.option("--csv", type=_FILE, metavar="FILE", help="Write all figures as one table.")
@click.option("--md", type=_FILE, metavar="FILE", help="Write a page in Markdown.")
@click.option(
    "--fail-under",
    "gates",
    metavar="PATH=X",
    multiple=True,
    help="Exit 1 if the figure at PATH in the JSON, such as overall.strict_f1, is below X, and 4 "
    "if it is undefined; may be given again.",
)
@click.option(
    "--on",
    type=click.Choice(["value", "low"]),
    help="What --fail-under looks at: the figure, or the low end of its interval.",
)
@click.option(
    "--plan",
    "width",
    type=float,
    metavar="WIDTH",
    help="Only tell how many articles a 95 % interval of strict F1 that wide takes.",
)
@project_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    globs: tuple[str, ...],
    drafts: bool,
    by_two: bool,
    gamma: bool,
    replicates: int,
    seed: int,
    on_screen: bool,
    html: Path | None,
    csv: Path | None,
    md: Path | None,
    gates: tuple[str, ...],
    on: On | None,
    width: float | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """Tell how well annotators agree, where they differ, and how sure that is.

    A NAME is an annotator, one number of their versions, or a release; two or more are compared.
    Without a NAME all are who have articles done, but gold. An article counts where all of them
    are done with it; those that do not count are told with the reason.

    A terminal gets tables. Otherwise a line holds scope, name, label, measure, value, low and high
    end of the 95 % interval, the number of articles or clusters, and why any of these is empty;
    --json has everything, each disagreement too. FILE may be - for standard output.
    """
    files = {kind: file for kind, file in zip(_FILES, (html, csv, md), strict=True) if file}
    printed = on_stdout(files, as_json=as_json)
    _check_usage(files, gates, on, width)
    if on_screen:
        _check_screen(printed, width, as_json=as_json)
    opened = project_of(project)
    # What computes takes longer to load than all that was looked at so far.
    from annotator.project.agreeing.agreeing import How
    from annotator.project.agreeing.selecting import Wanted

    wanted = Wanted(names, globs, "take" if drafts else "leave", "two" if by_two else "all")
    how = How(seed, replicates, gamma, f"annotator {__version__}", typed())
    if width is None:
        asked = _Asked(gates, on or "value", files, printed, as_json, on_screen)
        ctx.exit(_agree(opened, wanted, how, asked))
    _tell_plan(opened, wanted, width, how, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Gates as they are typed, files by what they hold, and what is told in which way.

    `printed` is what standard output gets instead of tables, `on_screen` that the screen opens.
    """

    gates: tuple[str, ...]
    on: On
    files: Mapping[Kind, Path]
    printed: Kind | None
    as_json: bool
    on_screen: bool

    @property
    def written(self) -> dict[Kind, Path]:
        """The files that are no standard output."""
        return {kind: file for kind, file in self.files.items() if kind != self.printed}


def _agree(opened: Project, wanted: Wanted, how: How, asked: _Asked) -> int:
    """Compute it, write and tell all of it; the code to exit with."""
    from annotator.cli.agreement_screen import open_agreement
    from annotator.cli.agreement_words import besides
    from annotator.project.agreeing.agreeing import agree
    from annotator.project.agreeing.gating import gate, judged
    from annotator.project.agreeing.writing import check_files, texts_of, write_files
    from annotator.report.verdicts import verdict

    check_files(opened, asked.written)
    gates = [gate(one, asked.on) for one in asked.gates]
    selection = _selected(opened, wanted, gates)
    with waiting("computing"), _others(selection, how) as others:
        found = agree(selection, how, others)
        judgement = judged(found, gates)
        texts = texts_of(found, selection, judgement.gates, asked.files)
    if asked.on_screen:
        # Nobody reads for an hour and is told then that a gate was mistyped.
        raise_all(judgement.faults)
    verdicts = [verdict(one) for one in judgement.gates]
    try:
        write_files(opened, asked.written, texts)
    finally:
        # What took long to compute is told even where a file cannot be written.
        if asked.on_screen:
            open_agreement(opened, found, selection, verdicts)
        elif asked.printed:
            print_text(texts[asked.printed])
        else:
            _tell(found, how, as_json=asked.as_json)
    say_all(besides(found, selection))
    say_all([f"wrote {file}" for file in asked.written.values()])
    say_all(verdicts)
    raise_all(judgement.faults)
    outcomes = {one.outcome for one in judgement.gates}
    return _MISSED if "missed" in outcomes else _UNDECIDED if "undefined" in outcomes else 0


def _check_usage(
    files: Mapping[Kind, Path], gates: Sequence[str], on: On | None, width: float | None
) -> None:
    """Refuse options that make no sense together."""
    if on is not None and not gates:
        raise UsageError("there is no gate to look at", "--on", "say --fail-under PATH=X as well")
    if width is None:
        return
    if files or gates:
        what = "--plan is told alone: nothing is written or held against a gate"
        raise UsageError(what, "--plan", "leave --html, --csv, --md and --fail-under out")
    if not 0 < width < 1:
        what = f"{width:g} is no width that an interval can have"
        raise UsageError(what, "--plan", "give one between 0 and 1, such as --plan 0.1")


def _check_screen(printed: Kind | None, width: float | None, *, as_json: bool) -> None:
    """Refuse what a screen cannot stand beside, and where there is no terminal for it.

    Raises:
        UsageError: something else would go to standard output, or there is no terminal.
    """
    from annotator.cli.agreement_screen import check_screen

    others = {"--json": as_json, "--plan": width is not None, f"--{printed} -": bool(printed)}
    beside = [option for option, is_there in others.items() if is_there]
    if beside:
        what = "the screen takes the terminal for itself"
        raise UsageError(what, " and ".join(["--open", *beside]), "leave one of them out")
    check_screen()


def _selected(opened: Project, wanted: Wanted, gates: Sequence[Gate]) -> Selection:
    """What is compared; where that is nothing, gates say so in their own way."""
    from annotator.project.agreeing.refusals import TooLittle, TooLittleForGates
    from annotator.project.agreeing.selecting import select

    try:
        return select(opened, wanted, watched)
    except TooLittle as error:
        if gates:
            raise TooLittleForGates(error.what, error.where, error.fix) from error
        raise


@contextmanager
def _others(selection: Selection, how: How) -> Iterator[Executor | None]:
    """Other processes where they are of use; ctrl+c ends them without a word."""
    alone = len(selection.compared) < _WORTH_OTHERS or os.cpu_count() == 1
    if alone or not how.with_gamma:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    others = ProcessPoolExecutor(
        # A process with threads, as those of numpy, must not be forked.
        mp_context=get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        yield others
    finally:
        others.shutdown(cancel_futures=True)


def _tell(found: Agreement, how: How, *, as_json: bool) -> None:
    """The figures, as a program or a person takes them."""
    if as_json:
        from annotator.report.agreement_json import json_bytes

        click.echo(json_safe(json_bytes(found)), nl=False)
    elif sys.stdout.isatty():
        from annotator.cli.agreement import print_tables
        from annotator.cli.agreement_words import footnotes

        print_tables(found, with_gamma=how.with_gamma)
        say_all(footnotes(found))
    else:
        from annotator.report.agreement_csv import table_rows

        rows([field(one) for one in row] for row in table_rows(found))


def _tell_plan(opened: Project, wanted: Wanted, width: float, how: How, *, as_json: bool) -> None:
    """How many articles intervals take."""
    from annotator.cli.agreement import print_plan
    from annotator.project.agreeing.agreeing import planned
    from annotator.project.agreeing.refusals import TooLittle
    from annotator.project.agreeing.selecting import select

    try:
        selection = select(opened, wanted, watched)
    except TooLittle as error:
        say(f"{error.what}, so that this rests on assumptions")
        selection = None
    with waiting("computing"):
        found = planned(selection, width, how)
    if as_json:
        json_value(asdict(found))
        return
    print_plan(found)
    say(found.basis)
