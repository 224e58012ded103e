"""What servers that build and test read: nothing in it can end a line or begin another command."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from annotator.errors import FormatError
from annotator.measure.intervals import Estimate
from annotator.report.gates import Gate
from annotator.report.github import MOST, annotations_of, annotations_of_faults
from annotator.report.junit import junit, junit_of_faults

HOSTILE = "a\n::error::b\r%0A]]> & <x> \"'\x00\x1b[0m\u202e\u2028 ,:ب"
PASSED = Gate("overall.strict.f1", 0.5, found=Estimate(0.5, 0.4, 0.6, 9))
MISSED = Gate("overall.full.f1", 0.75, found=Estimate(0.5, 0.4, 0.6, 9), than=HOSTILE)
UNDECIDED = Gate(HOSTILE, 0.5, "low", found=Estimate(0.5, None, None, 1, HOSTILE))


def parsed(text):
    return ET.fromstring(text.encode())  # noqa: S314 - our own


def test_each_gate_is_a_test_with_its_outcome():
    root = parsed(junit("annotator evaluate", [PASSED, MISSED, UNDECIDED], [HOSTILE]))
    assert [root.get(key) for key in ("tests", "failures", "errors")] == ["3", "1", "1"]
    passed, missed, undecided = root.iter("testcase")
    assert (passed.get("name"), len(passed)) == ("overall.strict.f1 (value) at least 0.5", 0)
    assert missed.find("failure").get("message").startswith("gate missed: overall.full.f1 is 0.5")
    assert "is undefined" in undecided.find("error").get("message")
    assert parsed(junit("annotator evaluate", [])).get("tests") == "1"


def test_each_fault_is_an_error_at_its_place():
    fault = FormatError(HOSTILE, "p.jsonl: line 7, column 3", HOSTILE)
    (case,) = parsed(junit_of_faults("annotator evaluate", [fault])).iter("testcase")
    assert case.get("name") == "p.jsonl: line 7, column 3"
    (told,) = annotations_of_faults([fault])
    assert told.startswith("::error file=p.jsonl,line=7,col=3,title=annotator::a")
    (told,) = annotations_of_faults([FormatError("x", "a,b:c: line 2", "y")])
    assert told.startswith("::error file=a%2Cb%3Ac,line=2,title=annotator::x")
    (told,) = annotations_of_faults([FormatError("x", HOSTILE, "y")])
    assert told.startswith("::error title=annotator::x")


def test_a_line_of_github_stays_one_line_and_one_command():
    lines = [*annotations_of([PASSED, MISSED, UNDECIDED], [HOSTILE] * 50)]
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 2 + ["::warning"] * MOST
    for line in lines:
        assert line.isprintable()
        assert "%0A" not in line
        assert line.count("::") > 1
