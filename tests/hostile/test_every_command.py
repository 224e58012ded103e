"""Every command that shows text, over a project of hostile words: nothing of them can act."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.cli.root import COMMANDS
from annotator.text.unicode import category
from tests.hostile import project as hostile
from tests.hostile.project import ACTS, ANNOTATOR, ARTICLE
from tests.terminal.terminal import PATIENCE, Terminal

ROOT = Path(__file__).resolve().parents[2]
# Colours, and the questions of a program that asks a terminal who it is, wiped away after.
MARKS = re.compile("[\u200e\u200f\u061c]")
OWN = re.compile("\x1b\\[[0-9;]*m|\x1b\\[[>0-9;?$]*[qpc]|\r\x1b\\[K")
OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}

WELL = (
    "import jsonl first.jsonl --as a1",
    "import jsonl second.jsonl --as a2",
    "import jsonl second.jsonl --as a1 --draft",
    "list",
    "list --json",
    "status",
    "status --json",
    "status --as a1",
    "show evil --as a1",
    "show evil --as a1@1 --json",
    "show evil --as a1@1 --logical",
    "log evil --as a1",
    "log evil --as a1 --json",
    "diff evil a1 a2",
    "diff evil a1 a2 --json",
    "diff evil a1@1 a1@2 --logical",
    "blame evil --as a1",
    "blame evil --as a1 --json",
    "export jsonl out.jsonl --from a1",
    "release one --from a1 --note ACTS --drafts",
    "releases",
    "releases --json",
    "release two --from a2 --note ACTS --pack ACTS.pack --texts",
    "rebase",
    "migrate --check",
    "migrate --json",
    "merge",
    "merge --json",
    "verify",
    "verify --json",
    "import jsonl first.jsonl --as a3",
    "agree --all",
    "agree a1 a2 a3 --all --json",
    "agree a1 a2 --all --md -",
    "agree a1@1 a1@2 --html - --gamma --all",
    "agree a1 a3 --csv - --replicates 50 --all",
    "agree --plan 0.1 --all",
    "adjudicate evil a1 a2 --dry-run --as lead",
    "adjudicate evil a1 a2 a3 --auto majority --as lead",
    "adjudicate evil a1 a2 a3 --auto majority --as lead --second --json",
    "decisions",
    "decisions --md",
    "decisions --json",
    "decisions --agreement",
    "add newACTS.txt --title ACTS",
    "add newACTS.txt --json",
    "formats",
    "evaluate first.jsonl --gold a2 --all --github",
    "evaluate ./first.jsonl --gold releases/one --all --json",
    "evaluate a2 --gold a1 --all --csv tACTS.csv --junit jACTS.xml",
    "compare first.jsonl second.jsonl --gold a2 --all",
    "compare first.jsonl second.jsonl a1@1 --gold a2 --all --json",
    "compare first.jsonl second.jsonl a1@1 --gold a2 --all --human a1 --human a2 --md -",
    "compare first.jsonl second.jsonl --gold a2 --all --html -",
    "list",
)
FAULTS = (
    "show ACTS",
    "show evil --as ACTS",
    "show evil --as a1@ACTS",
    "log evil --as ACTS",
    "diff evil ACTS a1",
    "diff ACTS a1 a2",
    "blame evil --as ACTS",
    "open ACTS --as a1",
    "open evil --as ACTS",
    "ACTS",
    "list --ACTS",
    "list ACTS",
    "list --project ACTS",
    "init ACTS/new",
    "import ACTS x",
    "import jsonl ACTS",
    "import jsonl first.jsonl --as ACTS",
    "export ACTS x",
    "export jsonl ACTS/out --from a1",
    "export jsonl out2 --from ACTS",
    "release ACTS",
    "release three --from ACTS",
    "releases ACTS",
    "releases --pack ACTS.pack",
    "releases --pack bad/jsonACTS.jsonl",
    "agree ACTS",
    "agree a1 a2 --articles ACTS",
    "agree a1 a2 --fail-under ACTS=1 --all",
    "agree a1 a2 --all --html bad/ACTS/page.html",
    "adjudicate ACTS",
    "adjudicate evil a1 ACTS",
    "adjudicate evil --as ACTS --dry-run",
    "decisions ACTS",
    "decisions --label ACTS",
    "verify --from ACTS",
    "migrate ACTS",
    "merge ACTS",
    "rebase ACTS",
    "evaluate ACTS --gold a1 --all",
    "evaluate first.jsonl --gold ACTS",
    "evaluate first.jsonl --gold a2 --all --fail-under ACTS=1",
    "evaluate first.jsonl --gold a2 --all --no-worse-than ACTS",
    "evaluate first.jsonl --gold a2 --all --format ACTS",
    "evaluate first.jsonl --gold a2 --all --articles ACTS",
    "evaluate bad/labelACTS.jsonl --gold a2 --all --github --junit -",
    "evaluate bad/articleACTS.jsonl --gold a2 --all --github",
    "evaluate bad/quoteACTS.jsonl --gold a2 --all --github --junit jACTS.xml",
    "evaluate first.jsonl --gold a2 --all --csv bad/ACTS/table.csv",
    "compare ACTS first.jsonl --gold a2 --all",
    "compare first.jsonl second.jsonl --gold a2 --all --human ACTS",
    "compare bad/keyACTS.jsonl bad/jsonACTS.jsonl --gold a2 --all --github",
    "add ACTS",
    "add bad/bytesACTS.txt",
    "add bad/bytesACTS.txt --encoding ACTS",
    "add bad/emptyACTS.txt",
    "add bad/idACTS.jsonl",
    "add bad/factACTS.jsonl",
    "add bad/jsonACTS.jsonl",
    "add newACTS.txt --id ACTS",
    "add newACTS.txt --published ACTS",
    "add newACTS.txt --language ACTS --cluster ACTS",
    "import jsonl bad/labelACTS.jsonl",
    "import jsonl bad/articleACTS.jsonl",
    "import jsonl bad/keyACTS.jsonl",
    "import jsonl bad/quoteACTS.jsonl",
    "import jsonl bad/jsonACTS.jsonl",
)
# Odd, but nothing is wrong with it.
HARMLESS = {
    "init ACTS/new",
    "export jsonl ACTS/out --from a1",
    "releases --pack ACTS.pack",
    "add newACTS.txt --language ACTS --cluster ACTS",
}
SPOILT = ("list", "list --json", "status", "show evil --as a1", "log evil --as a1", "verify")
SPOILT += ("verify --json", "verify --repair", "diff evil a1 a2", "merge", "rebase", "migrate")
SPOILT += ("adjudicate evil --as a1 --dry-run", "decisions", "decisions --agreement")
SPOILT += ("evaluate a1 --gold a2 --all", "compare a1 a2 --gold a1@1 --all --github --junit -")
SPOILT += ("open evil --as a1", "export jsonl out3 --from a1", "releases", "status --json")


def filled(words):
    """The arguments of a line of a table."""
    return [word.replace("ACTS", ACTS) for word in words.split(" ")]


def journey(folder, told, lines, *, terminal):
    """Run commands, and give what was sent and with which codes they ended."""
    table = told.with_suffix(".table")
    table.write_text(json.dumps([filled(words) for words in lines]), "utf-8")
    command = (sys.executable, "-m", "tests.hostile.commands", str(table), str(told))
    environ = {"PYTHONPATH": str(ROOT), "HOME": str(told.parent), "ANNOTATOR_NAME": "a1"}
    if terminal:
        line = Terminal(*command, environ=environ, folder=folder)
        while line.program.poll() is None:
            line.listen(0.2)
        line.listen(0.2)
        line.program.wait(PATIENCE)
        os.close(line.master)
        sent = line.sent
    else:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        sent = done.stdout + done.stderr
    text = sent.decode("utf-8")
    assert told.exists(), text
    return text, json.loads(told.read_text("utf-8"))


def obeyed(sent):
    """Characters that a terminal or a reader's eye obeys; lines, tabs and colours are our own.

    On a page a sentence keeps its direction marks: they reach no further than its own element.
    """
    lines = OWN.sub("", sent.replace("\r\n", "\n")).split("\n")
    text = "\n".join(MARKS.sub("", line) if "</" in line else line for line in lines)
    return {one for one in set(text) - {"\n", "\t"} if category(one) in OBEYED}


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
def test_no_command_sends_what_would_act(tmp_path, terminal):
    folder = tmp_path / "news"
    hostile.write(folder)
    sent, codes = journey(folder, tmp_path / "well", WELL, terminal=terminal)
    assert obeyed(sent) == set(), sent
    assert dict(zip(WELL, codes, strict=True)) == dict.fromkeys(WELL, 0), sent
    assert "own" in sent
    sent, codes = journey(folder, tmp_path / "faults", FAULTS, terminal=terminal)
    assert obeyed(sent) == set(), sent
    assert set(codes) == {0, 2, 3}, sent
    assert {words for words, code in zip(FAULTS, codes, strict=True) if not code} <= HARMLESS
    spoilers = (hostile.spoil, hostile.spoil_schema, hostile.spoil_settings)
    for number, spoiler in enumerate(spoilers):
        spoiler(folder)
        sent, codes = journey(folder, tmp_path / f"spoilt{number}", SPOILT, terminal=terminal)
        assert obeyed(sent) == set(), sent
        assert "crash" not in codes
        assert 3 in codes


def test_every_command_is_in_the_tables():
    said = {words.split(" ")[0] for words in (*WELL, *FAULTS)}
    assert set(COMMANDS) - said <= {"completion", "doctor"}
    assert ARTICLE in WELL[8]
    assert ANNOTATOR in WELL[8]
