"""Progress as a lead and an annotator read it: lines for programs, a table on a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import termios
from pathlib import Path
from shutil import copytree

import pytest

from annotator.text.width import cells
from tests.cli.conftest import command

ROOT = Path(__file__).resolve().parents[2]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
PERSON = {"label": "PERSON", "start": 4, "end": 9, "attributes": {"mention": "named"}}
PLACE = {"label": "PLACE", "start": 13, "end": 19}


@pytest.fixture
def take_in(run):
    """Takes in labels of an article as somebody's."""
    return taking_in(run)


def taking_in(run):
    def go(name, article, *spans, draft=False):
        line = json.dumps({"article": article, "spans": spans}).encode()
        options = ("--draft",) if draft else ()
        run("--project", "news", "import", "jsonl", "-", "--as", name, *options, stdin=line)

    return go


@pytest.fixture(scope="session")
def labelled_made(sample_made, tmp_path_factory):
    """What `labelled` is copied from."""
    folder = tmp_path_factory.mktemp("labelled")
    copytree(sample_made, folder, dirs_exist_ok=True)
    take_in = taking_in(command(folder))
    take_in("a1", "border", PERSON, PLACE)
    take_in("b2", "border", PERSON, draft=True)
    take_in("b2", "flight")
    settings = folder / "news" / "annotator.toml"
    settings.write_text(f'annotators = ["c3"]\n{settings.read_text()}')
    return folder


@pytest.fixture
def labelled(labelled_made, tmp_path):
    """a1 is done with one of two articles, b2 has begun both, c3 of the settings none."""
    copytree(labelled_made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "news"


def damage(project, article, name):
    path = project / "labels" / article / name / "0001.json"
    path.write_bytes(path.read_bytes().replace(b'"seconds": 0', b'"seconds": 1'))


def on_a_terminal(project, *arguments, width=80, code=0, stderr=subprocess.DEVNULL, **environ):
    """What `status` sends to a terminal, line by line."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, width))
    with subprocess.Popen(
        [sys.executable, "-m", "annotator", "--project", str(project), "status", *arguments],
        stdin=theirs,
        stdout=subprocess.DEVNULL if stderr is None else theirs,
        stderr=theirs if stderr is None else stderr,
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
    return sent.decode().splitlines()


def test_a_line_for_each_annotator_says_how_far_they_are_and_where_they_go_on(run, labelled):
    told = run("--project", str(labelled), "status")
    assert told.out.splitlines() == [
        "a1\t1\t0\t1\t0\t2\tflight",
        "b2\t1\t1\t0\t0\t1\tborder",
        "c3\t0\t0\t2\t0\t0\tborder",
    ]
    assert told.err == ""


@pytest.mark.usefixtures("labelled")
def test_programs_get_the_same_as_one_value(run):
    (a1, b2, c3) = json.loads(run("--project", "news", "status", "--json").out)
    assert list(a1) == ["annotator", "articles", "done", "draft", "new", "broken", "spans", "next"]
    assert tuple(a1.values()) == ("a1", 2, 1, 0, 1, 0, 2, "flight")
    assert tuple(b2.values()) == ("b2", 2, 1, 1, 0, 0, 1, "border")
    assert tuple(c3.values()) == ("c3", 2, 0, 0, 2, 0, 0, "border")


@pytest.mark.usefixtures("labelled")
def test_one_annotator_is_told_article_by_article(run):
    told = run("--project", "news", "status", "--as", "b2")
    assert told.out == "border\tdraft\t1\t1\t0\nflight\tdone\t1\t0\t0\n"
    assert told.err == "1 of 2 articles is done; next: border\n"
    value = json.loads(run("--project", "news", "--as", "a1", "status", "--json").out)
    assert value == {
        "annotator": "a1",
        "articles": [
            {"id": "border", "state": "done", "version": 1, "spans": 2, "unfinished": 1},
            {"id": "flight", "state": "new", "version": None, "spans": 0, "unfinished": 0},
        ],
        "done": 1,
        "draft": 0,
        "new": 1,
        "broken": 0,
        "next": "flight",
    }


def test_who_has_done_all_goes_on_nowhere(run, labelled, take_in):
    take_in("a1", "flight")
    told = run("--project", str(labelled), "status", "--as", "a1")
    assert told.err == "2 of 2 articles are done\n"
    assert run("--project", "news", "status").out.splitlines()[0] == "a1\t2\t0\t0\t0\t2\t"
    (a1, *_) = json.loads(run("--project", "news", "status", "--json").out)
    assert a1["next"] is None


@pytest.mark.usefixtures("labelled")
def test_a_name_that_nobody_has_finds_all_new_and_those_that_could_be_meant(run):
    told = run("--project", "news", "status", "--as", "b22")
    assert told.out == "border\tnew\t\t0\t0\nflight\tnew\t\t0\t0\n"
    assert "did you mean b2?" in told.err
    assert "0 of 2 articles are done; next: border" in told.err
    assert "nobody called" not in run("--project", "news", "status", "--as", "c3").err


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("name", ["", "A1", "../a1", "a b"])
def test_what_cannot_be_a_name_is_a_matter_of_usage(run, name):
    assert (
        "cannot name an annotator" in run("--project", "news", "status", "--as", name, code=2).err
    )


def test_a_broken_label_file_is_shown_as_that_and_told_after_the_results(run, labelled):
    damage(labelled, "border", "b2")
    told = run("--project", "news", "status", code=3)
    assert told.out.splitlines()[1] == "b2\t1\t0\t0\t1\t0\tborder"
    assert told.err.count("labels/border/b2/0001.json") == 1
    assert "  fix:   " in told.err
    told = run("--project", "news", "status", "--as", "b2", code=3)
    assert told.out.splitlines()[0] == "border\tbroken\t\t\t"
    value = json.loads(run("--project", "news", "status", "--as", "b2", "--json", code=3).out)
    assert value["articles"][0] == {
        "id": "border",
        "state": "broken",
        "version": None,
        "spans": None,
        "unfinished": None,
    }
    assert (value["broken"], value["next"]) == (1, "border")
    assert run("--project", "news", "status", "--as", "a1").err.startswith("1 of 2")


@pytest.mark.parametrize("options", [(), ("--as", "a1")])
def test_folders_of_labels_that_cannot_be_looked_into_are_told_once(run, sample, options):
    (sample / "labels").rmdir()
    (sample / "labels").write_text("x")
    told = run("--project", "news", "status", *options, code=3)
    assert told.err.count("error:") == 1
    assert "nobody" not in told.err


def test_a_project_without_articles_says_how_to_bring_some_in(run):
    words = "the project has no articles yet: bring some in with annotator add FILE\n"
    run("init", "empty")
    for options in ((), ("--as", "a1")):
        told = run("--project", "empty", "status", *options)
        assert (told.out, told.err) == ("", words)
    assert json.loads(run("--project", "empty", "status", "--json").out) == []
    value = json.loads(run("--project", "empty", "status", "--as", "a1", "--json").out)
    assert (value["articles"], value["done"], value["next"]) == ([], 0, None)


@pytest.mark.usefixtures("sample")
def test_a_project_without_labels_says_how_to_begin(run):
    told = run("--project", "news", "status")
    assert told.out == ""
    assert "annotator open --as NAME" in told.err


def test_the_sample_project_is_as_far_as_its_list_says(run):
    run("init", "--sample", "all")
    articles = json.loads(run("--project", "all", "list", "--json").out)
    whole = json.loads(run("--project", "all", "status", "--json").out)
    assert whole == [
        {
            "annotator": name,
            "articles": len(articles),
            "done": len(articles),
            "draft": 0,
            "new": 0,
            "broken": 0,
            "spans": sum(one["labels"][name]["spans"] for one in articles),
            "next": None,
        }
        for name in ("a1", "a2")
    ]
    works = [one["labels"]["a1"] for one in articles]
    rows = run("--project", "all", "status", "--as", "a1").out.splitlines()
    assert [row.split("\t") for row in rows] == [
        [one["id"], "done", str(work["version"]), str(work["spans"]), "0"]
        for one, work in zip(articles, works, strict=True)
    ]


def test_a_terminal_gets_a_table_with_bars(labelled):
    assert on_a_terminal(labelled, NO_COLOR="1") == [
        "annotator  progress              done  draft  new  spans  next",
        "a1         ██████████░░░░░░░░░░   1/2      0    1      2  flight",
        "b2         ██████████▒▒▒▒▒▒▒▒▒▒   1/2      1    0      1  border",
        "c3         ░░░░░░░░░░░░░░░░░░░░   0/2      0    2      0  border",
    ]
    assert on_a_terminal(labelled, "--as", "a1", NO_COLOR="1") == [
        "article  state  version  spans  unfinished",
        "border   done         1      2           1",
        "flight   new                 0           0",
    ]


def test_broken_articles_have_a_column_only_where_there_are_any(labelled):
    damage(labelled, "border", "b2")
    table = on_a_terminal(labelled, code=3, NO_COLOR="1")
    assert table[0].split()[2:6] == ["done", "draft", "new", "broken"]
    assert table[2] == "b2         ██████████!!!!!!!!!!   1/2      0    0       1      0  border"


def test_colours_change_nothing_of_what_is_drawn(labelled):
    damage(labelled, "border", "b2")
    for options in ((), ("--as", "b2")):
        coloured = on_a_terminal(labelled, *options, code=3)
        assert any("\x1b[31m" in line for line in coloured)
        bare = on_a_terminal(labelled, *options, code=3, NO_COLOR="1")
        assert "\x1b" not in "".join(bare)
        assert [ESCAPES.sub("", line) for line in coloured] == bare


@pytest.mark.parametrize("width", [120, 80, 62, 50, 44])
def test_a_table_keeps_to_the_width_of_the_terminal(run, labelled, tmp_path, width):
    (tmp_path / "long.txt").write_text("x")
    name = f"aaa-{'طويل-' * 20}"
    run("--project", "news", "add", "long.txt", "--id", name)
    for options in ((), ("--as", "a1")):
        lines = on_a_terminal(labelled, *options, width=width, NO_COLOR="1")
        assert len(lines) == 4
        assert max(map(cells, lines)) <= width
        assert any("…" in line for line in lines)


def test_only_who_has_done_all_has_a_full_bar(run, labelled):
    lines = b""
    for number in range(40):
        (labelled / "seeds" / f"more-{number}.txt").write_text("x")
        lines += json.dumps({"article": f"more-{number}", "spans": []}).encode() + b"\n"
    run("--project", "news", "import", "jsonl", "-", "--as", "a1", stdin=lines)
    assert "███░ " in on_a_terminal(labelled, NO_COLOR="1")[1]
    taking_in(run)("a1", "flight")
    assert "████ " in on_a_terminal(labelled, NO_COLOR="1")[1]


def test_a_terminal_gets_arabic_names_of_articles_as_they_are_read(run, labelled, tmp_path):
    (tmp_path / "x.txt").write_text("x")
    run("--project", "news", "add", "x.txt", "--id", "حدود")
    run("--project", "news", "import", "jsonl", "-", stdin=b'{"article":"flight","spans":[]}')
    drawn = "\ufea9\ufeed\ufeaa\ufea3"
    assert drawn in on_a_terminal(labelled)[1]
    assert drawn in on_a_terminal(labelled, "--as", "a1")[3]
    assert "حدود" in run("--project", "news", "status").out


def test_what_is_read_at_once_has_no_bar(run, sample):
    for number in range(501):
        (sample / "seeds" / f"more-{number}.txt").write_text("x")
    told = "\n".join(on_a_terminal(sample, "--as", "a1", stderr=None))
    assert "0 of 503 articles are done; next: border" in told
    assert "%" not in told
    assert "%" not in run("--project", "news", "status", "--as", "a1").err
