"""`annotator merge`: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

HEAD = '{"article":"flight","spans":['
PRESIDENT = '{"label":"PERSON","start":0,"end":13%s}'
BISHKEK = '{"label":"PLACE","start":19,"end":26}'


@pytest.fixture
def labelled(run, sample, tmp_path):
    """Imports spans of `flight` as the next version of a1, into the project or its copy."""

    def go(name, *spans):
        lines = tmp_path / "lines.jsonl"
        lines.write_text(f"{HEAD}{','.join(spans)}]}}\n")
        run("--project", name, "import", "jsonl", "lines.jsonl", "--as", "a1", "--draft")

    go("news", PRESIDENT % "")
    shutil.copytree(sample, tmp_path / "copy")
    return go


def test_what_became_of_each_is_a_line(run, labelled):
    labelled("news", PRESIDENT % "", BISHKEK)
    labelled("copy", PRESIDENT % ',"comment":"who?"')
    done = run("--project", "news", "merge", "copy")
    assert done.out == "flight\ta1\t3\tmerged\n"
    assert "1 merged" in done.err
    assert run("--project", "news", "merge", "copy/labels").out == "flight\ta1\t3\tsame\n"
    shown = json.loads(run("--project", "news", "show", "flight", "--as", "a1", "--json").out)
    assert [span.get("comment") for span in shown["spans"]] == ["who?", None]
    run("--project", "news", "verify")


def test_conflicts_are_listed_until_a_side_is_taken(run, labelled):
    labelled("news", PRESIDENT % ',"comment":"ours"')
    labelled("copy", PRESIDENT % ',"comment":"theirs"')
    done = run("--project", "news", "merge", "copy", code=3)
    fields = done.out.rstrip("\n").split("\t")
    assert fields[:5] == ["flight", "a1", "2", "conflict", "s1:comment"]
    assert fields[6:] == ["ours: ours", "theirs: theirs"]
    assert "--take" in done.err
    assert "--choose" in done.err
    listed = json.loads(run("--project", "news", "merge", "copy", "--json", code=3).out)
    assert listed[0]["conflicts"][0] | {"what": ""} == {
        "key": "s1:comment",
        "what": "",
        "base": "",
        "ours": "ours",
        "theirs": "theirs",
    }
    taken = run("--project", "news", "merge", "copy", "--take", "theirs", "--json").out
    assert json.loads(taken) == [
        {"article": "flight", "annotator": "a1", "version": 3, "what": "merged", "conflicts": []}
    ]


def test_a_removed_span_is_told_as_nothing(run, labelled):
    labelled("news")
    labelled("copy", PRESIDENT % ',"comment":"who?"')
    done = run("--project", "news", "merge", "copy", code=3)
    assert done.out.rstrip("\n").split("\t")[6:] == [
        "ours: nothing",
        "theirs: PERSON 0..13 «The president» (who?)",
    ]
    told = json.loads(run("--project", "news", "merge", "copy", "--json", code=3).out)
    assert told[0]["conflicts"][0]["theirs"]["comment"] == "who?"


def test_copies_in_the_own_folder_are_put_away(run, labelled, sample):
    assert "nothing is to be merged" in run("--project", "news", "merge").err
    folder = sample / "labels" / "flight" / "a1"
    shutil.copy(folder / "0001.json", folder / "0001 (1).json")
    run("--project", "news", "verify", code=3)
    assert run("--project", "news", "merge").out == "flight\ta1\t1\ttidied up\n"
    run("--project", "news", "verify")


def test_what_is_no_source_is_a_matter_of_usage(run, labelled):
    assert "no labels" in run("--project", "news", "merge", "missing", code=2).err
    run("--project", "news", "merge", "copy", "--take", "mine", code=2)


def test_what_cannot_be_read_ends_with_three_and_the_rest_is_merged(run, labelled, tmp_path):
    labelled("copy", PRESIDENT % "", BISHKEK)
    broken = tmp_path / "copy" / "labels" / "flight" / "b2" / "0001.json"
    broken.parent.mkdir()
    broken.write_bytes(b"{}")
    done = run("--project", "news", "merge", "copy", code=3)
    assert done.out == "flight\ta1\t2\ttaken over\nflight\tb2\t\tfault\n"
    assert "copy/labels/flight/b2/0001.json" in done.err


def choosing(folder, key, *arguments):
    """What `merge --choose` says at a terminal where a key is pressed until it is taken.

    What is typed before the program waits for it is dropped, as it should be.
    """
    ours, theirs = pty.openpty()
    command = (sys.executable, "-m", "annotator", "--project", "news", "merge", *arguments)
    with subprocess.Popen(
        [*command, "--choose"],
        cwd=folder,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "TERM": "xterm", "HOME": str(folder)},
    ) as program:
        os.close(theirs)
        told = b""
        while program.poll() is None or select.select([ours], [], [], 0)[0]:
            if not select.select([ours], [], [], 0.1)[0]:
                if told.endswith(b"q stop: "):
                    os.write(ours, key)
                continue
            try:
                told += os.read(ours, 65536)
            except OSError:
                break
        out = program.stdout.read().decode()
    os.close(ours)
    return program.returncode, out, told.decode()


@pytest.fixture
def at_odds(labelled):
    labelled("news", PRESIDENT % ',"comment":"ours"', '{"label":"DATE","start":30,"end":38}')
    labelled("copy", PRESIDENT % ',"comment":"theirs"')


@pytest.mark.usefixtures("at_odds")
def test_conflicts_are_chosen_one_by_one_at_a_terminal(run, tmp_path):
    code, out, told = choosing(tmp_path, b"t", "copy")
    assert (code, out) == (0, "flight\ta1\t3\tmerged\n")
    assert "flight by a1, 1 of 1: both gave PERSON 0..13" in told
    assert "q stop: theirs\r\n" in told
    shown = json.loads(run("--project", "news", "show", "flight", "--as", "a1", "--json").out)
    assert [span.get("comment") for span in shown["spans"]] == ["theirs", None]
    run("--project", "news", "verify")


@pytest.mark.usefixtures("at_odds")
def test_who_stops_choosing_leaves_those_labels_as_they_are(tmp_path):
    for key in (b"q", b"\x04"):
        code, out, told = choosing(tmp_path, key, "copy")
        assert (code, out.split("\t")[:4]) == (3, ["flight", "a1", "2", "conflict"])
        assert "1 conflict, nothing written" in told
    assert choosing(tmp_path, b"\x03", "copy")[0] == 130
    assert not (tmp_path / "news" / "labels" / "flight" / "a1" / "0003.json").exists()


@pytest.mark.usefixtures("at_odds")
def test_choosing_needs_a_terminal_and_no_other_choice(run):
    told = run("--project", "news", "merge", "copy", "--choose", code=2).err
    assert "needs a terminal" in told
    both = run("--project", "news", "merge", "copy", "--choose", "--take", "ours", code=2)
    assert "say one of them" in both.err
