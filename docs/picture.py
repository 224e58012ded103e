"""Draw the README's picture: the running program on a sample article, as SVG."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from annotator.project.places import open_project
from annotator.project.sitting.annotate import open_session
from annotator.project.start import start
from annotator.tui.app import AnnotatorApp

PICTURE = Path(__file__).with_name("annotator.svg")
SIZE = (120, 32)
KEYS = ("tab",) * 6

# A browser would put right-to-left letters in order a second time, and would stretch them to
# another font's width: cells stand where the program put them.
CELLS_STAY = "text { direction: ltr; unicode-bidi: bidi-override; }"
OTHER_PLACES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def draw(folder: Path) -> str:
    """The screen on an Arabic article that is labelled, with one span chosen."""
    project = open_project(start(folder / "news", sample=True))
    app = AnnotatorApp(project, annotator="a1", first=open_session(project, "border-clash", "a1"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*KEYS)
        await pilot.pause()
        return app.export_screenshot(title="annotator")


def alone(picture: str) -> str:
    """The picture without fonts from elsewhere, its cells kept in their order."""
    picture = OTHER_PLACES.sub("", picture).replace("Fira Code", "DejaVu Sans Mono")
    return picture.replace("</style>", f"    {CELLS_STAY}\n    </style>", 1)


def main() -> None:
    """Write the picture beside this script, or where the first argument says."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    with tempfile.TemporaryDirectory() as folder:
        target.write_text(alone(asyncio.run(draw(Path(folder)))), encoding="utf-8")


if __name__ == "__main__":
    main()
