"""The bytes of a journal are pinned: what one version of the program kept, the next brings back."""

from __future__ import annotations

from pathlib import Path

from annotator.labels.edits import (
    Add,
    Convene,
    Decide,
    Reanchor,
    Remove,
    Replace,
    Restate,
    Rezone,
    Together,
)
from annotator.labels.labelling import Decision, Panel, Source, Zone
from annotator.labels.span import Quote, Range, Span
from annotator.store.journal import JournalFile, read_lines
from annotator.store.journal_entry import Begun, Saved, Stepped, record_of
from annotator.store.journal_shape import read_record
from annotator.store.record import SchemaRef

GOLDEN = Path(__file__).with_name("journal.jsonl")
LABELS = Path(__file__).with_name("0001.json")

PERSON = Span("s3", "PERSON", ((5, 10),), "إيغور", flags=("unsure",), comment="who?")
PIECES = Span(
    "s4",
    "CASUALTY",
    ((12, 17), (20, 22)),
    "عشرين شخ",
    (
        ("count", Range(20, None)),
        ("victims", Quote(18, 22, "شخصا")),
        ("when", ("s2",)),
        ("x", 7),
    ),
    origin="imported:jsonl",
)
DECISION = Decision(5, 10, (("s3",),), "a", "guideline", "أيهما؟", (2,))
ENTRIES = (
    Begun("border-clash", "0" * 64, "a1", "2021-04-30", None, 1),
    Begun("border-clash", "0" * 64, "a1", None, LABELS.read_bytes(), 3),
    Stepped(Add(PERSON), 1.5),
    Stepped(Together((Remove(PERSON), Add(PIECES), Restate("done", "draft"))), 2.0),
    Stepped("undo", 3.25),
    Stepped("redo", 4.0),
    Stepped(Replace(PIECES, PERSON), 5.0),
    Stepped(Rezone((), (Zone(0, 4, "قائمة"),)), 6.0),
    Stepped(Reanchor(None, "2021-05-01"), 7.0),
    Saved(
        "a1",
        2,
        "1" * 64,
        "2026-11-22T08:30:00Z",
        7,
        SchemaRef("news-events", "1.0", "2" * 64, "3" * 64),
        ("4" * 64,),
        "a note: ملاحظة",
    ),
    Stepped(Convene(None, Panel("lead", (Source("a1", 2, "5" * 64),))), 8.0),
    Stepped(Decide(None, DECISION), 9.0),
    Stepped(Decide(DECISION, None), 10.0),
)


def test_a_journal_that_was_kept_is_read_as_it_was_meant():
    lines = read_lines(GOLDEN.read_bytes())
    assert tuple(read_record(one, "journal.jsonl") for one in lines.records) == ENTRIES
    assert lines.length == GOLDEN.stat().st_size


def test_the_same_work_is_kept_in_the_same_bytes(tmp_path):
    file = JournalFile.create(tmp_path)
    file.append([record_of(entry) for entry in ENTRIES])
    file.close()
    assert file.path.read_bytes() == GOLDEN.read_bytes()
