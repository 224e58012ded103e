"""The repository as others get it: a project that proves itself, and no trace of one machine."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOMEONES_FOLDER = re.compile(rb"(?<![\w.])/(?:home|Users|root|work)/\w")


def tracked_files():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git is where PATH says
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = [name.decode() for name in listed.stdout.split(b"\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_the_repository_is_a_labelling_project_that_proves_itself():
    done = subprocess.run(
        [sys.executable, "-m", "annotator", "--project", str(ROOT), "verify", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    proof = json.loads(done.stdout)
    assert proof["problems"] == []
    assert proof["files"] >= len(list((ROOT / "labels").rglob("*.json"))) > 0


def test_no_file_names_a_folder_of_the_machine_it_was_written_on():
    files = tracked_files()
    assert ROOT / "pyproject.toml" in files
    traces = (str(ROOT).encode(), f"{Path.home()}/".encode())
    found = []
    for path in files:
        content = path.read_bytes()
        if SOMEONES_FOLDER.search(content) or any(trace in content for trace in traces):
            found.append(path.relative_to(ROOT))
    assert found == []
