"""Parquet comes in as the native exchange does: what was written is read back, faults by row."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from annotator.errors import AnnotatorError, FormatError, UsageError
from annotator.formats import parquet
from annotator.formats.protocol import Departure
from annotator.labels.labelling import Labelling, Zone
from annotator.labels.span import Quote, Range, mark
from tests.unit.formats.test_jsonl import ARTICLE, TEXT, shelf


def file(**columns):
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def told(data):
    return [(one.what, one.where) for one in parquet.read(data, "f", shelf()).faults]


def spans():
    values = [("where", ("s1",)), ("count", Range(20, None)), ("claimant", Quote(0, 3, TEXT[0:3]))]
    return (
        mark(TEXT, "s1", "PLACE", [(18, 24)], flags=["unsure"], comment="هنا"),
        mark(TEXT, "s4", "CASUALTY", [(0, 3), (10, 14)], attributes=values, origin="suggested:x"),
    )


def test_what_was_written_is_read_back():
    zones = (Zone(10, 14, "menu"),)
    departure = Departure(ARTICLE, Labelling(spans(), status="done", zones=zones))
    data = parquet.write([departure])
    (arrival,) = parquet.read(data, "f", shelf()).arrivals
    assert arrival.spans == departure.labelling.spans
    assert parquet.write([departure]) == data
    table = pq.read_table(io.BytesIO(data))
    assert table["text"].to_pylist() == [TEXT]
    assert table["zones"].to_pylist() == [[[10, 14]]]
    assert parquet.dropped([departure]) == ()
    assert table["sha256"].to_pylist() == [ARTICLE.sha256]


def test_a_span_a_row_is_the_same_in_any_order_and_in_several_files():
    rows = [("border", 4, 9, "PLACE", 0.5), ("border", None, None, None, None)]
    names = ("article", "start", "end", "label", "score")
    one, two = ({name: [value] for name, value in zip(names, row, strict=True)} for row in rows)
    reading = parquet.read_files([("b", file(**two)), ("a", file(**one))], shelf())
    (arrival,) = reading.arrivals
    assert [(span.label, span.start, span.text) for span in arrival.spans] == [
        ("PLACE", 4, TEXT[4:9])
    ]
    assert (arrival.places, arrival.scores) == (("a: row 0",), (0.5,))
    assert reading.faults == ()


ROWS = [
    ({"article": "nobody"}, "there is no article 'nobody'", "f: row 0"),
    ({"article": None}, "article is null or no text", "f: row 0"),
    ({"start": None}, "start is missing", "f: row 0: start"),
    ({"start": 4.0}, "start should be a whole number, not 4.0", "f: row 0: start"),
    ({"start": 9}, "a PLACE span runs from 9 to 9", "f: row 0"),
    ({"end": 99}, "past the text's", "f: row 0"),
    ({"score": float("nan")}, "score is nan", "f: row 0"),
    ({"attributes": "{"}, "attributes are not JSON", "f: row 0"),
    ({"attributes": "3"}, "attributes should be a group of keys", "f: row 0: attributes"),
    ({"fragments": "[[4,5]]"}, "do not begin at its start 4 and end at its end 9", "f: row 0"),
    ({"id": "T1"}, "id is 'T1', not s1", "f: row 0: id"),
    ({"text": "other"}, "quotes 'other'", "f: row 0"),
]


@pytest.mark.parametrize(("change", "said", "where"), ROWS, ids=[said for _, said, _ in ROWS])
def test_a_row_at_fault_is_named(change, said, where):
    row = {"article": "border", "start": 4, "end": 9, "label": "PLACE", **change}
    ((what, place),) = told(file(**{name: [value] for name, value in row.items()}))
    assert said in what
    assert place == where


def test_a_row_that_is_an_article_says_which_text_it_is_of():
    span = {"label": "PLACE", "start": 4, "end": 9}
    other = file(article=["border"], spans=[[span]], text=["another text"])
    ((what, place),) = told(other)
    assert "another text" in what
    assert place == "f: row 0: sha256"
    twice = file(article=["border", "border"], spans=[[span], []])
    assert told(twice) == [("the article border has a row already: f: row 0", "f: row 1")]
    wrong = file(article=["border"], spans=[[span, {**span, "start": 20}]])
    assert [place for _, place in told(wrong)] == ["f: row 0: spans[1]"]


def test_what_is_no_parquet_is_refused_whole():
    for data in (b"", b"{}", file(article=["border"], start=[1])):
        with pytest.raises(FormatError):
            parquet.read(data, "f", shelf())
    assert "no row names an article" in told(file(article=[], spans=[]))[0][0]


def test_bytes_that_are_no_text_are_named_by_row():
    torn = pa.array([b"PLACE", b"P\xff"], pa.binary()).view(pa.string())
    columns = {"article": ["border", "border"], "start": [4, 5], "end": [9, 9], "label": torn}
    with pytest.raises(FormatError) as raised:
        parquet.read(file(**columns), "f", shelf())
    assert (raised.value.what, raised.value.where) == ("label is not UTF-8", "f: row 1")


def test_a_column_that_is_there_twice_is_refused():
    names = ["article", "start", "end", "label", "label"]
    table = pa.table([["border"], [4], [9], ["PLACE"], ["PERSON"]], names=names)
    sink = io.BytesIO()
    pq.write_table(table, sink)
    with pytest.raises(FormatError, match="the column label is there 2 times"):
        parquet.read(sink.getvalue(), "f", shelf())


def test_what_is_needed_is_said_where_it_is_not_installed(monkeypatch):
    monkeypatch.setattr("annotator.plugins.find_spec", lambda _: None)
    with pytest.raises(UsageError) as raised:
        parquet.write([])
    assert isinstance(raised.value, AnnotatorError)
    assert raised.value.fix == "pip install 'annotator-tui[scale]'"
