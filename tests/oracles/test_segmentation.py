"""Characters and words, against Unicode's own conformance files."""

import lzma
from pathlib import Path

import pytest

from annotator.text import graphemes, words

DATA = Path(__file__).parent / "unicode"


def cases(name):
    """Texts and their boundaries, from lines such as `÷ 0061 × 0308 ÷`."""
    found = []
    for line in lzma.decompress((DATA / f"{name}.xz").read_bytes()).decode("utf-8").splitlines():
        text, edges = "", []
        for item in line.partition("#")[0].split():
            if item == "÷":
                edges.append(len(text))
            elif item != "×":
                text += chr(int(item, 16))
        if edges:
            found.append((text, tuple(edges)))
    return found


@pytest.mark.parametrize(
    ("boundaries", "name", "count"),
    [
        (graphemes.boundaries, "GraphemeBreakTest.txt", 602),
        (words.boundaries, "WordBreakTest.txt", 1_823),
    ],
)
def test_boundaries_are_those_of_unicodes_file(boundaries, name, count):
    texts = cases(name)
    assert len(texts) == count
    assert [text for text, edges in texts if boundaries(text) != edges] == []
