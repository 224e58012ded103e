"""What a release froze goes out as it was frozen, whatever became of the project since."""

from __future__ import annotations

import json

import pytest

from annotator.errors import Faults, StoreError, UsageError
from annotator.project.exporting import export_labels
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.releases.releasing import release

PERSON, PLACE = ("PERSON", 4, 9), ("PLACE", 13, 19)


@pytest.fixture
def frozen(project, keep, now):
    """A release of gold on two articles, with one more version of each annotator after it."""
    keep("border", "gold", PERSON, anchor="2021-04-30")
    keep("flight", "gold", ("PLACE", 19, 26))
    keep("border", "a1", PLACE)
    release(project, "v1.0", now=now)
    keep("border", "gold", PERSON, PLACE)
    return project


def exported(project, named):
    return [json.loads(line) for line in export_labels(project, "jsonl", named).data.splitlines()]


def places(lines):
    return {
        line["article"]: [(span["label"], span["start"]) for span in line["spans"]]
        for line in lines
    }


def test_a_release_goes_out_as_it_was_frozen(frozen):
    export = export_labels(frozen, "jsonl", "v1.0")
    assert (export.source, export.articles) == ("the release v1.0", 2)
    assert places(exported(frozen, "v1.0")) == {
        "border": [("PERSON", 4)],
        "flight": [("PLACE", 19)],
    }
    assert places(exported(frozen, "gold"))["border"] == [("PERSON", 4), ("PLACE", 13)]
    assert export_labels(frozen, "jsonl", "releases/v1.0") == export


def test_neither_a_corrected_text_nor_another_schema_changes_what_goes_out(frozen, tmp_path):
    before = export_labels(frozen, "jsonl", "v1.0")
    (tmp_path / "border.txt").write_text("نص آخر.\n", encoding="utf-8")
    add(frozen, [tmp_path / "border.txt"], Asked(), existing="replace")
    schema = frozen.guidelines / "schema.toml"
    schema.write_text(schema.read_text().replace("labels.PERSON", "labels.PERSONS"))
    after = export_labels(frozen, "jsonl", "v1.0")
    assert after.data == before.data
    assert any("not on those of today: border" in notice for notice in after.notices)
    assert not any("today" in notice for notice in before.notices)


def test_what_is_gone_or_no_longer_what_was_released_keeps_all_in(frozen):
    (frozen.labels / "border" / "gold" / "0001.json").write_bytes(b"{}")
    (frozen.seeds / "flight.txt").unlink()
    with pytest.raises(Faults) as caught:
        export_labels(frozen, "jsonl", "v1.0")
    told = [one.what for one in caught.value.faults]
    assert told == ["this is not the file that was released", "there is no article 'flight'"]


def test_a_name_that_is_both_is_refused_and_both_ways_to_say_it_work(frozen, now):
    release(frozen, "a1", now=now, source="gold")
    with pytest.raises(UsageError, match="a1 is a release, and an annotator") as caught:
        export_labels(frozen, "jsonl", "a1")
    for way in ("releases/a1", "a1@newest"):
        assert way in caught.value.fix
    assert places(exported(frozen, "releases/a1")).keys() == {"border", "flight"}
    assert places(exported(frozen, "a1@newest")) == {"border": [("PLACE", 13)]}
    assert places(exported(frozen, "a1@1")) == {"border": [("PLACE", 13)]}


def test_what_is_neither_names_what_there_is(frozen):
    with pytest.raises(StoreError) as caught:
        export_labels(frozen, "jsonl", "nobody")
    assert "a1, gold; or a release: v1.0" in caught.value.fix
    with pytest.raises(StoreError, match="no release 'v2'") as caught:
        export_labels(frozen, "jsonl", "releases/v2")
    assert "v1.0" in caught.value.fix
    with pytest.raises(UsageError, match="no version and no release") as caught:
        export_labels(frozen, "jsonl", "V1.0")
    assert "or a release: v1.0" in caught.value.fix
    for named in ("a1@", "a1@0", "a1@new", "x/v1.0", "@newest"):
        with pytest.raises(UsageError):
            export_labels(frozen, "jsonl", named)


def test_the_articles_are_given_one_by_one_to_who_watches(frozen):
    seen = []
    for named in ("v1.0", "gold"):
        export_labels(frozen, "jsonl", named, lambda ids, _: seen.extend(ids) or ids)
    assert seen == ["border", "flight"] * 2
