"""`annotator import`: labels from elsewhere."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator import plugins
from annotator.cli.options import (
    format_argument,
    json_option,
    name_option,
    own_name_of,
    project_of,
    project_option,
)
from annotator.cli.voice import json_value, many, row, say, say_all, watched

if TYPE_CHECKING:
    from annotator.project.exchange import Import

_LARGEST = 1024 * 1024 * 1024


@click.command("import")
@format_argument
@click.argument(
    "source", metavar="SRC", type=click.Path(readable=False, path_type=Path, allow_dash=True)
)
@name_option
@click.option("--draft", is_flag=True, help="Keep the labels as a draft, not as done.")
@project_option
@json_option
def command(
    format_name: str,
    source: Path,
    name: str | None,
    draft: bool,
    project: Path | None,
    as_json: bool,
) -> None:
    """Take labels in from another format, all of them or none.

    SRC is a file, or - for standard input, or a folder where a format may be several files. Each
    article that it names gets one new version with its spans in place of those before; the same
    content makes no version.
    """
    from annotator.project.exchange import import_labels
    from annotator.project.naming import annotator_name, is_gold

    gold = name is not None and is_gold(name)
    named = annotator_name(name, os.environ, getpass.getuser) if gold else own_name_of(name)
    opened = project_of(project)
    plugins.load("annotator.formats", format_name)
    data, where = _data(source, format_name)
    done = import_labels(
        opened,
        format_name,
        data,
        where,
        annotator=named,
        status="draft" if draft else "done",
        now=datetime.now(UTC),
        watch=watched,
    )
    _tell(done, named, as_json=as_json)


def _tell(done: Import, named: str, *, as_json: bool) -> None:
    """What became of each article."""
    say_all(done.notices)
    made = sum(one.made for one in done.taken)
    if as_json:
        json_value(
            [
                {
                    "article": one.article,
                    "annotator": named,
                    "version": one.version,
                    "spans": one.spans,
                    "made": one.made,
                }
                for one in done.taken
            ]
        )
    else:
        for one in done.taken:
            fate = "saved" if one.made else "unchanged"
            row(one.article, named, str(one.version), fate, many(one.spans, "span"))
    say(f"{many(made, 'new version')} by {named}, {len(done.taken) - made} unchanged")


def _data(source: Path, format_name: str) -> tuple[bytes | Sequence[tuple[str, bytes]], str]:
    """The bytes of the source, or of each file of a folder, and what it is called in errors."""
    if str(source) == "-":
        return sys.stdin.buffer.read(), "standard input"
    from annotator.project.files import is_folder, read_folder, read_source_bytes

    if is_folder(source):
        return read_folder(source, str(source), f".{format_name}", _LARGEST), str(source)
    return read_source_bytes(source, str(source), _LARGEST), str(source)
