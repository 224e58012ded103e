"""Laws of reading at once: whatever is taken so is what pydantic takes, as an equal value."""

import copy
import tomllib

import orjson
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.errors import AnnotatorError
from annotator.labels import entities, schema_file, schema_shape
from annotator.project import settings
from annotator.project.settings_shape import faults_of
from annotator.store import label_file
from annotator.store.codec import encode
from annotator.store.journal_entry import Begun, Saved, Stepped, record_of
from annotator.store.journal_shape import read_record
from annotator.store.plain_journal import plain_entry
from annotator.store.plainly import plain_version
from annotator.store.record import SchemaRef
from tests.laws.strategies import edits, labellings, versions

HASH = "0123456789abcdef" * 4
SCHEMA = """
name = "news"
version = "1"
[labels.PERSON]
key = "p"
color = "blue"
mark = "bold"
description = "a person"
guideline = "person.md"
nests = true
[labels.PERSON.attributes.role]
type = "choice"
choices = ["victim", "witness"]
required = true
[labels.PERSON.attributes.of]
type = "span"
label = "PERSON"
"""
FILES = {
    "project": """
name = "news"
boundary = "stem"
keyboard = "persian"
theme = "dark"
annotators = ["a1", "b2"]
store = "folder"
[keys]
save = "f2"
leave = ["q", "f10"]
[folders]
seeds = "texts"
""",
    "user": 'name = "a1"\nrtl = "visual"\nkeyboard = "auto"\ntheme = "light"\n[keys]\nsave = "f2"',
    "facts": 'title = "a"\nlanguage = "ar"\npublished = 2021-04-30\nsource = "b"\nurl = "c"',
}
ENTITY = {"id": "q1", "kind": "person", "names": {"ar": ["أ", "ب"]}, "merged_into": None}
SAVE = Saved("a1", 3, HASH, "2024-05-06T07:08:09Z", 60, SchemaRef("news", "1", HASH, HASH), (HASH,))
BEGUN = Begun("border", HASH, "a1", "2024-05-06", b"{}", 7)

numbers = st.sampled_from([-1, 0, 1, 2, 2**53 - 1, 2**53, 2**70, 0.0, 1.0, 1.5, -0.5])
words = st.sampled_from(["", " ", "s1", "s01", "a", "draft", HASH, HASH[1:], "2024-02-30", "\n"])
scalars = st.none() | st.booleans() | numbers | words
junk = scalars | st.lists(scalars, max_size=3) | st.dictionaries(words, scalars, max_size=2)


def places(value, path=()):
    """Every path into lists and groups of keys."""
    yield path
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, one in inside:
        yield from places(one, (*path, step))


@st.composite
def spoiled(draw, value):
    """The same with up to two values replaced, taken out or added."""
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(0, 2))):
        *path, last = draw(st.sampled_from([path for path in places(value) if path] or [(None,)]))
        if last is None:
            break
        inside = value
        for step in path:
            inside = inside[step]
        match draw(st.sampled_from(("put", "put", "drop", "add"))):
            case "put":
                inside[last] = draw(junk)
            case "drop":
                del inside[last]
            case _ if isinstance(inside, dict):
                inside[draw(words)] = draw(junk)
            case _:
                inside.append(draw(junk))
    return value


@given(version=versions)
def test_a_label_file_that_is_in_order_is_read_at_once(version):
    assume(version.labelling.adjudication is None)
    assert plain_version(orjson.loads(encode(version))) == version


@given(version=versions, data=st.data())
def test_a_label_file_that_is_read_at_once_is_read_alike_in_the_long_way(version, data):
    raw = data.draw(spoiled(orjson.loads(encode(version))))
    try:
        found = plain_version(copy.deepcopy(raw))
    except AnnotatorError:
        pytest.fail("what is wrong is for the long way to say")
    if found is not None:
        assert label_file.read(raw) == (found, ())


@st.composite
def lines(draw):
    """The lines of a journal: saves, beginnings, edits, steps back and forth."""
    step = draw(
        st.sampled_from(("undo", "redo")) | labellings().flatmap(edits),
    )
    entries = [SAVE, BEGUN, Stepped(step, draw(st.sampled_from([0.0, 1.5])))]
    return orjson.loads(orjson.dumps(record_of(draw(st.sampled_from(entries)))))


@given(line=lines(), data=st.data())
def test_a_line_of_a_journal_that_is_read_at_once_is_read_alike_in_the_long_way(line, data):
    raw = data.draw(spoiled(line))
    found = plain_entry(copy.deepcopy(raw))
    if found is not None:
        assert read_record(raw, "a journal") == found


@pytest.mark.parametrize("entry", [SAVE, BEGUN, Stepped("undo", 1.5)])
def test_what_a_journal_mostly_says_is_read_at_once(entry):
    assert plain_entry(orjson.loads(orjson.dumps(record_of(entry)))) == entry


@pytest.mark.parametrize("kind", FILES)
@given(data=st.data())
def test_settings_that_are_found_in_order_at_once_have_no_fault(kind, data):
    form = {"project": settings.PROJECT, "user": settings.USER, "facts": settings.FACTS}[kind]
    raw = tomllib.loads(FILES[kind])
    assert form.in_order(raw)
    table = data.draw(spoiled(raw))
    if form.in_order(table):
        assert faults_of(table, kind) == ()


@given(data=st.data())
def test_a_schema_that_is_found_in_order_at_once_has_no_fault(data):
    raw = tomllib.loads(SCHEMA)
    assert schema_file.in_order(raw)
    table = data.draw(spoiled(raw))
    if schema_file.in_order(table):
        assert schema_shape.faults_of_schema(table) == ()


@given(data=st.data())
def test_an_entity_that_is_found_in_order_at_once_has_no_fault(data):
    assert entities.in_order(ENTITY)
    line = data.draw(spoiled(ENTITY))
    if entities.in_order(line):
        assert schema_shape.faults_of_entity(line) == ()
