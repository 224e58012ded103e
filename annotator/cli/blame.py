"""`annotator blame`: when each span became what it is."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import click

from annotator.cli.options import (
    article_argument,
    json_option,
    name_option,
    project_of,
    project_option,
)
from annotator.cli.voice import json_value, row
from annotator.errors import raise_all


@click.command("blame")
@article_argument
@click.argument("span", required=False)
@name_option
@project_option
@json_option
def command(
    article: str, span: str | None, name: str | None, project: Path | None, as_json: bool
) -> None:
    """Tell which version made each span, and which changed it last.

    SPAN is an id such as s3; without one, every span of the newest version is told. A line holds
    id, label, text, the version that made it and when that was saved, and the same of the one
    that changed it last. Versions that cannot be read are told after it.
    """
    from annotator.project.naming import annotator_name
    from annotator.project.versions.chronicle import blame

    annotator = annotator_name(name, os.environ, getpass.getuser)
    found = blame(project_of(project), article, annotator, span)
    if as_json:
        json_value(
            [
                {
                    "span": one.span.id,
                    "label": one.span.label,
                    "text": one.span.text,
                    "made": {"version": one.made.version, "saved": one.made.saved},
                    "changed": {"version": one.changed.version, "saved": one.changed.saved},
                }
                for one in found.origins
            ]
        )
    else:
        for one in found.origins:
            moments = (
                field
                for moment in (one.made, one.changed)
                for field in (str(moment.version), moment.saved)
            )
            row(one.span.id, one.span.label, one.span.text, *moments)
    raise_all(found.faults)
