"""What every HTML page shares: its template, how labels look on it, and where it links to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from annotator.labels.colours import is_colour
from annotator.labels.schema import Schema
from annotator.report.differences import Differences, Line
from annotator.report.short_names import names_apart
from annotator.report.signs import visible
from annotator.report.wording import INTERVALS, counted, exactly, listed

# So many rows of what is only listed for the record; the JSON has all.
LISTED = 50
# How the schema's marks look on a page; each label is also told by its name.
STYLES = {
    "underline": "text-decoration-line: underline",
    "underline2": "text-decoration-line: underline; text-decoration-style: double",
    "bold": "font-weight: 700",
    "italic": "font-style: italic",
    "reverse": "outline: 1.5px solid var(--look)",
    "strike": "text-decoration-line: line-through",
}

_LINKS = 8
_LANGUAGE = re.compile("[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*", re.ASCII)
_NO_COLOUR = "gray"


@cache
def template(name: str) -> Template:
    """A page's template, in which all that is put in is escaped."""
    environment = Environment(
        loader=PackageLoader("annotator.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(v=visible, exactly=exactly, listed=listed)
    environment.filters.update(sentence=_sentence, lang=_language, names_apart=names_apart)
    environment.globals.update(counted=counted, styles=STYLES, intervals=INTERVALS)
    return environment.get_template(name)


def names_of(labels: Sequence[str], shown: Differences) -> tuple[str, ...]:
    """Every label that is told of, those of the result first."""
    marked = (label for kind in shown.kinds for group in kind.groups for label in group.labels)
    return tuple(dict.fromkeys((*labels, *marked)))


def looks(names: Sequence[str], schema: Schema) -> tuple[tuple[str, str], ...]:
    """The colour and the mark of each label, as the schema has them."""
    return tuple(_looks(names, schema))


def _looks(names: Sequence[str], schema: Schema) -> Iterator[tuple[str, str]]:
    for name in names:
        label = schema.label(name)
        if label is None or not is_colour(label.color):
            yield _NO_COLOUR, "underline"
        else:
            yield label.color.removeprefix("ansi_").removeprefix("bright_"), label.mark


def links(shown: Differences) -> Mapping[str, tuple[tuple[int, ...], int]]:
    """The first places of each article that are on the page, and how many more are."""
    found: dict[str, list[int]] = {}
    for kind in shown.kinds:
        for group in kind.groups:
            for one in group.shown:
                found.setdefault(one.article, []).append(one.number)
    return {
        article: (tuple(sorted(numbers)[:_LINKS]), max(len(numbers) - _LINKS, 0))
        for article, numbers in found.items()
    }


def _sentence(line: Line, look: str) -> Markup:
    """A line's sentence, what is marked inside <mark>, signs apart from the order around them."""
    parts: list[str] = []
    marked = False
    for run in line.runs:
        if run.marked != marked:
            parts.append(Markup('<mark class="{}">').format(look) if run.marked else "</mark>")
            marked = run.marked
        told = escape(run.text)
        parts.append(f'<bdi class="sign">{told}</bdi>' if run.kind == "sign" else told)
    return Markup("".join(parts) + "</mark>" * marked)  # noqa: S704 - each part is escaped above


def _language(name: str) -> str:
    """A language as an attribute may name it, nothing for what is none."""
    return name if _LANGUAGE.fullmatch(name) else ""
