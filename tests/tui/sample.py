"""The repository's own articles with the labels of two annotators, and what label files say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from annotator.project.places import open_project

ROOT = Path(__file__).resolve().parents[2]
TARGETS = {"where": "PLACE", "when": "DATE", "part_of": "CASUALTY"}


def copied(folder):
    """The sample as a project of its own."""
    for name in ("annotator.toml", "guidelines", "seeds", "labels"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    return open_project(folder)


def newest(project, article, name):
    """The newest label file, as JSON; whoever wants to know what is in it needs nothing of ours."""
    path = max((project.labels / article / name).glob("*.json"))
    return json.loads(path.read_text("utf-8"))


def pieces_of(span):
    """Where a span of a label file stands."""
    return tuple(map(tuple, span.get("fragments") or [[span["start"], span["end"]]]))


def place_of(span):
    return span["label"], [list(piece) for piece in pieces_of(span)]


def said(name, span, by_id):
    """A span of a label file without ids: those that it names are as gold has them."""
    values = []
    for key, value in span.get("attributes", {}).items():
        if key in TARGETS:
            found = [by_id[name, one] for one in ([value] if isinstance(value, str) else value)]
            left = [place_of(one) for one in found if one and one["label"] == TARGETS[key]]
            values += [(key, json.dumps(left))] if left else []
        else:
            values.append((key, json.dumps(value, sort_keys=True)))
    return (*place_of(span), sorted(values))


def said_by(file):
    """What a label file says, whatever ids say it."""
    by_id = {("gold", span["id"]): span for span in file["spans"]}
    return sorted(said("gold", span, by_id) for span in file["spans"])
