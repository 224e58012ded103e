"""A label file, byte for byte, beside another program that writes the same."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.labels.labelling import (
    Adjudication,
    Decision,
    Labelling,
    Rejected,
    Source,
    Zone,
)
from annotator.labels.span import Quote, Range, mark
from annotator.store.codec import decode, encode, sha256
from annotator.store.record import SchemaRef, Version

HERE = Path(__file__).parent
TEXT = (HERE / "border-clash.txt").read_bytes().decode()
REF = SchemaRef("news-events", "1.0", "5" * 64, "6" * 64)


def tagged(words, id, label, **more):
    """A span on the first place where the words stand."""
    start = TEXT.index(words)
    return mark(TEXT, id, label, [(start, start + len(words))], **more)


def quote(words):
    start = TEXT.index(words)
    return Quote(start, start + len(words), words)


def first():
    """A version with nothing in it."""
    return Version(
        article_id="border-clash",
        article_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        article_length=len(TEXT),
        annotator="a1",
        number=1,
        parent=None,
        merged=(),
        schema=REF,
        saved="2026-11-21T22:36:17Z",
        seconds=0,
        labelling=Labelling(),
    )


def second():
    """A version with everything that a version may have."""
    attributes = (
        ("outcome", "killed"),
        ("count", Range(12, None)),
        ("victims", quote("شخصًا")),
        ("where", ("s2",)),
    )
    pieces = [(0, 4), (TEXT.index("شخصًا"), TEXT.index("شخصًا") + 5)]
    return Version(
        article_id="border-clash",
        article_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        article_length=len(TEXT),
        annotator="a1",
        number=2,
        parent=sha256(encode(first())),
        merged=("7" * 64,),
        schema=REF,
        saved="2026-11-21T22:41:02Z",
        seconds=312,
        labelling=Labelling(
            spans=(
                tagged("الجمعة", "s3", "DATE", origin="propagated"),
                mark(TEXT, "s4", "CASUALTY", pieces, attributes=attributes, flags=["unsure"]),
                tagged("لبنان", "s2", "PLACE", comment='قال "هنا"\tأو هناك', flags=["ب", "أ"]),
                tagged("12", "s10", "CASUALTY", attributes=[("count", Range(12, 12)), ("n", 3)]),
            ),
            status="done",
            anchor="2021-04-30",
            zones=(Zone(TEXT.index("اقرأ"), len(TEXT), "دعوة"),),
            rejected=(Rejected("PERSON", 0, 4),),
            adjudication=Adjudication(
                "lead",
                (Source("a1", 2, "8" * 64), Source("a2", 1, "9" * 64)),
                (Decision(0, 4, (("s1",), ()), "a", "slip", "واضح"),),
            ),
            note="سطر\nثانٍ",
        ),
    )


def third():
    """Gold: what was decided between older versions says so, in the order of places."""
    version = second()
    adjudication = Adjudication(
        "lead",
        (Source("a1", 2, "8" * 64), Source("a2", 3, "9" * 64)),
        (
            Decision(17, 22, (("s2",), ("s7",)), "both", "guideline", "", (2, 3)),
            Decision(0, 4, (("s1",), ()), "a", "slip", "واضح", (2, 1)),
            Decision(5, 7, ((), ("s5", "s6")), "neither", "ambiguous", "", (0, 3)),
        ),
    )
    labelling = replace(version.labelling, adjudication=adjudication, note="")
    parent = sha256(encode(version))
    return replace(version, annotator="gold", number=3, parent=parent, labelling=labelling)


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def written(keys, spans):
    """A label file, from its JSON alone."""
    head = "".join(f'"{key}": {compact(value)},\n' for key, value in keys.items())
    body = ",\n".join(compact(span) for span in spans)
    listed = f'"spans": [\n{body}\n],\n' if spans else '"spans": [],\n'
    before = f"{{\n{head}{listed}".encode()
    return before + f'"digest": "{hashlib.sha256(before).hexdigest()}"\n}}\n'.encode()


@pytest.mark.parametrize(
    ("name", "version"), [("0001.json", first()), ("0002.json", second()), ("0003.json", third())]
)
def test_a_version_is_written_byte_for_byte_as_the_kept_file(name, version):
    kept = (HERE / name).read_bytes()
    assert encode(version) == kept
    assert decode(kept, name) == version


@pytest.mark.parametrize("name", ["0001.json", "0002.json", "0003.json"])
def test_another_program_writes_the_same_bytes_from_the_same_json(name):
    kept = (HERE / name).read_bytes()
    keys = json.loads(kept)
    spans = keys.pop("spans")
    del keys["digest"]
    assert written(keys, spans) == kept


def test_another_program_finds_every_quote_by_slicing_the_article():
    for span in json.loads((HERE / "0002.json").read_bytes())["spans"]:
        pieces = span.get("fragments", [[span["start"], span["end"]]])
        assert span["text"] == " ".join(TEXT[start:end] for start, end in pieces)


def test_the_parent_is_the_sha256_of_the_whole_file_before():
    parent = json.loads((HERE / "0002.json").read_bytes())["parent"]
    assert parent == hashlib.sha256((HERE / "0001.json").read_bytes()).hexdigest()
