"""A report of which extractor is better, byte for byte, in all that it is written as."""

from pathlib import Path

import pytest

from annotator.report.comparison_csv import csv_text
from annotator.report.comparison_json import json_bytes
from annotator.report.comparison_md import markdown
from annotator.report.comparison_page import page
from annotator.report.gates import Gate
from tests.report.contested import ARTICLES, SCHEMA, THREE, TWO

HERE = Path(__file__).parent
GATES = (
    Gate("overall.strict_f1.difference", 0.1, found=TWO.duels[0].overall["strict_f1"].difference),
)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("comparison.json", json_bytes(TWO)),
        ("comparison.csv", csv_text(TWO).encode()),
        ("comparison.md", markdown(TWO, ARTICLES, GATES).encode()),
        ("comparison.html", page(TWO, ARTICLES, SCHEMA, GATES).encode()),
        ("comparison-of-three.html", page(THREE, ARTICLES, SCHEMA).encode()),
        ("comparison-of-three.md", markdown(THREE, ARTICLES).encode()),
    ],
)
def test_a_report_is_written_byte_for_byte_as_the_kept_file(name, written):
    assert written == (HERE / name).read_bytes()
