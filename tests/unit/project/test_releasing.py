"""A release freezes what was proved, is never changed, and proves itself later."""

import os
from dataclasses import replace

import pytest

from annotator.errors import AnnotatorError, Faults, StoreError, UsageError
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.places import store_of
from annotator.project.releases.releasing import (
    is_annotator_too,
    labels_of_release,
    prove_release,
    read_release,
    release,
    releases,
)
from annotator.store import creation
from annotator.store.codec import sha256
from annotator.store.protocol import Taken
from annotator.store.release_file import counts_of, encode_release


@pytest.fixture
def gold(keep):
    """Two articles by gold, done; one of them in two versions."""
    keep("border", "gold", ("PERSON", 4, 9))
    keep("border", "gold", ("PERSON", 4, 9), ("PLACE", 13, 19))
    keep("flight", "gold", ("PLACE", 19, 26))


def told(error):
    faults = error.faults if isinstance(error, Faults) else (error,)
    return [(one.what, one.where) for one in faults]


@pytest.mark.usefixtures("gold")
class TestFreezing:
    def test_the_newest_labels_of_every_article_are_frozen_and_counted(self, project, now):
        made = release(project, "v1.0", now=now, note="first")
        store = store_of(project)
        assert [(one.article, one.annotator, one.version) for one in made.entries] == [
            ("border", "gold", 2),
            ("flight", "gold", 1),
        ]
        assert made.entries[0].labels_sha256 == sha256(store.read("border", "gold", 2))
        assert (made.counts.articles, made.counts.spans) == (2, 3)
        assert made.counts.labels == (("PERSON", 1), ("PLACE", 2))
        assert (made.created, made.note) == ("2026-11-22T08:30:00Z", "first")
        assert made.schema.name == "news-events"
        assert read_release(project, "v1.0") == made
        assert releases(project).kept == (made,)
        assert prove_release(project, "v1.0") == ()

    def test_a_release_is_never_changed(self, project, now):
        made = release(project, "v1.0", now=now)
        kept = store_of(project).read_release("v1.0")
        for name in ("v1.0", "V1.0"):
            with pytest.raises(Taken, match=r"there is a release v1\.0 already"):
                release(project, name, now=now, source="a1", note="other")
        assert store_of(project).read_release("v1.0") == kept
        assert releases(project).kept == (made,)

    def test_what_is_saved_later_is_not_in_it(self, project, now, keep):
        release(project, "v1.0", now=now)
        keep("border", "gold", ("DATE", 4, 9))
        frozen = labels_of_release(project, "v1.0", "border")
        assert [span.label for span in frozen.labelling.spans] == ["PERSON", "PLACE"]
        assert prove_release(project, "v1.0") == ()

    def test_labels_of_anybody_may_be_frozen(self, project, now, keep):
        keep("flight", "a1", ("PLACE", 19, 26))
        made = release(project, "a1", now=now, source="a1")
        assert [(one.article, one.annotator) for one in made.entries] == [("flight", "a1")]
        assert is_annotator_too(project, "a1")
        assert not is_annotator_too(project, "v1.0")

    def test_drafts_are_refused_by_name_unless_they_are_wanted(self, project, now, keep):
        keep("flight", "gold", ("PLACE", 19, 26), ("PERSON", 4, 13), status="draft")
        with pytest.raises(StoreError, match="these labels by gold are drafts: flight") as caught:
            release(project, "v1.0", now=now)
        assert "--drafts" in caught.value.fix
        assert releases(project).kept == ()
        assert release(project, "v1.0", now=now, drafts="take").counts.spans == 4

    def test_the_articles_are_given_one_by_one_to_who_watches(self, project, now):
        seen = []
        release(project, "v1.0", now=now, watch=lambda ids, _: seen.extend(ids) or ids)
        assert seen == ["border", "flight"]

    @pytest.mark.parametrize(
        ("name", "source"), [("../x", "gold"), ("", "gold"), ("v 1", "gold"), ("v1", "gold@2")]
    )
    def test_names_that_cannot_be_are_refused(self, project, now, name, source):
        with pytest.raises(UsageError):
            release(project, name, now=now, source=source)

    def test_who_has_no_labels_is_told_who_has(self, project, now):
        with pytest.raises(StoreError, match="nobody saved no labels") as caught:
            release(project, "v1.0", now=now, source="nobody")
        assert "gold" in caught.value.fix

    def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_released(self, project, now):
        (project.labels / "border" / "gold" / "0001.json").write_bytes(b"broken")
        (project.seeds / "flight.txt").write_bytes(b"Another text altogether.\n")
        with pytest.raises(AnnotatorError) as caught:
            release(project, "v1.0", now=now)
        places = [where for _, where in told(caught.value)]
        assert any(where.startswith("labels/border/gold/0001.json") for where in places)
        assert any(where.startswith("labels/flight/gold/0001.json") for where in places)
        assert not (project.labels / "releases").exists()

    def test_labels_that_the_schema_no_longer_knows_are_not_released(self, project, now):
        schema = project.guidelines / "schema.toml"
        schema.write_text(schema.read_text().replace("[labels.PERSON", "[labels.HUMAN"))
        with pytest.raises(AnnotatorError, match="PERSON"):
            release(project, "v1.0", now=now)
        assert not (project.labels / "releases").exists()

    @pytest.mark.parametrize("step", ["fsync", "link"])
    def test_a_fault_in_the_middle_leaves_nothing(self, project, now, monkeypatch, step):
        def fail(*_, **__):
            raise OSError(28, os.strerror(28))

        with monkeypatch.context() as patch:
            patch.setattr(creation.os, step, fail)
            with pytest.raises(StoreError, match="the disk is full"):
                release(project, "v1.0", now=now)
        assert not [path for path in (project.labels / "releases").rglob("*") if path.is_file()]
        release(project, "v1.0", now=now)


@pytest.fixture
def frozen(project, gold, now):
    return release(project, "v1.0", now=now)


@pytest.mark.usefixtures("frozen")
class TestProving:
    def faults(self, project):
        return [(one.what, one.where) for one in prove_release(project, "v1.0")]

    def test_a_changed_release_is_told_by_its_digest(self, project):
        path = project.labels / "releases" / "v1.0.json"
        path.write_bytes(path.read_bytes().replace(b"border", b"barder"))
        [(what, where)] = self.faults(project)
        assert "it was changed" in what
        assert where == "labels/releases/v1.0.json: digest"
        assert releases(project).kept == ()
        assert len(releases(project).faults) == 1

    def test_a_release_under_another_s_name_is_told(self, project):
        folder = project.labels / "releases"
        (folder / "v1.0.json").rename(folder / "v2.json")
        [one] = prove_release(project, "v2")
        assert one.what == "it says it is the release v1.0"

    def test_a_label_file_that_is_gone_or_was_changed_is_told_at_its_entry(self, project):
        (project.labels / "border" / "gold" / "0002.json").unlink()
        path = project.labels / "flight" / "gold" / "0001.json"
        path.write_bytes(path.read_bytes() + b"\n")
        assert self.faults(project) == [
            (
                "the label file cannot be read: it is not there (labels/border/gold/0002.json)",
                "labels/releases/v1.0.json: entries[0] (border)",
            ),
            (
                "this is not the file that was released (labels/flight/gold/0001.json)",
                "labels/releases/v1.0.json: entries[1] (flight)",
            ),
        ]
        with pytest.raises(StoreError, match="not the file that was released"):
            labels_of_release(project, "v1.0", "flight")

    def test_a_replaced_text_is_found_where_it_is_kept(self, project, tmp_path):
        (tmp_path / "flight.txt").write_bytes(b"Another text altogether.\n")
        add(project, [tmp_path / "flight.txt"], Asked(), existing="replace")
        assert self.faults(project) == []
        (kept,) = (project.seeds / ".old").iterdir()
        kept.unlink()
        [(what, where)] = self.faults(project)
        assert "the text of flight that was released is not kept" in what
        assert where.endswith("entries[1] (flight)")

    def test_an_article_that_is_gone_is_told(self, project):
        (project.seeds / "flight.txt").unlink()
        [(what, _)] = self.faults(project)
        assert "there is no article 'flight'" in what

    def test_a_release_that_counts_otherwise_is_told(self, project, frozen):
        wrong = replace(frozen, counts=counts_of(2, {"PERSON": 3}))
        (project.labels / "releases" / "v1.0.json").write_bytes(encode_release(wrong))
        [(what, where)] = self.faults(project)
        assert what == "it counts other spans than its entries have"
        assert where == "labels/releases/v1.0.json: counts"

    def test_what_is_not_there_names_what_is(self, project):
        with pytest.raises(StoreError, match="there is no release 'v2'") as caught:
            labels_of_release(project, "v2", "border")
        assert "v1.0" in caught.value.fix
        with pytest.raises(StoreError, match="holds no labels of 'other'"):
            labels_of_release(project, "v1.0", "other")
