"""A project is found upwards, read strictly, and its folders stay usable."""

from __future__ import annotations

import os
import shutil

import pytest

from annotator.errors import AnnotatorError, ArticleError, Faults, UsageError
from annotator.project.places import (
    article_ids,
    find,
    kept_text,
    open_project,
    read_article,
    read_schema_of,
    seeds_of,
)


def test_the_nearest_folder_upwards_is_the_project(project):
    inner = project.root / "seeds" / "deep" / "down"
    inner.mkdir(parents=True)
    assert find(inner).root == project.root


def test_no_project_is_a_matter_of_usage(tmp_path):
    with pytest.raises(UsageError, match="annotator init"):
        find(tmp_path)
    with pytest.raises(UsageError, match=r"annotator\.toml"):
        open_project(tmp_path)


def test_every_fault_of_the_settings_is_told_with_its_line(project):
    settings = project.root / "annotator.toml"
    settings.write_text('name = ""\nboundary = "letter"\nodd = 1\n[folders]\nseeds = 3\n')
    with pytest.raises(Faults) as caught:
        open_project(project.root)
    places = {fault.where.removeprefix(f"{settings}: ") for fault in caught.value.faults}
    assert places == {
        "line 1: name",
        "line 2: boundary",
        "line 3: odd",
        "line 5: folders.seeds",
    }


@pytest.mark.parametrize(
    "folders",
    [
        'seeds = ".."',
        'seeds = "."',
        'seeds = "/tmp"',
        'seeds = "labels"',
        'labels = "seeds/labels"',
        'labels = ".annotator/labels"',
        'guidelines = "a/../labels"',
        'seeds = " "',
        'seeds = "a\\u0000b"',
        'seeds = "LABELS"',
    ],
)
def test_folders_must_lie_apart_inside_the_project(project, folders):
    (project.root / "annotator.toml").write_text(f'name = "x"\n[folders]\n{folders}\n')
    with pytest.raises(AnnotatorError, match="folders"):
        open_project(project.root)


@pytest.mark.parametrize("content", [b"name = ", b"\xff", b'name = "x"\nname = "y"\n', b""])
def test_settings_that_are_no_toml_or_empty_are_told(project, content):
    (project.root / "annotator.toml").write_bytes(content)
    with pytest.raises(AnnotatorError):
        open_project(project.root)


def test_articles_are_listed_by_id_without_what_lies_among_them(project):
    for name in ("notes.md", "bad name.txt", ".hidden.txt", "BORDER.txt", "lone.toml"):
        (project.seeds / name).write_text("x = 1\n")
    (project.seeds / "folder.txt").mkdir()
    assert article_ids(project) in (("border", "flight"), ("BORDER", "flight"))
    told = " ".join(one.where for one in seeds_of(project).strays)
    assert all(name in told for name in ("notes.md", "bad name", "order.txt", "lone", "folder"))
    assert "hidden" not in told


def test_an_article_comes_with_the_facts_beside_it(project):
    article = read_article(project, "border")
    assert (article.facts.published, article.facts.language) == ("2021-04-30", "ar")
    assert article.length == len(article.text)


def test_a_day_that_toml_knows_is_a_day_too(project):
    (project.seeds / "border.toml").write_text("published = 2021-04-30\n")
    assert read_article(project, "border").facts.published == "2021-04-30"


@pytest.mark.parametrize("facts", ['published = "2021-02-30"', "odd = 1", "title = 3", "= "])
def test_facts_that_are_at_fault_are_told_with_their_file(project, facts):
    (project.seeds / "border.toml").write_text(facts)
    with pytest.raises(AnnotatorError) as caught:
        read_article(project, "border")
    assert caught.value.where.startswith("seeds/border.toml")


@pytest.mark.parametrize("name", ["../annotator", "border.txt", "", "x\0y", "/etc/passwd", "bordr"])
def test_an_article_that_is_not_there_is_told(project, name):
    with pytest.raises(ArticleError, match="there is no article"):
        read_article(project, name)


def test_a_project_without_articles_has_none(project):
    for path in project.seeds.iterdir():
        path.unlink()
    project.seeds.rmdir()
    assert article_ids(project) == ()


def test_a_schema_with_an_unknown_key_is_told(project):
    schema = project.guidelines / "schema.toml"
    schema.write_text(schema.read_text(encoding="utf-8") + "\n[odd]\n", encoding="utf-8")
    with pytest.raises(AnnotatorError, match="odd"):
        read_schema_of(project)
    schema.unlink()
    with pytest.raises(AnnotatorError, match="no schema"):
        read_schema_of(project)


def test_a_kept_text_is_the_one_that_its_name_says(project):
    folder = project.seeds / ".old"
    folder.mkdir()
    (folder / f"{'0' * 64}.txt").write_text("other")
    with pytest.raises(ArticleError, match="not the one"):
        kept_text(project, "0" * 64)
    assert kept_text(project, "1" * 64) is None


def test_every_folder_that_cannot_be_one_is_told(project):
    (project.root / "annotator.toml").write_text(
        'name = "x"\n[folders]\nseeds = ".."\nlabels = "/tmp"\n'
    )
    with pytest.raises(Faults) as caught:
        open_project(project.root)
    assert [fault.what for fault in caught.value.faults] == [
        "'..' cannot be the folder of seeds",
        "'/tmp' cannot be the folder of labels",
    ]


@pytest.mark.parametrize("name", ["seeds/border.toml", "seeds/border.txt", "annotator.toml"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(project, name):
    path = project.root / name
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(AnnotatorError):
        read_article(open_project(project.root), "border")


def test_facts_behind_a_link_that_leads_nowhere_are_told(project):
    (project.seeds / "flight.toml").symlink_to("nowhere.toml")
    with pytest.raises(ArticleError, match="it is not there"):
        read_article(project, "flight")


def test_a_moment_is_no_day(project):
    (project.seeds / "border.toml").write_text("published = 2021-04-30T10:00:00\n")
    with pytest.raises(AnnotatorError, match="no day YYYY-MM-DD"):
        read_article(project, "border")


def test_a_file_that_is_no_toml_is_told_with_line_and_column(project):
    (project.seeds / "border.toml").write_text('title = "x\n')
    with pytest.raises(AnnotatorError) as caught:
        read_article(project, "border")
    assert caught.value.where == "seeds/border.toml: line 1, column 11"


def test_guidelines_that_cannot_be_looked_into_are_not_taken_for_none(project):
    shutil.rmtree(project.guidelines)
    project.guidelines.write_text("x")
    with pytest.raises(AnnotatorError, match="a file stands where a folder should be"):
        read_schema_of(project)


def test_a_store_that_does_not_exist_is_refused_and_the_one_that_does_is_named(project):
    (project.root / "annotator.toml").write_text('name = "x"\nstore = "sqlite"\n')
    with pytest.raises(AnnotatorError, match="store should be 'folder', not 'sqlite'") as caught:
        open_project(project.root)
    assert caught.value.where.endswith("annotator.toml: line 2: store")
    assert "kept in the folder of labels" in caught.value.fix
