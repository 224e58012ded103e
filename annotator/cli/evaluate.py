"""`annotator evaluate`: how well an extractor does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.mistakes_screen import check_screen, open_mistakes
from annotator.cli.options import project_of
from annotator.cli.partitions import (
    Scale,
    Scored,
    check_corpus,
    check_no_scale,
    is_corpus,
    project_around,
    scale_options,
    scored_in_parts,
    use_one_thread,
)
from annotator.cli.scoring import (
    Kind,
    Result,
    Telling,
    Wanted,
    check_gates,
    check_not_read,
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
    from annotator.measure.evaluation.figures import Evaluation
    from annotator.project.agreeing.gating import Judgement
    from annotator.project.evaluating.earlier import Base, Earlier
    from annotator.project.places import Project
    from annotator.report.gates import Gate, On

_EXAMPLE = "--fail-under overall.strict.f1=0.8"
_ERRORS = ("muc5.", "confidence.calibration.")


@click.command("evaluate")
@click.argument("predictions", metavar="PREDICTIONS", shell_complete=complete_predictions)
@judging_options
@scale_options
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
    "--open",
    "on_screen",
    is_flag=True,
    help="Open the screen instead: the scores, and each mistake in its article.",
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
    html: Path | None,
    csv: Path | None,
    md: Path | None,
    junit: Path | None,
    github: bool,
    on: On | None,
    project: Path | None,
    as_json: bool,
    jobs: int | None,
    cluster: str | None,
    spill: Path | None,
    gates: tuple[str, ...],
    earlier: Path | None,
    figures: tuple[str, ...],
    tolerance: float | None,
    shown: int,
    on_screen: bool,
) -> None:
    """Score an extractor's predictions against gold, with its mistakes and how sure that is.

    PREDICTIONS is a file in a format that annotator import reads, - for standard input, or who
    keeps them as labels in the project: an annotator, NAME@V or a release. Each article of the
    gold counts; of one that was not predicted all spans are missed, and that is told. Where the
    gold is a Parquet file or a folder of those (--gold ./gold/), PREDICTIONS is too: no project is
    needed, and memory does not grow with the corpus.

    A terminal gets tables. Otherwise a line holds scope, name, label, measure, value, low and high
    end of the 95 % interval, the number of articles or clusters, and why any of these is empty.
    --csv has lines of each article too, --json everything, each mistake too. FILE may be - for
    standard output.
    """
    files: dict[Kind, Path | None] = {"html": html, "csv": csv, "md": md, "junit": junit}
    telling = telling_of(files, as_json=as_json, github=github, suite="annotator evaluate")
    check_not_read(telling, [predictions, gold, earlier])
    check_gates([*gates, *([earlier] if earlier else [])], on)
    _check_base(earlier, figures, tolerance)
    _check_better([*gates, *figures])
    if on_screen:
        check_screen(telling.printed, as_json=as_json)
    scale = Scale(jobs, cluster, spill)
    wanted = Wanted(gold, format_name, globs, drafts, only_predicted, replicates, seed)
    if is_corpus(gold):
        use_one_thread()
        check_corpus(predictions, wanted, scale, on_screen=on_screen)
        opened = project_around(project)
        score = partial(scored_in_parts, predictions, wanted, scale)
    else:
        check_no_scale(scale)
        opened = within = project_of(project)
        score = partial(_scored, within, predictions, wanted)
    # What computes takes longer to load than all that was looked at so far.
    from annotator.project.evaluating.earlier import Base

    base = Base(earlier, figures, on or "value", tolerance or 0.0) if earlier else None
    most = None if on_screen else shown
    ctx.exit(_evaluate(opened, score, telling, _gates(gates, on), base, most))


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
    opened: Project | None,
    score: Callable[[], Scored],
    telling: Telling,
    gates: list[Gate],
    base: Base | None,
    shown: int | None,
) -> int:
    """Compute it, write and tell all of it, on the screen where no number of mistakes is given.

    Returns the code to exit with.
    """
    from annotator.project.agreeing.gating import judged_in
    from annotator.project.agreeing.writing import check_files
    from annotator.report.evaluation_json import FORMAT, json_bytes

    check_files(opened, telling.written)
    before = _earlier(base, FORMAT)
    gates = [*gates, *(before.gates if before else ())]
    with holding(gates), telling_faults(opened, telling):
        scored = score()
    found = scored.found
    if before:
        warnings = (*found.warnings, *before.warnings(scored.used, found.articles))
        found = replace(found, warnings=warnings)

    # No path leads into the longest lists.
    def told() -> bytes:
        return json_bytes(replace(found, mistakes=(), used=(), excluded=()))

    judgement = judged_in(told, gates, example=_EXAMPLE)
    if shown is None:
        # Nobody reads for an hour and is told then that a gate was mistyped.
        raise_all(judgement.faults)
    return tell(opened, _result(replace(scored, found=found), judgement, shown), judgement, telling)


def _result(scored: Scored, judgement: Judgement, shown: int | None) -> Result:
    """All the ways to tell it; on the screen where no number of mistakes is given."""
    from annotator.cli.evaluation import besides, footnotes, print_tables
    from annotator.report.evaluation_csv import summary_rows, table_rows
    from annotator.report.evaluation_json import json_bytes

    found = scored.found

    def html(gates: Sequence[Gate]) -> str:
        from annotator.report.evaluation_page import page

        return page(found, scored.texts(), scored.schema, gates)

    def md(gates: Sequence[Gate]) -> str:
        from annotator.report.evaluation_md import markdown

        return markdown(found, scored.texts(), gates)

    def print_or_open() -> None:
        if shown is None:
            scored.show(found, judgement.gates)
        else:
            print_tables(found, scored.texts(), shown)

    return Result(
        json=lambda: json_bytes(found),
        rows=lambda: table_rows(found),
        lines=lambda: summary_rows(found),
        html=html,
        md=md,
        print_tables=print_or_open,
        footnotes=lambda: () if shown is None else footnotes(found),
        besides=tuple(besides(found)),
        warnings=found.warnings,
    )


def _scored(opened: Project, typed: str, wanted: Wanted) -> Scored:
    """How well an extractor does on a gold of the project."""
    from annotator.project.evaluating.evaluating import evaluate

    gold = read_gold_of(opened, wanted)
    (predictions,) = read_all(gold, [typed], wanted.format_name)
    with waiting("computing"):
        found = evaluate(gold, predictions, how_of(wanted))

    def show(found: Evaluation, gates: Sequence[Gate]) -> None:
        open_mistakes(opened, found, gold, predictions, gates)

    return Scored(found, gold.schema, gold.used, lambda: gold.texts, show)


def _earlier(base: Base | None, result: str) -> Earlier | None:
    from annotator.project.evaluating.earlier import earlier

    return earlier(base, result) if base else None
