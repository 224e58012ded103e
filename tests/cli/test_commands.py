"""The command line itself: its ways in, its exit codes, and what never reaches a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from annotator import __version__

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "a\x1b]0;x\x07\x9b31m\u202eb\x7f"
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_version_and_help_are_told(run):
    assert run("--version").out == f"annotator, version {__version__}\n"
    assert run("-h").out == run("--help").out
    assert "--sample" in run("init", "--help").out


def test_without_a_command_the_screen_is_meant(run, sample):
    for arguments in ((), ("border",), ("--as", "b2"), ("open", "border")):
        told = run("--project", str(sample), *arguments, code=2).err
        assert "needs a terminal" in told


def test_what_is_neither_a_command_nor_an_article_is_a_matter_of_usage(run, sample):
    assert "Did you mean show?" in run("sho", code=2).err
    assert "'borde'" in run("--project", str(sample), "borde", code=2).err
    assert "did you mean border?" in run("--project", "news", "open", "borde", code=3).err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--odd",),
        ("list", "--odd"),
        ("list", "extra"),
        ("show",),
        ("add",),
        ("list", "--project", "missing"),
        ("list", "--project", "x\udcff"),
        ("list",),
        ("completion", "tcsh"),
    ],
)
def test_wrong_usage_ends_with_two(run, arguments):
    assert run(*arguments, code=2).err


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "missing"),
        ("show", "../annotator"),
        ("add", "border.txt", "--id", "../x"),
        ("add", "--id", "releases", "border.txt"),
        ("import", "jsonl", "missing.jsonl"),
        ("import", "jsonl", "news"),
    ],
)
@pytest.mark.usefixtures("sample")
def test_bad_data_ends_with_three(run, arguments):
    assert "  fix:   " in run("--project", "news", *arguments, code=3).err


@pytest.mark.parametrize("arguments", [("import", "xmi", "x"), ("export", "xmi", "x")])
@pytest.mark.usefixtures("sample")
def test_a_format_that_is_not_there_names_those_that_are(run, arguments):
    assert "jsonl" in run("--project", "news", *arguments, code=2).err


def test_formats_are_listed(run):
    assert "jsonl" in run("formats").out.splitlines()
    assert "jsonl" in json.loads(run("formats", "--json").out)


def test_nothing_of_an_article_title_or_name_acts_on_a_terminal(run, sample, tmp_path):
    name = f"{HOSTILE}.txt"
    (tmp_path / name).write_bytes(HOSTILE.encode())
    told = run("--project", "news", "add", name, "--title", HOSTILE)
    article = told.out.split("\t")[0]
    outputs = [
        told,
        run("--project", "news", "list"),
        run("--project", "news", "list", "--json"),
        run("--project", "news", "show", article),
        run("--project", "news", "show", article, "--logical"),
        run("--project", "news", "show", HOSTILE, code=3),
        run("--project", "news", "add", f"missing{HOSTILE}", code=3),
        run("--project", "news", "list", f"--{HOSTILE}", code=2),
        run("--project", "news", "list", HOSTILE, code=2),
        run(HOSTILE, code=2),
        run("init", HOSTILE),
        run("--project", "news", "import", HOSTILE, "x", code=2),
        run("--project", "news", "show", "border", "--as", HOSTILE, code=2),
    ]
    for output in outputs:
        assert not ACTING.search(output.out), output.out
        assert not ACTING.search(output.err), output.err
    listed = json.loads(outputs[2].out)
    assert HOSTILE in [one["title"] for one in listed]
    assert (sample / "seeds" / f"{article}.txt").read_bytes() == HOSTILE.encode()


def test_an_encoding_that_lacks_arabic_ends_nothing(run, sample):
    run("--project", str(sample), "list", PYTHONIOENCODING="ascii", PYTHONUTF8="0")


def test_who_stops_reading_is_told_nothing(sample):
    command = f"{sys.executable} -m annotator --project news show border | true"
    done = subprocess.run(  # noqa: S602 - the pipe is the thing under test
        command,
        shell=True,
        cwd=sample.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


def on_a_terminal(sample, *arguments, **environ):
    """What a command sends to a terminal that is 80 wide."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "annotator", "--project", str(sample), *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={
            "PATH": os.defpath,
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "XTERM_VERSION": "XTerm(379)",
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
    return sent.decode()


def test_a_terminal_gets_colours_unless_it_is_asked_not_to(run, sample):
    line = {"article": "border", "spans": [{"label": "PERSON", "start": 4, "end": 9}]}
    run("--project", "news", "import", "jsonl", "-", stdin=json.dumps(line).encode())
    assert "\x1b[" in on_a_terminal(sample, "show", "border")
    assert "\x1b" not in on_a_terminal(sample, "show", "border", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(sample, "show", "border", TERM="dumb")


def test_a_terminal_gets_titles_in_the_order_in_which_they_are_read(sample):
    listed = on_a_terminal(sample, "list")
    assert "حدود" not in listed
    assert "\ufea9\ufeed\ufeaa\ufea3" in listed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(run, shell):
    assert "_ANNOTATOR_COMPLETE" in run("completion", shell).out


def completed(run, words):
    environ = {
        "_ANNOTATOR_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.argv=['annotator']; import annotator.cli as c; c.main()",
        ],
        cwd=run,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    return {line.partition(",")[2] for line in done.stdout.splitlines() if line}


def test_commands_articles_annotators_and_formats_complete(run, sample):
    line = {"article": "border", "spans": []}
    run("--project", "news", "import", "jsonl", "-", stdin=json.dumps(line).encode())
    assert completed(sample, "annotator ex") == {"export"}
    assert {"list", "show", "open"} <= completed(sample, "annotator ")
    assert completed(sample, "annotator bor") == {"border"}
    assert completed(sample, "annotator show bor") == {"border"}
    assert completed(sample, "annotator open --as a") == {"a1"}
    assert completed(sample.parent, "annotator --project news show fl") == {"flight"}
    assert completed(sample, "annotator import js") == {"jsonl"}
    assert completed(sample.parent, "annotator show bor") == set()


def test_where_labels_come_from_completes_to_annotators_and_releases(run, sample):
    line = {"article": "border", "spans": []}
    for name in ("a1", "gold"):
        data = json.dumps(line).encode()
        run("--project", "news", "import", "jsonl", "-", "--as", name, stdin=data)
    for name in ("v1", "gold"):
        run("--project", "news", "release", name)
    words = "annotator export jsonl - --from "
    assert completed(sample, words) == {"a1", "v1", "gold@newest", "releases/gold"}
    assert completed(sample, "annotator diff border v") == {"v1"}
    assert completed(sample.parent, words) == set()


def test_the_help_of_every_command_begins_with_its_line():
    from annotator.cli import main
    from annotator.cli.root import COMMANDS

    context = main.make_context("annotator", ["formats"])
    for name, (_, line) in COMMANDS.items():
        assert main.get_command(context, name).help.startswith(line)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to try")
def test_a_full_disk_behind_standard_output_is_told(sample):
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-m", "annotator", "--project", str(sample), "list"],
            env={"PATH": os.defpath, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    assert b"the disk is full" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("list",), ("list", "--json"), ("show", "border"), ("verify",), ("--odd",), ("show", "no")],
)
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_end_nothing(sample, arguments, closed):
    command = f'"$0" -m annotator --project "$1" {" ".join(arguments)} {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, str(sample)],
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == {"--odd": 2, "no": 3}.get(arguments[-1], 0)


def test_an_option_that_lacks_its_value_is_told_as_that(run):
    assert "requires an argument" in run("--project", code=2).err


def test_folders_of_labels_that_cannot_be_looked_into_are_told_once(run, sample):
    (sample / "labels").rmdir()
    (sample / "labels").write_text("x")
    assert run("--project", str(sample), "list", code=3).err.count("error:") == 1


def test_the_next_command_can_be_pasted_also_where_a_name_has_spaces(run):
    assert "--project 'my news' add" in run("init", "my news").err
