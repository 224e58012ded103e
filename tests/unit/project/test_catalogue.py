"""What is known in short is what a fresh reading would say, whatever became of files and index."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import pytest

from annotator.labels.edits import Add
from annotator.labels.span import mark
from annotator.project.overview import catalogue
from annotator.project.overview.catalogue import Catalogue
from annotator.project.overview.listing import Listing
from annotator.project.overview.progress import first_not_done
from annotator.project.overview.tally import Tally
from annotator.project.places import article_ids, read_schema_of
from annotator.project.sitting import annotate

# The disk's clock has gone on by a tick when this is over.
TICK = 0.012


def later():
    """A moment at which everything on the disk has long been settled."""
    return time.time_ns() + 60 * 10**9


def remembering(project):
    """A catalogue that writes all that it reads."""
    return Catalogue(project, read_schema_of(project), least=1, now=later)


def told(project, known=None):
    """All that a listing says, and how the heads stand."""
    known = known or remembering(project)
    listing = Listing(project, known)
    entries = tuple(listing.entries())
    heads = [known.head(one.article.id, work.annotator) for one in entries for work in one.labels]
    return entries, heads, {fault.what for fault in listing.faults}


def afresh(project, tmp_path):
    """The same from the files alone."""
    return told(replace(project, root=tmp_path / "nowhere"))


def index_of(project):
    return project.root / ".annotator" / "index.sqlite"


def save(project, article, name, now, *, done=False):
    session = annotate.open_session(project, article, name).session
    first = len(session.spans)
    span = mark(session.article.text, session.fresh_id, "DATE", [(first, first + 1)])
    session = session.do(Add(span))
    if done:
        session = annotate.called_done(session)
    annotate.save(project, session, annotator=name, now=now, seconds=0)


@pytest.fixture
def unread(monkeypatch):
    """From when it is called on, no article and no label file can be read."""

    def refuse(*_):
        raise AssertionError("a file was read that is known")

    def begin():
        monkeypatch.setattr(catalogue, "read_article_at", refuse)
        monkeypatch.setattr(catalogue.history, "head", refuse)

    return begin


def test_what_was_read_once_is_not_read_again(tagged, unread):
    first = told(tagged)
    unread()
    assert told(tagged) == first
    ((border, _), (head,), _) = first
    assert (border.article.language, border.article.length, head.unfinished) == ("ar", 50, 2)


def test_a_file_that_changed_a_moment_ago_is_read_again_each_time(tagged):
    now_as_it_is = Catalogue(tagged, least=1)
    told(tagged, now_as_it_is)
    assert not index_of(tagged).exists()


def test_a_few_files_are_not_worth_an_index(tagged):
    told(tagged, Catalogue(tagged, now=later))
    assert not index_of(tagged).exists()


def test_who_asks_what_is_unfinished_is_told_by_the_schema_of_today(tagged, unread):
    told(tagged, Catalogue(tagged, least=1, now=later))
    assert remembering(tagged).head("border", "a1").unfinished == 2
    told(tagged)
    path = tagged.guidelines / "schema.toml"
    schema = path.read_text(encoding="utf-8")
    path.write_text(schema.replace("PERSON", "HUMAN"), encoding="utf-8")
    assert remembering(tagged).head("border", "a1").unfinished == 1
    unread()
    assert Catalogue(tagged, now=later).head("border", "a1").unfinished is None


def change(project, chance, now):
    """One thing that happens to a project."""
    article = chance.choice([*article_ids(project), f"new-{chance.randrange(9)}"])
    path = project.seeds / f"{article}.txt"
    facts = path.with_suffix(".toml")
    folder = project.labels / article
    match chance.randrange(8):
        case 0 | 1:
            path.write_text("x" * chance.randint(10, 12), encoding="utf-8")
        case 2:
            path.with_name("made.tmp").write_text(f"again {chance.random()}", encoding="utf-8")
            path.with_name("made.tmp").replace(path)
        case 3 if path.exists() and article != "border":
            path.unlink()
            facts.unlink(missing_ok=True)
        case 4:
            facts.write_text(f'title = "{chance.randrange(10)}"\n', encoding="utf-8")
        case 5:
            facts.unlink(missing_ok=True)
        case 6 if folder.exists():
            newest = max(folder.glob("*/*.json"), default=None)
            if newest and chance.random() < 0.5:
                newest.write_bytes(newest.read_bytes().replace(b'"seconds": ', b'"seconds": 1'))
            else:
                shutil.rmtree(folder)
        case _ if path.exists() and not folder.exists():
            save(project, article, chance.choice(["a1", "b2"]), now, done=chance.random() < 0.5)


@pytest.mark.parametrize("seed", range(5))
def test_after_any_changes_it_says_what_a_fresh_reading_says(project, now, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - a test keeps no secrets
    for _ in range(25):
        change(project, chance, now)
        time.sleep(TICK)
        assert told(project) == afresh(project, tmp_path)
    assert index_of(project).exists()


def spoil_bytes(path):
    data = bytearray(path.read_bytes())
    data[4096 : len(data)] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(bytes(data))


def make_foreign(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE articles (theirs)")


def make_foreign_of_our_number(path):
    make_foreign(path)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA user_version = 1")


def fill_with_other_types(path):
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE articles SET seen = 3")
        file.execute("UPDATE heads SET stamp = NULL")


def forge(path):
    with closing(sqlite3.connect(path)) as file, file:
        file.execute('UPDATE articles SET seen = CAST(\'["0", 1, null, "forged"]\' AS BLOB)')


DAMAGE = {
    "deleted": lambda path: path.unlink(),
    "with its folder": lambda path: shutil.rmtree(path.parent),
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"not a database" * 1000),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "bytes spoiled": spoil_bytes,
    "foreign": make_foreign,
    "foreign, of our number": make_foreign_of_our_number,
    "of other types": fill_with_other_types,
    "forged": forge,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_an_index_that_is_damaged_is_made_anew_without_a_word(tagged, tmp_path, unread, damage):
    told(tagged)
    damage(index_of(tagged))
    as_it_is = afresh(tagged, tmp_path)
    assert told(tagged) == as_it_is
    told(tagged)
    unread()
    assert told(tagged) == as_it_is


@pytest.mark.parametrize("place", [".annotator", ".annotator/index.sqlite"])
def test_where_no_index_can_be_it_is_done_without(tagged, tmp_path, place):
    path = tagged.root / place
    if path.name == ".annotator":
        path.write_text("a file stands here")
    else:
        path.mkdir(parents=True)
    for _ in range(2):
        assert told(tagged) == afresh(tagged, tmp_path)


def test_an_index_that_may_not_be_written_still_serves(tagged, tmp_path, monkeypatch):
    told(tagged)
    (tagged.seeds / "third.txt").write_text("more")
    connect = sqlite3.connect

    def only_read(where, **options):
        return connect(where.replace("mode=rwc", "mode=ro"), **options)

    monkeypatch.setattr(sqlite3, "connect", only_read)
    before = index_of(tagged).read_bytes()
    assert told(tagged) == afresh(tagged, tmp_path)
    assert index_of(tagged).read_bytes() == before


def test_nobody_waits_long_for_an_index_that_is_locked(tagged, tmp_path):
    told(tagged)
    with closing(sqlite3.connect(index_of(tagged), isolation_level=None)) as file:
        file.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        assert told(tagged) == afresh(tagged, tmp_path)
        assert time.monotonic() - began < 3
        file.execute("ROLLBACK")
    assert told(tagged) == afresh(tagged, tmp_path)


def test_rows_are_found_in_any_order_among_very_many(project, unread):
    names = [f"{kind}{at}" for at in range(800) for kind in ("a-", "خبر")]
    for name in names:
        (project.seeds / f"{name}.txt").write_text(name)
    first = told(project)
    assert [one.article.id for one in first[0]] == sorted([*names, "border", "flight"])
    unread()
    assert told(project) == first
    known, seeds = remembering(project), Listing(project).articles
    listing = Listing(project, known)
    shuffled = random.Random(1).sample(seeds, len(seeds))[:60]  # noqa: S311 - nor here
    assert [one.article.id for one in listing.entries(shuffled)] == shuffled


def test_a_head_that_cannot_be_told_by_its_names_is_asked_of_the_store(tagged):
    shutil.rmtree(tagged.labels)
    tagged.labels.write_text("x")
    assert annotate.state_of(tagged, "border", "a1") == "broken"
    assert annotate.state_of(tagged, "../border", "a1") == "broken"
    assert first_not_done(tagged, "a1", article_ids(tagged)) == "border"


class TestATally:
    def test_it_counts_what_is_done_while_nobody_waits(self, project, now):
        save(project, "border", "a1", now, done=True)
        tally = Tally(project, article_ids(project), "a1")
        assert (tally.counted, tally.done_besides(())) == (0, 0)
        while tally.count(0):
            pass
        assert (tally.counted, tally.done_besides(()), tally.done_besides(["border"])) == (2, 1, 0)

    def test_what_is_put_stands_in_the_place_of_what_was_seen(self, project, now):
        save(project, "border", "a1", now, done=True)
        tally = Tally(project, article_ids(project), "a1")
        assert tally.state("border") == "done"
        tally.put("border", "broken")
        assert (tally.state("border"), tally.done_besides(())) == ("broken", 0)

    def test_an_article_is_new_until_its_first_version(self, project):
        tally = Tally(project, article_ids(project), "a1")
        assert (tally.state("flight"), tally.count(1)) == ("new", False)


def test_the_screen_opens_where_the_first_article_is_not_done(project, now):
    articles = article_ids(project)
    assert first_not_done(project, "a1", articles) == "border"
    save(project, "border", "a1", now, done=True)
    assert first_not_done(project, "a1", articles) == "flight"
    save(project, "flight", "a1", now, done=True)
    assert first_not_done(project, "a1", articles) is None
