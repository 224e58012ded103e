"""A stage for reading mistakes: short articles, their gold, and what an extractor predicted."""

from __future__ import annotations

import json

from annotator.cli.mistakes_screen import matter_of
from annotator.project.agreeing.gating import gate, judged_in
from annotator.project.evaluating.evaluating import How, evaluate
from annotator.project.evaluating.gold import read_gold
from annotator.project.evaluating.predictions import read_predictions
from annotator.report.evaluation_json import json_bytes
from tests.tui.adjudicating import AREA, FIRST, KILLED, NAMED, NEWS, save_as
from tests.tui.agreeing import ENGLISH, HERE

# In the Arabic article: a value, an edge, a miss and a wrong label; and one too many. Each has how
# sure the extractor was; of the English one it says nothing, unless it is asked to.
PREDICTED = (
    ("PERSON", "سامي نصر", NAMED, 0.99),
    ("PLACE", "بيروت", AREA, 0.9),
    ("CASUALTY", "12 شخصا قتلوا", KILLED, 0.4),
    ("PERSON", "القاهرة", NAMED, 0.75),
    ("PLACE", "المدينة", (), 0.125),
)
RIGHT = tuple((*one, 0.8) for one in HERE)


def write(project):
    """Two articles with their gold."""
    (project.seeds / "news.txt").write_text(NEWS, "utf-8")
    (project.seeds / "report.txt").write_text(ENGLISH, "utf-8")
    save_as(project, "news", "gold", FIRST)
    save_as(project, "report", "gold", HERE)
    return project


def line(article, text, marks):
    """What is predicted of an article, as a line of a file."""
    spans = [
        {
            "label": label,
            "start": text.index(words),
            "end": text.index(words) + len(words),
            "attributes": dict(values),
            **({"score": score[0]} if score else {}),
        }
        for label, words, values, *score in marks
    ]
    return json.dumps({"article": article, "spans": spans}, ensure_ascii=False) + "\n"


def predict(project, news=PREDICTED, report=None):
    """A file of predictions; of an article that is not given it says nothing."""
    said = [line("news", NEWS, news)] if news is not None else []
    said += [line("report", ENGLISH, report)] if report is not None else []
    path = project.root / "p.jsonl"
    path.write_text("".join(said), "utf-8")
    return path


def evaluated(project, path, *gates, gold="gold"):
    """Such predictions as the screen gets them, with what came of gates."""
    right = read_gold(project, gold)
    predictions = read_predictions(right, str(path))
    found = evaluate(right, predictions, How(replicates=20))
    judged = judged_in(lambda: json_bytes(found), [gate(one, "value") for one in gates])
    return matter_of(found, right, predictions, judged.gates)


def unscored(marks):
    """The same marks, without how sure the extractor was."""
    return tuple(one[:3] for one in marks)
