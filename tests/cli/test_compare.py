"""Which extractor is better, at a prompt: figures, gates and tables."""

from __future__ import annotations

import json

import pytest

from annotator.project.places import open_project
from annotator.project.start import start
from annotator.text.width import cells
from tests.cli.scoring import ARABIC, BORDER, PERSON, PLACE, SHORTER, keep, line
from tests.cli.test_agree import ESCAPES, on_a_terminal

COMPARE = ("--project", "news", "compare", "a.jsonl", "b.jsonl", "--gold", "gold")
ARTICLES = (ARABIC, *(f"quake-{number}" for number in range(6)))


@pytest.fixture
def project(tmp_path):
    """Gold of seven articles; a has every second edge wrong, b one article not."""
    root = start(tmp_path / "news", sample=False)
    for name in ARTICLES:
        (root / "seeds" / f"{name}.txt").write_bytes(BORDER.encode())
    opened = open_project(root)
    for name in ARTICLES:
        keep(opened, "gold", name, PERSON, PLACE)
    worse = [line(name, PERSON, (*SHORTER, 0.5)) for name in ARTICLES]
    better = [line(name, PERSON, PLACE) for name in ARTICLES[:-1]]
    for file, lines in (("a", worse), ("b", better)):
        (tmp_path / f"{file}.jsonl").write_text("".join(lines), encoding="utf-8")
    return opened


@pytest.mark.usefixtures("project")
def test_a_program_gets_the_contract_and_lines(here):
    found = json.loads(here(*COMPARE, "--json").out)
    assert found["format"] == "annotator/comparison-1"
    strict = found["overall"]["strict_f1"]
    assert strict["difference"]["value"] == pytest.approx(
        strict["b"]["value"] - strict["a"]["value"]
    )
    assert strict["p"] >= strict["p_floor"] == 2 / 2**7
    assert strict["test"] == "approximate randomization"
    assert "p_holm" in found["labels"]["PLACE"]["strict_f1"]
    done = here(*COMPARE)
    rows = {tuple(one.split("\t")[:4]): one.split("\t")[4] for one in done.out.splitlines()}
    assert float(rows["duel", "a.jsonl -> b.jsonl", "", "strict_f1"]) > 0.3
    assert rows["overall", "b.jsonl", "", "not_predicted"] == "1"
    assert not {one[1] for one in rows} & set(ARTICLES)
    whole = here(*COMPARE, "--csv", "-").out
    assert f"not_predicted,{ARTICLES[-1]},,b.jsonl,,,,," in whole.splitlines()
    assert whole.count("a.jsonl -> b.jsonl: article") == len(ARTICLES)
    assert "of 7 articles no p can be below 0.016" in done.err


@pytest.mark.usefixtures("project")
def test_a_gate_may_ask_that_the_second_be_no_worse_for_sure(here, tmp_path):
    gate = ("--fail-under", "overall.strict_f1.difference=-0.01", "--on", "low")
    assert "gate reached: the low end of" in here(*COMPARE, *gate).err
    swapped = (*COMPARE[:3], "b.jsonl", "a.jsonl", *COMPARE[5:])
    done = here(*swapped, *gate, "--junit", "j.xml", "--csv", "-", code=1)
    assert done.out.startswith("scope,name,label")
    assert "<failure" in (tmp_path / "j.xml").read_text()
    done = here(*COMPARE, "--fail-under", "overall.strict_f1.difference=-2", code=2)
    assert "is no number from -1 to 1" in done.err
    done = here(*COMPARE, "--fail-under", "overall.strict_f1.p=0.5", code=2)
    assert "there are a, b and difference" in done.err


def test_people_stand_beside_where_they_are_named(here, project):
    for name, place in (("a1", PLACE), ("a2", SHORTER)):
        keep(project, name, ARABIC, PERSON, place)
    found = json.loads(here(*COMPARE, "--human", "a1", "--human", "a2", "--json").out)
    (ceiling,) = found["ceilings"]
    assert (ceiling["annotators"], ceiling["articles"]) == (["a1", "a2"], 1)


def test_one_person_is_enough_where_another_made_the_gold_alone(here, project):
    for name, place in (("a1", PLACE), ("a2", SHORTER)):
        keep(project, name, ARABIC, PERSON, place)
    on_one = (*COMPARE[:-1], "a1", "--json")
    (ceiling,) = json.loads(here(*on_one, "--human", "a2").out)["ceilings"]
    assert (ceiling["annotators"], ceiling["overall"]["strict_f1"]["value"]) == (["a1", "a2"], 0.5)
    done = here(*on_one, "--human", "a1")
    assert "agree is not known: a1 is who labelled the gold a1; name another" in done.err
    assert "name two of them" not in done.err
    done = here(*COMPARE, "--human", "a2")
    assert "a2 alone is named, and the gold gold is no one annotator's own labels" in done.err
    assert "name two of them with --human NAME, or one where" in here(*COMPARE).err


def test_people_who_labelled_nothing_that_counts_are_told(here, project):
    keep(project, "a1", ARABIC, PERSON)
    keep(project, "a2", "quake-0", PERSON)
    people = ("--human", "a1", "--human", "a2")
    done = here(*COMPARE, *people)
    assert "no two of a1 and a2 labelled the same article of the gold" in done.err
    done = here(*COMPARE, *people, "--articles", "quake-*")
    assert "agree is not known: a1 labelled no article that counts here" in done.err


def test_labels_in_the_project_are_compared_and_more_than_two(here, project):
    keep(project, "rules", ARABIC, PERSON)
    done = here(
        "--project", "news", "compare", "a.jsonl", "rules", "b.jsonl", *COMPARE[5:], "--json"
    )
    found = json.loads(done.out)
    assert [one["extractors"] for one in found["duels"]] == [
        ["a.jsonl", "rules"],
        ["a.jsonl", "b.jsonl"],
        ["rules", "b.jsonl"],
    ]


@pytest.mark.usefixtures("project")
def test_one_alone_or_one_twice_is_refused(here):
    for names in (["a.jsonl"], ["a.jsonl", "a.jsonl"], ["-", "-"]):
        here("--project", "news", "compare", *names, "--gold", "gold", code=2)


@pytest.mark.parametrize("command", ["evaluate", "compare"])
def test_a_terminal_gets_tables_that_fit(project, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    files = ["b.jsonl", "a.jsonl"]
    names = files[: 1 if command == "evaluate" else 2]
    told = on_a_terminal(project.root, *names, "--gold", "gold", command=command, width=100)
    bare = [ESCAPES.sub("", one) for one in told]
    assert bare[0].endswith("against gold: 7 articles")
    end = next(at for at, one in enumerate(bare) if one.startswith("warning: "))
    assert all(cells(one) <= 100 for one in bare[1:end])
    first = "missed\tPERSON" if command == "evaluate" else f"{files[1]} less {files[0]}"
    assert any(one.startswith(first) for one in bare)


def test_a_terminal_gets_the_verdict_before_the_tables(project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = on_a_terminal(project.root, "a.jsonl", "b.jsonl", "--gold", "gold", command="compare")
    bare = " ".join(ESCAPES.sub("", one).strip() for one in told)
    verdict = "b.jsonl is better than a.jsonl by 0.423 strict F1 ["
    assert 0 < bare.index(verdict) < bare.index("extractor  strict_f1")
    assert "b.jsonl is ahead in 6 articles, a.jsonl in 1." in bare


@pytest.mark.usefixtures("project")
def test_pages_are_written_with_gates_and_texts(here, tmp_path):
    gate = ("--fail-under", "overall.strict_f1.difference=0.9")
    done = here(*COMPARE, *gate, "--html", "c.html", "--md", "c.md", code=1)
    assert "wrote c.html" in done.err
    page, markdown = ((tmp_path / name).read_text("utf-8") for name in ("c.html", "c.md"))
    assert "<strong>Missed:</strong>" in page
    assert "- **Missed**" in markdown
    assert all("إيغور" in one for one in (page, markdown))
    assert here(*COMPARE, "--md", "-").out.startswith("# Comparison of a.jsonl and b.jsonl")
    here(*COMPARE, "--md", "-", "--json", code=2)
    here(*COMPARE, "--html", "c.html", "--md", "c.html", code=2)
