"""What Python programs call: loaded late, typed, and as tables of plain values."""

from __future__ import annotations

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

import annotator
from annotator import compare, evaluate, load_release, read_predictions
from annotator.errors import AnnotatorError, UsageError
from annotator.project.places import open_project
from annotator.project.start import start
from tests.cli.scoring import ARABIC, BORDER, PERSON, PLACE, SHORTER, keep, line
from tests.unit.project.parts import flat, write

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
    assert repr(results[0]).startswith("<p.jsonl against gold: strict F1 0.50")
    assert json.loads(results[0].to_json())["predictions"] == str(path)
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
        "section h3 p table caption thead tbody tr th td bdi".split()
    )
    assert all(key in {"style", "scope"} for _, attributes in found for key in attributes)
    assert "\u202e" not in told
    assert "Take care: 2 articles: too few for intervals" in told
    assert "[FSI]" not in told
    assert "differences: predictions 2 less predictions 1" in told


def test_a_comparison_is_told_as_the_pages_that_the_command_writes(gold):
    result = compare(predicted(PERSON), predicted(PERSON, PLACE), gold=gold, replicates=10)
    html, markdown = result.to_html(), result.to_markdown()
    assert html.startswith("<!DOCTYPE html>")
    for told in (html, markdown):
        assert "No difference between predictions 1 and predictions 2 can be told" in told
        assert "2 articles no p can be below 0.5" in told


def test_a_result_is_told_as_the_pages_that_the_command_writes(gold):
    result = evaluate(predicted(PERSON, (*SHORTER, 0.5)), gold, replicates=10)
    page = result.to_html()
    assert page.startswith("<!DOCTYPE html>")
    assert "قال إيغور في <mark" in page
    words = result.to_markdown()
    assert words.startswith("# Scores of predictions against gold")
    assert "<pre>" not in words


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


def test_a_gold_may_be_given_by_its_name_and_people_too(gold, monkeypatch):
    monkeypatch.chdir(gold.project.root)
    keep(gold.project, "a1", "flight", PERSON, PLACE)
    keep(gold.project, "a2", "flight", PERSON)
    assert evaluate(predicted(PERSON), "gold", replicates=5).gold.name == "gold"
    assert set(read_predictions(predicted(PERSON), "gold").articles) == {ARABIC, "flight"}
    found = compare("a2", predicted(PERSON), gold="a1", humans="a2", replicates=5).figures
    assert [one.annotators for one in found.ceilings] == [("a1", "a2")]
    found = compare("a2", predicted(PERSON), gold=gold, humans=["a2"], replicates=5).figures
    assert found.warnings[-1].startswith("how well people agree is not known: a2 alone is named")


class Table:
    """What a data frame does where it is taken for a list of rows."""

    def __iter__(self):
        return iter(["article", "spans"])

    def to_dict(self, kind):
        return [kind]


LOOP = {}
LOOP["article"] = LOOP


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (None, "None is nothing that predictions can be read from"),
        (3, "3 is nothing that predictions can be read from"),
        (b"p.jsonl", "a value of type bytes is nothing that"),
        ({"article": "flight", "spans": []}, "also where there is but one"),
        (["p.jsonl"], "'p.jsonl' is no article"),
        (Table(), "a table gives its rows by to_dict"),
        ([{"article": 3, "spans": []}], "article should be a string"),
        ([{1: 2}], "cannot be written as JSON"),
        ([LOOP], "cannot be written as JSON"),
        ("", "give a file, or who keeps labels, as a string"),
        (Path("nowhere.jsonl"), "the file cannot be read: it is not there"),
    ],
)
def test_predictions_of_a_wrong_type_are_refused_in_words(gold, given, told):
    with pytest.raises(AnnotatorError) as caught:
        evaluate(given, gold)
    assert told in str(caught.value)


def test_other_arguments_of_a_wrong_type_are_refused_in_words(gold):
    folder = gold.project.root
    for told, call, *given, named in (
        ("None is no gold", evaluate, "gold", None, {}),
        ("holds no file whose name ends in .parquet", evaluate, "gold", folder, {}),
        ("'many' is no whole number", evaluate, "gold", gold, {"replicates": "many"}),
        ("0.5 is no whole number", evaluate, "gold", gold, {"seed": 0.5}),
        ("a value of type Gold is nothing", compare, gold, gold, {"gold": gold}),
        ("3 is no list of names", compare, "gold", [], {"gold": gold, "humans": 3}),
        ("None is no name", compare, "gold", [], {"gold": gold, "humans": [None]}),
        ("None is no name", load_release, None, {}),
        ("3 is no path", load_release, "gold", {"project": 3}),
        ("3 is no list of names", load_release, "gold", {"articles": 3}),
        ("3 is no name", read_predictions, "gold", gold, 3, {}),
        ("None is no name", read_predictions, [], gold, {"name": None}),
    ):
        with pytest.raises(AnnotatorError) as caught:
            call(*given, **named)
        assert told in str(caught.value)


def test_numbers_of_arrays_and_one_pattern_alone_are_taken(gold):
    span = {"label": "PERSON", "start": np.int64(4), "end": 9, "score": np.float32(0.5)}
    found = read_predictions([{"article": "flight", "spans": [span]}], gold)
    assert set(found.articles["flight"].scores.values()) == {0.5}
    span["score"] = np.float32("nan")
    with pytest.raises(UsageError, match="nan is no number"):
        read_predictions([{"article": "flight", "spans": [span]}], gold)
    assert set(load_release("gold", gold.project.root, articles="fl*").articles) == {"flight"}


def test_parquet_is_judged_by_its_path(tmp_path):
    write(tmp_path / "gold.parquet", flat([("a", 0, 4, "PERSON"), ("b", 2, 5, "PLACE")]))
    write(tmp_path / "p.parquet", flat([("a", 0, 4, "PERSON")]))
    write(tmp_path / "q.parquet", flat([("a", 0, 4, "PERSON"), ("b", 2, 5, "PLACE")]))
    gold, one, other = (tmp_path / f"{name}.parquet" for name in ("gold", "p", "q"))
    result = evaluate(one, gold, jobs=1)
    assert result.figures.overall.strict.recall.value == 0.5
    assert "<html" in result.to_html()
    contest = compare(str(one), other, gold=gold, jobs=1)
    assert contest.figures.duels[0].overall["strict_recall"].difference.value == 0.5
    assert contest.to_markdown()
    for wrong in (
        lambda: evaluate([{"article": "a", "spans": []}], gold),
        lambda: compare(one, other, gold=gold, humans=["a"]),
        lambda: compare(one, gold=gold),
        lambda: evaluate(one, tmp_path / "nowhere.parquet"),
    ):
        with pytest.raises(AnnotatorError):
            wrong()
