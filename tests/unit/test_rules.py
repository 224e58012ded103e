"""What stops a labelling, and what is only a warning."""

from dataclasses import replace

import pytest

from annotator.labels.labelling import Labelling, Rejected, Zone
from annotator.labels.rules import breaches, faults
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import Quote, Range, Span, mark

TEXT = "قُتل 12 شخصًا في لبنان"
TYPES = ("text", "entity", "date", "integer", "range", "quote")
CASUALTY = Label(
    "CASUALTY",
    "c",
    "red",
    "bold",
    "d",
    "c.md",
    nests=True,
    attributes=(
        Attribute("outcome", "choice", ("killed", "wounded")),
        Attribute("where", "span", label="PLACE"),
        *(Attribute(f"a_{name}", name) for name in TYPES),
    ),
)
PLACE = Label(
    "PLACE", "l", "blue", "bold", "d", "p.md", attributes=(Attribute("e", "entity", required=True),)
)
SCHEMA = Schema("s", "1", (CASUALTY, PLACE), "", "", frozenset({"lebanon"}))
TOWN = mark(TEXT, "s1", "PLACE", [(17, 22)], attributes=[("e", "lebanon")])


def casualty(**values):
    attributes = tuple(values.items())
    return mark(TEXT, "s2", "CASUALTY", [(5, 7)], attributes=attributes)


def whats(*spans, rule=faults, **more):
    labelling = Labelling(spans, **more)
    found = (
        faults(labelling, SCHEMA, TEXT, "file")
        if rule is faults
        else breaches(labelling, SCHEMA, "file")
    )
    assert all(one.where.startswith("file: ") for one in found)
    return [one.what for one in found]


def test_a_labelling_that_keeps_to_everything_has_no_faults_and_no_breaches():
    full = casualty(
        outcome="killed",
        where=("s1",),
        a_text="",
        a_entity="lebanon",
        a_date="2021-04-30",
        a_integer=-3,
        a_range=Range(12, None),
        a_quote=Quote(8, 13, "شخصًا"),
    )
    assert whats(TOWN, full) == whats(TOWN, full, rule=breaches) == []


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": "dead"},
        {"outcome": 1},
        {"where": "s1"},
        {"where": Range(None, None)},
        {"where": ("s1", "s1")},
        {"where": ("x",)},
        {"a_text": 1},
        {"a_entity": ("s1",)},
        {"a_date": "2021-02-30"},
        {"a_date": 2021},
        {"a_integer": True},
        {"a_integer": "1"},
        {"a_integer": 2**53},
        {"a_range": 12},
        {"a_range": ()},
        {"a_range": Range(low=True, high=2)},
        {"a_range": Range(3, 2)},
        {"a_range": Range(2**60, None)},
        {"a_quote": "شخصًا"},
        {"a_quote": Quote(8, 13, "شخصان")},
        {"a_quote": Quote(8, 99, "شخصًا")},
        {"a_quote": Quote(5, 5, "")},
        {"unknown": "x"},
    ],
)
def test_an_unknown_attribute_or_a_value_of_a_wrong_type_is_an_error(values):
    [first, *_] = whats(TOWN, casualty(**values))
    assert first.startswith("CASUALTY")
    assert next(iter(values)) in first


def test_errors_name_the_span_by_place_and_id():
    wrong = replace(TOWN, id="s7", label="TOWN")
    [fault] = faults(Labelling((casualty(), wrong)), SCHEMA, TEXT, "labels/x/a1/0003.json")
    assert fault.where == "labels/x/a1/0003.json: spans[1] (s7)"
    assert fault.what == "there is no label 'TOWN'"
    assert fault.fix == "use one of: CASUALTY, PLACE"


def test_a_bad_offset_and_a_wrong_quote_are_errors():
    assert "ends at 99" in whats(Span("s1", "CASUALTY", ((5, 99),), "…"))[0]
    assert "the article says '12'" in whats(Span("s1", "CASUALTY", ((5, 7),), "13"))[0]


def test_equal_spans_shared_ids_and_dangling_references_are_errors():
    assert "tagged already, as s1" in whats(TOWN, replace(TOWN, id="s2"))[0]
    assert "the id s1" in whats(TOWN, replace(casualty(), id="s1"))[0]
    assert "names 's9', which is not there" in whats(casualty(where=("s9",)))[0]


def test_odd_ids_and_origins_are_errors():
    assert "no span id" in whats(replace(TOWN, id="x"))[0]
    assert "no origin" in whats(replace(TOWN, origin="somewhere"))[0]


def test_zones_and_refused_suggestions_lie_inside_the_text():
    found = faults(
        Labelling(zones=(Zone(0, 99, ""),), rejected=(Rejected("PLACE", 3, 3),)),
        SCHEMA,
        TEXT,
        "file",
    )
    assert [fault.where for fault in found] == ["file: zones[0]", "file: rejected[0]"]


def test_a_label_that_overlaps_itself_and_may_not_is_a_warning():
    wide = mark(TEXT, "s2", "PLACE", [(0, 22)], attributes=[("e", "lebanon")])
    apart = replace(mark(TEXT, "s3", "PLACE", [(0, 4), (8, 13)]), attributes=wide.attributes)
    assert whats(TOWN, wide) == []
    assert "overlaps s2 of its own label" in whats(TOWN, wide, rule=breaches)[0]
    assert whats(TOWN, apart, rule=breaches) == []
    assert len(whats(TOWN, wide, apart, rule=breaches)) == 2


def test_a_label_that_nests_may_overlap_itself():
    wide = mark(TEXT, "s3", "CASUALTY", [(0, 22)])
    assert whats(casualty(), wide, rule=breaches) == []


def test_a_missing_value_and_an_unknown_entity_are_warnings():
    bare = replace(TOWN, attributes=())
    other = replace(TOWN, attributes=(("e", "syria"),))
    assert whats(bare) == whats(other) == []
    assert whats(bare, rule=breaches) == ["PLACE.e has no value"]
    assert "which entities.jsonl does not list" in whats(other, rule=breaches)[0]


def test_a_reference_to_a_span_of_another_label_is_a_warning():
    loop = casualty(where=("s2",))
    assert whats(loop) == []
    assert whats(loop, rule=breaches) == ["CASUALTY.where names s2, which is no PLACE"]


def test_white_space_at_the_edges_and_overlaps_of_labels_are_kept():
    spaced = mark(TEXT, "s3", "CASUALTY", [(4, 8)])
    assert whats(spaced, casualty()) == whats(spaced, casualty(), rule=breaches) == []
