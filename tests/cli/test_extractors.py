"""The worked example of docs/extractors.md: a baseline that is run, scored, gated and compared."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.project.start import start
from docs.extractors.baseline import held_out
from docs.extractors.corpus import read_articles, read_spans, write_guesses
from tests.cli.conftest import ROOT

PAGE = (ROOT / "docs" / "extractors.md").read_text(encoding="utf-8")
WAYS = ("strict", "exact", "partial", "type", "clitic", "full")
LABELS = ("PERSON", "PLACE", "CASUALTY", "DATE")
COUNTS = ("correct", "incorrect", "partial", "missed", "spurious")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The sample project with gold.jsonl and baseline.jsonl in it, as the page makes them."""
    root = start(tmp_path_factory.mktemp("example") / "news", sample=True)
    words = (sys.executable, "-m", "annotator", "export", "jsonl", "gold.jsonl", "--from", "a1")
    subprocess.run(words, cwd=root, check=True, capture_output=True)
    guesses = held_out(read_articles(root), read_spans(root / "gold.jsonl"))
    write_guesses(root / "baseline.jsonl", guesses)
    return root


@pytest.fixture
def inside(example, here, monkeypatch):
    """Runs a command in a project of its own that has the predictions."""
    copy = example.parent / "copy"
    shutil.copytree(example, copy)
    monkeypatch.chdir(copy)
    yield here
    monkeypatch.undo()
    shutil.rmtree(copy)


@pytest.fixture
def scored(inside):
    return json.loads(inside("evaluate", "baseline.jsonl", "--gold", "a1", "--json").out)


def told(name):
    """The cells of the first row of the page that begins with this name."""
    row = re.search(rf"^{re.escape(name)} .*\d.*$", PAGE, re.MULTILINE)
    return re.split(r"\s{2,}", row.group().strip()) if row else []


def rates(scores):
    return [f"{scores[rate]['value']:.2f}" for rate in ("precision", "recall", "f1")]


def interval(figure):
    return f"[{figure['low']:.2f}, {figure['high']:.2f}]"


def test_the_page_says_what_the_baseline_scores_today(scored):
    for way in WAYS:
        its = scored["overall"][way]
        counts = [str(its[count]) for count in COUNTS]
        assert told(way)[1:] == [*rates(its), interval(its["f1"]), *counts], way
    for label in LABELS:
        strict, partial = (scored["labels"][label][way] for way in ("strict", "partial"))
        sizes = [str(strict["possible"]), str(strict["actual"])]
        shown = [*sizes, *rates(strict), interval(strict["f1"]), rates(partial)[-1]]
        assert told(label)[1:] == shown, label
    for language in ("ar", "en"):
        its = scored["by_language"][language]
        assert told(language)[1:5] == [str(its["articles"]), *rates(its["strict"])]


def test_the_page_says_how_values_and_mistakes_fall_out_today(scored):
    for name in ("PLACE.sense", "CASUALTY.count", "DATE.value"):
        its = scored["attributes"][name]
        figures = [its[figure]["value"] for figure in ("accuracy", "value_f1")]
        row = told(name)
        assert [row[1], row[2], row[4]] == [str(its["matched"]), *(f"{x:.2f}" for x in figures)]
    (never,) = re.findall(r"^Never predicted: ([^`]+)\.$", PAGE, re.MULTILINE)
    named = set(re.split(r",\s+|\s+and\s+", never))
    assert named == {
        name
        for name, its in scored["attributes"].items()
        if its["gold"] and not its["right"] and its["accuracy"]["value"] in {0, None}
    }
    for kind, count in scored["errors"].items():
        row = re.search(rf"^{re.escape(kind)} +(\d+) .*%", PAGE, re.MULTILINE)
        assert row, kind
        assert int(row[1]) == count, kind


def test_what_the_page_does_in_python_can_be_done(inside):
    (snippet,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    words = (sys.executable, "-c", snippet)
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("<baseline.jsonl against a1: strict F1 0.66")
    assert " sure " in done.stdout.splitlines()[-1]


def test_the_recipe_for_ci_passes_at_first_and_fails_when_places_get_worse(inside):
    inside("release", "v1.0", "--from", "a1")
    recipe = re.search(
        r"annotator (evaluate predictions\.jsonl .*?) > today\.json", PAGE, re.DOTALL
    )
    command = shlex.split(recipe[1].replace("\\\n", " "))
    evaluate = ("evaluate", "baseline.jsonl", "--gold", "v1.0", "--json")
    Path("last.json").write_bytes(inside(*evaluate).raw)
    Path("predictions.jsonl").write_bytes(Path("baseline.jsonl").read_bytes())
    assert json.loads(inside(*command).out)["gold"] == "v1.0"
    Path("predictions.jsonl").write_bytes(without("PLACE", Path("baseline.jsonl").read_bytes()))
    done = inside(*command, code=1)
    assert "::error title=annotator::gate missed: labels.PLACE.strict.f1" in done.err
    assert "::error title=annotator::gate missed: overall.strict.f1" in done.err
    assert 'failures="2"' in Path("scores.xml").read_bytes().decode()


def test_an_extractor_without_places_is_shown_to_be_worse_and_people_to_be_better(inside):
    Path("fewer.jsonl").write_bytes(without("PLACE", Path("baseline.jsonl").read_bytes()))
    names = ("fewer.jsonl", "baseline.jsonl", "--gold", "a1", "--human", "a2")
    found = json.loads(inside("compare", *names, "--json").out)
    strict = found["overall"]["strict_f1"]
    assert strict["difference"]["low"] > 0
    assert strict["p"] == pytest.approx(strict["p_floor"]) == pytest.approx(2 / 2**7)
    assert found["labels"]["DATE"]["strict_f1"]["difference"]["value"] == 0
    (ceiling,) = found["ceilings"]
    assert ceiling["overall"]["strict_f1"]["value"] > strict["b"]["value"]


def test_no_event_helps_to_find_itself(example):
    articles, gold = read_articles(example), read_spans(example / "gold.jsonl")
    guesses = held_out(articles, gold)
    for event in ("derna-flood-2023", "kazakhstan-unrest-2022"):
        own = {article.id for article in articles if article.event == event}
        hidden = {article: spans for article, spans in gold.items() if article not in own}
        found = held_out(articles, hidden)
        assert {one: found[one] for one in own} == {one: guesses[one] for one in own}


def test_a_text_with_vowel_signs_and_hamza_is_found_where_it_stands(example):
    (article, *_) = read_articles(example)
    text = "فِي بِـدِمَشْقَ، وأنقرة"
    (own,) = held_out([replace(article, text=text)], {}).values()
    assert [(text[one.start : one.end], one.label) for one in own] == [
        ("دِمَشْقَ", "PLACE"),
        ("أنقرة", "PLACE"),
    ]


def without(label, data):
    """Predictions less those of a label."""
    lines = [json.loads(line) for line in data.decode().splitlines()]
    for line in lines:
        line["spans"] = [span for span in line["spans"] if span["label"] != label]
    return "\n".join(map(json.dumps, lines)).encode()
