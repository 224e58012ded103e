"""Laws of reports: whatever people write, it is shown as text and never acts."""

import csv
import io
import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.labels.schema import Label, Schema
from annotator.labels.shape import span_keys
from annotator.labels.span import mark
from annotator.measure.agreement.figures import Excluded, OfAttribute, Slice
from annotator.report.agreement_csv import csv_text
from annotator.report.agreement_json import json_bytes
from annotator.report.agreement_md import markdown
from annotator.report.agreement_page import page
from annotator.report.rows import COLUMNS
from annotator.report.signs import visible
from annotator.text.article import Article, Facts
from tests.laws.reading import ATTRIBUTES, TAGS, read, words
from tests.report.made import compared, estimate


@st.composite
def results(draw):
    """A result in which every text that people write may be anything, its articles and schema."""
    said = draw(st.lists(words, min_size=8, max_size=8, unique=True))
    ids, labels, (name, value, comment, language) = said[:2], said[2:4], said[4:]
    schema = Schema(
        name,
        value,
        tuple(Label(label, "p", "red", "bold", "", "x.md") for label in labels),
        "",
        "",
    )
    articles, sides = [], {}
    for at, id in enumerate(ids):
        text = f"{draw(words)} one two {draw(words)}. three {draw(words)}"
        start = text.index(" one two ") + 1
        ours = [
            mark(text, "s1", labels[0], [(start, start + 7)], comment=comment),
            mark(text, "s2", labels[1], [(0, 1), (start, start + 3)]),
        ]
        theirs = [
            mark(text, "s1", labels[at], [(start, start + 7)], attributes=[(name, value)]),
        ]
        articles.append(Article(id, text, Facts(language=language)))
        sides[id] = (ours, theirs)
    it = compared(articles, sides, schema)
    it = replace(
        it,
        warnings=(comment,),
        excluded=(Excluded(name, comment),),
        attributes={
            name: OfAttribute("text", 3, estimate(0.5), estimate(None), {value: estimate(1)})
        },
        weeks=(Slice(value, 1, estimate(0.5), estimate(None)),),
        method=replace(it.method, command=comment, schemas=(value,), program=name),
    )
    return it, {article.id: article for article in articles}, schema


@settings(max_examples=80)
@given(results())
def test_a_page_holds_only_its_own_elements_whatever_is_written_in_it(made):
    it, articles, schema = made
    html = page(it, articles, schema)
    reader = read(html)
    assert reader.tags <= TAGS
    assert reader.attributes <= ATTRIBUTES
    text = "".join(reader.text)
    assert all(visible(article) in text for article in it.articles)
    assert not set(html) & set("\x1b\x07\u202e\u2066")


@settings(max_examples=80)
@given(results())
def test_markdown_keeps_its_shape_whatever_is_written_in_it(made):
    it, articles, _ = made
    reader = MarkdownIt("commonmark").enable("table")
    found = reader.parse(markdown(it, articles))
    headings = [token.tag for token in found if token.type == "heading_open"]
    assert headings.count("h1") == 1
    assert set(headings) == {"h1", "h2", "h3"}
    assert not {"fence", "code_block", "blockquote_open", "hr", "ordered_list_open"} & {
        token.type for token in found
    }
    for token in found:
        inside = {child.type for child in token.children or ()}
        assert inside <= {"text", "strong_open", "strong_close", "html_inline"}
        raw = [child.content for child in token.children or () if child.type == "html_inline"]
        assert set(raw) <= {"<sup>", "</sup>"}
        if token.type == "html_block":
            assert read(token.content).tags <= {"p", "b", "bdi", "code", "kbd", "pre"}


@settings(max_examples=80)
@given(results())
def test_the_table_reads_back_and_holds_no_formula(made):
    it, _, _ = made
    rows = list(csv.reader(io.StringIO(csv_text(it), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    for row in rows[1:]:
        texts = (*row[:4], row[8])
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in texts)
    articles = {row[1].removeprefix("'") for row in rows if row[0] == "article"}
    assert articles == {visible(article).removeprefix("'") for article in it.articles}


@settings(max_examples=80)
@given(results())
def test_json_tells_every_figure_and_every_span_as_it_is(made):
    it, _, _ = made
    told = json.loads(json_bytes(it))
    assert told["overall"]["strict_f1"]["value"] == it.overall.strict_f1.value
    for one, kept in zip(told["disagreements"], it.disagreements, strict=True):
        for side, span in (("a", kept.a.span), ("b", kept.b.span)):
            whole = None if span is None else json.loads(json.dumps(span_keys(span)))
            assert one[side]["span"] == whole
    for figures in (told["overall"], *told["labels"].values()):
        for figure in figures.values():
            assert ("why" in figure) == (None in list(figure.values())[:3])
