"""JSON lines: what comes in lies on the article's own words, what goes out comes back the same."""

from __future__ import annotations

import json

import pytest

from annotator.errors import AnnotatorError, FormatError
from annotator.formats import jsonl
from annotator.formats.protocol import LONGEST_LINE, Arrival, Departure, Shelf
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


def shelf(free=1, ids=()):
    return Shelf(SCHEMA, {"border": ARTICLE}.get, lambda _: free, lambda _: dict(ids))


def read(*spans, free=1, ids=()):
    line = json.dumps({"article": "border", "spans": list(spans)}).encode()
    (arrival,) = jsonl.read(line, "in.jsonl", shelf(free, ids)).arrivals
    assert arrival.whole
    return arrival.spans


def told(data):
    source = data if isinstance(data, bytes) else json.dumps(data).encode()
    try:
        found = jsonl.read(source, "f", shelf()).faults
    except AnnotatorError as error:
        found = (error,)
    flat = [one for fault in found for one in getattr(fault, "faults", (fault,))]
    return [(one.what, one.where) for one in flat]


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


def test_a_span_that_comes_again_keeps_its_id():
    known = {
        ("PLACE", ((0, 3),)): "s2",
        ("PLACE", ((10, 14),)): "s3",
        ("CASUALTY", ((4, 9),)): "s5",
    }
    ids = [
        span.id
        for span in read(
            {"label": "PLACE", "start": 0, "end": 3},
            {"label": "PLACE", "start": 4, "end": 9, "id": "s3"},
            {"label": "PLACE", "start": 10, "end": 14},
            {"label": "CASUALTY", "start": 4, "end": 9, "fragments": [[4, 6], [7, 9]]},
            free=9,
            ids=known,
        )
    ]
    assert ids == ["s2", "s3", "s9", "s10"]


def test_an_id_from_which_no_other_could_follow_is_refused():
    ((what, _),) = told(
        {
            "article": "border",
            "spans": [{"label": "PLACE", "start": 0, "end": 3, "id": "s" + "9" * 15}],
        }
    )
    assert "too high" in what


def test_spans_beside_a_faulty_one_arrive_to_be_looked_at():
    spans = [{"label": "PLACE", "start": 0, "end": 3}, {"label": "PLACE", "start": 0, "end": 999}]
    line = json.dumps({"article": "border", "spans": spans}).encode()
    reading = jsonl.read(line, "f", shelf())
    (arrival,) = reading.arrivals
    assert (arrival.whole, len(arrival.spans), len(reading.faults)) == (False, 1, 1)


def test_a_value_of_no_known_shape_is_told_as_it_stands():
    for value, shown in (([1.5, 2], "[1.5, 2]"), (None, "null"), ({"a": 1}, "a group of keys")):
        span = {"label": "CASUALTY", "start": 0, "end": 3, "attributes": {"count": value}}
        ((what, where),) = told({"article": "border", "spans": [span]})
        assert what.startswith(f"count is {shown}: no string")
        assert where == "f: line 1: spans[0]: attributes.count"


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
    assert [where.split(": ")[1] for _, where in found] == [
        "line 1",
        "line 2",
        "line 3",
        "line 4",
        "line 5, column 1",
    ]
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


def test_how_sure_a_source_is_stands_beside_each_span():
    sure = {"label": "PLACE", "start": 0, "end": 3, "score": 0.5}
    line = {"article": "border", "spans": [sure, {"label": "PLACE", "start": 4, "end": 6}]}
    (arrival,) = jsonl.read(json.dumps(line).encode(), "f", shelf()).arrivals
    assert arrival.scores == (0.5, None)


@pytest.mark.parametrize("score", ["NaN", "Infinity", "-Infinity", "1e999", '"0.5"', "true"])
def test_a_score_that_is_no_number_is_told(score):
    line = f'{{"article":"border","spans":[{{"label":"PLACE","start":0,"end":3,"score":{score}}}]}}'
    (fault,) = jsonl.read(line.encode(), "f", shelf()).faults
    assert fault.where.startswith("f: line 1")


def test_a_line_may_say_which_text_it_is_about():
    def line(sha256):
        spans = {"article": "border", "sha256": sha256, "spans": []}
        return jsonl.read(json.dumps(spans).encode(), "f", shelf())

    assert line(ARTICLE.sha256).arrivals
    (fault,) = line("0" * 64).faults
    assert (fault.where, "another text" in fault.what) == ("f: line 1: sha256", True)


def test_lines_are_read_one_by_one_and_none_after_one_that_is_too_long():
    short = b'{"article":"border","spans":[]}\n'
    read = []

    def lines():
        for line in (short, b" " * (LONGEST_LINE + 1), short):
            read.append(line)
            yield line

    arrival, fault = jsonl.each(lines(), "f", shelf())
    assert isinstance(arrival, Arrival)
    assert (fault.where, "longer than 32 MiB" in fault.what) == ("f: line 2", True)
    assert len(read) == 2


@pytest.mark.parametrize("cut", [-1, -3, 12])
def test_a_line_that_was_cut_off_is_told_to_be(cut):
    data = b'{"article":"border","spans":[]}'[:cut]
    (fault,) = jsonl.read(data, "f", shelf()).faults
    assert fault.what == "the line ends too early"


def test_a_file_in_utf_16_is_told_to_be():
    with pytest.raises(FormatError, match="UTF-16"):
        jsonl.read('{"article":"border","spans":[]}'.encode("utf-16"), "f", shelf())


def test_what_lines_cannot_say_is_named():
    (told_,) = jsonl.dropped([Departure(ARTICLE, Labelling())])
    assert "draft" in told_
    assert jsonl.dropped([Departure(ARTICLE, Labelling(status="done"))]) == ()


def test_what_is_no_json_is_told_with_line_and_column():
    assert [where for _, where in told(b"x\n\n{}{}\n")] == [
        "f: line 1, column 1",
        "f: line 3, column 3",
    ]


@pytest.mark.parametrize(
    ("line", "place", "meant"),
    [
        ({"article": "border", "spans": [{"confidence": 1}]}, "spans[0].confidence", "score"),
        ({"article": "border", "spans": [{"Prob": 1}]}, "spans[0].Prob", "score"),
        ({"article": "border", "spans": [{"type": "PLACE"}]}, "spans[0].type", "label"),
        ({"article": "border", "spans": [{"begin": 0}]}, "spans[0].begin", "start"),
        ({"article": "border", "spans": [{"end-char": 4}]}, "spans[0].end-char", "end"),
        ({"article": "border", "spans": [{"attribute": {}}]}, "spans[0].attribute", "attributes"),
        ({"doc_id": "border", "spans": []}, "doc_id", "article"),
        ({"article": "border", "entities": []}, "entities", "spans"),
    ],
)
def test_a_key_of_other_programs_is_refused_with_the_one_that_is_meant(line, place, meant):
    (fault,) = jsonl.read(json.dumps(line).encode(), "in.jsonl", shelf()).faults
    fixes = {one.where: one.fix for one in getattr(fault, "faults", (fault,))}
    assert fixes[f"in.jsonl: line 1: {place}"] == f"did you mean {meant}? otherwise take it out"


def test_a_key_that_nothing_is_like_is_only_refused():
    line = json.dumps({"article": "border", "spans": [], "colour": 1}).encode()
    (fault,) = jsonl.read(line, "in.jsonl", shelf()).faults
    assert fault.fix == "take it out, or mend its spelling"
