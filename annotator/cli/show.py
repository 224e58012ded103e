"""`annotator show`: one labelled article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from annotator.cli.lines import columns, is_terminal, put
from annotator.cli.options import (
    article_argument,
    complete_annotator,
    json_option,
    own_name_of,
    project_of,
    project_option,
)
from annotator.cli.voice import coloured, json_value, many, row, say, say_all
from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.labels.span import Span
    from annotator.project.showing import Shown

_PIPED_WIDTH = 80


@click.command("show")
@article_argument
@click.option(
    "--as",
    "named",
    metavar="NAME[@V]",
    shell_complete=complete_annotator,
    help="Whose labels, and which version; otherwise your own newest, or those of the only one.",
)
@click.option("--logical", is_flag=True, help="In the order of storage, for programs that want it.")
@project_option
@json_option
def command(
    article: str, named: str | None, logical: bool, project: Path | None, as_json: bool
) -> None:
    """Show a labelled article, right to left where it runs so.

    Below the article, a line for each span holds id, label, start, end, text, values, flags and
    comment. Without colours, keys below the text say which label covers it.
    """
    from annotator.labels.shape import span_keys
    from annotator.project.showing import show, which

    asked = which(named) if named else None
    shown = show(project_of(project), article, asked, None if asked else _own())
    say_all(shown.notices)
    if as_json:
        json_value(
            {
                "article": shown.article.id,
                "annotator": shown.annotator,
                "version": shown.version,
                "spans": [span_keys(span) for span in shown.labelling.spans],
            }
        )
        return
    _draw(shown, logical=logical)
    for span in shown.labelling.spans:
        row(*_fields(span))
    if shown.annotator:
        labelling = shown.labelling
        spans = many(len(labelling.spans), "span")
        say(f"version {shown.version} by {shown.annotator}, {labelling.status}, {spans}")


def _own() -> str | None:
    """This person's own name, None where it cannot name an annotator: to look, none is needed."""
    try:
        return own_name_of(None)
    except AnnotatorError:
        return None


def _draw(shown: Shown, *, logical: bool) -> None:
    """The article itself, and an empty line below it."""
    from annotator.cli.page import coloured_lines, logical_lines, marked_lines

    text, spans, schema = shown.article.text, shown.labelling.spans, shown.schema
    if logical:
        lines = logical_lines(text)
    elif coloured():
        lines = coloured_lines(text, spans, schema, _width())
    else:
        lines = marked_lines(text, spans, schema, _width())
    write = click.echo if logical else put
    for line in lines:
        write(line)
    click.echo()


def _width() -> int:
    return columns() if is_terminal() else _PIPED_WIDTH


def _fields(span: Span) -> tuple[str, ...]:
    from annotator.labels.shape import span_keys

    values = span_keys(span).get("attributes")
    told = "; ".join(
        f"{name}={value if isinstance(value, str) else orjson.dumps(value).decode()}"
        for name, value in (values.items() if isinstance(values, dict) else ())
    )
    flags = " ".join(span.flags)
    return (
        span.id,
        span.label,
        str(span.start),
        str(span.end),
        span.text,
        told,
        flags,
        span.comment,
    )
