"""A release and its packs, byte for byte, beside another program that writes the same."""

import hashlib
import json
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
from annotator.labels.span import Quote
from annotator.store.codec import decode
from annotator.store.pack_file import (
    BareArticle,
    BareSpan,
    Pack,
    WholeArticle,
    Withheld,
    encode_pack,
)
from annotator.store.pack_shape import decode_pack
from annotator.store.record import SchemaRef
from annotator.store.release_file import (
    Counts,
    Release,
    ReleaseEntry,
    decode_release,
    encode_release,
)

HERE = Path(__file__).parent
LABELS = (HERE / "0002.json").read_bytes()
VERSION = decode(LABELS, "0002.json")
TEXT = (HERE / "border-clash.txt").read_bytes().decode()


def digest(words):
    return hashlib.sha256(words if isinstance(words, bytes) else words.encode()).hexdigest()


RELEASE = Release(
    name="v1.0",
    created="2026-11-22T08:30:00Z",
    schema=SchemaRef("news-events", "1.0", "5" * 64, "6" * 64),
    note="أول إصدار\n",
    entries=(ReleaseEntry("border-clash", digest(TEXT), "a1", 2, digest(LABELS)),),
    counts=Counts(1, 4, (("CASUALTY", 2), ("DATE", 1), ("PLACE", 1))),
)


def without_words(value):
    return (
        Withheld(digest(value.text), (value.start, value.end))
        if isinstance(value, Quote)
        else value
    )


def bare():
    """The version with nothing that the article says."""
    labelling = VERSION.labelling
    spans = tuple(
        BareSpan(
            one.id,
            one.label,
            one.pieces,
            digest(one.text),
            tuple((name, without_words(value)) for name, value in one.attributes),
            one.flags,
            one.origin,
        )
        for one in labelling.spans
    )
    zones = tuple((zone.start, zone.end) for zone in labelling.zones)
    return BareArticle("border-clash", digest(TEXT), len(TEXT), labelling.anchor, zones, spans)


KEPT = {
    "release.json": (RELEASE, encode_release, decode_release),
    "pack.json": (Pack(RELEASE, (bare(),)), encode_pack, decode_pack),
    "pack-with-texts.json": (
        Pack(RELEASE, (WholeArticle(TEXT, VERSION),)),
        encode_pack,
        decode_pack,
    ),
}


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("name", KEPT)
def test_it_is_written_byte_for_byte_as_the_kept_file(name):
    value, encode, read = KEPT[name]
    kept = (HERE / name).read_bytes()
    assert encode(value) == kept
    assert read(kept, name) == value


@pytest.mark.parametrize(
    ("name", "listed"), [("release.json", "entries"), ("pack.json", "articles")]
)
def test_another_program_writes_the_same_bytes_from_the_same_json(name, listed):
    kept = (HERE / name).read_bytes()
    keys = json.loads(kept)
    del keys["digest"]
    lines = [
        f'"{key}": [\n' + ",\n".join(map(compact, value)) + "\n],\n"
        if key == listed
        else f'"{key}": {compact(value)},\n'
        for key, value in keys.items()
    ]
    before = "".join(["{\n", *lines]).encode()
    assert before + f'"digest": "{digest(before)}"\n}}\n'.encode() == kept


def test_a_release_names_a_label_file_by_the_sha256_of_its_bytes():
    (entry,) = json.loads((HERE / "release.json").read_bytes())["entries"]
    assert entry["labels_sha256"] == digest(LABELS)
    assert entry["sha256"] == digest((HERE / "border-clash.txt").read_bytes())


def test_a_pack_without_texts_holds_no_word_of_the_article_and_no_comment():
    packed = (HERE / "pack.json").read_bytes().decode()
    said = {word for word in TEXT.split() if len(word) > 2 or not word.isascii()}
    assert not [word for word in said if word in packed]
    assert "comment" not in packed


def test_who_has_the_texts_proves_every_span_of_a_pack_by_slicing_and_hashing():
    (article,) = json.loads((HERE / "pack.json").read_bytes())["articles"]
    assert article["sha256"] == digest(TEXT)
    for span in article["spans"]:
        pieces = span.get("fragments", [[span["start"], span["end"]]])
        assert span["sha256"] == digest(" ".join(TEXT[start:end] for start, end in pieces))


def test_a_pack_with_texts_holds_the_label_files_as_they_are():
    (article,) = json.loads((HERE / "pack-with-texts.json").read_bytes())["articles"]
    assert article == {"text": TEXT, "labels": json.loads(LABELS)}


@pytest.mark.parametrize("name", KEPT)
def test_every_byte_that_is_changed_left_out_or_added_is_refused(name):
    kept, read = (HERE / name).read_bytes(), KEPT[name][2]
    for at in range(len(kept)):
        flipped = kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :]
        for other in (flipped, kept[:at], kept[:at] + kept[at + 1 :]):
            with pytest.raises(AnnotatorError):
                read(other, name)
    with pytest.raises(AnnotatorError):
        read(kept + b"\n", name)
