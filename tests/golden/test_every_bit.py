"""Not one bit of a kept file can change, and not one byte come or go, without being seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
from annotator.store.codec import decode
from annotator.store.record import SchemaRef
from annotator.store.release_file import (
    Release,
    ReleaseEntry,
    counts_of,
    decode_release,
    encode_release,
)

HERE = Path(__file__).parent
REF = SchemaRef("news-events", "1.0", "5" * 64, "6" * 64)


def a_release():
    """The bytes of a release of two articles."""
    return encode_release(
        Release(
            name="v1.0",
            created="2026-11-21T22:36:17Z",
            schema=REF,
            note='أول "إصدار"',
            entries=(
                ReleaseEntry("border-clash", "1" * 64, "gold", 2, "2" * 64),
                ReleaseEntry("زلزال-الليل", "3" * 64, "gold", 1, "4" * 64),
            ),
            counts=counts_of(2, {"PERSON": 3, "CASUALTY": 1}),
        )
    )


@pytest.fixture(params=["nothing in it", "everything in it", "a release"])
def kept(request):
    """The bytes of a kept file, and what reads one of its kind."""
    match request.param:
        case "nothing in it":
            found = (HERE / "0001.json").read_bytes(), decode
        case "everything in it":
            found = (HERE / "0002.json").read_bytes(), decode
        case _:
            found = a_release(), decode_release
    data, read = found
    read(data, "file")
    return found


def refused(read, data):
    """Whether bytes are refused in words that name the file, by nothing but an error of ours."""
    try:
        read(data, "labels/x/a1/0001.json")
    except AnnotatorError as error:
        return "labels/x/a1/0001.json" in error.where
    return False


def test_every_single_bit_that_flips_is_seen(kept):
    data, read = kept
    broken = bytearray(data)
    for at in range(len(data)):
        for bit in range(8):
            broken[at] ^= 1 << bit
            assert refused(read, bytes(broken)), (at, bit)
            broken[at] ^= 1 << bit


def test_a_file_that_was_cut_off_anywhere_is_seen(kept):
    data, read = kept
    assert all(refused(read, data[:at]) for at in range(len(data)))
    assert all(refused(read, data[at:]) for at in range(1, len(data)))


@pytest.mark.parametrize("more", [b" ", b"\n", b"\0", b"{}", b"\xff"])
def test_bytes_that_were_added_are_seen(kept, more):
    data, read = kept
    assert refused(read, data + more)
    assert refused(read, more + data)
    assert refused(read, data + data)


def test_a_whole_file_with_other_line_ends_is_seen(kept):
    data, read = kept
    assert refused(read, data.replace(b"\n", b"\r\n"))
