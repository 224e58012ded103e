"""`annotator verify`: proof."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import json_option, project_of, project_option
from annotator.cli.voice import json_value, many, row, say
from annotator.errors import AnnotatorError


@click.command("verify")
@project_option
@json_option
@click.pass_context
def command(ctx: click.Context, project: Path | None, as_json: bool) -> None:
    """Prove that everything is as it was kept.

    Every article, label file, digest, chain of versions, offset and quote is held against what it
    should be. A line holds file, place in it, what is wrong, and how to mend it.
    """
    from annotator.project.proof import prove

    proof = prove(project_of(project))
    for warning in proof.warnings:
        place = f" ({warning.file}{': ' if warning.span else ''}{warning.span})"
        say(f"warning: {warning.what}{place}")
    if as_json:
        problems = [
            {"file": one.file, "span": one.span or None, "what": one.what, "fix": one.fix}
            for one in proof.problems
        ]
        json_value({"files": proof.files, "problems": problems})
    else:
        for one in proof.problems:
            row(one.file, one.span, one.what, one.fix)
    wrong = many(len(proof.problems), "problem") if proof.problems else "nothing is wrong"
    say(f"{many(proof.files, 'label file')} proved: {wrong}")
    if proof.problems:
        ctx.exit(AnnotatorError.exit_code)
