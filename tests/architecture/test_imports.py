"""What a static contract cannot see: which libraries a fresh interpreter really loads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FACES = frozenset({"cli", "tui", "__main__"})
# Dask, which only a run over a cluster needs, brings a shell and a screen of its own.
LOADS_DASK = frozenset({"annotator.project.evaluating.partitions.clusters"})

RUN = """
import json, sys
sys.argv = ["annotator", *{arguments!r}]
from annotator.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""

IMPORT = """
import importlib, json, sys
for name in {names!r}:
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def libraries_loaded_by(code):
    """The top-level names in `sys.modules` after a fresh interpreter ran the code."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stderr.splitlines()[-1])}


def modules_below_the_faces():
    for path in sorted((ROOT / "annotator").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[1] not in FACES:
            yield ".".join(part for part in parts if part != "__init__")


def test_importing_the_command_line_loads_no_screen_and_no_reader_of_files():
    loaded = libraries_loaded_by(IMPORT.format(names=["annotator.cli"]))
    assert not loaded & {"textual", "rich", "pydantic"}


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_asking_for_help_or_the_version_loads_no_screen_and_no_reader_of_files(option):
    loaded = libraries_loaded_by(RUN.format(arguments=[option]))
    assert not loaded & {"textual", "rich", "pydantic"}


def test_the_rooms_below_the_faces_load_neither_a_screen_nor_a_shell():
    names = [name for name in modules_below_the_faces() if name not in LOADS_DASK]
    assert "annotator.labels.span" in names
    assert not libraries_loaded_by(IMPORT.format(names=names)) & {"textual", "rich", "click"}
