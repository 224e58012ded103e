"""JSON lines: what comes in lies on the article's own words, what goes out comes back the same."""

from __future__ import annotations

import json

import pytest

from annotator.errors import AnnotatorError, Faults
from annotator.formats import jsonl
from annotator.formats.protocol import Departure, Shelf
from annotator.labels.labelling import Labelling
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import Quote, Range, mark
from annotator.text.article import Article

TEXT = "قتل عشرون شخصا في باتكين 🙂 اليوم"
ARTICLE = Article("border", TEXT)
PLACE = Label("PLACE", "l", "green", "underline", "A place.", "place.md")
CASUALTY = Label(
    "CASUALTY",
    "c",
    "red",
    "bold",
    "Harm.",
    "casualty.md",
    attributes=(Attribute("where", "span", label="PLACE"), Attribute("count", "range")),
)
SCHEMA = Schema("s", "1", (PLACE, CASUALTY), "0" * 64, "0" * 64)


def shelf(free=1):
    return Shelf(SCHEMA, {"border": ARTICLE}.get, lambda _: free)


def read(*spans, free=1):
    line = json.dumps({"article": "border", "spans": list(spans)}).encode()
    (arrival,) = jsonl.read(line, "in.jsonl", shelf(free)).arrivals
    return arrival.spans


def told(data, free=1):
    with pytest.raises(AnnotatorError) as caught:
        jsonl.read(data if isinstance(data, bytes) else json.dumps(data).encode(), "f", shelf(free))
    error = caught.value
    return [(one.what, one.where) for one in getattr(error, "faults", (error,))]


def test_what_was_written_is_read_back():
    spans = (
        mark(TEXT, "s1", "PLACE", [(18, 24)], flags=["unsure"], comment="هنا", origin="manual"),
        mark(
            TEXT,
            "s4",
            "CASUALTY",
            [(0, 3), (10, 14)],
            attributes=[
                ("where", ("s1",)),
                ("count", Range(20, None)),
                ("claimant", Quote(0, 3, TEXT[0:3])),
                ("note", "x"),
                ("n", 3),
            ],
            origin="suggested:x",
        ),
    )
    departure = Departure(ARTICLE, Labelling(spans, status="done"))
    data = jsonl.write([departure])
    (arrival,) = jsonl.read(data, "f", shelf()).arrivals
    assert Labelling(arrival.spans, status="done") == departure.labelling
    assert jsonl.write([Departure(ARTICLE, Labelling(arrival.spans))]) == data


def test_spans_without_ids_get_new_ones_above_all_others():
    ids = [
        span.id
        for span in read(
            {"label": "PLACE", "start": 0, "end": 3},
            {"label": "PLACE", "start": 4, "end": 9, "id": "s12"},
            {"label": "PLACE", "start": 10, "end": 14},
            free=7,
        )
    ]
    assert ids == ["s13", "s12", "s14"]


def test_targets_may_be_named_by_where_they_stand():
    _, place = spans = read(
        {"label": "CASUALTY", "start": 4, "end": 14, "attributes": {"where": [[18, 24]]}},
        {"label": "PLACE", "start": 18, "end": 24},
    )
    assert spans[0].value("where") == (place.id,)


def test_a_target_that_is_not_there_is_told_with_its_span():
    line = {
        "article": "border",
        "spans": [
            {"label": "CASUALTY", "start": 4, "end": 14, "attributes": {"where": [[18, 24]]}},
            {"label": "CASUALTY", "start": 18, "end": 24},
        ],
    }
    ((what, where),) = told(line)
    assert "PLACE span at 18..24" in what
    assert where == "f: line 1: spans[0]: attributes.where"


def test_offsets_count_code_points_also_behind_an_emoji():
    (span,) = read({"label": "PLACE", "start": 27, "end": 32, "text": "اليوم"})
    assert span.text == "اليوم"


def test_every_fault_of_every_line_is_told_at_once():
    lines = [
        {"article": "border", "spans": [{"label": "PLACE", "start": 0, "end": 3, "text": "no"}]},
        {"article": "nowhere", "spans": []},
        {"article": "border", "spans": [{"label": "PLACE", "start": 0, "end": 999}]},
        {"article": "border", "spans": [{"label": "PLACE", "start": 3, "end": 3}], "more": 1},
    ]
    data = b"\n".join(json.dumps(line).encode() for line in lines) + b"\nnot json\n"
    found = told(data)
    assert [where.split(": ")[1] for _, where in found] == [f"line {n}" for n in (1, 2, 3, 4, 5)]
    assert "quotes 'no'" in found[0][0]


def test_an_article_may_have_one_line_only():
    line = json.dumps({"article": "border", "spans": []}).encode()
    ((what, where),) = told(line + b"\n" + line)
    assert "has a line already: f: line 1" in what
    assert where == "f: line 2"


@pytest.mark.parametrize(
    "span",
    [
        {"label": "PLACE", "start": 0, "end": 3, "id": "x"},
        {"label": "PLACE", "start": 0, "end": 3, "origin": "heaven"},
        {"label": "PLACE", "start": 0.0, "end": 3},
        {"label": "PLACE", "start": True, "end": 3},
        {"label": "PLACE", "start": -1, "end": 3},
        {"label": "PLACE", "start": 0, "end": 9, "fragments": [[0, 3], [4, 8]]},
        {"label": "PLACE", "start": 0, "end": 9, "fragments": [[4, 9], [0, 3]]},
        {"label": "PLACE", "start": 0, "end": 3, "attributes": {"where": {"a": 1}}},
        {"label": "PLACE", "start": 0, "end": 3, "attributes": {"where": [1, 2, 3]}},
        {"label": "PLACE", "start": 0, "end": 10**30},
        {"label": "PLACE", "start": 0},
        "PLACE",
    ],
)
def test_a_span_that_cannot_be_one_is_told_with_its_line(span):
    for _, where in told({"article": "border", "spans": [span]}):
        assert where.startswith("f: line 1: spans[0]")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xff", b"[]", b"{}", b"\x00", b"[" * 5000])
def test_a_file_that_holds_no_article_is_told(data):
    assert told(data)


def test_a_score_is_left_out_and_that_is_said():
    line = {"article": "border", "spans": [{"label": "PLACE", "start": 0, "end": 3, "score": 0.5}]}
    reading = jsonl.read(json.dumps(line).encode(), "f", shelf())
    assert reading.notices == ("the score of 1 span was left out: labels have none",)


def test_what_lines_cannot_say_is_named():
    (told_,) = jsonl.dropped([Departure(ARTICLE, Labelling())])
    assert "draft" in told_
    assert jsonl.dropped([Departure(ARTICLE, Labelling(status="done"))]) == ()


def test_several_faults_are_one_error_that_holds_them():
    with pytest.raises(Faults):
        jsonl.read(b"x\ny\n", "f", shelf())
