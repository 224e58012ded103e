"""Agreement as one HTML page that needs nothing else: to send to a reviewer, and to print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from annotator.labels.colours import is_colour
from annotator.labels.schema import Schema
from annotator.measure.agreement.figures import Agreement
from annotator.report import tables
from annotator.report.charts import TICKS, forest
from annotator.report.differences import Differences, Line, differences
from annotator.report.findings import findings, headline
from annotator.report.gates import Gate
from annotator.report.signs import visible
from annotator.report.wording import INTERVALS, MEASURES, OF_VALUES, counted, exactly, listed
from annotator.text.article import Article

# So many rows of what is only listed for the record; the JSON has all.
_LISTED = 50
_LINKS = 8
_LANGUAGE = re.compile("[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*", re.ASCII)
_NO_COLOUR = "gray"
# How the schema's marks look on a page; each label is also told by its name.
_STYLES = {
    "underline": "text-decoration-line: underline",
    "underline2": "text-decoration-line: underline; text-decoration-style: double",
    "bold": "font-weight: 700",
    "italic": "font-style: italic",
    "reverse": "outline: 1.5px solid var(--look)",
    "strike": "text-decoration-line: line-through",
}

# What every page says alike.
_FIXED = {"meanings": MEASURES, "of_values": OF_VALUES, "intervals": INTERVALS}


def page(
    agreement: Agreement,
    articles: Mapping[str, Article],
    schema: Schema,
    gates: Sequence[Gate] = (),
) -> str:
    """The page: no script, no network, the same for the same result.

    Args:
        agreement: the result.
        articles: those that were compared, by ID.
        schema: how each label is marked.
        gates: what had to be reached.
    """
    shown = differences(agreement, articles)
    names = _names(agreement, shown)
    return _template().render(
        it=agreement,
        headline=headline(agreement),
        findings=findings(agreement),
        gates=gates,
        facts=tuple(_facts(agreement)),
        measures=tables.measures(agreement),
        forest=forest(agreement, gates),
        ticks=TICKS,
        labels=tables.labels(agreement),
        matrix=tables.matrix(agreement) if len(agreement.annotators) > 2 else None,
        pairs=tables.pairs(agreement) if len(agreement.pairs) > 1 else None,
        competence=tables.competence(agreement) if agreement.competence else None,
        confusion=tables.confusion(agreement),
        errors=tables.errors(agreement),
        attributes=tables.attributes(agreement) if agreement.attributes else None,
        by_article=tables.articles(agreement),
        slices=tables.slices(agreement),
        shown=shown,
        links=_links(shown),
        excluded=tables.excluded(agreement, _LISTED),
        used=tables.used(agreement, _LISTED),
        **_FIXED,
        contents=tuple(_contents(agreement)),
        styles=_STYLES,
        looks=tuple(_looks(names, schema)),
        place_of={name: at for at, name in enumerate(names)},
        schema=schema,
    )


@cache
def _template() -> Template:
    """The page's template, in which all that is put in is escaped."""
    environment = Environment(
        loader=PackageLoader("annotator.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(v=visible, exactly=exactly, listed=listed)
    environment.filters.update(sentence=_sentence, lang=_language)
    environment.globals.update(counted=counted)
    return environment.get_template("agreement.html")


def _contents(it: Agreement) -> Iterator[tuple[str, str]]:
    """The sections of the page and where they begin."""
    yield "figures", "Figures"
    if len(it.annotators) > 2 or it.competence:
        yield "people", "Annotators"
    yield "kinds", "Kinds of difference"
    if it.attributes:
        yield "values", "Values"
    if it.weeks or it.guidelines or it.origins:
        yield "drift", "Over time"
    yield "worst", "Articles"
    yield "places", "Differences in context"
    yield "left-out", "What was left out"
    yield "method", "How it was computed"


def _facts(it: Agreement) -> Iterator[tuple[str, str]]:
    """What was compared, in counts."""
    yield "Articles compared", f"{len(it.articles):,}"
    for name in it.annotators:
        yield f"Spans by {name}", f"{sum(one.spans.get(name, 0) for one in it.by_article):,}"
    yield "Differences", f"{len(it.disagreements):,}"
    if it.excluded:
        yield "Articles left out", f"{len(it.excluded):,}"


def _names(it: Agreement, shown: Differences) -> tuple[str, ...]:
    """Every label that is told of, those of the result first."""
    marked = (label for kind in shown.kinds for group in kind.groups for label in group.labels)
    return tuple(dict.fromkeys((*it.labels, *marked)))


def _looks(names: Sequence[str], schema: Schema) -> Iterator[tuple[str, str]]:
    """The colour and the mark of each label, as the schema has them."""
    for name in names:
        label = schema.label(name)
        if label is None or not is_colour(label.color):
            yield _NO_COLOUR, "underline"
        else:
            yield label.color.removeprefix("ansi_").removeprefix("bright_"), label.mark


def _links(shown: Differences) -> Mapping[str, tuple[tuple[int, ...], int]]:
    """The first disagreements of each article that are on the page, and how many more are."""
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


def _language(told: str) -> str:
    """A language as an attribute may name it, nothing for what is none."""
    return told if _LANGUAGE.fullmatch(told) else ""
