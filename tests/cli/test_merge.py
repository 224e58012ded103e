"""`annotator merge`: what it prints, and how it ends."""

from __future__ import annotations

import json
import shutil

import pytest

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
        "theirs: PERSON 0..13 'The president'",
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
