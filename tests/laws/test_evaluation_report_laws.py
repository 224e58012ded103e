"""Laws of an evaluation's reports: whatever people or extractors write is shown and never acts."""

import csv
import io
import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import mark
from annotator.measure.agreement.figures import Excluded, Used
from annotator.measure.evaluation.judged import Told
from annotator.report.evaluation_csv import csv_text
from annotator.report.evaluation_json import json_bytes
from annotator.report.evaluation_md import markdown
from annotator.report.evaluation_page import page
from annotator.report.gates import Gate
from annotator.report.rows import COLUMNS
from annotator.report.signs import visible
from annotator.text.article import Article, Facts
from tests.laws.reading import ATTRIBUTES, TAGS, read, words
from tests.report.judging import NAME, evaluated

MORE_TAGS = frozenset({"polyline"})
MORE_ATTRIBUTES = frozenset({"points", "viewbox", "preserveaspectratio"})


@st.composite
def results(draw):
    """A result in which every text that people write may be anything, its articles and schema."""
    said = draw(st.lists(words, min_size=9, max_size=9, unique=True))
    ids, labels, (name, value, comment, language, gold) = said[:2], said[2:4], said[4:]
    attributes = (Attribute(name, "text"),)
    schema = Schema(
        name,
        value,
        tuple(Label(one, "p", "red", "bold", "", "x.md", attributes=attributes) for one in labels),
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
        theirs = [mark(text, "s1", labels[at], [(start, start + 7)], attributes=[(name, value)])]
        articles.append(Article(id, text, Facts(language=language, source=draw(words))))
        sides[id] = (ours, theirs)
    told = Told(
        gold=gold,
        program=name,
        command=comment,
        not_in_gold={NAME: [value]},
        excluded=(Excluded(name, comment),),
        used=(Used(ids[0], "gold", 1, "0" * 64),),
        schemas=(value,),
    )
    scores = draw(st.sampled_from([{}, {id: {"s1": 0.5} for id in ids}]))
    it = evaluated(articles, sides, schema, scores=scores, told=told)
    it = replace(it, predictions=comment, warnings=(comment, name))
    gates = (Gate(f"labels.{labels[0]}.strict.f1", 0.5, found=it.labels[labels[0]].strict.f1),)
    return it, {article.id: article for article in articles}, schema, gates


@settings(max_examples=25)
@given(results())
def test_a_page_holds_only_its_own_elements_whatever_is_written_in_it(made):
    it, articles, schema, gates = made
    html = page(it, articles, schema, gates)
    reader = read(html)
    assert reader.tags <= TAGS | MORE_TAGS
    assert reader.attributes <= ATTRIBUTES | MORE_ATTRIBUTES
    text = "".join(reader.text)
    assert all(visible(article) in text for article in (*it.articles, *it.not_in_gold))
    assert not set(html) & set("\x1b\x07\u202e\u2066")


@settings(max_examples=25)
@given(results())
def test_markdown_keeps_its_shape_whatever_is_written_in_it(made):
    it, articles, _, gates = made
    reader = MarkdownIt("commonmark").enable("table")
    found = reader.parse(markdown(it, articles, gates))
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


@settings(max_examples=25)
@given(results())
def test_the_table_reads_back_and_holds_no_formula(made):
    it, *_ = made
    rows = list(csv.reader(io.StringIO(csv_text(it), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    for row in rows[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in (*row[:4], row[8]))
    articles = {row[1].removeprefix("'") for row in rows if row[0] == "article"}
    assert articles == {visible(article).removeprefix("'") for article in it.articles}


@settings(max_examples=25)
@given(results())
def test_json_tells_every_mistake_as_it_is(made):
    it, *_ = made
    told = json.loads(json_bytes(it))
    assert (told["gold"], told["predictions"]) == (it.gold, it.predictions)
    for one, kept in zip(told["mistakes"], it.mistakes, strict=True):
        for side, span in (("gold", kept.at.a.span), ("predicted", kept.at.b.span)):
            assert (one[side] or {}).get("text") == (span.text if span else None)
