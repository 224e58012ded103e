"""Versions make a chain, each holding the hash of the one before."""

from dataclasses import replace

import pytest

from annotator.errors import AnnotatorError, StoreError
from annotator.labels.labelling import Labelling
from annotator.labels.span import mark
from annotator.store.codec import decode, encode, sha256
from annotator.store.folder import FolderStore
from annotator.store.history import append, chain, head, highest_id
from annotator.store.protocol import Taken
from annotator.store.record import SchemaRef, Version

TEXT = "قُتل 12 شخصًا في لبنان"
PLACE = mark(TEXT, "s1", "PLACE", [(17, 22)], comment='{"id":"s77"\n{"id":"s78"')
NUMBER = mark(TEXT, "s12", "CASUALTY", [(5, 7)])
DRAFT = Version(
    article_id="a",
    article_sha256="1" * 64,
    article_length=len(TEXT),
    annotator="a1",
    number=0,
    parent=None,
    merged=(),
    schema=SchemaRef("news", "1.0", "3" * 64, "4" * 64),
    saved="2026-11-21T22:36:17Z",
    seconds=312,
    labelling=Labelling(),
)


def holding(*spans, **more):
    return replace(DRAFT, labelling=Labelling(spans), **more)


@pytest.fixture
def root(tmp_path):
    return tmp_path / "labels"


@pytest.fixture
def store(root):
    return FolderStore(root)


@pytest.fixture
def three(store):
    """The heads of a history of three versions, the last without the span with the highest id."""
    first = append(store, holding(PLACE), None)
    second = append(store, holding(PLACE, NUMBER), first)
    return first, second, append(store, holding(PLACE), second)


def faults(store):
    return [(one.what, one.where) for one in chain(store, "a", "a1").faults]


def test_an_article_without_versions_has_no_head(store):
    assert head(store, "a", "a1") is None
    assert highest_id(store, "a", "a1") == 0
    assert chain(store, "a", "a1").versions == ()


def test_each_version_holds_the_hash_of_the_whole_file_before(store, three):
    assert [one.number for one in three] == [1, 2, 3]
    assert three[0].parent is None
    assert three[2].parent == sha256(store.read("a", "a1", 2))
    assert head(store, "a", "a1") == three[2]
    whole = chain(store, "a", "a1")
    assert (whole.versions, whole.faults) == (three, ())
    assert whole.files == tuple(
        (number, sha256(store.read("a", "a1", number))) for number in (1, 2, 3)
    )


def test_an_empty_labelling_is_a_version_too(store):
    assert append(store, DRAFT, None).number == 1
    assert store.versions("a", "a1") == (1,)


def test_the_same_content_makes_no_version(store, three):
    again = replace(DRAFT, labelling=three[2].labelling, seconds=5, saved="2027-01-01T00:00:00Z")
    assert append(store, again, three[2]) is three[2]
    assert store.versions("a", "a1") == (1, 2, 3)


@pytest.mark.parametrize(
    "change",
    [
        {"labelling": Labelling((PLACE,), status="done")},
        {"labelling": Labelling((PLACE,), note="x")},
        {"article_sha256": "9" * 64},
        {"merged": ("8" * 64,)},
    ],
)
def test_any_other_content_makes_one(store, three, change):
    assert append(store, replace(three[2], **change), three[2]).number == 4


def test_what_somebody_else_saved_meanwhile_is_not_covered(store, three):
    with pytest.raises(Taken) as caught:
        append(store, holding(NUMBER), three[1])
    assert caught.value.where == "labels/a/a1/0003.json"
    with pytest.raises(Taken):
        append(store, holding(NUMBER), None)
    assert head(store, "a", "a1") == three[2]


def test_the_highest_id_counts_deleted_spans_and_no_words_that_look_like_one(store, three):
    assert highest_id(store, "a", "a1") == 12


def test_a_history_opens_by_its_newest_version_alone(store, three, root):
    (root / "a" / "a1" / "0001.json").write_bytes(b"broken")
    assert head(store, "a", "a1") == three[2]


def test_a_missing_version_is_told(store, three, root):
    (root / "a" / "a1" / "0002.json").unlink()
    assert faults(store) == [("version 2 before it cannot be found", "labels/a/a1/0003.json")]
    (root / "a" / "a1" / "0001.json").unlink()
    assert faults(store)[0][0] == "versions 1 to 2 before it cannot be found"


def test_a_version_that_was_written_anew_breaks_the_chain_after_it(store, three, root):
    forged = encode(replace(three[1], seconds=1))
    (root / "a" / "a1" / "0002.json").write_bytes(forged)
    [(what, where)] = faults(store)
    assert "not the one before it" in what
    assert where == "labels/a/a1/0003.json: parent"


def test_a_first_version_with_a_parent_is_told(store, three, root):
    forged = encode(replace(three[0], parent="7" * 64))
    (root / "a" / "a1" / "0001.json").write_bytes(forged)
    assert [where for _, where in faults(store)] == [
        "labels/a/a1/0001.json: parent",
        "labels/a/a1/0002.json: parent",
    ]


def test_a_broken_file_is_told_and_those_after_it_are_still_read(store, three, root):
    path = root / "a" / "a1" / "0002.json"
    path.write_bytes(path.read_bytes().replace(b"312", b"313"))
    found = chain(store, "a", "a1")
    assert [one.number for one in found.versions] == [1, 3]
    assert ["was changed" in one.what for one in found.faults] == [True, False]


@pytest.mark.parametrize(
    "change", [{"article_id": "b"}, {"annotator": "b1"}, {"number": 3}], ids=str
)
def test_a_file_that_belongs_elsewhere_is_refused(store, three, root, change):
    data = encode(replace(three[1], **change))
    (root / "a" / "a1" / "0004.json").write_bytes(data)
    with pytest.raises(AnnotatorError, match="it says it is version"):
        head(store, "a", "a1")
    assert any("it says it is version" in what for what, _ in faults(store))


def test_a_folder_in_place_of_a_version_is_told(store, three, root):
    (root / "a" / "a1" / "0004.json").mkdir()
    with pytest.raises(StoreError):
        head(store, "a", "a1")
    assert faults(store)[0][1] == "labels/a/a1/0004.json"


def test_what_was_kept_is_what_is_given_back(store, three):
    data = store.read("a", "a1", 2)
    assert decode(data, "") == three[1]
