"""Articles come in all or none, and nothing that was there is lost."""

from __future__ import annotations

import json
import os
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, ArticleError, Faults, UsageError
from annotator.project import ingest
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.places import article_ids, read_article
from annotator.text.article import Facts


@pytest.fixture
def source(tmp_path):
    """Writes a file to bring in."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def state(project):
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for path in project.seeds.rglob("*")
        if path.is_file()
    }


def lines(*articles):
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in articles)


def test_a_text_comes_in_as_it_is_without_its_byte_order_mark(project, source):
    (one,) = add(project, [source("new.txt", b"\xef\xbb\xbf one\r\ntwo \n")], Asked())
    assert (one.article.id, one.fate) == ("new", "added")
    assert (project.seeds / "new.txt").read_bytes() == b" one\r\ntwo \n"
    assert any("CRLF" in notice or "different" in notice for notice in one.notices)
    assert not (project.seeds / "new.toml").exists()


def test_a_text_that_begins_with_a_mark_of_its_own_keeps_it(project, source):
    (one,) = add(project, [source("x.jsonl", lines({"id": "new", "text": "\ufeffone"}))], Asked())
    assert read_article(project, "new") == one.article


def test_facts_are_written_so_that_they_are_read_back(project, source):
    facts = {
        "title": 'a "quote" \\ \x7f\u202e عنوان\n',
        "published": "2021-04-30",
        "source": "s",
        "url": "u",
        "licence": "l",
        "cluster": "c",
    }
    path = source("x.jsonl", lines({"id": "new", "text": "one", **facts}))
    add(project, [path], Asked(facts=Facts(language="ar", cluster="other")))
    assert read_article(project, "new").facts == Facts(language="ar", **facts)
    content = (project.seeds / "new.toml").read_text(encoding="utf-8")
    assert tomllib.loads(content)["title"] == facts["title"]
    assert "\u202e" not in content


def test_one_bad_file_keeps_all_others_out_and_every_fault_is_told(project, source, tmp_path):
    before = state(project)
    paths = [
        source("good.txt", "good"),
        source("bad.txt", b"one\n\xff"),
        source("nul.txt", b"a\0b"),
        source("empty.txt", b" \n"),
        tmp_path / "missing.txt",
        tmp_path,
        source("twice.jsonl", lines({"id": "a", "text": "x"}, {"id": "A", "text": "y"})),
        source("odd.jsonl", '{"id": "b", "text": "x", "colour": 1}\nnot json\n'),
    ]
    with pytest.raises(Faults) as caught:
        add(project, paths, Asked())
    told = " ".join(fault.where for fault in caught.value.faults)
    assert all(
        name in told for name in ("bad.txt: line 2", "nul", "empty", "missing", "odd.jsonl: line 2")
    )
    assert state(project) == before


def test_ids_that_only_case_tells_apart_are_refused(project, source):
    path = source("x.jsonl", lines({"id": "a", "text": "x"}, {"id": "A", "text": "y"}))
    with pytest.raises(ArticleError, match="twice"):
        add(project, [path], Asked())
    with pytest.raises(ArticleError, match="case alone"):
        add(project, [source("BORDER.txt", "other")], Asked())


@pytest.mark.parametrize("bad", ["../x", "a b", "", ".a", "a/b", "releases", "x" * 121, "e\u0301"])
def test_an_id_that_cannot_be_one_is_refused_from_the_option_and_from_lines(project, source, bad):
    before = state(project)
    with pytest.raises(ArticleError):
        add(project, [source("x.txt", "one")], Asked(id=bad))
    with pytest.raises(ArticleError):
        add(project, [source("x.jsonl", lines({"id": bad, "text": "one"}))], Asked())
    assert state(project) == before


def test_a_file_name_gives_the_id_and_what_was_changed_is_told(project, source):
    (one,) = add(project, [source("my news (1).txt", "one")], Asked())
    assert one.article.id == "my-news--1-"
    assert "becomes the ID my-news--1-" in one.notices[0]


def test_the_same_text_under_its_id_does_nothing(project, source):
    before = state(project)
    text = (project.seeds / "border.txt").read_bytes()
    (one,) = add(project, [source("border.txt", text)], Asked(facts=Facts(language="en")))
    assert one.fate == "unchanged"
    assert any("facts were left" in notice for notice in one.notices)
    assert state(project) == before


def test_another_text_under_an_id_is_refused_unless_it_is_to_replace_it(project, source):
    old = (project.seeds / "border.txt").read_bytes()
    path = source("border.txt", "another text")
    with pytest.raises(ArticleError, match="add --replace"):
        add(project, [path], Asked())
    (one,) = add(project, [path], Asked(), existing="replace")
    assert one.fate == "replaced"
    assert read_article(project, "border").text == "another text"
    assert read_article(project, "border").facts.published == "2021-04-30"
    assert (project.seeds / ".old" / f"{sha256(old).hexdigest()}.txt").read_bytes() == old


def test_equal_text_under_another_id_is_a_warning(project, source):
    text = (project.seeds / "border.txt").read_bytes()
    paths = [source("other.txt", text), source("third.txt", text)]
    told = [one.notices[-1] for one in add(project, paths, Asked())]
    assert told == ["warning: border has the same text"] * 2


def test_options_for_one_article_are_refused_for_several(project, source):
    paths = [source("a.txt", "one"), source("b.txt", "two")]
    for asked in (Asked(id="x"), Asked(facts=Facts(title="x"))):
        with pytest.raises(UsageError, match="one"):
            add(project, paths, asked)
    with pytest.raises(UsageError, match="--published"):
        add(project, paths, Asked(facts=Facts(published="yesterday")))
    with pytest.raises(UsageError, match="--id"):
        add(project, [source("x.jsonl", lines({"id": "a", "text": "x"}))], Asked(id="b"))


def test_other_encodings_are_read_where_they_are_named(project, source):
    path = source("old.txt", "قرغيزستان".encode("windows-1256"))
    with pytest.raises(ArticleError, match="--encoding"):
        add(project, [path], Asked())
    (one,) = add(project, [path], Asked("windows-1256"))
    assert one.article.text == "قرغيزستان"
    with pytest.raises(UsageError, match="encoding"):
        add(project, [path], Asked("klingon"))


def test_a_file_that_is_far_too_large_is_refused_without_being_read(project, tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(10 * 1024**3)
    with pytest.raises(ArticleError, match="64 MiB"):
        add(project, [path], Asked())


def test_a_disk_that_fails_in_the_middle_leaves_the_project_as_it_was(project, source, monkeypatch):
    before = state(project)
    write = ingest.replace_file
    written = []

    def fail_at_the_third(path, data):
        if len(written) == 2 and path.name not in before and "c.txt" in path.name:
            raise OSError(28, "No space left on device")
        written.append(path)
        write(path, data)

    monkeypatch.setattr(ingest, "replace_file", fail_at_the_third)
    paths = [source("border.txt", "changed"), source("c.txt", "new")]
    with pytest.raises(AnnotatorError, match="disk is full"):
        add(project, paths, Asked(), existing="replace")
    assert state(project) == before
    assert not (project.seeds / ".old").exists()


def test_the_folder_of_articles_is_made_where_it_is_missing(project, source):
    for path in project.seeds.iterdir():
        path.unlink()
    project.seeds.rmdir()
    add(project, [source("a.txt", "one")], Asked())
    assert article_ids(project) == ("a",)


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        (Facts(language=""), "--language"),
        (Facts(published="2021-02-30"), "--published"),
        (Facts(title="a\udcff"), "--title"),
    ],
)
def test_facts_that_could_not_be_read_again_are_not_taken(project, source, facts, where):
    before = state(project)
    with pytest.raises(UsageError) as caught:
        add(project, [source("new.txt", "one")], Asked(facts=facts))
    assert caught.value.where == where
    assert state(project) == before


def test_a_line_with_facts_that_could_not_be_read_again_is_refused(project, source):
    path = source("x.jsonl", lines({"id": "new", "text": "one", "language": ""}))
    with pytest.raises(ArticleError, match="language is empty"):
        add(project, [path], Asked())


def test_faults_of_lines_and_of_ids_are_told_at_once(project, source):
    articles = [{"id": "a", "text": "1"}, {"id": "a", "text": "2"}, {"id": "border", "text": "3"}]
    path = source("x.jsonl", lines(*articles) + "\nnope\n")
    with pytest.raises(Faults) as caught:
        add(project, [path, source("empty.txt", "")], Asked())
    assert [fault.where.removeprefix(f"{path}: ") for fault in caught.value.faults] == [
        "line 4, column 1",
        str(path.with_name("empty.txt")),
        "line 2",
        "line 3",
    ]


def test_lines_know_the_same_encodings_as_texts(project, source):
    path = source("x.jsonl", lines({"id": "new", "text": "one"}))
    for encoding in ("klingon", "idna", "base64"):
        with pytest.raises(UsageError, match="no text encoding"):
            add(project, [path], Asked(encoding))


def test_a_folder_among_the_files_is_told_as_one(project, tmp_path):
    with pytest.raises(ArticleError, match="it is a folder") as caught:
        add(project, [tmp_path], Asked())
    assert "name the files in it" in caught.value.fix


def test_a_pipe_is_read_and_one_that_nobody_writes_into_is_not_waited_for(project, tmp_path):
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(ArticleError, match="empty"):
        add(project, [pipe], Asked())
    ours, theirs = os.pipe()
    os.write(theirs, b"one")
    os.close(theirs)
    (one,) = add(project, [Path(f"/dev/fd/{ours}")], Asked(id="piped"))
    os.close(ours)
    assert one.article.text == "one"


def test_who_labelled_the_text_that_is_replaced_is_told(tagged, source):
    path = source("border.txt", "another text")
    (one,) = add(tagged, [path], Asked(), existing="replace")
    (notice,) = one.notices
    assert notice == (
        "warning: the labels of a1 were made on the old text, which is kept; "
        "annotator rebase border moves them to this one"
    )
