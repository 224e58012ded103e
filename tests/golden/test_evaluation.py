"""A report of an evaluation, byte for byte, in all that it is written as."""

from pathlib import Path

import pytest

from annotator.report.evaluation_csv import csv_text
from annotator.report.evaluation_json import json_bytes
from annotator.report.evaluation_md import markdown
from annotator.report.evaluation_page import page
from annotator.report.gates import Gate
from tests.report.judging import FOUND, SCORED, TEXTS
from tests.report.made import SCHEMA

HERE = Path(__file__).parent
GATES = (
    Gate("overall.strict.f1", 0.8, found=FOUND.overall.strict.f1),
    Gate("labels.PLACE.strict.f1", 0.1, found=FOUND.labels["PLACE"].strict.f1),
)
WRITTEN = {
    "evaluation.json": json_bytes(FOUND),
    "evaluation.csv": csv_text(FOUND).encode(),
    "evaluation.md": markdown(FOUND, TEXTS, GATES).encode(),
    "evaluation.html": page(FOUND, TEXTS, SCHEMA, GATES).encode(),
    "evaluation-with-scores.json": json_bytes(SCORED),
    "evaluation-with-scores.csv": csv_text(SCORED).encode(),
    "evaluation-with-scores.md": markdown(SCORED, TEXTS).encode(),
    "evaluation-with-scores.html": page(SCORED, TEXTS, SCHEMA).encode(),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_report_is_written_byte_for_byte_as_the_kept_file(name):
    assert WRITTEN[name] == (HERE / name).read_bytes()
