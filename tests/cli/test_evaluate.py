"""Scores at a prompt: figures, gates for servers that build and test, and predictions at fault."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from xml.etree import ElementTree as ET

import pytest

from annotator.formats.protocol import LONGEST_LINE
from annotator.project.places import open_project
from annotator.project.start import start
from tests.cli.scoring import ARABIC, BORDER, PERSON, PLACE, SHORTER, keep, line

EVALUATE = ("--project", "news", "evaluate", "p.jsonl", "--gold", "gold")


@pytest.fixture
def project(tmp_path):
    """Gold of three articles, and predictions that have one edge wrong and one article not."""
    root = start(tmp_path / "news", sample=False)
    for name in (ARABIC, "flight", "quake"):
        (root / "seeds" / f"{name}.txt").write_bytes(BORDER.encode())
    opened = open_project(root)
    keep(opened, "gold", ARABIC, PERSON, PLACE)
    keep(opened, "gold", "flight", PERSON)
    keep(opened, "gold", "quake", PLACE)
    predicted = line(ARABIC, PERSON, (*SHORTER, 0.5)) + line("flight", PERSON)
    (tmp_path / "p.jsonl").write_text(predicted, encoding="utf-8")
    return opened


@pytest.fixture
def write(tmp_path):
    """Writes what stands in p.jsonl."""

    def go(data):
        path = tmp_path / "p.jsonl"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    return go


@pytest.mark.usefixtures("project")
def test_a_program_gets_figures_a_line_each(here):
    done = here(*EVALUATE)
    lines = [one.split("\t") for one in done.out.splitlines()]
    assert {len(one) for one in lines} == {9}
    figures = {tuple(one[:4]): one[4] for one in lines}
    assert figures["overall", "", "", "strict.f1"] == "0.571429"
    assert figures["overall", "", "", "partial.f1"] == "0.714286"
    assert figures["label", "PERSON", "PERSON", "strict.f1"] == "1"
    assert figures["label", "PLACE", "PLACE", "strict.missed"] == "1"
    assert figures["error", "boundary", "", "count"] == "1"
    assert not {one[0] for one in lines} & {"article", "not_predicted"}
    assert "not_predicted,quake,,,,,,," in here(*EVALUATE, "--csv", "-").out.splitlines()
    assert "warning: p.jsonl says nothing of 1 article (quake)" in done.err
    assert "2 mistakes" in done.err


@pytest.mark.usefixtures("project")
def test_json_has_everything_and_the_same_from_standard_input(run, tmp_path):
    found = json.loads(run(*EVALUATE, "--json", "--seed", "3", "--replicates", "10").out)
    assert (found["format"], found["gold"]) == ("annotator/evaluation-1", "gold")
    assert found["overall"]["strict"]["precision"]["value"] == pytest.approx(2 / 3)
    assert {one["kind"] for one in found["mistakes"]} == {"missed", "boundary"}
    assert found["method"]["command"].startswith("annotator --project news evaluate p.jsonl")
    assert {one["annotator"] for one in found["used"]} == {"gold"}
    data = (tmp_path / "p.jsonl").read_bytes()
    assert found["predictions_sha256"] == sha256(data).hexdigest()
    again = run("--project", "news", "evaluate", "-", "--gold", "gold", "--json", stdin=data)
    assert json.loads(again.out)["overall"] == found["overall"]


def test_labels_that_the_project_keeps_are_scored_by_the_same_figures(here, project):
    keep(project, "spacy", ARABIC, PERSON, SHORTER)
    keep(project, "spacy", "flight", PERSON)
    named = json.loads(here("evaluate", "spacy", *EVALUATE[4:], "--project", "news", "--json").out)
    filed = json.loads(here(*EVALUATE, "--json").out)
    assert named["overall"] == filed["overall"]
    assert (named["not_predicted"], filed["not_predicted"]) == (["quake"], ["quake"])


@pytest.mark.usefixtures("project")
def test_articles_that_were_not_predicted_may_be_left_out_and_are_told(here):
    done = here(*EVALUATE, "--only-predicted", "--json")
    found = json.loads(done.out)
    assert found["articles"] == ["flight", ARABIC]
    assert found["excluded"] == [{"article": "quake", "reason": "not predicted by p.jsonl"}]
    assert "left out, not predicted by p.jsonl: quake" in done.err
    done = here(*EVALUATE, "--articles", "fl*", "--json")
    assert json.loads(done.out)["articles"] == ["flight"]
    assert json.loads(done.out)["not_in_gold"] == []


@pytest.mark.usefixtures("project")
def test_gates_decide_the_exit_code_after_everything_was_told(here, tmp_path):
    gates = ("--fail-under", "overall.strict.f1=0.5", "--fail-under", "labels.PERSON.full.f1=1")
    done = here(*EVALUATE, *gates, "--csv", "t.csv", "--json")
    assert "gate reached: overall.strict.f1 is 0.571429, at least 0.5" in done.err
    assert (tmp_path / "t.csv").read_text().startswith("scope,name,label")
    done = here(*EVALUATE, *gates, "--fail-under", "overall.strict.recall=0.75", code=1)
    assert "gate missed: overall.strict.recall is 0.5, 0.25 below 0.75" in done.err
    assert "strict.f1\t0.571429" in done.out
    done = here(*EVALUATE, *gates, "--on", "low", code=4)
    assert "gate undecided: the low end of overall.strict.f1 is undefined" in done.err
    done = here(*EVALUATE, "--fail-under", "overall.strict_f1=0.5", code=2)
    assert "did you mean overall.strict?" in done.err
    done = here(*EVALUATE, "--fail-under", "errors.missed=1", code=2)
    assert "hold a gate against a figure: --fail-under overall.strict.f1=0.8" in done.err


@pytest.mark.usefixtures("project")
def test_a_result_may_be_held_against_an_earlier_one(here, write, tmp_path):
    here(*EVALUATE, "--json", "--csv", "x.csv")
    (tmp_path / "before.json").write_bytes(here(*EVALUATE, "--json").raw)
    earlier = ("--no-worse-than", "before.json")
    done = here(*EVALUATE, *earlier, "--figure", "overall.type.f1", "--figure", "overall.full.f1")
    assert "gate reached: overall.type.f1 is 0.857143" in done.err
    write(line(ARABIC, PERSON))
    done = here(*EVALUATE, *earlier, code=1)
    assert "gate missed: overall.strict.f1 is 0.4, 0.171 below 0.571429 as in before.json" in (
        done.err
    )
    here(*EVALUATE, *earlier, "--tolerance", "0.2")
    assert "nan is no number" in here(*EVALUATE, *earlier, "--tolerance", "nan", code=2).err
    done = here(*EVALUATE, *earlier, "--tolerance", "0.2", "--articles", "f*", code=1)
    assert "before.json is of other articles or another gold" in done.err
    done = here(*EVALUATE, *earlier, "--on", "low", code=3)
    assert "overall.strict.f1 is undefined there" in done.err
    done = here(*EVALUATE, *earlier, "--figure", "errors.missed", code=3)
    assert "hold a gate against a figure: --figure overall.strict.f1" in done.err


@pytest.mark.usefixtures("project")
def test_pages_are_written_beside_everything_else_with_what_came_of_gates(here, tmp_path):
    (tmp_path / "before.json").write_bytes(here(*EVALUATE, "--json").raw)
    gates = ("--no-worse-than", "before.json", "--fail-under", "overall.strict.f1=0.9")
    done = here(*EVALUATE, *gates, "--html", "p.html", "--md", "w.md", code=1)
    assert "wrote p.html\nwrote w.md\n" in done.err
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "asked for at least 0.5714, as in <bdi>before.json</bdi>" in page
    assert "<strong>Missed:</strong>" in page
    assert 'dir="rtl"' in page
    words = (tmp_path / "w.md").read_text(encoding="utf-8")
    assert words.startswith(
        "# Scores of p.jsonl against gold\n\n**p.jsonl reaches a strict F1 of 0.57"
    )
    assert "asked for at least 0.5714, as in before.json" in words
    printed = here(*EVALUATE, "--md", "-").out
    assert "## Mistakes in context" in printed
    assert here(*EVALUATE, "--html", "-").out.startswith("<!DOCTYPE html>")
    done = here(*EVALUATE, "--html", "q.html", "--md", "none/w.md", code=2)
    assert not (tmp_path / "q.html").exists()


@pytest.mark.usefixtures("project")
def test_servers_get_gates_and_faults_in_their_own_forms(here, write, tmp_path):
    gates = ("--fail-under", "overall.strict.f1=0.9", "--fail-under", "overall.type.f1=0.1")
    done = here(*EVALUATE, *gates, "--github", "--junit", "j.xml", "--json", code=1)
    assert json.loads(done.out)
    assert "::error title=annotator::gate missed: overall.strict.f1 is" in done.err
    assert "::warning title=annotator::p.jsonl says nothing of 1 article" in done.err
    suites = ET.parse(tmp_path / "j.xml").getroot()  # noqa: S314 - our own
    assert (suites.get("tests"), suites.get("failures"), suites.get("errors")) == ("2", "1", "0")
    failed = suites.find(".//failure/..")
    assert failed.get("name") == "overall.strict.f1 (value) at least 0.9"
    gates = ("--fail-under", "labels.NOWHERE.strict.f1=0.1")
    done = here(*EVALUATE, *gates, "--github", "--junit", "j.xml", code=2)
    assert "::error title=annotator::there is no figure called 'NOWHERE' in labels" in done.err
    suites = ET.parse(tmp_path / "j.xml").getroot()  # noqa: S314 - our own
    assert (suites.get("tests"), suites.get("errors")) == ("1", "1")
    write(line("nowhere", PERSON))
    done = here(*EVALUATE, "--github", "--junit", "j.xml", code=3)
    assert "::error file=p.jsonl,line=1,title=annotator::there is no article 'nowhere'" in done.err
    suites = ET.parse(tmp_path / "j.xml").getroot()  # noqa: S314 - our own
    assert suites.get("errors") == "1"


@pytest.mark.usefixtures("project")
def test_all_faults_are_told_at_once_up_to_a_limit(here, write):
    write(line("flight", ("ORG", 1, 4)) + line("nowhere") + "x\n")
    done = here(*EVALUATE, "--fail-under", "overall.strict.f1=0", code=3)
    assert done.out == ""
    assert [done.err.count(f"p.jsonl: line {number}") for number in (1, 2, 3)] == [1, 1, 1]
    write("x\n" * 5000)
    done = here(*EVALUATE, code=3)
    assert done.err.count("error: ") == 101
    assert "100 faults were found, and nothing was read after them" in done.err


@pytest.mark.usefixtures("project")
def test_a_line_without_an_end_takes_no_more_memory_than_is_allowed(run, tmp_path):
    with (tmp_path / "p.jsonl").open("wb") as file:
        file.truncate(1 << 30)
    # On Linux the largest size of a process counts what its parent was when it was started.
    measured = (
        "import resource, sys\n"
        "from annotator.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "finally:\n"
        "    if sys.platform == 'linux':\n"
        "        told = dict(line.split(':') for line in open('/proc/self/status'))\n"
        "        print(int(told['VmHWM'].split()[0]) // 1024)\n"
        "    else:\n"
        "        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, *EVALUATE],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 3
    assert "the line is longer than 32 MiB" in done.stderr
    assert int(done.stdout) < 120 + 4 * LONGEST_LINE // 2**20


@pytest.mark.usefixtures("project")
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(here, write):
    write(b"\xef\xbb\xbf" + line("flight", PERSON).replace("\n", "\r\n").encode())
    assert json.loads(here(*EVALUATE, "--json").out)["overall"]["strict"]["correct"] == 1


def test_a_span_that_cuts_a_character_is_told(here, write, project):
    (project.seeds / "marks.txt").write_bytes("قُتل".encode())
    keep(project, "gold", "marks", ("CASUALTY", 0, 4))
    write(line("marks", ("CASUALTY", 1, 4)))
    done = here(*EVALUATE)
    assert "1 span begins or ends inside a character (p.jsonl: line 1: spans[0])" in done.err


def test_a_name_that_means_two_things_is_refused(here, project, tmp_path):
    here("--project", "news", "release", "v1")
    keep(project, "v1", "flight", PERSON)
    done = here("--project", "news", "evaluate", "p.jsonl", "--gold", "v1", code=2)
    assert "v1 is a release, and an annotator with labels" in done.err
    for gold in ("releases/v1", "v1@newest"):
        here("--project", "news", "evaluate", "p.jsonl", "--gold", gold)
    (tmp_path / "gold").write_text(line("flight", PERSON))
    done = here("--project", "news", "evaluate", "gold", "--gold", "releases/v1", code=2)
    assert "say ./gold for the file" in done.err
    here("--project", "news", "evaluate", "./gold", "--gold", "releases/v1")


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("p.jsonl",), "name one of these: gold"),
        (("p.jsonl", "--gold", "gold", "--format", "xml"), "no format called 'xml'"),
        (("p.jsonl", "--gold", "gold", "--on", "low"), "no gate to look at"),
        (("p.jsonl", "--gold", "gold", "--tolerance", "0.1"), "no earlier result"),
        (("p.jsonl", "--gold", "gold", "--fail-under", "muc5.full.error=0"), "the lower, the"),
        (("p.jsonl", "--gold", "gold", "--csv", "-", "--json"), "two things"),
        (("p.jsonl", "--gold", "gold", "--html", "-", "--md", "-"), "two things"),
        (("p.jsonl", "--gold", "gold", "--html", "x", "--md", "./x"), "two things"),
        (("p.jsonl", "--gold", "gold", "--csv", "news/seeds/x.csv"), "own files"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_could(here, arguments, told):
    done = here("--project", "news", "evaluate", *arguments, code=2)
    assert told in done.err
    assert done.out == ""


def test_gold_that_does_not_count_is_told_with_the_reason(here, project, write):
    keep(project, "gold", "flight", PERSON, status="draft")
    done = here(*EVALUATE, "--json")
    assert json.loads(done.out)["excluded"] == [
        {"article": "flight", "reason": "not done by gold (draft)"}
    ]
    done = here(*EVALUATE, "--all", "--json")
    assert json.loads(done.out)["excluded"] == []
    assert "drafts count: 1 of the 3 articles of the gold are not done" in done.err
    only = ("--articles", "flight")
    assert "--all counts drafts" in here(*EVALUATE, *only, code=3).err
    here(*EVALUATE, *only, "--fail-under", "overall.strict.f1=0", code=4)
