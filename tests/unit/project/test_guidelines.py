"""The page of a label is read as it stands, or it is said what is wrong with it."""

from __future__ import annotations

import pytest

from annotator.errors import AnnotatorError, SchemaError
from annotator.project.guidelines import guideline
from annotator.project.places import read_schema_of


@pytest.fixture
def place(project):
    return read_schema_of(project).label("PLACE")


def test_the_page_of_a_label_is_given_as_it_stands(project, place):
    page = project.guidelines / "place.md"
    assert guideline(project, place) == page.read_text(encoding="utf-8")
    page.write_bytes("# مكان\r\n".encode())
    assert guideline(project, place) == "# مكان\r\n"


def test_a_byte_order_mark_is_no_part_of_the_page(project, place):
    (project.guidelines / "place.md").write_bytes(b"\xef\xbb\xbf# PLACE")
    assert guideline(project, place) == "# PLACE"


def test_a_page_that_is_gone_is_told_with_its_label_and_its_place(project, place):
    (project.guidelines / "place.md").unlink()
    with pytest.raises(SchemaError) as caught:
        guideline(project, place)
    assert caught.value.what == "the guideline page of PLACE is not there"
    assert caught.value.where == "guidelines/place.md"
    assert "schema.toml" in caught.value.fix


def test_bytes_that_are_no_utf_8_are_told_with_their_line(project, place):
    (project.guidelines / "place.md").write_bytes(b"# PLACE\n\n\xe3\xdf\xc7\xe4\n")
    with pytest.raises(SchemaError) as caught:
        guideline(project, place)
    assert "UTF-8" in caught.value.what
    assert caught.value.where == "guidelines/place.md: line 3"
    assert caught.value.fix == "save the page as UTF-8"


def test_a_folder_in_place_of_the_page_is_an_error_and_no_crash(project, place):
    (project.guidelines / "place.md").unlink()
    (project.guidelines / "place.md").mkdir()
    with pytest.raises(AnnotatorError, match="folder"):
        guideline(project, place)


def test_a_page_too_large_to_be_wrapped_while_a_key_waits_is_refused(project, place):
    page = project.guidelines / "place.md"
    page.write_bytes(b"a" * 2**17)
    assert len(guideline(project, place)) == 2**17
    page.write_bytes(b"a" * (2**17 + 1))
    with pytest.raises(SchemaError, match="more than 128 KiB"):
        guideline(project, place)
