"""Only the very bytes of a release or a pack are read; what is wrong with others is said."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, Faults, LabelFileError
from annotator.store.pack_file import Pack, encode_pack
from annotator.store.pack_shape import decode_pack
from annotator.store.release_file import Counts, decode_release, encode_release

GOLDEN = Path(__file__).parents[1] / "golden"
RELEASE = (GOLDEN / "release.json").read_bytes()
BARE = (GOLDEN / "pack.json").read_bytes()
WHOLE = (GOLDEN / "pack-with-texts.json").read_bytes()


def signed(data):
    """The file with a digest that fits, as a careful forger would write it."""
    body = data[: data.rindex(b'"digest"')]
    return body + b'"digest": "%b"\n}\n' % hashlib.sha256(body).hexdigest().encode()


def told(read, data):
    """Every fault as one text."""
    with pytest.raises(AnnotatorError) as caught:
        read(data, "file")
    error = caught.value
    faults = error.faults if isinstance(error, Faults) else (error,)
    assert all(one.where.startswith("file") and one.fix for one in faults)
    return "\n".join(f"{one.where}: {one.what}" for one in faults)


def test_a_changed_release_is_refused_by_its_digest():
    assert "it was changed" in told(decode_release, RELEASE.replace(b"v1.0", b"v1.1"))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (b'"v1.0"', b'"v 1"', "file: name: name is 'v 1', which cannot name a release"),
        (b'"note"', b'"remark"', "file: note: note is missing"),
        (b"-22T08", b"-32T08", "file: created: created is '2026-11-32T08:30:00Z'"),
        (b'"version":2', b'"version":0', "file: entries[0].version: version is 0"),
        (b'"border-clash"', b'"../x"', "file: entries[0].article: article is none: the ID"),
        (b'"articles":1', b'"articles":2', "counts 2 articles in 1"),
        (b'"spans":4', b'"spans":5', "file: counts: counts has 5 spans, and other numbers"),
        (b'"CASUALTY":2', b'"PLACEX":2', "labels that are not sorted"),
        (b'"DATE":1', b'"DATE":1,"E":0', "one without spans"),
        (b'"spans":4', b'"spans": 4', "the line is"),
    ],
)
def test_a_forged_release_is_refused_with_the_place(old, new, what):
    assert old in RELEASE
    assert what in told(decode_release, signed(RELEASE.replace(old, new, 1)))


def test_entries_have_one_order_and_hold_an_article_once():
    start, end = RELEASE.index(b'{"article"'), RELEASE.index(b"\n],")
    line = RELEASE[start:end]
    for other in (line, line.replace(b"border-clash", b"a")):
        doubled = RELEASE[:end] + b",\n" + other + RELEASE[end:]
        assert "not sorted, or twice" in told(decode_release, signed(doubled))
    assert "holds no entry" in told(
        decode_release, signed(RELEASE[: start - 1] + RELEASE[end + 1 :])
    )


def test_a_release_that_could_not_be_read_is_not_written():
    release = decode_release(RELEASE, "file")
    for wrong in (
        replace(release, name="v 1"),
        replace(release, note="\ud800"),
        replace(release, counts=Counts(1, 2**60, (("A", 2**60),))),
    ):
        with pytest.raises(LabelFileError):
            encode_release(wrong)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (b'"texts": false', b'"texts": true', "articles[0].text"),
        (b'"texts": false', b'"texts": "no"', "file: texts: texts"),
        (b'"length":53', b'"length":30', "has a span that ends beyond its 30 characters"),
        (b"[[0,4],[8,13]]", b"[[8,13],[0,4]]", "pieces that touch or are out of order at 0"),
        (b"[[35,53]]", b"[[53,35]]", "zones[0]"),
        (b'"start":8,"end":13', b'"start":13,"end":8', "no string, whole number"),
        (b'"killed"', b'{"sha256":1}', "should be a string, not 1"),
        (b'"killed"', b'{"sha256":"x"}', "should be 64 lower-case hexadecimal digits"),
        (b'"killed"', b'{"start":0,"end":1,"text":"a"}', "in a pack without texts"),
        (b'"PLACE","start"', b'"PERSON","start"', "its spans are others than its release counts"),
        (b'{"id":"s4"', b'{"id":"s4","text":"x"', "text is not a key that is known here"),
        (b'"start":17', b'"start":0', "spans that are not sorted"),
    ],
)
def test_a_forged_pack_is_refused_with_the_place(old, new, what):
    assert old in BARE
    assert what in told(decode_pack, signed(BARE.replace(old, new, 1)))


def test_a_pack_whose_release_or_articles_were_changed_is_refused():
    keys = json.loads(BARE)
    other = BARE.replace(keys["articles"][0]["sha256"].encode(), b"0" * 64)
    assert "file: line 3" in told(decode_pack, signed(other))
    only_article = BARE[::-1].replace(keys["articles"][0]["sha256"].encode()[::-1], b"0" * 64, 1)
    assert "not what was released of border-clash" in told(decode_pack, signed(only_article[::-1]))


@pytest.mark.parametrize(
    ("old", "new"), [(b'"seconds":312', b'"seconds":313'), (b'"id":"s4"', b'"id":"s5"')]
)
def test_a_pack_with_other_labels_than_were_released_is_refused(old, new):
    assert old in WHOLE
    assert "not what was released" in told(decode_pack, signed(WHOLE.replace(old, new, 1)))


def test_a_pack_of_other_articles_than_its_release_is_not_written():
    pack = decode_pack(BARE, "file")
    assert not pack.with_texts
    with pytest.raises(LabelFileError, match="it holds 0 articles, its release 1"):
        encode_pack(Pack(pack.release, ()))
