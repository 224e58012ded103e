"""`annotator adjudicate` and `annotator decisions`: what they print, and how they end."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from annotator.cli import main
from tests.cli.conftest import Done

CITY = '{"label":"PLACE","start":19,"end":26}'
NARROW = '{"label":"PERSON","start":4,"end":13}'
WIDE = '{"label":"PERSON","start":0,"end":13}'
DAY = '{"label":"DATE","start":30,"end":38}'


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs commands one after another in this process; a traceback fails the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ANNOTATOR_NAME", "a1")

    def go(*arguments, code=0):
        done = CliRunner(catch_exceptions=False).invoke(main, arguments)
        assert done.exit_code == code, done.stderr
        return Done(done.exit_code, done.stdout, done.stderr, done.stdout_bytes)

    return go


@pytest.fixture
def labelled(run, sample, tmp_path):
    """Imports spans of `flight` as the next version of an annotator."""

    def go(name, *spans, more=()):
        lines = tmp_path / "lines.jsonl"
        lines.write_text(f'{{"article":"flight","spans":[{",".join(spans)}]}}\n')
        run("--project", "news", "import", "jsonl", "lines.jsonl", "--as", name, *more)

    return go


@pytest.fixture
def annotator(run):
    return lambda *arguments, **more: run("--project", "news", *arguments, **more)


def test_what_is_left_is_told_without_a_screen(annotator, labelled):
    labelled("a1", NARROW, CITY)
    labelled("a2", WIDE, CITY)
    done = annotator("adjudicate", "--dry-run", "--share", "0")
    assert done.out == "flight\ta1 a2\t\tsame\t1\t0\t0\t1\n"
    assert "1 other article has too few annotators" in done.err
    told = json.loads(annotator("adjudicate", "flight", "--dry-run", "--json", "--share", "1").out)
    assert told == [
        {
            "article": "flight",
            "annotators": ["a1", "a2"],
            "version": None,
            "became": "same",
            "agreed": 0,
            "taken": 0,
            "decided": 0,
            "left": 2,
        }
    ]


def test_the_majority_is_taken_and_told(annotator, labelled, sample):
    labelled("a1", NARROW, CITY)
    labelled("a2", WIDE, CITY)
    labelled("a3", WIDE, CITY, DAY)
    done = annotator("adjudicate", "--auto", "majority", "--as", "lead")
    assert done.out == "flight\ta1 a2 a3\t1\tmade\t1\t2\t0\t0\n"
    gold = (sample / "labels/flight/gold/0001.json").read_text()
    assert '"by":"lead"' in gold
    assert gold.count('"note":"majority 2 of 3"') == 2
    assert (
        annotator("adjudicate", "--auto", "majority", "--as", "lead").out.split("\t")[3] == "same"
    )
    assert "nothing is left to decide" in annotator("adjudicate", "--as", "lead").err
    annotator("verify")


def test_decisions_are_told_by_label_with_what_everyone_had(annotator, labelled):
    labelled("a1", NARROW, DAY)
    labelled("a2", WIDE)
    labelled("a3", WIDE)
    annotator("adjudicate", "--auto", "majority", "--as", "lead")
    done = annotator("decisions")
    assert done.out.splitlines()[:5] == [
        "PERSON\tslip\tflight\t0..13\ta2\tmajority 2 of 3",
        "  [The president] left Bishkek on Thursday.",
        "  a1: PERSON «president»",
        "  a2: PERSON «The president»",
        "  a3: PERSON «The president»",
    ]
    assert "2 decisions: 2 slip" in done.err
    (told,) = json.loads(annotator("decisions", "--label", "DATE", "--json").out)
    assert (told["taken"], told["start"], told["gold"]) == ("a2", 30, [])
    assert [len(one["spans"]) for one in told["sources"]] == [1, 0, 0]
    page = annotator("decisions", "--md").out
    assert "| PERSON | 0 | 0 | 1 | 1 |" in page
    assert '<blockquote dir="ltr"><b>[The president]</b> left Bishkek on Thursday.' in page
    assert "- a1: **PERSON «president»**\n- a2: **PERSON «The president»**\n" in page
    assert annotator("decisions", "--reason", "guideline").out == ""
    assert "Nothing was decided" in annotator("decisions", "border", "--md").out
    assert "the labels are" in annotator("decisions", "--label", "CITY", code=2).err


def test_how_it_is_not_called(annotator, labelled):
    labelled("a1", NARROW)
    for arguments, code, told in (
        ([], 2, "no article is done by two"),
        (["flight"], 3, "a1 alone has done flight"),
        (["flight", "a1"], 2, "one annotator alone"),
        (["flight", "a1", "a9"], 3, "a9 saved no labels"),
        (["Flight", "a1", "a2"], 3, "did you mean flight"),
        (["flihgt", "a1"], 3, "did you mean flight"),
        (["flight", "--json"], 2, "the screen has no JSON"),
        (["--as", "gold", "flight"], 2, "gold is not an annotator's own name"),
        (["--as", "gold.k", "flight"], 2, "gold.k is not an annotator's own name"),
        (["flight", "--share", "2"], 2, "share"),
        (["flight", "--auto", "majority"], 3, "alone has done flight"),
        (["a1", "a2", "--auto", "majority"], 2, "needs 3"),
    ):
        assert told in annotator("adjudicate", *arguments, code=code).err
    labelled("a2", NARROW)
    assert "this is none" in annotator("adjudicate", "flight", code=2).err
    assert "second time" in annotator("decisions", "--agreement", code=2).err
    annotator("decisions", "--md", "--json", code=2)


def test_gold_of_a_second_adjudicator_is_compared(annotator, labelled):
    for name, spans in (("a1", (NARROW,)), ("a2", (WIDE,)), ("a3", (WIDE, CITY))):
        labelled(name, *spans)
    annotator("adjudicate", "--auto", "majority", "--as", "lead")
    second = ("adjudicate", "--auto", "majority", "--as", "k", "--second")
    assert annotator(*second).out.split("\t")[:4] == ["flight", "a1 a2 a3", "1", "made"]
    done = annotator("decisions", "--agreement")
    assert done.out.startswith("gold.k\tobserved\t1.000\t\t\t1\tno interval from fewer than 5")
    assert "2 places decided by both in 1 article, 0 by one only" in done.err
    (told,) = json.loads(annotator("decisions", "--agreement", "--json").out)
    assert told["observed"]["value"] == 1.0
    assert (told["kappa"]["value"], told["strict_f1"]["value"]) == (1.0, 1.0)
    labelled("gold.z", WIDE, more=("--draft",))
