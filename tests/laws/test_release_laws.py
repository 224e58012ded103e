"""Laws of releases: reading gives back what was written, and nothing else can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import AnnotatorError
from annotator.store.codec import encode, sha256
from annotator.store.pack_shape import decode_pack
from annotator.store.record import SchemaRef
from annotator.store.release_file import (
    Release,
    ReleaseEntry,
    counts_of,
    decode_release,
    encode_release,
)
from tests.laws.strategies import versions

hashes = st.binary(max_size=3).map(sha256)
names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True)
labels = st.dictionaries(st.text(min_size=1, max_size=5), st.integers(1, 2**30), max_size=4)


@st.composite
def releases(draw):
    entries = draw(
        st.lists(
            st.builds(
                ReleaseEntry,
                st.sampled_from(("a", "b-2", "اشتباك", "قمة")),
                hashes,
                st.sampled_from(("a1", "gold")),
                st.integers(1, 20_000),
                hashes,
            ),
            min_size=1,
            unique_by=lambda entry: entry.article,
        )
    )
    return Release(
        name=draw(names),
        created="2026-11-21T22:36:17Z",
        schema=SchemaRef("news", "1.0", draw(hashes), draw(hashes)),
        note=draw(st.text(max_size=10)),
        entries=tuple(entries),
        counts=counts_of(len(entries), draw(labels)),
    )


@given(release=releases())
def test_reading_what_was_written_gives_it_back(release):
    data = encode_release(release)
    assert decode_release(data, "file") == release
    assert encode_release(decode_release(data, "file")) == data


@given(release=releases(), data=st.data())
def test_a_release_with_any_byte_changed_more_or_fewer_is_refused(release, data):
    kept = encode_release(release)
    at = data.draw(st.integers(0, len(kept) - 1))
    byte = bytes([data.draw(st.integers(0, 255).filter(lambda byte: byte != kept[at]))])
    changed = (kept[:at] + byte + kept[at + 1 :], kept[:at] + byte + kept[at:])
    for other in (*changed, kept[:at], kept[:at] + kept[at + 1 :], kept + byte):
        with pytest.raises(AnnotatorError):
            decode_release(other, "file")


@given(version=versions)
def test_a_label_file_is_neither_a_release_nor_a_pack(version):
    for read in (decode_release, decode_pack):
        with pytest.raises(AnnotatorError):
            read(encode(version), "file")


@given(data=st.binary(max_size=200))
def test_arbitrary_bytes_are_refused_in_words(data):
    for read in (decode_release, decode_pack):
        with pytest.raises(AnnotatorError) as caught:
            read(data, "labels/releases/x.json")
        assert "labels/releases/x.json" in str(caught.value)
