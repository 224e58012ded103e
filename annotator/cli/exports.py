"""`annotator export`: labels for elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotator.cli.options import (
    complete_annotator,
    format_argument,
    project_of,
    project_option,
)
from annotator.cli.voice import json_safe, many, say, say_all


@click.command("export")
@format_argument
@click.argument(
    "target", metavar="DST", type=click.Path(readable=False, path_type=Path, allow_dash=True)
)
@click.option(
    "--from",
    "named",
    metavar="NAME[@V]",
    shell_complete=complete_annotator,
    help="Whose labels, and which version of them; needed where several have labels.",
)
@project_option
def command(format_name: str, target: Path, named: str | None, project: Path | None) -> None:
    """Write labels in another format.

    DST is a file, which is replaced whole if it is there, or - for standard output. The newest
    labels of one annotator on every article are written, in the order of the articles' IDs.
    """
    from annotator.project.exchange import export_labels, write_export
    from annotator.project.showing import which

    opened = project_of(project)
    export = export_labels(opened, format_name, which(named, "--from") if named else None)
    say_all(export.notices)
    if str(target) == "-":
        data = json_safe(export.data) if sys.stdout.isatty() else export.data
        click.echo(data, nl=False)
    else:
        write_export(opened, target, export)
    say(f"wrote the labels of {export.annotator} on {many(export.articles, 'article')}")
