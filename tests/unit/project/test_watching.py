"""Whatever takes a while with many articles gives them one by one to who watches."""

from __future__ import annotations

import json
import os

import pytest

from annotator.labels.migration import Rename
from annotator.project.exchange import import_labels
from annotator.project.following.migrating import check, migrate
from annotator.project.following.rebasing import rebase
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.merges.merging import merge_folders
from annotator.project.proving.repair import repair


@pytest.fixture
def seen():
    return []


@pytest.fixture
def watch(seen):
    def go(items, doing):
        for item in items:
            yield item
            seen.append((doing, item))

    return go


def test_an_import_is_watched_while_it_is_checked_and_while_it_is_kept(project, now, seen, watch):
    lines = [{"article": article, "spans": []} for article in ("flight", "border")]
    data = b"\n".join(json.dumps(line).encode() for line in lines)
    import_labels(project, "jsonl", data, "in", annotator="a1", status="done", now=now, watch=watch)
    assert seen == [
        ("checking", "flight"),
        ("checking", "border"),
        ("keeping", "flight"),
        ("keeping", "border"),
    ]


def test_labels_that_follow_a_text_or_a_schema_are_watched(tagged, tmp_path, now, seen, watch):
    schema = tagged.guidelines / "schema.toml"
    schema.write_text(schema.read_text().replace("labels.PERSON", "labels.PERSONS"))
    check(tagged, ["border", "flight"], None, watch)
    steps = [Rename("PERSON", "PERSONS")]
    migrate(tagged, ["border", "flight"], None, steps, now=now, watch=watch)
    (tmp_path / "border.txt").write_bytes("خبر: قال إيغور في باتكين.\n".encode())
    add(tagged, [tmp_path / "border.txt"], Asked(), existing="replace")
    rebase(tagged, ["border"], None, now=now, watch=watch)
    assert seen == [
        ("checking", "border"),
        ("checking", "flight"),
        ("taking steps", "border"),
        ("taking steps", "flight"),
        ("keeping", "border"),
        ("rebasing", "border"),
    ]


def test_a_merge_is_watched(tagged, copy, now, seen, watch):
    merge_folders(tagged, copy.root, take=None, now=now, watch=watch)
    assert seen == [("merging", ("border", "a1"))]


def test_a_repair_is_watched(tagged, seen, watch):
    repair(tagged, os.environ, watch=watch)
    assert seen == [("looking for what is lost", "border")]
