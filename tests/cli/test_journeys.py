"""What a person does from the first command on, in the order of the work."""

from __future__ import annotations

import json

import pytest

SPANS = [
    {"label": "PERSON", "start": 4, "end": 9, "attributes": {"mention": "named"}},
    {"label": "PLACE", "start": 13, "end": 19},
    {"label": "CASUALTY", "start": 23, "end": 39, "attributes": {"where": [[13, 19]]}},
]


@pytest.fixture
def labelled(run, sample, tmp_path):
    line = json.dumps({"article": "border", "spans": SPANS})
    (tmp_path / "in.jsonl").write_text(line)
    run("--project", "news", "import", "jsonl", "in.jsonl", "--as", "a1")
    return sample


def test_a_project_is_made_filled_and_listed(run, sample):
    (border, flight) = json.loads(run("list", "--project", "news", "--json").out)
    assert list(border) == ["id", "sha256", "length", "language", "title", "labels"]
    assert (border["id"], border["title"], border["labels"]) == ("border", "حدود", {})
    assert (flight["language"], flight["title"]) == ("en", None)
    rows = run("list", "--project", "news").out.splitlines()
    assert rows[0].split("\t") == ["border", "ar", str(border["length"]), "حدود", ""]


def test_labels_come_in_are_shown_proved_and_go_out_again(run, labelled):
    (border, _) = json.loads(run("--project", "news", "list", "--json").out)
    assert border["labels"] == {"a1": {"version": 1, "status": "done", "spans": 3}}
    shown = json.loads(run("--project", "news", "show", "border", "--json").out)
    assert list(shown) == ["article", "annotator", "version", "spans"]
    text = (labelled / "seeds" / "border.txt").read_bytes().decode()
    for span in shown["spans"]:
        assert text[span["start"] : span["end"]] == span["text"]
    assert shown["spans"][2]["attributes"] == {"where": ["s2"]}
    assert json.loads(run("--project", "news", "verify", "--json").out) == {
        "files": 1,
        "problems": [],
    }
    out = run("--project", "news", "export", "jsonl", "-").raw
    again = run("--project", "news", "import", "jsonl", "-", "--as", "b2", "--json", stdin=out)
    assert json.loads(again.out)[0]["version"] == 1
    same = run("--project", "news", "import", "jsonl", "-", "--as", "b2", "--json", stdin=out)
    assert json.loads(same.out)[0]["made"] is False
    run("--project", "news", "export", "jsonl", "out.jsonl", "--from", "b2@1")
    assert (labelled.parent / "out.jsonl").read_bytes() == out


def test_a_piped_article_is_eighty_wide_without_colour_its_labels_below_the_words(run, labelled):
    rows = run("--project", str(labelled), "show", "border").out.split("\n")
    assert "\x1b" not in "".join(rows)
    assert len(rows[0]) == 80
    assert "pppp" in rows[1]
    assert "llllll" in rows[1]
    table = [row.split("\t") for row in rows if "\t" in row]
    assert [row[:4] for row in table] == [
        ["s1", "PERSON", "4", "9"],
        ["s2", "PLACE", "13", "19"],
        ["s3", "CASUALTY", "23", "39"],
    ]
    assert table[2][5] == 'where=["s2"]'


def test_logical_order_gives_the_text_as_it_is_stored(run, labelled):
    text = (labelled / "seeds" / "border.txt").read_bytes().decode()
    assert run("--project", "news", "show", "border", "--logical").out.startswith(text)


def test_a_tampered_label_file_is_found(run, labelled):
    path = labelled / "labels" / "border" / "a1" / "0001.json"
    path.write_bytes(path.read_bytes().replace(b'"seconds": 0', b'"seconds": 1'))
    (problem, *_) = json.loads(run("--project", "news", "verify", "--json", code=3).out)["problems"]
    assert list(problem) == ["file", "span", "what", "fix"]
    assert problem["file"] == "labels/border/a1/0001.json"
    run("--project", "news", "show", "border", "--as", "a1", code=3)
    run("--project", "news", "export", "jsonl", "-", code=3)
    listed = run("--project", "news", "list", "--json", code=3)
    assert len(json.loads(listed.out)) == 2
    assert "0001.json" in listed.err


def test_one_bad_file_keeps_all_out_and_says_how_to_mend_it(run, sample, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    (tmp_path / "good.txt").write_bytes(b"good")
    told = run("--project", "news", "add", "good.txt", "bad.txt", "missing.txt", ".", code=3).err
    assert told.count("error: ") == told.count("  where: ") == told.count("  fix:   ") == 3
    assert not (sample / "seeds" / "good.txt").exists()


def test_a_text_is_replaced_only_when_that_is_asked_for(run, sample, tmp_path):
    (tmp_path / "border.txt").write_text("another text")
    assert "add --replace" in run("--project", "news", "add", "border.txt", code=3).err
    assert "replaced" in run("--project", "news", "add", "--replace", "border.txt").out
    assert len(list((sample / "seeds" / ".old").iterdir())) == 1


def test_fifty_megabytes_come_in(run, sample, tmp_path):
    (tmp_path / "large.txt").write_bytes("كلمة بعد كلمة\n".encode() * 2_000_000)
    run("--project", "news", "add", "large.txt")
    assert (sample / "seeds" / "large.txt").stat().st_size == 50_000_000


@pytest.mark.usefixtures("sample")
def test_every_fault_of_an_import_names_line_and_span(run):
    lines = [
        {"article": "border", "spans": [{"label": "HUMAN", "start": 0, "end": 3}]},
        {"article": "flight", "spans": [{"label": "PERSON", "start": 0, "end": 300}]},
    ]
    data = "\n".join(map(json.dumps, lines)).encode()
    told = run("--project", "news", "import", "jsonl", "-", stdin=data, code=3).err
    assert "standard input: line 2: spans[0]" in told
    lines[1]["spans"] = []
    data = "\n".join(map(json.dumps, lines)).encode()
    told = run("--project", "news", "import", "jsonl", "-", stdin=data, code=3).err
    assert "standard input: line 1: spans[0]" in told


def test_gold_is_taken_in_only_when_it_is_named(run, labelled):
    out = run("--project", "news", "export", "jsonl", "-").raw
    run("--project", "news", "import", "jsonl", "-", stdin=out, ANNOTATOR_NAME="gold", code=2)
    run("--project", "news", "import", "jsonl", "-", "--as", "gold", stdin=out)
    assert (labelled / "labels" / "border" / "gold" / "0001.json").is_file()
    run("--project", "news", "open", "border", "--as", "gold", code=2)
