"""Only the very bytes of a label file are read; what is wrong with others is said."""

import hashlib
import re
from dataclasses import replace

import pytest

from annotator.errors import AnnotatorError, Faults, LabelFileError, SpanError
from annotator.labels.labelling import Labelling
from annotator.labels.span import Quote, Range, Span, mark
from annotator.store.codec import decode, encode
from annotator.store.record import SchemaRef, Version

TEXT = "قُتل 12 شخصًا في لبنان"
WHERE = "labels/border-clash/a1/0003.json"
SPANS = (
    mark(TEXT, "s1", "PLACE", [(17, 22)]),
    mark(TEXT, "s2", "CASUALTY", [(5, 7)], attributes=[("b", ("s1",)), ("a", Range(None, 12))]),
    mark(TEXT, "s4", "PERSON", [(0, 4), (8, 13)], flags=["x", "y"], comment="ب"),
)
VERSION = Version(
    article_id="border-clash",
    article_sha256="1" * 64,
    article_length=len(TEXT),
    annotator="a1",
    number=3,
    parent="2" * 64,
    merged=(),
    schema=SchemaRef("news", "1.0", "3" * 64, "4" * 64),
    saved="2026-11-21T22:36:17Z",
    seconds=312,
    labelling=Labelling(SPANS),
)
DATA = encode(VERSION)


def signed(data):
    """The file with a digest that fits, as a careful forger would write it."""
    body = data[: data.rindex(b'"digest"')]
    return body + b'"digest": "%b"\n}\n' % hashlib.sha256(body).hexdigest().encode()


def told(data):
    """Every fault as (what, where)."""
    with pytest.raises(AnnotatorError) as caught:
        decode(data, WHERE)
    error = caught.value
    faults = error.faults if isinstance(error, Faults) else (error,)
    assert all(fault.where.startswith(WHERE) for fault in faults)
    assert all(fault.fix for fault in faults)
    return [(fault.what, fault.where.removeprefix(f"{WHERE}: ")) for fault in faults]


def forged(old, new):
    assert old in DATA
    return told(signed(DATA.replace(old, new, 1)))


def test_a_tampered_file_is_refused_by_its_digest():
    [(what, where)] = told(DATA.replace(b'"seconds": 312', b'"seconds": 313'))
    assert "it was changed" in what
    assert where == "digest"


def test_a_digest_that_was_changed_is_refused():
    digest = re.search(rb'[0-9a-f]{64}"\n\}\n$', DATA)[0]
    [(what, where)] = told(DATA.replace(digest, b"0" * 64 + b'"\n}\n'))
    assert "not the one it states" in what
    assert where == "digest"


@pytest.mark.parametrize(
    ("old", "new", "what", "where"),
    [
        (b'"seconds": 312', b'"seconds": 3.5', "should be a whole number, not 3.5", "seconds"),
        (b'"seconds": 312', b'"seconds": 312.0', "should be a whole number", "seconds"),
        (b'"seconds": 312', b'"seconds": true', "a whole number, not true", "seconds"),
        (b'"seconds": 312', b'"seconds": "312"', "a whole number, not '312'", "seconds"),
        (b'"seconds": 312', b'"seconds": -1', "outside 0", "seconds"),
        (b'"seconds": 312', b'"seconds": 9007199254740993', "outside 0", "seconds"),
        (b'"seconds": 312', b'"seconds": ' + b"9" * 40, "whole number", "seconds"),
        (b'"seconds": 312', b'"secs": 312', "is missing", "seconds"),
        (b'"seconds": 312', b'"seconds": 312,\n"x\\u001b": 1', "not a key that is known", "'x"),
        (b'"version": 3', b'"version": 0', "count from 1", "version"),
        (b'labels-1"', b'labels-2"', "should be 'annotator/labels-1'", "format"),
        (b'"draft"', b'"Draft"', "'draft' or 'done'", "status"),
        (b"2026-11-21", b"2026-11-31", "no moment", "saved"),
        (b'17Z"', b'17+00:00"', "no moment", "saved"),
        (b'"anchor":null', b'"anchor":"2021-02-30"', "no day", "article.anchor"),
        (b'"anchor":null', b'"anchor":"20210228"', "no day", "article.anchor"),
        (b'"parent": "2', b'"parent": "G', "64 lower-case", "parent"),
        (b'"a1"', b'"../x"', "cannot name an annotator", "annotator"),
        (b'"id":"s1"', b'"id":"s01"', "not s1, s2", "spans[2] (s01).id"),
        (b'"label":"PLACE"', b'"label":""', "label is empty", "spans[2] (s1).label"),
        (b'"start":17', b'"start":23', "runs from 23 to 22", "spans[2] (s1)"),
        (b'"start":17', b'"start":16', "its offsets hold 6", "spans[2] (s1)"),
        (b'"length":22', b'"length":21', "in a text of 21", "spans[2] (s1)"),
        (b"[8,13]", b"[4,13]", "touch or are out of order", "spans[0] (s4)"),
        (b"[8,13]", b"[13]", "not [start, end]", "spans[0] (s4)"),
        (b"[[0,4],[8,13]]", b"[[0,13]]", "fewer than two", "spans[0] (s4)"),
        (b"[[0,4],[8,13]]", b"[]", "has no characters", "spans[0] (s4)"),
        (b"[8,13]", b"[8,12]", "begin at its start and end at its end", "spans[0] (s4)"),
        (b"[null,12]", b"[null,12.5]", "no string, whole number", "spans[1] (s2).attributes.a"),
        (b"[null,12]", b"true", "is true", "spans[1] (s2).attributes.a"),
        (b"[null,12]", b"null", "is null", "spans[1] (s2).attributes.a"),
        (b"[null,12]", b'[null,"s1"]', "is [null, 's1']: no", "spans[1] (s2).attributes.a"),
        (b"[null,12]", b"[1,2,3]", "is [1, 2, 3]: no", "spans[1] (s2).attributes.a"),
        (b"[null,12]", b'{"start":1}', "a group of keys", "spans[1] (s2).attributes.a"),
        (b'"origin":"manual"', b'"origin":"mine"', "no origin", "spans[0] (s4).origin"),
        (b',"origin":"manual"', b"", "origin is missing", "spans[0] (s4).origin"),
        (b'"flags":["x","y"]', b'"flags":"x"', "should be a list", "spans[0] (s4).flags"),
        (b'"zones": []', b'"zones": [{"start":2,"end":1,"why":""}]', "from 2 to 1", "zones[0]"),
    ],
)
def test_what_is_wrong_is_said_with_its_key_and_span(old, new, what, where):
    faults = forged(old, new)
    assert any(what in said and place.startswith(where) for said, place in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "what", "line"),
    [
        (b'"id":"s1","label":"PLACE"', b'"label":"PLACE","id":"s1"', "have one order", 19),
        (b'"flags":["x","y"]', b'"flags":["y","x"]', "have one order", 17),
        (b'"a":[null,12],"b":["s1"]', b'"b":["s1"],"a":[null,12]', "have one order", 18),
        (b'"comment":"', b'"comment":"z","comment":"', "'comment' is given twice", 17),
        (b'"note": ""', b'"note": "z",\n"note": ""', "'note' is given twice", 12),
        (b'"origin":"manual"', b'"origin": "manual"', "is due", 17),
        (b'"seconds": 312', b'"seconds":312', "is due", 11),
        (b'"flags":["x","y"],', b'"flags":["x","x","y"],', "is due", 17),
        (b'"label":"PLACE"', b'"label":"\\u0050LACE"', "is due", 19),
        (b'"note": ""', b'"note": "\\/"', "is due", 12),
        (b'"origin":"manual"},\n{"id":"s1"', b'"origin":"manual"},{"id":"s1"', "is due", 18),
        (b'"seconds": 312', b'"seconds": -0', "is due", 11),
        (b'"text":"12",', b'"text":"12","flags":[],', "is due", 18),
        (b'"text":"12",', b'"text":"12","comment":"",', "is due", 18),
    ],
)
def test_content_that_is_written_otherwise_is_refused_with_its_line(old, new, what, line):
    [(said, where)] = forged(old, new)
    assert what in said
    assert where == f"line {line}"


def test_spans_out_of_order_are_refused():
    start = DATA.index(b'{"id":"s4"')
    end = DATA.index(b"\n],\n")
    backwards = b",\n".join(reversed(DATA[start:end].split(b",\n")))
    [(what, where)] = told(signed(DATA[:start] + backwards + DATA[end:]))
    assert "is due" in what
    assert where == "line 17"


def test_equal_spans_are_refused():
    line = DATA[DATA.index(b'{"id":"s1"') : DATA.index(b"\n],\n")]
    twin = b",\n".join((line, line.replace(b"s1", b"s5")))
    assert forged(line, twin) == [("PLACE 17..22 is tagged already, as s1", "spans[3] (s5)")]


def test_an_id_given_twice_is_refused():
    assert forged(b'"id":"s4"', b'"id":"s1"') == [
        ("the id s1 is that of spans[0] already", "spans[2] (s1)")
    ]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf" + DATA, "byte order mark"),
        (DATA.replace(b"\n", b"\r\n"), "CRLF"),
        (DATA[:-1], "does not end with its digest"),
        (DATA[:-40], "not whole JSON"),
        (DATA + b"\n", "does not end with its digest"),
        (DATA + b"x", "not whole JSON"),
        (DATA.replace(b"312", b"NaN"), "not whole JSON"),
        (DATA.replace(b"312", b"Infinity"), "not whole JSON"),
        (DATA.replace(b"312", b"9" * 9000), "not whole JSON"),
        (DATA.replace(b"312", b"[" * 9000), "not whole JSON"),
        (DATA.replace(b"312", b"[" * 900 + b"]" * 900), "should be a whole number"),
        (DATA.replace(b'"note": ""', b'"note": "\\ud800"'), "not whole JSON"),
        (DATA.replace(b'"note": ""', b'"note": "\xff"'), "not UTF-8"),
        (DATA.replace(b'"note": ""', b'"note": "\xed\xa0\x80"'), "not UTF-8"),
        (DATA.decode().encode("utf-16"), "not UTF-8"),
        (b"null\n", "should be a group of keys, not null"),
        (b"[]\n", "it should be a group of keys, not []"),
        (b"\x00", "not whole JSON"),
    ],
)
def test_bytes_that_are_no_label_file_are_refused_in_words(data, what):
    assert any(what in said for said, _ in told(data))


def test_a_value_too_deep_behind_a_key_given_twice_is_refused_in_words():
    deep = b'"note": ' + b"[" * 1000 + b"]" * 1000 + b',\n"note": ""'
    [(what, _)] = told(signed(DATA.replace(b'"note": ""', deep)))
    assert "given twice" in what


def test_all_faults_are_told_at_once():
    bad = DATA.replace(b'"seconds": 312', b'"seconds": "x"').replace(b'"s4"', b'"x4"')
    assert [where for _, where in told(bad)] == ["seconds", "spans[0] (x4).id", "digest"]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "[1,2]",
        0,
        -5,
        2**53 - 1,
        Range(None, None),
        Range(1, 2),
        Quote(0, 4, "قُتل"),
        (),
        ("s1",),
    ],
)
def test_every_kind_of_value_comes_back_as_it_was(value):
    span = mark(TEXT, "s1", "N", [(0, 4)], attributes=[("a", value)])
    version = replace(VERSION, labelling=Labelling((span,)))
    assert decode(encode(version), WHERE) == version


@pytest.mark.parametrize(
    ("labelling", "kind"),
    [
        (Labelling(note="\ud800"), LabelFileError),
        (Labelling(anchor="yesterday"), LabelFileError),
        (Labelling((replace(SPANS[0], origin="mine"),)), LabelFileError),
        (Labelling((replace(SPANS[0], attributes=(("a", 2**53),)),)), LabelFileError),
        (Labelling((SPANS[0], replace(SPANS[0], id="s9"))), SpanError),
        (Labelling((Span("s1", "N", ((0, 99),), "x" * 99),)), LabelFileError),
    ],
)
def test_what_could_not_be_read_again_is_not_written(labelling, kind):
    with pytest.raises(kind):
        encode(replace(VERSION, labelling=labelling))


def test_a_file_at_fault_is_never_to_be_edited():
    for data in (b"[]\n", DATA.replace(b'"label":"PLACE"', b'"label":""')):
        with pytest.raises(AnnotatorError) as caught:
            decode(data, "f")
        for fault in getattr(caught.value, "faults", (caught.value,)):
            assert "never edited" in fault.fix
