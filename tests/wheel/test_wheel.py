"""The wheel works alone: in a fresh environment, away from the checkout."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from annotator import __version__

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ("annotator.toml", "seeds", "guidelines", "labels")
QUIET = ("--quiet", "--disable-pip-version-check")


def pip(*arguments):
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True, cwd=ROOT)


def build(folder):
    """The wheel of this checkout."""
    pip("wheel", *QUIET, "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("annotator_tui-*.whl")
    return wheel


def install(wheel, folder):
    """A fresh environment with the wheel, and what it asks for at the versions of dev.lock."""
    lock = (ROOT / "dev.lock").read_text(encoding="utf-8")
    pins = folder.with_suffix(".pins")
    pins.write_text("\n".join(re.findall(r"^\S+==[^\\\n]+", lock, re.MULTILINE)), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    pip("--python", str(python), "install", *QUIET, "--constraint", str(pins), str(wheel))
    return folder / "bin" / "annotator"


def bytes_by_name(project):
    """Every file of a labelling project, by its path inside it."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for name in PROJECT
        for path in (project / name, *(project / name).rglob("*"))
        if path.is_file()
    }


@pytest.mark.timeout(400)
def test_the_wheel_alone_makes_the_sample_project_and_proves_it(tmp_path):
    annotator = install(build(tmp_path / "wheel"), tmp_path / "fresh")
    away = {"PATH": os.defpath, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}

    def run(*arguments):
        done = subprocess.run(
            [annotator, *arguments], cwd=tmp_path, env=away, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    assert __version__ in run("--version")
    run("init", "--sample", "news")
    made = bytes_by_name(tmp_path / "news")
    assert made == bytes_by_name(ROOT)

    articles = {row["id"] for row in json.loads(run("--project", "news", "list", "--json"))}
    assert articles == {Path(name).stem for name in made if re.fullmatch(r"seeds/[^/]+\.txt", name)}
    run("--project", "news", "verify")
