"""`annotator merge`: labels that grew apart come together."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import json_option, project_of, project_option
from annotator.cli.voice import json_value, many, row, say

if TYPE_CHECKING:
    from annotator.errors import AnnotatorError
    from annotator.labels.conflicts import Conflict, Said
    from annotator.project.merges.merging import MergeReport, Outcome, Pair, Take

_MANY = 200


@click.command("merge")
@click.argument("source", metavar="[SRC]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--take",
    type=click.Choice(["ours", "theirs"]),
    help="The side that stands wherever both say different things.",
)
@project_option
@json_option
def command(source: Path | None, take: Take | None, project: Path | None, as_json: bool) -> None:
    """Bring labels together that grew apart.

    SRC is another project, or a folder of labels. Without it, what git or a program that syncs
    files left among this project's own labels is brought together. Nothing is lost: what theirs
    has and ours has not becomes the next version, and their files are set aside. A line holds
    article, annotator, newest version, and what became of them; of a conflict also its key, what
    it is, and what ours and theirs say.
    """
    from annotator.errors import raise_all
    from annotator.project.merges.merging import merge_folders

    report = merge_folders(
        project_of(project), source, take=take, now=datetime.now(UTC), watched=_watched
    )
    if as_json:
        json_value([_json(outcome) for outcome in report.outcomes])
    else:
        for outcome in report.outcomes:
            _rows(outcome)
    say(_summary(report))
    raise_all([*report.faults, *_unchosen(report)])


def _rows(outcome: Outcome) -> None:
    start = (
        outcome.article,
        outcome.annotator,
        "" if outcome.version is None else str(outcome.version),
        outcome.what,
    )
    if not outcome.conflicts:
        row(*start)
    for one in outcome.conflicts:
        sides = f"ours: {_words(one.kept)}", f"theirs: {_words(one.incoming)}"
        row(*start, one.key, one.what, *sides)


def _summary(report: MergeReport) -> str:
    """How much became of what, in the order in which it came up first."""
    kinds = [outcome.what for outcome in report.outcomes]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    return counts or "nothing is to be merged"


def _unchosen(report: MergeReport) -> Iterable[AnnotatorError]:
    """The error for conflicts, if there are any."""
    from annotator.errors import StoreError

    places = [outcome for outcome in report.outcomes if outcome.conflicts]
    if places:
        count = sum(len(outcome.conflicts) for outcome in places)
        first = f"{places[0].article} by {places[0].annotator}"
        others = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield StoreError(
            what=f"the two sides say different things: {many(count, 'conflict')}, nothing written",
            where=f"{first}{others}",
            fix="let one side stand in all of them with --take ours or --take theirs; "
            "what the other says stays in the file that is set aside",
        )


def _words(said: Said) -> str:
    """What one side says, as a person reads it."""
    from annotator.labels.labelling import Adjudication, Decision
    from annotator.labels.span import Span
    from annotator.labels.span_merging import told as told_span
    from annotator.labels.values import told

    if said in (None, "", ()):
        return "nothing"
    match said:
        case Span():
            return told_span(said)
        case Adjudication(by, _, decisions):
            return f"{many(len(decisions), 'decision')} by {by}"
        case Decision(taken=taken, reason=reason):
            return f"{taken} ({reason})"
        case tuple():
            return ", ".join(_part(one) for one in said)
        case _:
            return said if isinstance(said, str) else told(said)


def _part(one: object) -> str:
    """One of several: a piece of a span, the id of one, or a version that was adjudicated."""
    from annotator.labels.labelling import Source

    match one:
        case (start, end):
            return f"{start}..{end}"
        case Source(annotator, version, _):
            return f"{annotator}@{version}"
        case _:
            return str(one)


def _json(outcome: Outcome) -> dict[str, object]:
    return {
        "article": outcome.article,
        "annotator": outcome.annotator,
        "version": outcome.version,
        "what": outcome.what,
        "conflicts": [_conflict_json(one) for one in outcome.conflicts],
    }


def _conflict_json(conflict: Conflict) -> dict[str, object]:
    return {
        "key": conflict.key,
        "what": conflict.what,
        "base": _said_json(conflict.base),
        "ours": _said_json(conflict.kept),
        "theirs": _said_json(conflict.incoming),
    }


def _said_json(said: Said) -> object:
    """What one side says as a label file writes it."""
    from annotator.labels.shape import span_keys
    from annotator.labels.span import Range, Span

    match said:
        case Span():
            return span_keys(said)
        case Range(low, high):
            return [low, high]
        case _:
            return said


def _watched(pairs: Sequence[Pair]) -> AbstractContextManager[Iterable[Pair]]:
    """The work piece by piece, with a bar on a terminal that can where it takes a while."""
    can = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    if can and len(pairs) > _MANY:
        return click.progressbar(pairs, label="merging labels", file=sys.stderr)
    return nullcontext(pairs)
