"""A report of agreement, byte for byte, in all that it is written as."""

from pathlib import Path

import pytest

from annotator.report.agreement_csv import csv_text
from annotator.report.agreement_json import json_bytes
from annotator.report.agreement_md import markdown
from annotator.report.agreement_page import page
from annotator.report.gates import Gate
from tests.report.made import ARTICLES, SCHEMA, SMALL, of_three

HERE = Path(__file__).parent
GATES = (Gate("overall.strict_f1", 0.8, found=SMALL.overall.strict_f1),)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("agreement.json", json_bytes(SMALL)),
        ("agreement.csv", csv_text(SMALL).encode()),
        ("agreement.md", markdown(SMALL, ARTICLES, GATES).encode()),
        ("agreement.html", page(SMALL, ARTICLES, SCHEMA, GATES).encode()),
        ("agreement-of-three.html", page(of_three(SMALL), ARTICLES, SCHEMA).encode()),
    ],
)
def test_a_report_is_written_byte_for_byte_as_the_kept_file(name, written):
    assert written == (HERE / name).read_bytes()
