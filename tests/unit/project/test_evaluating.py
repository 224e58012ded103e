"""Which gold counts, which predictions are taken, and what is said of those that are not."""

from __future__ import annotations

import json
from itertools import islice

import orjson
import pytest

from annotator.errors import AnnotatorError, Faults, FormatError, StoreError, UsageError
from annotator.formats.protocol import LONGEST_LINE
from annotator.labels.labelling import Adjudication, Source
from annotator.project.agreeing.refusals import TooLittle
from annotator.project.evaluating.earlier import Base, earlier
from annotator.project.evaluating.evaluating import How, compare, evaluate
from annotator.project.evaluating.gold import read_gold
from annotator.project.evaluating.predictions import Flow, read_predictions
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.releases.releasing import release
from annotator.report.evaluation_json import FORMAT, json_bytes
from annotator.store.codec import file_of, sha256

PERSON, PLACE, SHORTER = ("PERSON", 4, 9), ("PLACE", 13, 19), ("PLACE", 13, 17)
SPAN = '"label":"PLACE","start":13,"end":19'


@pytest.fixture
def gold(project, keep):
    """Gold of both articles."""
    keep("border", "gold", PERSON, PLACE)
    keep("flight", "gold", PLACE)
    return read_gold(project, "gold")


def read(gold, data):
    lines = (data if isinstance(data, bytes) else data.encode()).splitlines(keepends=True)
    return read_predictions(gold, Flow(lines, "p.jsonl"))


def line(article, *spans):
    told = [{"label": label, "start": start, "end": end} for label, start, end in spans]
    return json.dumps({"article": article, "spans": told}) + "\n"


def spans(*told):
    return f'{{"article":"flight","spans":[{",".join(told)}]}}\n'


FAULTY = {
    "unknown article": ('{"article":"nowhere","spans":[]}\n', "no article 'nowhere'"),
    "other text": ('{"article":"flight","sha256":"00","spans":[]}\n', "another text"),
    "past the end": (spans('{"label":"PLACE","start":1,"end":99}'), "past the text's 40"),
    "swapped": (spans('{"label":"PLACE","start":9,"end":4}'), "runs from 9 to 4"),
    "negative": (spans('{"label":"PLACE","start":-1,"end":4}'), "runs from -1 to 4"),
    "strings": (spans('{"label":"PLACE","start":"1","end":4}'), "whole number, not '1'"),
    "fractions": (spans('{"label":"PLACE","start":1.5,"end":4}'), "whole number, not 1.5"),
    "other words": (spans(f'{{{SPAN},"text":"x"}}'), "it quotes 'x'"),
    "twice": (spans(f"{{{SPAN}}}", f"{{{SPAN}}}"), "is tagged already"),
    "unknown label": (spans('{"label":"ORG","start":1,"end":4}'), "no label 'ORG'"),
    "unknown value": (spans(f'{{{SPAN},"attributes":{{"colour":"red"}}}}'), "no attribute"),
    "NaN": (spans(f'{{{SPAN},"score":NaN}}'), "JSON knows no NaN"),
    "infinite": (spans(f'{{{SPAN},"score":1e999}}'), "JSON knows no NaN and no infinity"),
    "cut off": (spans(f"{{{SPAN}}}")[:-9], "ends too early"),
    "not JSON": ("PLACE 13 19\n", "is not JSON"),
    "repeated article": (spans() + spans(), "has a line already"),
    "nothing": ("\n\n", "holds no article"),
    "Latin-1": (b'{"article":"flight\xe9","spans":[]}\n', "not UTF-8"),
    "UTF-16": (spans().encode("utf-16"), "is in UTF-16"),
    "no list": ('{"article":"flight","spans":{}}\n', "should be a list"),
    "deep": (b'{"article":' + b"[" * 100_000 + b"\n", "not JSON"),
}


@pytest.mark.parametrize("kind", FAULTY)
def test_predictions_at_fault_are_told_with_their_line(gold, kind):
    data, told = FAULTY[kind]
    with pytest.raises(AnnotatorError) as caught:
        read(gold, data)
    assert told in caught.value.what
    assert caught.value.where.startswith("p.jsonl: line" if kind != "nothing" else "p.jsonl")
    assert caught.value.exit_code == 3


def test_no_more_is_read_after_so_many_faults(gold):
    read_ = []

    def lines():
        for number in range(5000):
            read_.append(number)
            yield b"x\n"

    with pytest.raises(Faults) as caught:
        read_predictions(gold, Flow(lines(), "p.jsonl"))
    assert len(caught.value.faults) == 101
    assert caught.value.faults[-1].where.startswith("p.jsonl: line 101")
    assert len(read_) == 101


def test_a_line_that_never_ends_is_not_waited_for(gold):
    endless = islice(iter(lambda: b"x" * (LONGEST_LINE + 1), b""), 3)
    with pytest.raises(FormatError, match="longer than 32 MiB"):
        read_predictions(gold, Flow(endless, "p.jsonl"))


def test_a_release_is_judged_on_the_text_that_was_released(project, keep, now, tmp_path):
    keep("flight", "gold", PLACE)
    release(project, "v1", now=now)
    corrected = tmp_path / "flight.txt"
    corrected.write_bytes(b"On Thursday the president left Bishkek.\n")
    add(project, [corrected], Asked(), existing="replace")
    gold = read_gold(project, "v1")
    assert gold.articles["flight"].article.text.startswith("The president")
    assert read(gold, line("flight", PLACE)).articles
    quoting = (
        '{"article":"flight","spans":[{"label":"PLACE","start":31,"end":38,"text":"Bishkek"}]}'
    )
    with pytest.raises(FormatError, match="it quotes"):
        read(gold, quoting)
    with pytest.raises(TooLittle) as caught:
        read_gold(project, "gold")
    assert "lie on an older text: annotator rebase moves them (flight)" in caught.value.fix


def test_drafts_are_no_gold_unless_they_are_asked_for(project, keep):
    keep("border", "gold", PERSON)
    keep("flight", "gold", PLACE, status="draft")
    assert [one.article for one in read_gold(project, "gold").excluded] == ["flight"]
    taken = read_gold(project, "gold", drafts="take")
    assert set(taken.articles) == {"border", "flight"}
    assert taken.warnings == ("drafts count: 1 of the 2 articles of the gold are not done",)


def test_labels_in_the_project_are_predictions_too_but_not_their_drafts(gold, keep):
    keep("border", "spacy", PERSON, SHORTER)
    keep("flight", "spacy", PLACE, status="draft")
    found = read_predictions(gold, "spacy")
    assert set(found.articles) == {"border"}
    assert [(one.article, one.annotator) for one in found.used] == [("border", "spacy")]
    result = evaluate(gold, found, How(replicates=5))
    assert result.articles == ("border",)
    assert [(one.article, one.reason) for one in result.excluded] == [
        ("flight", "not done by spacy (draft)")
    ]
    assert result.overall.strict.correct == 1


def test_gold_that_is_held_against_itself_is_told(gold):
    found = evaluate(gold, read_predictions(gold, "gold@1"), How(replicates=5))
    assert "gold@1 is the gold itself in 2 of 2 articles" in found.warnings


def test_what_only_one_side_has_is_told_and_the_gold_there_is_missed(project, keep):
    keep("border", "gold", PERSON, PLACE)
    gold = read_gold(project, "gold")
    found = evaluate(gold, read(gold, line("flight", PLACE)), How(replicates=5))
    assert (found.not_predicted, found.not_in_gold) == (("border",), ("flight",))
    assert found.overall.strict.missed == 2
    with pytest.raises(TooLittle):
        evaluate(gold, read(gold, line("flight", PLACE)), How(replicates=5, unpredicted="left out"))


def test_a_comparison_needs_two_and_tells_how_well_those_agree_who_made_the_gold(project, keep):
    versions = [
        keep("border", name, PERSON, place) for name, place in (("a1", PLACE), ("a2", SHORTER))
    ]
    sources = tuple(Source(one.annotator, one.number, sha256(file_of(one))) for one in versions)
    keep("border", "gold", PERSON, PLACE, adjudication=Adjudication("lead", sources))
    gold = read_gold(project, "gold")
    assert set(gold.articles["border"].humans) == {"a1", "a2"}
    both = [read_predictions(gold, name) for name in ("a1", "a2")]
    found = compare(gold, both, How(replicates=5))
    assert [one.annotators for one in found.ceilings] == [("a1", "a2")]
    assert found.duels[0].overall["strict_f1"].difference.value == -0.5
    assert found.ceilings[0].overall["strict_f1"].value == 0.5
    for few in (both[:1], both[:1] * 2):
        with pytest.raises(UsageError):
            compare(gold, few, How(replicates=5))


@pytest.mark.parametrize("typed", ["nobody", "nobody@1"])
def test_what_is_neither_a_file_nor_a_name_is_told_with_the_names(gold, typed):
    with pytest.raises(UsageError, match="is no file, and nobody of that name") as caught:
        read_predictions(gold, typed)
    assert "these have labels: gold" in caught.value.fix


def test_a_gold_of_which_there_is_nothing_names_those_that_are_there(project, keep):
    with pytest.raises(UsageError, match="it is not said which labels are right"):
        read_gold(project, None)
    keep("border", "a1", PERSON)
    with pytest.raises(StoreError) as caught:
        read_gold(project, "gold")
    assert caught.value.where == "--gold"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"format":"annotator/agreement-1"}',
        b'{"format":"annotator/evaluation-1"}',
        b'{"value":"high","low":[],"high":0,"n":{}}',
        b'{"value":null,"low":null,"high":null,"n":0,"why":7}',
        b"0.9",
    ],
)
def test_an_earlier_result_that_is_none_is_told(tmp_path, data):
    path = tmp_path / "before.json"
    if b"value" in data or data == b"0.9":
        data = b'{"format":"annotator/evaluation-1","overall":{"strict":{"f1":%b}}}' % data
    path.write_bytes(data)
    with pytest.raises(FormatError) as caught:
        earlier(Base(path), FORMAT)
    assert caught.value.where.startswith(str(path))


def test_an_earlier_result_of_the_same_gold_needs_no_warning(gold, tmp_path):
    found = evaluate(gold, read(gold, line("border", PERSON)), How(replicates=5))
    path = tmp_path / "before.json"
    path.write_bytes(json_bytes(found))
    before = earlier(Base(path, tolerance=0.25), FORMAT)
    assert before.warnings(gold.used, found.articles) == ()
    assert before.warnings(gold.used, found.articles[:1])
    (gate,) = before.gates
    assert (gate.path, gate.at_least) == ("overall.strict.f1", 0.25)


def test_a_tolerance_is_what_it_is_in_tens(tmp_path):
    path = tmp_path / "before.json"
    told = {"value": 0.8, "low": None, "high": None, "n": 9}
    tree = {"format": FORMAT, "overall": {"strict": {"f1": told}}}
    path.write_bytes(orjson.dumps(tree))
    (gate,) = earlier(Base(path, tolerance=0.1), FORMAT).gates
    assert gate.at_least <= 0.7
