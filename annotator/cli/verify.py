"""`annotator verify`: proof, and repair."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import json_option, project_of, project_option
from annotator.cli.voice import json_value, many, row, say, watched
from annotator.errors import AnnotatorError, UsageError

if TYPE_CHECKING:
    from annotator.project.places import Project
    from annotator.project.proving.proof import Problem, Proof
    from annotator.project.proving.repair import Repair


@click.command("verify")
@click.option("--repair", is_flag=True, help="Put broken and missing versions back from copies.")
@click.option(
    "--from",
    "source",
    type=click.Path(readable=False, path_type=Path),
    metavar="FOLDER",
    help="Where --repair finds copies: a copy of the project, or of its labels.",
)
@project_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    repair: bool,
    source: Path | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """Prove that everything is as it was kept.

    Every article, label file, digest, chain of versions, release, offset and quote is held against
    what it should be. A line holds file, place in it, what is wrong, and how to mend it.

    With --repair, versions that are broken or missing are put back first, each from a copy that is
    proved to be the same file: one that was set aside, one in a journal, or one in FOLDER. Nothing
    is deleted: what a broken file held is kept in set-aside, and a version that stood in the place
    of another is set aside for annotator merge. A line holds file, "restored", and where from.
    """
    from annotator.project.proving.proof import prove

    if source is not None and not repair:
        what = "copies are asked for, and nothing is to be repaired"
        raise UsageError(what, "--from", "say --repair as well")
    opened = project_of(project)
    repaired = _repaired(opened, source) if repair else None
    proof = prove(opened, watched)
    for warning in proof.warnings:
        place = f" ({warning.file}{': ' if warning.span else ''}{warning.span})"
        say(f"warning: {warning.what}{place}")
        say(f"  fix:   {warning.fix}")
    if as_json:
        json_value(_json(proof, repaired))
    else:
        for restored in repaired.restored if repaired else ():
            row(restored.file, "restored", restored.source)
        for one in proof.problems:
            row(one.file, one.span, one.what, one.fix)
    if repaired:
        say(f"{many(len(repaired.restored), 'version')} restored")
    wrong = many(len(proof.problems), "problem") if proof.problems else "nothing is wrong"
    say(f"{many(proof.files, 'label file')} proved: {wrong}")
    if proof.problems:
        ctx.exit(AnnotatorError.exit_code)


def _repaired(project: Project, source: Path | None) -> Repair:
    """What could be put back; the rest is told with what to do."""
    from annotator.project.proving.repair import repair

    repaired = repair(project, os.environ, source, watched)
    for put in repaired.restored:
        if put.aside:
            say(f"set aside: another version stood in the place of {put.file} ({put.aside})")
            say("  fix:   annotator merge takes it in")
    for one in repaired.left:
        say(f"not restored: {one.what} ({one.where})")
        say(f"  fix:   {one.fix}")
    return repaired


def _json(proof: Proof, repaired: Repair | None) -> dict[str, object]:
    """The proof, and what was repaired where that was asked for."""
    told: dict[str, object] = {
        "files": proof.files,
        "problems": [_problem_json(one) for one in proof.problems],
    }
    if repaired:
        told["restored"] = [
            {"file": one.file, "from": one.source, "set_aside": one.aside or None}
            for one in repaired.restored
        ]
        told["not_restored"] = [
            {"file": one.where, "what": one.what, "fix": one.fix} for one in repaired.left
        ]
    return told


def _problem_json(one: Problem) -> dict[str, object]:
    return {"file": one.file, "span": one.span or None, "what": one.what, "fix": one.fix}
