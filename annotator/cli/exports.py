"""`annotator export`: labels for elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotator.cli.options import (
    complete_source,
    format_argument,
    project_of,
    project_option,
)
from annotator.cli.voice import json_safe, many, say, say_all, watched


@click.command("export")
@format_argument
@click.argument(
    "target", metavar="DST", type=click.Path(readable=False, path_type=Path, allow_dash=True)
)
@click.option(
    "--from",
    "named",
    metavar="NAME",
    shell_complete=complete_source,
    help="An annotator, one number of their versions as NAME@V, or a release; needed where several "
    "have labels.",
)
@project_option
def command(format_name: str, target: Path, named: str | None, project: Path | None) -> None:
    """Write labels in another format.

    DST is a file, which is replaced whole if it is there, or - for standard output. The newest
    labels of one annotator on every article are written, in the order of the articles' IDs; of a
    release, exactly the versions that it froze. A name that is both is refused: NAME@newest is the
    annotator, releases/NAME the release.
    """
    from annotator.project.exporting import export_labels, write_export

    opened = project_of(project)
    export = export_labels(opened, format_name, named, watched)
    say_all(export.notices)
    if str(target) == "-":
        data = json_safe(export.data) if sys.stdout.isatty() else export.data
        click.echo(data, nl=False)
    else:
        write_export(opened, target, export)
    say(f"wrote {export.source} on {many(export.articles, 'article')}")
