"""The screen over a project of hostile words: every pane, question and list of it."""

from __future__ import annotations

from datetime import UTC, datetime

from annotator.project.exchange import import_labels
from annotator.project.places import open_project
from annotator.project.sitting.annotate import open_session
from annotator.text.unicode import category
from annotator.tui.app import AnnotatorApp
from tests.hostile import project as hostile
from tests.hostile.project import ANNOTATOR, ARTICLE
from tests.tui.looking import strips

OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}
# Each is pressed with what was shown before still there: panes, values, their choices, questions.
KEYS = (
    "2 3 4 1 i tab enter down down down enter escape escape semicolon escape h escape escape "
    "question_mark escape ctrl+p escape slash escape tab enter right down enter escape escape i "
    "shift+end p ctrl+home l d exclamation_mark z escape s m 4 down enter"
).split()


def obeyed(app):
    return {one for strip in strips(app) for one in strip.text if category(one) in OBEYED}


async def test_no_pane_and_no_question_draws_what_would_act(tmp_path):
    folder = tmp_path / "news"
    hostile.write(folder)
    project = open_project(folder)
    data = (folder / "first.jsonl").read_bytes()
    now = datetime.now(UTC)
    import_labels(project, "jsonl", data, "x", annotator=ANNOTATOR, status="draft", now=now)
    app = AnnotatorApp(
        project, annotator=ANNOTATOR, first=open_session(project, ARTICLE, ANNOTATOR)
    )
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        for key in KEYS:
            await pilot.press(key)
            assert obeyed(app) == set(), key
