"""Laws of reports of comparisons: what people write is shown as text, and places add up."""

import csv
import io
import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.labels.schema import Label
from annotator.measure.evaluation.swings import swings
from annotator.report.comparison_csv import csv_text
from annotator.report.comparison_json import json_bytes
from annotator.report.comparison_md import markdown
from annotator.report.comparison_page import page
from annotator.report.rows import COLUMNS
from annotator.report.signs import visible
from annotator.text.article import Article, Facts
from tests.laws.agreeing import schema
from tests.laws.extractors import compared, judged
from tests.laws.test_report_laws import ATTRIBUTES, TAGS, read, words
from tests.report.contested import ARTICLES, SCHEMA, THREE, TWO, WORK, changed

# What people name; the keys of figures and kinds of places stay.
NAMED = (
    *WORK,
    *(one.name for one in THREE.extractors),
    *("a1", "a2", "old-report", "late-report", "not done by gold (draft)"),
    *("annotator 0.4.0", THREE.method.command, *THREE.method.schemas),
    *(one.name for one in SCHEMA.labels),
)


@st.composite
def results(draw):
    """A result in which every text that people write may be anything, its articles and schema."""
    said = draw(st.lists(words, min_size=len(NAMED), max_size=len(NAMED), unique=True))
    other = dict(zip(NAMED, said, strict=True))
    found = draw(st.sampled_from([TWO, THREE]))
    it = changed(found, lambda one: other.get(one, one) if isinstance(one, str) else one)
    it = replace(it, warnings=(draw(words),))
    articles = {
        other[name]: Article(other[name], draw(words) + one.text, Facts(language=draw(words)))
        for name, one in ARTICLES.items()
    }
    labels = tuple(Label(other[x.name], "p", x.color, x.mark, "", "x.md") for x in SCHEMA.labels)
    return it, articles, replace(SCHEMA, name=draw(words), labels=labels)


@settings(max_examples=15, deadline=None)
@given(results())
def test_a_page_holds_only_its_own_elements_whatever_is_written_in_it(made):
    it, articles, known = made
    html = page(it, articles, known)
    reader = read(html)
    assert reader.tags <= TAGS
    assert reader.attributes <= ATTRIBUTES
    text = "".join(reader.text)
    assert all(visible(one.name) in text for one in it.extractors)
    assert not set(html) & set("\x1b\x07\u202e\u2066")


@settings(max_examples=15, deadline=None)
@given(results())
def test_markdown_keeps_its_shape_whatever_is_written_in_it(made):
    it, articles, _ = made
    reader = MarkdownIt("commonmark").enable("table")
    found = reader.parse(markdown(it, articles))
    headings = [token.tag for token in found if token.type == "heading_open"]
    assert headings.count("h1") == 1
    assert set(headings) <= {"h1", "h2", "h3"}
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


@settings(max_examples=15, deadline=None)
@given(results())
def test_tables_and_json_read_back_whatever_is_written_in_them(made):
    it, _, _ = made
    rows = list(csv.reader(io.StringIO(csv_text(it), newline="")))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    for row in rows[1:]:
        texts = (*row[:4], row[8])
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in texts)
    told = json.loads(json_bytes(it))
    assert [one["name"] for one in told["extractors"]] == [one.name for one in it.extractors]


@settings(max_examples=25, deadline=None)
@given(judged(("x", "y")))
def test_places_where_only_one_is_right_are_those_that_were_won_and_lost(work):
    (duel,) = compared(work).duels
    found = swings(work, ("x", "y"), schema(), 1_000)
    for kind in ("won", "lost"):
        counted = {one.name: getattr(one, kind) for one in duel.articles}
        assert {name: count for name, count in counted.items() if count} == _by_article(found, kind)


@settings(max_examples=25, deadline=None)
@given(judged(("x", "y")))
def test_places_seen_from_the_other_side_are_the_same_places(work):
    turned = {"won": "lost", "lost": "won", "fewer": "more", "more": "fewer"}
    found = swings(work, ("x", "y"), schema(), 1_000)
    back = swings(work, ("y", "x"), schema(), 1_000)
    assert {(x.article, x.kind, x.gold, x.a, x.b) for x in found} == {
        (x.article, turned[x.kind], x.gold, x.b, x.a) for x in back
    }


@settings(max_examples=20, deadline=None)
@given(judged(("x",)))
def test_a_copy_has_no_place_of_its_own(work):
    both = [
        replace(one, predicted={name: own for own in one.predicted.values() for name in "xy"})
        for one in work
    ]
    assert swings(both, ("x", "y"), schema(), 1_000) == ()


def _by_article(found, kind):
    counts = {}
    for one in found:
        if one.kind == kind:
            counts[one.article] = counts.get(one.article, 0) + 1
    return counts
