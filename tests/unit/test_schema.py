"""The schema is read strictly, and every fault is told at once with its place."""

import hashlib

import pytest

from annotator.errors import AnnotatorError, Faults, SchemaError
from annotator.labels.colours import NAMES, is_colour
from annotator.labels.schema import Attribute, read_schema

GOOD = """\
name = "news-events"
version = "1.0"

[labels.CASUALTY]
key = "c"
color = "red"
mark = "underline2"
description = "People killed, wounded or missing, with their number."
guideline = "casualty.md"
nests = true

[labels.CASUALTY.attributes.outcome]
type = "choice"
choices = ["killed", "wounded", "missing"]
required = true

[labels.CASUALTY.attributes.where]
type = "span"
label = "PLACE"

[labels.PLACE]
key = "l"
color = "#00ff7F"
mark = "bold"
description = "مكان"
guideline = "place.md"
"""
PAGES = {"place.md": b"two", "casualty.md": b"one"}
WHERE = "guidelines/schema.toml"
ENTITIES = '{"id":"e1","kind":"place","names":{"ar":["لبنان"]}}\n'.encode()


def read(text=GOOD, *, pages=PAGES, entities=None, reserved="xu"):
    data = text if isinstance(text, bytes) else text.encode()
    return read_schema(data, WHERE, pages=pages, entities=entities, reserved=frozenset(reserved))


def told(text=GOOD, **more):
    """Every fault as (what, where, fix)."""
    with pytest.raises(AnnotatorError) as caught:
        read(text, **more)
    error = caught.value
    faults = error.faults if isinstance(error, Faults) else (error,)
    assert all(isinstance(fault, SchemaError) for fault in faults)
    return [(fault.what, fault.where, fault.fix) for fault in faults]


def test_a_schema_gives_its_labels_in_the_file_s_order():
    schema = read(entities=ENTITIES)
    assert [label.name for label in schema.labels] == ["CASUALTY", "PLACE"]
    casualty = schema.label("CASUALTY")
    assert casualty.nests
    assert casualty.attributes == (
        Attribute("outcome", "choice", ("killed", "wounded", "missing"), required=True),
        Attribute("where", "span", label="PLACE"),
    )
    assert schema.by_key("l") is schema.label("PLACE")
    assert (schema.label("NO"), schema.by_key("q"), casualty.attribute("no")) == (None, None, None)
    assert schema.entities == {"e1"}


def test_a_schema_knows_its_own_hash_and_that_of_its_pages_in_name_order():
    schema = read()
    assert schema.sha256 == hashlib.sha256(GOOD.encode()).hexdigest()
    assert schema.pages == hashlib.sha256(b"onetwo").hexdigest()


def test_a_key_that_is_not_known_is_an_error_with_its_line():
    what, where, _ = told(GOOD.replace("nests = true", "nest = true"))[0]
    assert what == "nest is not a key that is known here"
    assert where == "guidelines/schema.toml: line 10: labels.CASUALTY.nest"


def test_a_clash_with_a_command_lists_the_free_keys():
    [(what, where, fix)] = told(reserved="acdefghijkmnopqrstuvwxy")
    assert what == "the key c belongs to a command"
    assert where == "guidelines/schema.toml: line 5: labels.CASUALTY.key"
    assert fix == "choose a free one: z"


def test_two_labels_cannot_share_a_key():
    [(what, where, fix)] = told(GOOD.replace('key = "l"', 'key = "c"'))
    assert what == "the key c belongs to CASUALTY already"
    assert where.endswith("line 22: labels.PLACE.key")
    assert " l " in fix
    assert " b " not in fix


@pytest.mark.parametrize("key", ["b", "C", "ع", "1", "cc", "", "/"])
def test_a_key_that_some_keyboard_cannot_type_is_refused(key):
    [(what, _, fix)] = told(GOOD.replace('key = "c"', f'key = "{key}"'))
    assert "not a small letter" in what
    assert fix.startswith("choose a free one: a c d")


def test_every_fault_is_told_at_once():
    bad = (
        GOOD.replace('"red"', '"rod"')
        .replace("nests = true", "nests = 1")
        .replace('label = "PLACE"', 'label = "TOWN"')
        .replace('mark = "bold"', 'mark = "blink"')
        .replace('name = "news-events"\n', "")
    )
    faults = told(bad, pages={"place.md": b""}, entities=b'{"id":"e1"}\n{')
    assert [where for _, where, _ in faults] == [
        "guidelines/schema.toml: name",
        "guidelines/schema.toml: line 5: labels.CASUALTY.color",
        "guidelines/schema.toml: line 8: labels.CASUALTY.guideline",
        "guidelines/schema.toml: line 9: labels.CASUALTY.nests",
        "guidelines/schema.toml: line 18: labels.CASUALTY.attributes.where.label",
        "guidelines/schema.toml: line 23: labels.PLACE.mark",
        "guidelines/entities.jsonl: line 1: kind",
        "guidelines/entities.jsonl: line 1: names",
        "guidelines/entities.jsonl: line 2, column 2",
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('choices = ["killed", "wounded", "missing"]\n', "", "needs choices"),
        ('["killed", "wounded", "missing"]', "[]", "has no choices"),
        ('["killed", "wounded", "missing"]', '["a", "a"]', "one of them twice"),
        ('["killed", "wounded", "missing"]', '["a", 1]', "should be a string, not 1"),
        ('type = "choice"', 'type = "text"', "needs choices if its type is choice"),
        ('type = "choice"', 'type = "enum"', "not 'enum'"),
        ('label = "PLACE"\n', "", "needs a label if its type is span"),
        ("[labels.PLACE]", '[labels."a b"]', "cannot be a name"),
        ("[labels.PLACE]", '[labels."\\u001b[31m"]', "cannot be a name"),
        ("attributes.outcome", 'attributes."a.b"', "cannot be a name"),
        ('"news-events"', '""', "name is empty"),
        ('"1.0"', "1.0", "version should be a string, not 1.0"),
        ('"1.0"', "2021-04-30", "version should be a string, not date"),
        ('"Peo', '"\\u0007Peo', "holds control characters"),
        ("[labels.PLACE]", "[[labels.PLACE]]", "not [a group of keys]"),
    ],
)
def test_what_is_wrong_is_said(old, new, what):
    assert old in GOOD
    faults = told(GOOD.replace(old, new))
    assert any(what in fault for fault, _, _ in faults)


def test_a_schema_without_labels_is_refused():
    assert told('name = "x"\nversion = "1"\n[labels]\n')[0][0] == "there is no label"
    assert told('name = "x"\nversion = "1"\n')[0][0] == "labels is missing"


@pytest.mark.parametrize(
    ("data", "what", "where"),
    [
        (GOOD.replace('"c"', "c"), "not TOML: Invalid value", f"{WHERE}: line 5, column 7"),
        (GOOD + "[labels.PLACE]\n", "not TOML: Cannot declare", f"{WHERE}: line 27, column 14"),
        (GOOD + "x = [", "not TOML", WHERE),
        ("\ufeff" + GOOD, "byte order mark", f"{WHERE}: line 1"),
        (GOOD.encode("utf-16"), "not UTF-8", f"{WHERE}: line 1"),
        (GOOD.encode() + b"# \xff", "not UTF-8", f"{WHERE}: line 27"),
        ("a = " + "[" * 5000, "not TOML", WHERE),
        ("a = " + "{a=" * 5000, "nested too deeply", WHERE),
        ("a = " + "9" * 5000, "not TOML", WHERE),
        ("", "name is missing", WHERE),
    ],
)
def test_a_file_that_is_no_schema_at_all_is_refused_in_words(data, what, where):
    first = told(data)[0]
    assert what in first[0]
    assert first[1].startswith(where)


def test_a_key_inside_a_long_string_does_not_mislead_about_lines():
    long = 'description = """\n[labels.PLACE]\nkey = "l"\n"""'
    text = GOOD.replace('description = "مكان"', long).replace('key = "l"\nco', 'key = "c"\nco')
    places = [where for _, where, _ in told(text)]
    assert places == [
        f"{WHERE}: line 22: labels.PLACE.key",
        f"{WHERE}: line 25: labels.PLACE.description",
    ]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (
            b'{"id":"e1","kind":"p","names":{}}\n{"id":"e1","kind":"p","names":{}}',
            "already, on line 1",
        ),
        (b'{"id":"e1","kind":"p","names":{},"merged_into":"e2"}', "is not listed"),
        (b'{"id":"e1","kind":"p","names":{},"merged_into":"e1"}', "is not listed"),
        (b'{"id":"e 1","kind":"p","names":{}}', "one word"),
        (b'{"id":"e1","kind":"","names":{}}', "kind is empty"),
        (b'{"id":"e1","kind":"p","names":{"ar":"x"}}', "should be a list"),
        (b'{"id":"e1","kind":"p","names":{},"extra":1}', "not a key that is known"),
        (b"[]", "should be a group of keys"),
        (b'{"id":"\xff"}', "not JSON"),
    ],
)
def test_faults_of_entities_are_told_with_their_line(lines, what):
    [(said, where, _)] = told(entities=lines)
    assert what in said
    assert where.startswith("guidelines/entities.jsonl: line ")


def test_every_colour_name_can_be_drawn():
    from textual.color import Color

    assert all(Color.parse(name) for name in NAMES)
    assert is_colour("#a0B1c2")
    assert not is_colour("#abc")
    assert not is_colour("#gggggg")


@pytest.mark.parametrize("character", ["\\u001b", "\\u009b", "\\u0085", "\\u2028", "\\u007f"])
def test_words_of_the_schema_hold_nothing_that_acts_on_a_terminal(character):
    for old in ('"news-events"', '"killed"', '"مكان"'):
        [(what, _, _)] = told(GOOD.replace(old, f'"a{character}b"'))
        assert what.endswith("holds control characters or line ends")


def test_one_of_a_few_words_is_asked_for_in_plain_words():
    [(what, _, _)] = told(GOOD.replace('mark = "bold"', 'mark = "blink"'))
    assert what.startswith("mark should be 'underline'")
