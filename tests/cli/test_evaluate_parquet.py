"""Gold and predictions in Parquet at a prompt: no project is needed, and figures are the same."""

from __future__ import annotations

import json

import pytest

from annotator.project.places import open_project
from annotator.project.start import start
from tests.cli.scoring import ARABIC, BORDER, PERSON, PLACE, SHORTER, keep
from tests.unit.project.parts import flat, write

WITHIN = ("--project", "news")


@pytest.fixture
def project(tmp_path, here):
    """Gold of three articles and an extractor's labels, both written as Parquet, too."""
    root = start(tmp_path / "news", sample=False)
    for name in (ARABIC, "flight", "quake"):
        (root / "seeds" / f"{name}.txt").write_bytes(BORDER.encode())
    opened = open_project(root)
    keep(opened, "gold", ARABIC, PERSON, PLACE)
    keep(opened, "gold", "flight", PERSON)
    keep(opened, "gold", "quake", PLACE)
    keep(opened, "spacy", ARABIC, PERSON, SHORTER)
    keep(opened, "spacy", "flight", PERSON)
    here("export", "parquet", "gold.parquet", "--from", "gold", *WITHIN)
    here("export", "parquet", "p.parquet", "--from", "spacy", *WITHIN)
    return opened


def figures(done):
    found = json.loads(done.out)
    for key in ("gold", "predictions", "predictions_sha256", "used", "method", "warnings"):
        found.pop(key, None)
    return found


@pytest.mark.usefixtures("project")
def test_figures_are_those_of_the_project_whatever_they_are_read_from(here):
    plain = here("evaluate", "spacy", "--gold", "gold", *WITHIN, "--json")
    mixed = here("evaluate", "p.parquet", "--gold", "gold", *WITHIN, "--json")
    alone = here("evaluate", "p.parquet", "--gold", "gold.parquet", "--json", "--jobs", "1")
    assert figures(plain) == figures(mixed) == figures(alone)
    assert "p.parquet says nothing of 1 article (quake)" in alone.err
    page = here("evaluate", "p.parquet", "--gold", "gold.parquet", "--html", "-").out
    assert "باتكين" in page


@pytest.mark.usefixtures("project")
def test_articles_are_chosen_and_gates_hold_as_in_a_project(here):
    asked = ("evaluate", "p.parquet", "--gold", "gold.parquet")
    some = json.loads(here(*asked, "--only-predicted", "--articles", "[!f]*", "--json").out)
    assert some["articles"] == [ARABIC]
    assert [one["article"] for one in some["excluded"]] == ["quake"]
    here(*asked, "--fail-under", "overall.strict.f1=0.9", code=1)
    told = here(*asked, "--articles", "nothing*", code=2)
    assert "no article's ID fits" in told.err
    told = here(*asked[:-1], "p.parquet", "--articles", "quake", code=2)
    assert "no article's ID fits" in told.err


def test_folders_need_no_project(here, tmp_path):
    write(tmp_path / "gold/1.parquet", flat([("a", 0, 4, "PERSON")]))
    write(tmp_path / "gold/2.parquet", flat([("b", 0, 4, "PLACE")]))
    write(tmp_path / "said/1.parquet", flat([("a", 0, 4, "PERSON"), ("c", 1, 2, "PLACE")]))
    done = here("evaluate", "said", "--gold", "./gold/", "--json")
    found = json.loads(done.out)
    assert found["overall"]["strict"]["correct"] == 1
    assert found["not_in_gold"] == ["c"]
    assert found["overall"]["clitic"]["f1"]["value"] is None


REFUSED = [
    (("p.jsonl", "--gold", "./gold/"), "the gold is Parquet, and predictions are not"),
    (("said", "--gold", "./gold/", "--all"), "knows nothing of this"),
    (("said", "--gold", "./gold/", "--jobs", "2", "--cluster", "x"), "either processes"),
    (("said", "--gold", "gold", "--jobs", "2"), "that of a project"),
    (("said", "--gold", "gold", "--spill", "x"), "that of a project"),
    (("said", "--gold", "./gold/", "--cluster", "nowhere"), "no Dask scheduler answers"),
]


@pytest.mark.parametrize(("asked", "said"), REFUSED, ids=[" ".join(one) for one, _ in REFUSED])
def test_what_cannot_be_asked_is_refused(here, tmp_path, asked, said):
    write(tmp_path / "gold/1.parquet", flat([("a", 0, 4, "PERSON")]))
    write(tmp_path / "said/1.parquet", flat([("a", 0, 4, "PERSON")]))
    assert said in here("evaluate", *asked, code=2).err


def test_faults_are_named_by_row(here, tmp_path):
    write(tmp_path / "gold/1.parquet", flat([("a", 0, 4, "PERSON")]))
    write(tmp_path / "said/1.parquet", flat([("a", 9, 4, "PERSON"), (None, 1, 2, "PLACE")]))
    told = here("evaluate", "said", "--gold", "./gold/", code=3).err
    assert "1.parquet: row 0" in told
    assert "1.parquet: row 1" in told
    assert "no file whose name ends in .parquet" in here(
        "evaluate", "said", "--gold", "./gold/.x.parquet", code=3
    ).err.replace("the file is not there", "no file whose name ends in .parquet")


@pytest.mark.usefixtures("project")
def test_a_folder_of_parquet_is_imported_as_one(here, tmp_path):
    (tmp_path / "both").mkdir()
    (tmp_path / "p.parquet").rename(tmp_path / "both/1.parquet")
    done = here("import", "parquet", "both", "--as", "copy", *WITHIN)
    assert done.code == 0
    again = here("evaluate", "copy", "--gold", "gold", *WITHIN, "--json")
    assert json.loads(again.out)["overall"]["strict"]["correct"] == 2
    (tmp_path / "both/1.jsonl").touch()
    assert "jsonl is one file" in here("import", "jsonl", "both", "--as", "b", *WITHIN, code=3).err


def test_extractors_are_compared_as_in_a_project(project, here):
    keep(project, "rules", ARABIC, PERSON, PLACE)
    keep(project, "rules", "quake", SHORTER)
    here("export", "parquet", "r.parquet", "--from", "rules", *WITHIN)
    plain = here("compare", "spacy", "rules", "--gold", "gold", *WITHIN, "--json")
    alone = here("compare", "p.parquet", "r.parquet", "--gold", "gold.parquet", "--json")
    assert contests(plain) == contests(alone)
    assert "how well people agree" not in alone.err
    told = here(
        "compare", "p.parquet", "r.parquet", "--gold", "gold.parquet", "--human", "a", code=2
    )
    assert "judged by themselves" in told.err


def contests(done):
    found = json.loads(done.out)
    (duel,) = found["duels"]
    kept = ("better", "worse", "equal", "by_article", "by_label")
    return found["overall"], found["labels"], [duel[key] for key in kept]


def test_a_column_of_words_is_no_column_of_labels(here, tmp_path):
    write(tmp_path / "gold.parquet", flat([("a", 0, 4, "PERSON")]))
    words = [("a", at, at + 1, f"word {at}") for at in range(600)]
    write(tmp_path / "p.parquet", flat(words))
    done = here("evaluate", "p.parquet", "--gold", "gold.parquet", code=3)
    assert "more than 500 labels, such as 'PERSON', 'word 0'" in done.err


def test_no_file_that_is_read_is_written_over(here, tmp_path):
    write(tmp_path / "gold.parquet", flat([("a", 0, 4, "PERSON")]))
    before = (tmp_path / "gold.parquet").read_bytes()
    asked = ("gold.parquet", "--gold", "gold.parquet", "--html", "./gold.parquet")
    assert "would be written over" in here("evaluate", *asked, code=2).err
    assert "would be written over" in here("compare", "x", *asked, code=2).err
    assert (tmp_path / "gold.parquet").read_bytes() == before
