"""The real command, in a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from annotator.cli import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str
    raw: bytes


def command(folder):
    """Runs `annotator` in a folder, gives its code and words; a traceback is never one of them."""

    def go(*arguments, stdin=b"", code=0, **environ):
        done = subprocess.run(
            [sys.executable, "-m", "annotator", *map(os.fsencode, arguments)],
            cwd=folder,
            input=stdin,
            capture_output=True,
            check=False,
            env={
                "PATH": os.defpath,
                "HOME": str(folder),
                "PYTHONPATH": str(ROOT),
                "LC_ALL": "C.UTF-8",
                "ANNOTATOR_NAME": "a1",
                **environ,
            },
        )
        told = done.stderr.decode()
        assert "Traceback" not in told, told
        assert done.returncode == code, told
        return Done(done.returncode, done.stdout.decode(), told, done.stdout)

    return go


@pytest.fixture
def run(tmp_path):
    """Runs `annotator` in the folder of the test."""
    return command(tmp_path)


@pytest.fixture(scope="session")
def sample_made(tmp_path_factory):
    """What `sample` is copied from: it is made by commands, which take their time, but once."""
    folder = tmp_path_factory.mktemp("sample")
    run = command(folder)
    run("init", "news")
    (folder / "border.txt").write_bytes("قال إيغور في باتكين إن عشرين شخصا قتلوا.\n".encode())
    (folder / "flight.txt").write_bytes(b"The president left Bishkek on Thursday.\n")
    run("--project", "news", "add", "border.txt", "--title", "حدود", "--language", "ar")
    run("add", "flight.txt", "--project", "news", "--language", "en")
    return folder


@pytest.fixture
def sample(sample_made, tmp_path):
    """A project with the shipped scheme and two articles."""
    copytree(sample_made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "news"


@pytest.fixture
def here(tmp_path, monkeypatch, capfdbinary):
    """As `run`, but in this process, for commands that load much."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANNOTATOR_NAME", "a1")
    monkeypatch.setenv("HOME", str(tmp_path))

    def go(*arguments, code=0):
        with pytest.raises(SystemExit) as ended:
            main(args=list(arguments))
        told = capfdbinary.readouterr()
        words = told.err.decode()
        assert (ended.value.code or 0) == code, words
        return Done(code, told.out.decode(), words, told.out)

    return go
