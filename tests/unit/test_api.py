"""What Python programs call: loaded late, typed, and as tables of plain values."""

from __future__ import annotations

import json
import subprocess
import sys
from html.parser import HTMLParser

import pytest

import annotator
from annotator import compare, evaluate, load_release, read_predictions
from annotator.errors import AnnotatorError, UsageError
from annotator.project.places import open_project
from annotator.project.start import start
from tests.cli.scoring import ARABIC, BORDER, PERSON, PLACE, SHORTER, keep, line

ALL = ("compare", "evaluate", "load_release", "read_predictions")


@pytest.fixture
def gold(tmp_path):
    root = start(tmp_path / "news", sample=False)
    for name in (ARABIC, "flight"):
        (root / "seeds" / f"{name}.txt").write_bytes(BORDER.encode())
        keep(open_project(root), "gold", name, PERSON, PLACE)
    return load_release("gold", project=root)


def predicted(*spans):
    return [json.loads(line(name, *spans)) for name in (ARABIC, "flight")]


def test_nothing_is_loaded_before_it_is_asked_for():
    code = "import annotator, sys; print(len([m for m in sys.modules if 'annotator' in m]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "1\n"
    assert set(ALL) < set(dir(annotator))
    with pytest.raises(AttributeError, match="has no attribute 'scores'"):
        _ = annotator.scores


def test_a_file_a_name_and_plain_values_are_scored_alike(gold, tmp_path):
    spans = (PERSON, (*SHORTER, 0.5))
    path = tmp_path / "p.jsonl"
    path.write_text("".join(line(name, *spans) for name in (ARABIC, "flight")), encoding="utf-8")
    results = [
        evaluate(one, gold, replicates=10)
        for one in (path, str(path), predicted(*spans), read_predictions(path, gold))
    ]
    assert {one.figures.overall.strict.f1.value for one in results} == {0.5}
    assert repr(results[0]).startswith(f"<{path} against gold: strict F1 0.50")
    assert json.loads(results[0].to_json())["format"] == "annotator/evaluation-1"
    assert results[0].to_csv().startswith("scope,name,label,measure,value")
    assert repr(gold) == "<Gold gold: 2 articles, 4 spans>"


def test_tables_hold_rows_of_plain_values_under_the_same_keys(gold):
    result = evaluate(predicted(PERSON, SHORTER), gold, replicates=10)
    other = compare(predicted(PERSON), predicted(PERSON, PLACE), gold=gold, replicates=10)
    for tables in (result.tables, other.tables):
        for rows in tables.values():
            assert len({tuple(row) for row in rows}) == 1
            values = [value for row in rows for value in row.values()]
            assert all(isinstance(one, str | int | float | None) for one in values)
    (label,) = (row for row in result.tables["labels"] if row["label"] == "PERSON")
    assert (label["f1"], label["correct"], label["missed"]) == (1.0, 2, 0)
    mistakes = result.tables["mistakes"]
    assert [(row["kind"], row["gold_end"], row["predicted_end"]) for row in mistakes] == [
        ("boundary", 19, 17)
    ] * 2
    difference = other.tables["differences"][0]
    assert (difference["label"], difference["measure"]) == ("", "strict_f1")
    assert difference["difference"] == pytest.approx(1 / 3)


def test_a_notebook_gets_html_that_runs_and_loads_nothing(gold):
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.append((tag, dict(attrs)))

    name = "<script>x</script>\u202e"
    result = evaluate(read_predictions(predicted(PERSON), gold, name=name), gold, replicates=10)
    told = (
        result._repr_html_()
        + compare(predicted(PERSON), predicted(PLACE), gold=gold, replicates=10)._repr_html_()
    )
    Reader().feed(told)
    assert {tag for tag, _ in found} <= set(
        "section h3 table caption thead tbody tr th td bdi".split()
    )
    assert all(key in {"style", "scope"} for _, attributes in found for key in attributes)
    assert "\u202e" not in told


@pytest.mark.parametrize("score", [float("nan"), float("inf"), object()])
def test_values_that_are_no_scores_are_refused(gold, score):
    lines = predicted(PERSON)
    lines[0]["spans"][0]["score"] = score
    with pytest.raises(UsageError, match="cannot be written as JSON"):
        evaluate(lines, gold)


def test_errors_say_what_where_and_how_to_mend_it(gold, tmp_path):
    with pytest.raises(AnnotatorError) as caught:
        evaluate([{"article": "nowhere", "spans": []}], gold)
    assert caught.value.where == "predictions: line 1"
    with pytest.raises(UsageError):
        load_release("gold", project=tmp_path)
    with pytest.raises(UsageError):
        compare(predicted(PERSON), gold=gold)
    with pytest.raises(UsageError):
        evaluate(predicted(PERSON), gold, replicates=0)
