"""Try the program in real terminals and write `docs/terminals.md`: `make terminals`."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.terminals import known
from tests.terminals.journey import Journey
from tests.terminals.kinds import CONTROL, FONTS, KINDS, TOOLS, missing
from tests.terminals.page import compared, is_good, page, table

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "terminals.md"
PICTURES = ROOT / ".terminals"
# More at a time wait for each other where there are two cores.
_AT_A_TIME = 2


def _tell(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _home():
    """A home that goes away; whatever a terminal still writes there does not matter."""
    return tempfile.TemporaryDirectory(prefix="terminal-", ignore_cleanup_errors=True)


def _tried(kind, panes):
    """What is found out in one terminal; trouble of any kind is told and ends nothing else."""
    with _home() as home:
        journey = Journey(kind, Path(home), PICTURES, panes)
        try:
            journey.run()
        except Exception:  # noqa: BLE001 - whatever it is, the other terminals are still tried
            journey.found.trouble = traceback.format_exc()
    found = journey.found
    wrong = [f"{name} ({told})" for name, (right, told) in found.checks.items() if not right]
    told = "good" if is_good(found) else f"WRONG: {', '.join(wrong)}"
    _tell(f"{kind.name}{' (wrong on purpose)' if kind is CONTROL else ''}: {told}")
    if found.trouble:
        _tell(found.trouble)
    return found


def _all(kinds):
    PICTURES.mkdir(exist_ok=True)
    with _home() as home:
        pane = asyncio.run(known.opened(Path(home, "one"), known.ARTICLE))
        sample = asyncio.run(known.opened(Path(home, "other"), known.SAMPLE))
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        return compared(list(pool.map(lambda kind: _tried(kind, (pane, sample)), kinds)))


def main():
    """Try all terminals, or those of `--only`; gives 1 where something is wrong, 3 without them."""
    parser = argparse.ArgumentParser(description=__doc__)
    names = [kind.name for kind in KINDS]
    parser.add_argument("--only", action="append", choices=names, metavar="TERMINAL")
    only = parser.parse_args().only
    kinds = [kind for kind in KINDS if only is None or kind.name in only]
    absent = missing(kinds)
    if absent:
        packages = sorted({one.package for one in absent})
        sys.stderr.write(
            f"some programs or fonts are not here: {', '.join(one.name for one in absent)}\n"
            f"  where: the folders of PATH, and the fonts that fc-match finds\n"
            f"  fix:   on Debian: apt install {' '.join(packages)}\n"
        )
        return 3
    if only is not None:
        results = _all(kinds)
        _tell(table(results))
        return 0 if all(map(is_good, results)) else 1
    *results, control = _all([*kinds, CONTROL])
    _tell(table(results))
    found_out = not control.trouble and not control.checks["letters"][0]
    if not found_out:
        _tell("what is wrong was not found out: no page is written")
        return 1
    _write(results, control)
    return 0 if all(map(is_good, results)) else 1


def _write(results, control):
    """Write the page."""
    programs = dict.fromkeys(one for kind in KINDS for one in kind.needs)
    packages = sorted({*FONTS.values(), *(one.package for one in (*TOOLS, *programs))})
    PAGE.write_text(page(results, control, programs, packages), encoding="utf-8")
    _tell(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
