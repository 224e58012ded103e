"""`annotator evaluate`: how well an extractor does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import project_of
from annotator.cli.scoring import (
    Result,
    Telling,
    Wanted,
    check_gates,
    complete_predictions,
    holding,
    how_of,
    judging_options,
    read_all,
    read_gold_of,
    tell,
    telling_faults,
    telling_of,
)
from annotator.cli.waiting import waiting
from annotator.errors import UsageError, raise_all

if TYPE_CHECKING:
    from annotator.project.evaluating.earlier import Base, Earlier
    from annotator.project.places import Project
    from annotator.report.gates import Gate, On

_EXAMPLE = "--fail-under overall.strict.f1=0.8"
_ERRORS = ("muc5.", "confidence.calibration.")


@click.command("evaluate")
@click.argument("predictions", metavar="PREDICTIONS", shell_complete=complete_predictions)
@judging_options
@click.option(
    "--fail-under",
    "gates",
    metavar="PATH=X",
    multiple=True,
    help="Exit 1 if the figure at PATH in the JSON, such as overall.strict.f1, is below X, and 4 "
    "if it is undefined; may be given again.",
)
@click.option(
    "--no-worse-than",
    "earlier",
    type=click.Path(readable=False, path_type=Path),
    metavar="FILE",
    help="Exit 1 if a figure is below the one in an earlier result, as --json wrote it.",
)
@click.option(
    "--figure",
    "figures",
    metavar="PATH",
    multiple=True,
    help="Which figure --no-worse-than holds against the earlier one; otherwise "
    "overall.strict.f1. May be given again.",
)
@click.option(
    "--tolerance",
    type=click.FloatRange(0, 1),
    metavar="X",
    help="How much worse than the earlier figure it may be.",
)
@click.option(
    "--mistakes",
    "shown",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    metavar="N",
    help="How many mistakes a terminal shows in their articles, the worst articles first.",
)
@click.pass_context
def command(
    ctx: click.Context,
    predictions: str,
    gold: str | None,
    format_name: str | None,
    globs: tuple[str, ...],
    drafts: bool,
    only_predicted: bool,
    replicates: int,
    seed: int,
    csv: Path | None,
    junit: Path | None,
    github: bool,
    on: On | None,
    project: Path | None,
    as_json: bool,
    gates: tuple[str, ...],
    earlier: Path | None,
    figures: tuple[str, ...],
    tolerance: float | None,
    shown: int,
) -> None:
    """Score an extractor's predictions against gold, with its mistakes and how sure that is.

    PREDICTIONS is a file in a format that annotator import reads, - for standard input, or who
    keeps them as labels in the project: an annotator, NAME@V or a release. Each article of the
    gold counts; of one that was not predicted all spans are missed, and that is told.

    A terminal gets tables. Otherwise a line holds scope, name, label, measure, value, low and high
    end of the 95 % interval, the number of articles or clusters, and why any of these is empty;
    --json has everything, each mistake too. FILE may be - for standard output.
    """
    telling = telling_of(csv, junit, as_json=as_json, github=github, suite="annotator evaluate")
    check_gates([*gates, *([earlier] if earlier else [])], on)
    _check_base(earlier, figures, tolerance)
    _check_better([*gates, *figures])
    opened = project_of(project)
    # What computes takes longer to load than all that was looked at so far.
    from annotator.project.evaluating.earlier import Base

    base = Base(earlier, figures, on or "value", tolerance or 0.0) if earlier else None
    wanted = Wanted(gold, format_name, globs, drafts, only_predicted, replicates, seed)
    ctx.exit(_evaluate(opened, predictions, wanted, telling, _gates(gates, on), base, shown))


def _check_base(earlier: Path | None, figures: tuple[str, ...], tolerance: float | None) -> None:
    """Refuse options about an earlier result where none is named.

    Raises:
        UsageError: none is.
    """
    option = "--figure" if figures else "--tolerance" if tolerance is not None else ""
    if option and not earlier:
        what = "there is no earlier result to hold figures against"
        raise UsageError(what, option, "say --no-worse-than FILE as well")


def _check_better(paths: Iterable[str]) -> None:
    """Refuse gates on figures of which less is better, as every gate asks for as much or more.

    Raises:
        UsageError, Faults: each that is.
    """
    raise_all(
        [
            UsageError(
                what=f"{path} is an error: the lower, the better",
                where="the figures that gates are held against",
                fix="hold a gate against what should be high, such as overall.strict.f1",
            )
            for path in paths
            if path.startswith(_ERRORS)
        ]
    )


def _gates(typed: tuple[str, ...], on: On | None) -> list[Gate]:
    from annotator.project.agreeing.gating import gate

    return [gate(one, on or "value", example=_EXAMPLE) for one in typed]


def _evaluate(
    opened: Project,
    typed: str,
    wanted: Wanted,
    telling: Telling,
    gates: list[Gate],
    base: Base | None,
    shown: int,
) -> int:
    """Compute it, write and tell all of it; the code to exit with."""
    from annotator.cli.evaluation import besides, footnotes, print_tables
    from annotator.project.agreeing.gating import judged_in
    from annotator.project.agreeing.writing import check_files
    from annotator.project.evaluating.evaluating import evaluate
    from annotator.report.evaluation_csv import table_rows
    from annotator.report.evaluation_json import FORMAT, json_bytes

    check_files(opened, telling.written)
    before = _earlier(base, FORMAT)
    gates = [*gates, *(before.gates if before else ())]
    with holding(gates), telling_faults(opened, telling):
        gold = read_gold_of(opened, wanted)
        (predictions,) = read_all(gold, [typed], wanted.format_name)
        with waiting("computing"):
            found = evaluate(gold, predictions, how_of(wanted))
    if before:
        warnings = (*found.warnings, *before.warnings(gold, found.articles))
        found = replace(found, warnings=warnings)
    # No path leads into the longest lists.
    told = replace(found, mistakes=(), used=(), excluded=())
    judgement = judged_in(json_bytes(told), gates, example=_EXAMPLE)
    result = Result(
        json=lambda: json_bytes(found),
        rows=lambda: table_rows(found),
        print_tables=lambda: print_tables(found, gold, shown),
        footnotes=lambda: footnotes(found),
        besides=tuple(besides(found)),
        warnings=found.warnings,
    )
    return tell(opened, result, judgement, telling)


def _earlier(base: Base | None, result: str) -> Earlier | None:
    from annotator.project.evaluating.earlier import earlier

    return earlier(base, result) if base else None
