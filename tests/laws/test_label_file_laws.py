"""Laws of label files: reading gives back what was written, and nothing else can be read."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import AnnotatorError
from annotator.store.codec import decode, encode
from tests.laws.strategies import versions


@given(version=versions)
def test_reading_what_was_written_gives_it_back(version):
    data = encode(version)
    assert decode(data, "file") == version
    assert encode(decode(data, "file")) == data


@given(version=versions)
def test_the_same_content_gives_the_same_bytes(version):
    assert encode(version) == encode(copy.deepcopy(version))


@given(version=versions, data=st.data())
def test_a_file_with_any_one_byte_changed_is_refused(version, data):
    kept = encode(version)
    at = data.draw(st.integers(0, len(kept) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != kept[at]))
    with pytest.raises(AnnotatorError):
        decode(kept[:at] + bytes([byte]) + kept[at + 1 :], "file")


@given(version=versions, data=st.data())
def test_a_file_with_any_byte_more_or_fewer_is_refused(version, data):
    kept = encode(version)
    at = data.draw(st.integers(0, len(kept) - 1))
    byte = bytes([data.draw(st.integers(0, 255))])
    for other in (kept[:at], kept[:at] + kept[at + 1 :], kept[:at] + byte + kept[at:], kept + byte):
        with pytest.raises(AnnotatorError):
            decode(other, "file")


@given(data=st.binary(max_size=200))
def test_arbitrary_bytes_are_refused_in_words(data):
    with pytest.raises(AnnotatorError) as caught:
        decode(data, "labels/x/a1/0001.json")
    assert "labels/x/a1/0001.json" in str(caught.value)
