"""What `evaluate` and `compare` share: options, gates, and how a result is told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from click.shell_completion import CompletionItem

from annotator import __version__
from annotator.cli.options import (
    complete_source,
    drafts_option,
    globs_option,
    json_option,
    project_option,
    replicates_option,
    seed_option,
)
from annotator.cli.results import field, on_stdout, print_text
from annotator.cli.voice import json_safe, rows, say_all, watched
from annotator.cli.waiting import waiting
from annotator.errors import AnnotatorError, Faults, UsageError, raise_all

if TYPE_CHECKING:
    from annotator.project.agreeing.gating import Judgement
    from annotator.project.evaluating.evaluating import How, Unpredicted
    from annotator.project.evaluating.gold import Gold
    from annotator.project.evaluating.predictions import Flow, Predictions
    from annotator.project.places import Project
    from annotator.report.gates import Gate, On
    from annotator.report.rows import Row

Kind = Literal["html", "csv", "md", "junit"]

FILE = click.Path(readable=False, path_type=Path, allow_dash=True)
MISSED, UNDECIDED = 1, 4

_STDIN = "-"
# Who computes, and where, changes no figure, so that a result does not tell of it.
_ENGINES = frozenset({"--jobs", "--cluster", "--spill"})


def judging_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what is judged by which gold, and how it is told."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--gold",
        metavar="NAME",
        shell_complete=complete_source,
        help="Which labels are right: a release, an annotator such as gold, or NAME@V.",
    ),
    click.option(
        "--format",
        "format_name",
        metavar="FORMAT",
        help="How the files are written; otherwise their endings tell. See annotator formats.",
    ),
    globs_option,
    drafts_option,
    click.option(
        "--only-predicted",
        is_flag=True,
        help="Leave articles out that were not predicted; otherwise their spans are missed.",
    ),
    replicates_option,
    seed_option,
    click.option("--html", type=FILE, metavar="FILE", help="Write a page to send and to print."),
    click.option("--csv", type=FILE, metavar="FILE", help="Write all figures as one table."),
    click.option("--md", type=FILE, metavar="FILE", help="Write a page in Markdown."),
    click.option(
        "--junit", type=FILE, metavar="FILE", help="Write the gates as JUnit XML, a test each."
    ),
    click.option(
        "--github",
        is_flag=True,
        help="Tell gates, faults and warnings on stderr as GitHub Actions shows them.",
    ),
    click.option(
        "--on",
        type=click.Choice(["value", "low"]),
        help="What gates look at: the figure, or the low end of its interval.",
    ),
    project_option,
    json_option,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is judged by which gold, as it was typed."""

    gold: str | None
    format_name: str | None
    globs: tuple[str, ...]
    drafts: bool
    only_predicted: bool
    replicates: int
    seed: int


@dataclass(frozen=True, slots=True)
class Telling:
    """How it is told: the files by what they hold, and what else was asked for.

    `printed` is what standard output gets instead of tables.
    """

    files: Mapping[Kind, Path]
    printed: Kind | None
    as_json: bool
    github: bool
    suite: str

    @property
    def written(self) -> dict[Kind, Path]:
        """The files that are no standard output."""
        return {kind: file for kind, file in self.files.items() if kind != self.printed}


@dataclass(frozen=True, slots=True)
class Result:
    """A result as it can be told.

    `rows` are all of the tidy table, `lines` those that a pipe gets. `footnotes` say what figures
    of the tables lack, `besides` what else people should know.
    """

    json: Callable[[], bytes]
    rows: Callable[[], Iterator[Row]]
    lines: Callable[[], Iterator[Row]]
    html: Callable[[Sequence[Gate]], str]
    md: Callable[[Sequence[Gate]], str]
    print_tables: Callable[[], None]
    footnotes: Callable[[], tuple[str, ...]]
    besides: tuple[str, ...]
    warnings: tuple[str, ...]


def complete_predictions(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Those who keep labels and begin so, and files."""
    return [*complete_source(ctx, param, incomplete), CompletionItem(incomplete, type="file")]


def telling_of(
    kinds: Mapping[Kind, Path | None], *, as_json: bool, github: bool, suite: str
) -> Telling:
    """How it is told; `kinds` are the files that were asked for, None for those that were not.

    Raises:
        UsageError: two things would go to standard output.
    """
    files = {kind: file for kind, file in kinds.items() if file}
    return Telling(files, on_stdout(files, as_json=as_json), as_json, github, suite)


def check_not_read(telling: Telling, read: Sequence[str | Path | None]) -> None:
    """Refuse to write a file over one that is read.

    Raises:
        UsageError: one is to be written so.
    """
    sources = {Path(one).resolve() for one in read if one and one != _STDIN}
    for file in telling.written.values():
        if file.resolve() in sources:
            what = "the file is read, and would be written over"
            raise UsageError(what, str(file), "write to another file")


def how_of(wanted: Wanted) -> How:
    """How it is computed."""
    from annotator.cli.results import typed
    from annotator.project.evaluating.evaluating import How

    unpredicted: Unpredicted = "left out" if wanted.only_predicted else "missed"
    program = f"annotator {__version__}"
    return How(wanted.seed, wanted.replicates, program, typed(_ENGINES), unpredicted)


def read_gold_of(opened: Project, wanted: Wanted) -> Gold:
    """The gold that is named.

    Raises:
        AnnotatorError, Faults: it cannot be read, or nothing of it counts.
    """
    from annotator.project.evaluating.gold import read_gold

    return read_gold(
        opened,
        wanted.gold,
        globs=wanted.globs,
        drafts="take" if wanted.drafts else "leave",
        watch=watched,
    )


def read_all(gold: Gold, typed: Sequence[str], format_name: str | None) -> list[Predictions]:
    """The predictions that are named, - for standard input.

    Raises:
        UsageError: standard input is named twice.
        AnnotatorError, Faults: everything that is wrong with any of them.
    """
    from annotator.project.evaluating.predictions import read_predictions

    if typed.count(_STDIN) > 1:
        raise UsageError("standard input can be read but once", "-", "name files for the others")
    found: list[Predictions] = []
    wrong: list[AnnotatorError] = []
    for name in typed:
        source = _standard_input() if name == _STDIN else name
        try:
            with waiting("reading predictions"):
                found.append(read_predictions(gold, source, format_name))
        except AnnotatorError as error:
            wrong += error.faults if isinstance(error, Faults) else [error]
    raise_all(wrong)
    return found


def _standard_input() -> Flow:
    from annotator.formats.protocol import LONGEST_LINE
    from annotator.project.evaluating.predictions import Flow

    # Wherever a line ends it is cut, so that one without an end takes no more than that.
    return Flow(iter(lambda: sys.stdin.buffer.readline(LONGEST_LINE + 1), b""), "standard input")


@contextmanager
def holding(gates: Sequence[Gate]) -> Iterator[None]:
    """Where nothing is left to judge, gates say so in their own way.

    Raises:
        TooLittleForGates: nothing is, and figures were to be held against gates.
    """
    from annotator.project.agreeing.refusals import TooLittle, TooLittleForGates

    try:
        yield
    except TooLittle as error:
        if gates:
            raise TooLittleForGates(error.what, error.where, error.fix) from error
        raise


@contextmanager
def telling_faults(opened: Project | None, telling: Telling) -> Iterator[None]:
    """Faults of what is judged, for servers that build and test, too."""
    from annotator.project.agreeing.writing import write_files
    from annotator.report.github import annotations_of_faults
    from annotator.report.junit import junit_of_faults

    try:
        yield
    except AnnotatorError as error:
        faults = error.faults if isinstance(error, Faults) else (error,)
        if telling.github:
            _say_to_github(annotations_of_faults(faults))
        if "junit" in telling.written:
            text = junit_of_faults(telling.suite, faults)
            write_files(opened, {"junit": telling.written["junit"]}, {"junit": text})
        raise


def tell(opened: Project | None, result: Result, judgement: Judgement, telling: Telling) -> int:
    """Write and tell all of it; the code to exit with.

    Raises:
        UsageError, Faults: gates that lead nowhere, after all else was told.
        AnnotatorError: a file cannot be written; the result was told all the same.
    """
    from annotator.project.agreeing.writing import write_files
    from annotator.report.verdicts import verdict

    texts = {kind: _text(kind, result, judgement, telling) for kind in telling.files}
    try:
        write_files(opened, telling.written, texts)
    finally:
        # What took long to compute is told even where a file cannot be written.
        if telling.printed:
            print_text(texts[telling.printed])
        else:
            _print(result, as_json=telling.as_json)
    say_all([f"warning: {one}" for one in result.warnings])
    say_all(result.besides)
    say_all([f"wrote {file}" for file in telling.written.values()])
    say_all([verdict(gate) for gate in judgement.gates])
    if telling.github:
        from annotator.report.github import annotations_of, annotations_of_faults

        _say_to_github(annotations_of_faults(judgement.faults))
        _say_to_github(annotations_of(judgement.gates, result.warnings))
    raise_all(judgement.faults)
    return exit_code(judgement.gates)


def exit_code(gates: Sequence[Gate]) -> int:
    """The code to exit with after gates were looked at."""
    outcomes = {gate.outcome for gate in gates}
    return MISSED if "missed" in outcomes else UNDECIDED if "undefined" in outcomes else 0


def _text(kind: Kind, result: Result, judgement: Judgement, telling: Telling) -> str:
    from annotator.report.junit import junit
    from annotator.report.rows import csv_of

    match kind:
        case "html":
            return result.html(judgement.gates)
        case "csv":
            return csv_of(result.rows())
        case "md":
            return result.md(judgement.gates)
        case "junit":
            return junit(telling.suite, judgement.gates, result.warnings, judgement.faults)


def _print(result: Result, *, as_json: bool) -> None:
    """The figures, as a program or a person takes them."""
    if as_json:
        click.echo(json_safe(result.json()), nl=False)
    elif sys.stdout.isatty():
        result.print_tables()
        say_all(result.footnotes())
    else:
        rows([field(one) for one in row] for row in result.lines())


def _say_to_github(lines: Iterator[str]) -> None:
    """Lines as they are: whoever runs the program reads them, not a terminal."""
    for line in lines:
        click.echo(line, err=True)


def check_gates(gates: Sequence[object], on: On | None) -> None:
    """Refuse a choice of what gates look at where there is none.

    Raises:
        UsageError: there is none.
    """
    if on is not None and not gates:
        raise UsageError("there is no gate to look at", "--on", "say --fail-under PATH=X as well")
