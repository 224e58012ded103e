"""Agreement at a prompt: figures, files, gates, and what is said where there is too little."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import subprocess
import sys
import termios
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from annotator.labels.labelling import Labelling
from annotator.labels.span import mark
from annotator.project.places import open_project, read_article, read_schema_of, store_of
from annotator.project.sitting.annotate import version_for
from annotator.project.start import start
from annotator.store import history
from annotator.text.flat import visual
from annotator.text.width import cells

ROOT = Path(__file__).resolve().parents[2]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
ARABIC = "حدود-قرغيزستان"
BORDER = "قال إيغور في باتكين إن عشرين شخصا قتلوا.\n"
PERSON, PLACE, SHORTER = ("PERSON", 4, 9), ("PLACE", 13, 19), ("PLACE", 13, 17)
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def project(tmp_path):
    """A project with the shipped scheme and two articles."""
    root = start(tmp_path / "news", sample=False)
    for name in (ARABIC, "flight"):
        (root / "seeds" / f"{name}.txt").write_bytes(BORDER.encode())
    return open_project(root)


@pytest.fixture
def keep(project):
    """Keeps spans of an article as somebody's next version."""

    def go(name, article_id, *spans, status="done"):
        article, store = read_article(project, article_id), store_of(project)
        marked = [
            mark(article.text, f"s{number}", label, [(start, end)], attributes=values)
            for number, (label, start, end, *values) in enumerate(spans, start=1)
        ]
        version = version_for(
            article,
            read_schema_of(project),
            Labelling(tuple(marked), status=status),
            annotator=name,
            now=NOW,
            seconds=0,
        )
        history.append(store, version, history.head(store, article_id, name))

    return go


@pytest.fixture
def labelled(project, keep):
    """a1 and a2 are done with both, and differ in one edge; b1 has begun one."""
    for name, place in (("a1", PLACE), ("a2", SHORTER)):
        keep(name, ARABIC, PERSON, place)
        keep(name, "flight", PERSON)
    keep("b1", "flight", PLACE, status="draft")
    return project.root


def on_a_terminal(project, *arguments, command="agree", width=80, code=0, **environ):
    """What a command sends to a terminal, line by line, words for people among it."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, width))
    with subprocess.Popen(
        [sys.executable, "-m", "annotator", "--project", str(project), command, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={
            "PATH": os.defpath,
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "XTERM_VERSION": "XTerm(379)",
            **environ,
        },
    ) as done:
        os.close(theirs)
        sent = b""
        while True:
            try:
                block = os.read(ours, 65536)
            except OSError:
                break
            if not block:
                break
            sent += block
    os.close(ours)
    assert done.returncode == code
    return [line.rstrip() for line in sent.decode().splitlines()]


@pytest.mark.usefixtures("labelled")
def test_a_lead_who_only_says_agree_gets_figures_a_line_each(run):
    done = run("--project", "news", "agree")
    lines = [line.split("\t") for line in done.out.splitlines()]
    assert {len(line) for line in lines} == {9}
    figures = {tuple(line[:4]): line[4:] for line in lines}
    value, low, high, units, why = figures["overall", "", "", "strict_f1"]
    assert (value, low, high, units) == ("0.666667", "", "", "2")
    assert "no interval from fewer than 5" in why
    assert figures["label", "PERSON", "PERSON", "strict_f1"][0] == "1"
    assert figures["label", "PLACE", "PLACE", "strict_f1"][0] == "0"
    assert figures["label", "PLACE", "PLACE", "overlap_f1"][0] == "1"
    assert figures["overall", "", "", "gamma"][0] == ""
    assert f"1 disagreement; annotator diff {ARABIC!r} a1 a2 shows" in done.err


def test_everything_is_written_and_told_before_a_missed_gate_ends_it(run, labelled, keep):
    page, table, words = (labelled.parent / name for name in ("p.html", "t.csv", "w.md"))
    arguments = (
        *("--project", "news", "agree", "a1", "a2", "b1", "--any", "--json", "--seed", "7"),
        *("--html", "p.html", "--csv", "t.csv", "--md", "w.md", "--replicates", "20"),
        *("--fail-under", "overall.strict_f1=0.8", "--fail-under", "overall.overlap_f1=1"),
        *("--fail-under", f"by_article.{ARABIC}.overall.strict_f1=0.5"),
        *("--fail-under", "pairs.a1+a2.labels.PERSON.strict_f1=1"),
        *("--fail-under", "attributes.PERSON.mention.agreement=0"),
    )
    done = run(*arguments, code=1)
    found = json.loads(done.out)
    assert found["format"] == "annotator/agreement-1"
    assert (found["annotators"], found["seed"], found["replicates"]) == (["a1", "a2", "b1"], 7, 20)
    assert found["overall"]["strict_f1"]["value"] == pytest.approx(2 / 3)
    assert [one["kind"] for one in found["disagreements"]] == ["boundary"]
    assert found["method"]["command"].startswith("annotator --project news agree a1 a2 b1 --any")
    assert {one["sha256"] for one in found["used"]} == {
        sha256(file.read_bytes()).hexdigest() for file in labelled.glob("labels/*/a[12]/*.json")
    }
    assert "gate missed: overall.strict_f1 is 0.666667, 0.133 below 0.8" in done.err
    assert "gate reached: overall.overlap_f1 is 1, at least 1" in done.err
    assert f"gate reached: by_article.{ARABIC}.overall.strict_f1 is 0.5, at least 0.5" in done.err
    assert "gate reached: pairs.a1+a2.labels.PERSON.strict_f1 is 1" in done.err
    assert "gate undecided: attributes.PERSON.mention.agreement is undefined: " in done.err
    assert "warning: a1 and b1 have no article in common that counts" in done.err
    assert "wrote p.html\nwrote t.csv\nwrote w.md\n" in done.err
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert "0.67" in words.read_text()
    with table.open(newline="") as rows:
        assert next(csv.reader(rows))[0] == "scope"


@pytest.mark.usefixtures("labelled")
def test_a_gate_on_what_has_too_little_data_is_undecided(run):
    gate = ("--fail-under", "overall.strict_f1=0.5")
    done = run("--project", "news", "agree", "--csv", "-", *gate, "--on", "low", code=4)
    assert done.out.startswith("scope,name,label,measure,value,low,high,n,why\n")
    assert "gate undecided: the low end of overall.strict_f1 is undefined: no interval" in done.err
    done = run("--project", "news", "agree", "a1", "b1", *gate, code=4)
    assert "no article has labels by both a1 and b1 that count" in done.err
    assert "no article" in run("--project", "news", "agree", "a1", "b1", code=3).err


@pytest.mark.usefixtures("labelled")
def test_paths_that_lead_nowhere_name_those_that_could_be_meant(run):
    paths = {
        "overall.strict_f2=1": "did you mean overall.strict_f1?",
        "overalls.strict_f1=1": "did you mean overall?",
        "labels=1": "say which one of it: labels.PERSON, ",
        "labels.PERSON=1": "say which one of it: labels.PERSON.strict_f1, ",
        "attributes.PERSON.mentoin.agreement=1": "did you mean attributes.PERSON.mention",
        "by_article.fligh.overall.strict_f1=1": "did you mean by_article.flight?",
        "pairs.a2+a1.overall.strict_f1=1": "there are a1+a2",
        "overall.strict_f1.low=1": "end it there: overall.strict_f1; --on low",
        "disagreements.x=1": "there are overall, labels",
        "errors=1": "hold a gate against a figure: --fail-under overall.strict_f1=0.8",
        "errors.correct=1": "hold a gate against a figure: --fail-under overall.strict_f1=0.8",
    }
    options = [word for path in paths for word in ("--fail-under", path)]
    done = run("--project", "news", "agree", *options, code=2)
    for fix in paths.values():
        assert fix in done.err
    assert "strict_f1\t0.666667" in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--on", "low"),
        ("--csv", "-", "--md", "-"),
        ("--plan", "0.1", "--csv", "x"),
        ("--plan", "nan"),
        ("--csv", "x", "--md", "./x", "--fail-under", "overall.strict_f1=80%"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(run, labelled, arguments):
    before = sorted(labelled.parent.rglob("*"))
    done = run("--project", "news", "agree", *arguments, code=2)
    assert "  fix:   " in done.err
    assert done.out == ""
    assert sorted(labelled.parent.rglob("*")) == before


def test_a_terminal_gets_tables_in_which_arabic_is_in_order(labelled):
    lines = on_a_terminal(labelled)
    bare = [ESCAPES.sub("", line) for line in lines]
    assert bare[0] == "a1, a2: agreement over 2 articles"
    assert lines[0] != bare[0]
    (strict,) = (line for line in bare if line.startswith("strict_f1"))
    assert strict.split() == ["strict_f1", "0.67", "same", "edges,", "same", "label"]
    assert any(line.startswith(visual(ARABIC)) for line in bare)
    assert not any("gamma" in line for line in bare)
    assert all(cells(line) <= 80 for line in bare)
    told = " ".join(bare)
    assert told.count("2 articles: too few for intervals") == 1
    assert "no interval from fewer than 5" not in told
    assert "\x1b" not in "".join(on_a_terminal(labelled, NO_COLOR="1", width=40))


def test_words_for_people_are_never_parted_at_the_edge_of_a_terminal(labelled, keep):
    for name in ("a1", "a2"):
        keep(name, "flight", (*PERSON, ("mention", "named")), *[PLACE] * (name == "a1"))
    lines = on_a_terminal(labelled, "a1", "a2", NO_COLOR="1", width=72)
    assert all(cells(line) <= 72 for line in lines)
    told = " ".join(" ".join(lines).split())
    assert "2 articles: too few for intervals, which need 5 or more" in told
    assert "--open all on the screen, --html FILE all on a page" in told
    assert "alpha also counts those of which neither has it" in told
    assert "a1 marked it, a2 did not" in told


@pytest.mark.usefixtures("labelled")
def test_a_plan_says_how_many_articles_an_interval_takes(run):
    done = run("--project", "news", "agree", "--plan", "0.15")
    found = {line.split("\t")[0]: line.split("\t")[1:] for line in done.out.splitlines()}
    assert "0.15" in found
    assert int(found["0.05"][0]) > int(found["0.15"][0]) > 0
    done = run("--project", "news", "agree", "a1", "b1", "--plan", "0.2", "--json")
    assert json.loads(done.out)["width"] == 0.2
    assert "rests on assumptions" in done.err
