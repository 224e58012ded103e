"""How files are called in tables and pages, and names that run right to left in sentences."""

from dataclasses import replace

from annotator.measure.agreement.figures import Excluded
from annotator.report.comparison_md import markdown as compared_in_markdown
from annotator.report.comparison_page import page as comparison_page
from annotator.report.evaluation_json import json_bytes
from annotator.report.evaluation_md import markdown
from annotator.report.evaluation_page import page
from annotator.report.short_names import names_apart, short_comparison, short_names
from tests.report.contested import ARTICLES, TWO
from tests.report.contested import SCHEMA as OTHERS
from tests.report.judging import FOUND, TEXTS
from tests.report.made import SCHEMA


def test_a_file_goes_by_its_name_with_as_many_folders_as_tell_two_apart():
    names = ("/runs/may/p.jsonl", "/runs/june/p.jsonl", "/runs/may/q.jsonl", "a1")
    assert list(short_names(names).values()) == ["may/p.jsonl", "june/p.jsonl", "q.jsonl", "a1"]


def test_what_cannot_be_shortened_stays_as_it_is():
    for names in (("a1", "./a1"), ("p.jsonl", "/p.jsonl"), ("a/p", "/a/p"), ("gold/", "x/gold")):
        assert len(set(short_names(names).values())) == len(names)
    assert short_names(["./a1", "a1"]) == {"./a1": "./a1", "a1": "a1"}
    assert short_names(["./gold/"]) == {"./gold/": "gold"}


def test_names_in_a_sentence_stand_apart_whatever_they_begin_with():
    name = "/work/حدود-v2.jsonl"
    words = f"{name} says nothing of 1 article (قرغيزستان): the gold there counts as missed"
    assert names_apart(words, {name: "حدود-v2.jsonl"}) == (
        "\u2068حدود-v2.jsonl\u2069 says nothing of 1 article (\u2068قرغيزستان\u2069): the gold "
        "there counts as missed"
    )
    assert names_apart("p says nothing of pp", {"p": "q"}) == "q says nothing of pp"
    assert names_apart("a\u202eb") == "a[RLO]b"


def long_named():
    """An evaluation of a file in a folder, with a warning and a reason that name it."""
    path = "/data/runs/p.jsonl"
    return path, replace(
        FOUND,
        predictions=path,
        warnings=(f"{path} says nothing of 1 article (x): the gold there counts as missed",),
        excluded=(Excluded("x", f"not predicted by {path}"),),
    )


def test_a_page_tells_the_whole_path_once_and_the_file_everywhere_else():
    path, it = long_named()
    for told in (page(it, TEXTS, SCHEMA), markdown(it, TEXTS)):
        assert told.count(path) == 1
        assert told.count("p.jsonl") > 3
    assert json_bytes(it).count(path.encode()) == 3


def test_a_comparison_tells_each_whole_path_once():
    paths = [f"/data/{name}/p.jsonl" for name in ("old", "new")]
    names = dict(zip((one.name for one in TWO.extractors), paths, strict=True))
    it = replace(
        TWO,
        extractors=tuple(
            replace(one, name=names[one.name], digest="0" * 64) for one in TWO.extractors
        ),
        duels=tuple(
            replace(duel, extractors=tuple(names[one] for one in duel.extractors))
            for duel in TWO.duels
        ),
    )
    shown = short_comparison(it)
    assert [one.name for one in shown.extractors] == ["old/p.jsonl", "new/p.jsonl"]
    assert shown.duels[0].extractors == ("old/p.jsonl", "new/p.jsonl")
    for told in (comparison_page(it, ARTICLES, OTHERS), compared_in_markdown(it, ARTICLES)):
        assert [told.count(path) for path in paths] == [1, 1]
