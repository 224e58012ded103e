"""History as it is read at a prompt: what each version did, what differs, who made a span."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.labels.labelling import Labelling, Zone
from annotator.labels.span import Quote, mark
from annotator.project.places import open_project, read_article, read_schema_of, store_of
from annotator.project.sitting.annotate import version_for
from annotator.project.start import start
from annotator.store import history
from annotator.text.flat import visual
from annotator.text.width import cells

ROOT = Path(__file__).resolve().parents[2]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = "a\x1b]0;x\x07\x9b31m\u202eb\x7f"
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
BORDER = "قال إيغور في باتكين إن عشرين شخصا قتلوا.\n"
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def project(tmp_path):
    """A project with the shipped scheme and two articles, one of them meant to harm a terminal."""
    root = start(tmp_path / "news", sample=False)
    (root / "seeds" / "border.txt").write_bytes(BORDER.encode())
    (root / "seeds" / "odd.txt").write_bytes((f"{HOSTILE} {HOSTILE}\n{HOSTILE} " * 9).encode())
    return open_project(root)


@pytest.fixture
def keep(project):
    """Keeps spans of an article as somebody's next version."""

    def go(name, article_id, *spans, status="done", **more):
        article, store = read_article(project, article_id), store_of(project)
        marked = tuple(mark(article.text, *span[:3], **span[3]) for span in spans)
        version = version_for(
            article,
            read_schema_of(project),
            Labelling(marked, status=status, **more),
            annotator=name,
            now=NOW,
            seconds=0,
        )
        history.append(store, version, history.head(store, article_id, name))

    return go


@pytest.fixture
def labelled(project, keep):
    """Two versions by a1, and one by b2 that differs from the second in three ways."""
    named = {"attributes": [("mention", "named")]}
    nominal = {"attributes": [("mention", "nominal")], "flags": ["unsure"]}
    place = ("s2", "PLACE", [(13, 19)], {})
    keep("a1", "border", ("s1", "PERSON", [(4, 9)], named), place)
    keep("a1", "border", ("s1", "PERSON", [(0, 9)], named), place)
    keep(
        "b2",
        "border",
        ("s4", "PERSON", [(0, 9)], nominal),
        ("s5", "PLACE", [(13, 17)], {}),
        ("s6", "DATE", [(0, 3)], {}),
    )
    return project.root


def damage(project, name, number):
    path = project / "labels" / "border" / name / f"{number:04d}.json"
    path.write_bytes(path.read_bytes().replace(b'"seconds": 0', b'"seconds": 1'))


def on_a_terminal(project, *arguments, **environ):
    """What a command sends to a terminal that is 80 wide, line by line."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "annotator", "--project", str(project), *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={
            "PATH": os.defpath,
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "XTERM_VERSION": "XTerm(379)",
            "COLUMNS": "80",
            **environ,
        },
    ):
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
    return sent.decode().splitlines()


@pytest.mark.usefixtures("labelled")
def test_a_log_has_a_line_a_version_the_newest_first(run):
    done = run("--project", "news", "log", "border")
    lines = [line.split("\t") for line in done.out.splitlines()]
    assert [(line[0], line[2], line[3]) for line in lines] == [
        ("2", "done", "+0 -0 ~1"),
        ("1", "done", "+2 -0 ~0"),
    ]
    assert "2 versions by a1" in done.err


def test_a_log_gives_json_with_the_whole_digest(run, labelled):
    newest, first = json.loads(run("--project", "news", "log", "border", "--json").out)
    assert list(first) == [
        "article",
        "annotator",
        "version",
        "sha256",
        "saved",
        "status",
        "added",
        "removed",
        "changed",
        "seconds",
        "note",
    ]
    second = json.loads((labelled / "labels" / "border" / "a1" / "0002.json").read_bytes())
    assert (second["parent"], newest["changed"]) == (first["sha256"], 1)


def test_a_version_that_cannot_be_read_is_told_after_the_others(run, labelled):
    damage(labelled, "a1", 1)
    done = run("--project", "news", "log", "border", code=3)
    assert done.out.split("\t")[3] == "+? -? ~?"
    assert "0001.json" in done.err
    assert len(json.loads(run("--project", "news", "log", "border", "--json", code=3).out)) == 1
    assert run("--project", "news", "blame", "border", code=3).out.count("\n") == 2


@pytest.mark.usefixtures("labelled")
def test_a_diff_tells_each_difference_in_its_context(run):
    done = run("--project", "news", "diff", "border", "a1", "b2", "--logical")
    assert done.out.splitlines() == [
        "added\tDATE\t0..3\ts6",
        "  + [قال] إيغور في باتكين إن عشرين شخصا قتلوا.",
        "changed\tPERSON\t0..9\ts1 → s4",
        "    [قال إيغور] في باتكين إن عشرين شخصا قتلوا.",
        "  mention: named → nominal",
        "  flags: none → unsure",
        "moved\tPLACE\t13..19 → 13..17\ts2 → s5",
        "  - قال إيغور في [باتكين] إن عشرين شخصا قتلوا.",
        "  + قال إيغور في [باتك]ين إن عشرين شخصا قتلوا.",
    ]
    assert "a1@2 against b2@1: 1 added, 1 moved, 1 changed" in done.err


@pytest.mark.usefixtures("labelled")
def test_a_diff_gives_json_of_whole_spans(run):
    found = json.loads(run("--project", "news", "diff", "border", "a1@1", "a1@2", "--json").out)
    (one,) = found
    assert list(one) == ["article", "kind", "a", "b"]
    assert (one["article"], one["kind"]) == ("border", "moved")
    assert (one["a"]["start"], one["b"]["start"], one["b"]["text"]) == (4, 0, "قال إيغور")
    assert run("--project", "news", "diff", "border", "a1", "a1", "--json").out == "[]\n"
    assert "nothing differs" in run("--project", "news", "diff", "border", "a1", "a1").err


@pytest.mark.usefixtures("labelled")
def test_what_differs_beside_the_spans_is_told_too(run, keep):
    keep("c3", "border", status="draft", note="\x1bx", zones=(Zone(0, 3, "menu"),))
    told = run("--project", "news", "diff", "border", "a1", "c3")
    assert "\nstatus\tdone → draft\nzone added\t0..3\tmenu\nnote\tnone → ␛x\n" in told.out
    assert "status" not in told.err
    told = run("--project", "news", "diff", "border", "a1", "c3", "--json")
    assert "status: done → draft\nzone added: 0..3 menu\nnote: none → ␛x\n" in told.err


@pytest.mark.parametrize("on", ["pipe", "terminal"])
def test_what_was_stands_left_of_what_is_each_in_its_own_order(run, project, keep, on):
    quotes = [Quote(start, end, BORDER[start:end]) for start, end in ((4, 9), (13, 19))]
    for name, quote, why in (("a1", quotes[0], ""), ("b2", quotes[1], "إعلان")):
        values = {"attributes": [("role", quote)], "comment": quote.text}
        zones = (Zone(0, 3, why),) if why else ()
        keep(name, "border", ("s1", "PERSON", [(4, 9)], values), zones=zones, note=quote.text)
    if on == "pipe":
        lines = run("--project", "news", "diff", "border", "a1", "b2").out.splitlines()
    else:
        lines = on_a_terminal(project.root, "diff", "border", "a1", "b2", NO_COLOR="1")
    lines = [line.rstrip("\r\n") for line in lines]
    was, now = (visual(quote.text) for quote in quotes)
    assert was != quotes[0].text
    assert f"  role: {was} (4..9) → {now} (13..19)" in lines
    assert f"  comment: {was} → {now}" in lines
    others = f"note\t{was} → {now}", f"zone added\t0..3\t{visual('إعلان')}"
    # A terminal gets blanks up to where a tab would have brought it.
    assert {one if on == "pipe" else one.expandtabs() for one in others} <= {*lines}
    (context,) = (line for line in lines if "[" in line)
    assert cells(context) == 80
    assert f"[{was}]" in context


@pytest.mark.usefixtures("labelled")
def test_a_release_has_no_versions_of_its_own(run):
    run("--project", "news", "release", "r1", "--from", "a1")
    for named in ("r1@1", "r1@newest"):
        told = run("--project", "news", "diff", "border", named, "a1", code=2).err
        assert "the release r1 has no versions of its own" in told


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("diff", "border", "a1"), 2),
        (("diff", "border", "a1", "B2"), 2),
        (("diff", "border", "a1", "c3"), 3),
        (("diff", "borders", "a1", "b2"), 3),
        (("log", "border", "--as", "c3"), 3),
        (("log", "border", "--as", "C"), 2),
        (("blame", "border", "s9"), 3),
    ],
)
@pytest.mark.usefixtures("labelled")
def test_what_is_not_there_is_refused(run, arguments, code):
    assert run("--project", "news", *arguments, code=code).err


@pytest.mark.usefixtures("labelled")
def test_blame_tells_two_versions_a_span(run):
    found = json.loads(run("--project", "news", "blame", "border", "--json").out)
    assert [
        (one["span"], one["label"], one["made"]["version"], one["changed"]["version"])
        for one in found
    ] == [("s1", "PERSON", 1, 2), ("s2", "PLACE", 1, 1)]
    line = run("--project", "news", "blame", "border", "s2").out.rstrip("\n").split("\t")
    assert [*line[:4], line[5]] == ["s2", "PLACE", "باتكين", "1", "1"]
    assert line[4] == found[1]["made"]["saved"]


def test_a_terminal_gets_the_context_as_it_is_read(labelled):
    shown = on_a_terminal(labelled, "diff", "border", "a1", "b2")
    context = [line for line in shown if "[" in ESCAPES.sub("", line)]
    assert any("\x1b[31m[" in line for line in context)
    for line in context:
        bare = ESCAPES.sub("", line)
        assert cells(bare) == 80
        assert "قال" not in bare
        assert "\ufedd\ufe8e\ufed7" in bare[-6:]
    assert "\x1b" not in "".join(
        on_a_terminal(labelled, "diff", "border", "a1", "b2", NO_COLOR="1")
    )


def test_nothing_of_an_article_acts_on_a_terminal(run, project, keep):
    keep("a1", "odd", ("s1", "PERSON", [(1, 40)], {"comment": HOSTILE}))
    keep("b2", "odd", ("s1", "PERSON", [(1, 45)], {}))
    for command in (("diff", "odd", "a1", "b2"), ("blame", "odd"), ("log", "odd")):
        done = run("--project", "news", *command)
        assert not ACTING.search(done.out), done.out
        assert not ACTING.search(done.err), done.err
    assert not ACTING.search(run("--project", "news", "diff", "odd", "a1", "b2", "--json").out)
    for line in on_a_terminal(project.root, "diff", "odd", "a1", "b2"):
        assert not ACTING.search(ESCAPES.sub("", line).replace("\t", "")), line
