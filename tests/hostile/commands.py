"""Commands one after another in one process, each told as a shell would see it.

`python -m tests.hostile.commands PROJECT [pause]` reads a list of argument lists as JSON from a
file, so that the many commands of a journey share one start of Python.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path

from annotator.cli.root import main


def run(arguments):
    """One command; its exit code, or "crash" where it ends in a traceback."""
    try:
        main(args=arguments)
    except SystemExit as end:
        return end.code or 0
    except BaseException:  # noqa: BLE001 - a traceback is what is looked for
        traceback.print_exc()
        return "crash"
    return 0


if __name__ == "__main__":
    table, told = map(Path, sys.argv[1:])
    codes = []
    for arguments in json.loads(table.read_text("utf-8")):
        os.write(1, b"\n")
        codes.append(run(arguments))
        sys.stdout.flush()
        sys.stderr.flush()
    told.write_text(json.dumps(codes), "utf-8")
