"""Labels follow a changed schema: every version that is to be changed, or none."""

from __future__ import annotations

import json

import pytest

from annotator.errors import AnnotatorError, StoreError, UsageError
from annotator.labels.migration import Default, DropAttribute, DropLabel, Rename, RenameAttribute
from annotator.labels.step_words import as_option, read_step
from annotator.project.exchange import import_labels
from annotator.project.following.migrating import check, migrate
from annotator.project.places import read_schema_of, store_of
from annotator.project.proving.proof import prove
from annotator.project.sitting.annotate import open_session
from annotator.store import history
from annotator.store.folder import FolderStore

PERSON = {"label": "PERSON", "start": 4, "end": 9, "attributes": {"mention": "named"}}
PLACE = {
    "label": "PLACE",
    "start": 13,
    "end": 19,
    "attributes": {"kind": "country", "sense": "place", "mention": "named"},
}


@pytest.fixture
def take_in(project, now):
    def run(name, *spans, article="border"):
        line = json.dumps({"article": article, "spans": spans}).encode()
        import_labels(project, "jsonl", line, "in", annotator=name, status="done", now=now)

    return run


@pytest.fixture
def change(project):
    """Changes schema.toml."""

    def run(old, new):
        path = project.guidelines / "schema.toml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return run


def newest(project, name, article="border"):
    return history.head(store_of(project), article, name)


def step(project, option, typed):
    return read_step(option, typed, read_schema_of(project))


def test_a_renamed_label_is_renamed_in_everybodys_newest_version(project, take_in, change, now):
    take_in("a1", PERSON, PLACE)
    take_in("b2", PERSON)
    take_in("c3", PLACE)
    change("labels.PERSON", "labels.HUMAN")
    with pytest.raises(AnnotatorError, match="annotator migrate"):
        open_session(project, "border", "a1")
    done = migrate(project, ["border"], None, [Rename("PERSON", "HUMAN")], now=now)
    assert [(one.annotator, one.version) for one in done.done] == [("a1", 2), ("b2", 2)]
    labelling = newest(project, "a1").labelling
    assert [span.label for span in labelling.spans] == ["HUMAN", "PLACE"]
    assert labelling.status == "done"
    assert labelling.note == "migrated: PERSON → HUMAN in 1 span"
    assert prove(project).problems == ()
    again = migrate(project, ["border"], None, [Rename("PERSON", "HUMAN")], now=now)
    assert again.done == ()
    assert again.notices == ("nothing to do: --rename PERSON=HUMAN",)


def test_a_value_becomes_a_label_and_is_dropped_where_that_has_no_such(
    project, take_in, change, now
):
    take_in("a1", PLACE, {**PLACE, "start": 4, "end": 9, "attributes": {"kind": "city"}})
    change(
        "[labels.CASUALTY]",
        '[labels.COUNTRY]\nkey = "o"\ncolor = "red"\nmark = "bold"\n'
        'description = "A country."\nguideline = "place.md"\n[labels.CASUALTY]',
    )
    steps = [step(project, "--split", "PLACE:kind:country=COUNTRY")]
    steps += [DropAttribute("COUNTRY", "sense"), DropAttribute("COUNTRY", "mention")]
    migrate(project, ["border"], None, steps, now=now)
    spans = newest(project, "a1").labelling.spans
    assert [(span.label, dict(span.attributes)) for span in spans] == [
        ("PLACE", {"kind": "city"}),
        ("COUNTRY", {}),
    ]


def test_attributes_defaults_and_dropped_labels(project, take_in, change, now):
    casualty = {
        "label": "CASUALTY",
        "start": 23,
        "end": 28,
        "id": "s9",
        "attributes": {"where": [[13, 19]]},
    }
    take_in("a1", PERSON, PLACE, casualty)
    change("labels.PERSON.attributes.mention", "labels.PERSON.attributes.form")
    steps = [
        RenameAttribute("PERSON", "mention", "form"),
        DropLabel("PLACE"),
        step(project, "--default", "CASUALTY.count=20-25"),
    ]
    migrate(project, ["border"], None, steps, now=now)
    person, casualty = newest(project, "a1").labelling.spans
    assert person.attributes == (("form", "named"),)
    assert [name for name, _ in casualty.attributes] == ["count"]


def test_nothing_is_kept_where_one_version_would_not_fit(project, take_in, change, now):
    take_in("a1", PERSON)
    take_in("b2", PERSON, {"label": "DATE", "start": 23, "end": 28})
    change("labels.PERSON", "labels.HUMAN")
    change("labels.DATE", "labels.DAY")
    change('label = "DATE"', 'label = "DAY"')
    with pytest.raises(AnnotatorError, match="after these steps there is no label 'DATE'"):
        migrate(project, ["border"], None, [Rename("PERSON", "HUMAN")], now=now)
    assert newest(project, "a1").number == 1


def test_spans_that_would_become_equal_are_both_named(project, take_in, now):
    take_in("a1", PERSON, {"label": "PLACE", "start": 4, "end": 9})
    with pytest.raises(AnnotatorError, match=r"PERSON 4\.\.9 is tagged already, as s.\n.*\(s.\)"):
        migrate(project, ["border"], None, [Rename("PLACE", "PERSON")], now=now)


def test_a_disk_that_fails_in_the_middle_is_told_and_the_rest_done_later(
    project, take_in, change, now, monkeypatch
):
    take_in("a1", PERSON)
    take_in("b2", PERSON)
    change("labels.PERSON", "labels.HUMAN")
    steps = [Rename("PERSON", "HUMAN")]
    create = FolderStore.create

    def refuse(self, article, annotator, number, data):
        if annotator == "b2":
            raise StoreError("the disk is full", "labels", "free some space")
        create(self, article, annotator, number, data)

    with monkeypatch.context() as broken:
        broken.setattr(FolderStore, "create", refuse)
        with pytest.raises(StoreError, match="1 of 2 versions were kept before: border version 2"):
            migrate(project, ["border"], None, steps, now=now)
    done = migrate(project, ["border"], None, steps, now=now)
    assert [one.annotator for one in done.done] == ["b2"]


def test_labels_on_another_text_are_moved_first(project, take_in, change, now):
    take_in("a1", PERSON)
    (project.seeds / "border.txt").write_text("نص آخر هنا")
    done = migrate(project, ["border"], None, [Rename("DATE", "PLACE")], now=now)
    assert done.done == ()
    change("labels.PERSON", "labels.HUMAN")
    with pytest.raises(AnnotatorError, match="annotator rebase border"):
        migrate(project, ["border"], None, [Rename("PERSON", "HUMAN")], now=now)


def test_steps_that_depend_on_their_order_are_refused(project, now):
    steps = [Rename("PERSON", "PLACE"), Rename("PLACE", "PERSON")]
    with pytest.raises(AnnotatorError, match="PLACE → PERSON makes what PERSON → PLACE"):
        migrate(project, [], None, steps, now=now)


def test_what_does_not_fit_is_listed_and_what_may_help_guessed(project, take_in, change):
    take_in("a1", PERSON, PLACE, {"label": "DATE", "start": 23, "end": 28})
    assert check(project, ["border"], None).misfits == ()
    change("labels.PERSON", "labels.PERSONS")
    change("labels.PLACE.attributes.sense", "labels.PLACE.attributes.senses")
    change('"country", ', '"countries", ')
    change("labels.DATE", "labels.QX")
    change('label = "DATE"', 'label = "QX"')
    found = check(project, ["border"], None)
    (misfit,) = found.misfits
    assert (misfit.annotator, misfit.problems) == ("a1", 4)
    assert [as_option(one.step) for one in found.guesses if one.step] == [
        "--rename PERSON=PERSONS",
        "--rename-value PLACE.kind:country=countries",
        "--rename-attribute PLACE.sense=senses",
    ]
    assert [one.unsure for one in found.guesses if one.unsure] == [
        "'DATE' is no label of today: --rename DATE=LABEL, or --drop-label DATE"
    ]


@pytest.mark.parametrize(
    ("option", "typed", "told"),
    [
        ("--rename", "PERSON", "is not OLD=NEW"),
        ("--rename", "PERS=PERSN", "did you mean PERSON"),
        ("--split", "PLACE:kind=X", "is not LABEL:ATTRIBUTE:VALUE=NEW"),
        ("--default", "PLACE.kid=city", "did you mean kind"),
        ("--default", "PLACE.kind=village", "which is none of"),
        ("--default", "PERSON.role=x", "is a quote"),
        ("--default", "CASUALTY.count=many", "is no"),
        ("--drop", "PLACE", "is not LABEL.ATTRIBUTE"),
    ],
)
def test_a_step_that_cannot_be_taken_is_refused(project, option, typed, told):
    with pytest.raises(UsageError, match=told):
        step(project, option, typed)


@pytest.mark.parametrize(
    ("option", "typed"),
    [
        ("--rename", "PERS=PERSON"),
        ("--split", "PLACE:kind:a:b=c=PERSON"),
        ("--default", "CASUALTY.count=20-25"),
        ("--rename-attribute", "PLACE.kid=kind"),
        ("--rename-value", "PLACE.kind:town=city"),
        ("--drop-label", "OLD"),
        ("--drop", "OLD.x"),
    ],
)
def test_a_step_is_written_as_it_was_typed(project, option, typed):
    assert as_option(step(project, option, typed)) == f"{option} {typed}"


@pytest.mark.parametrize(
    ("option", "typed", "told", "fix"),
    [
        ("--rename", "PERZON=PERSON", "knows the label 'PERZON'", "did you mean PERSON"),
        ("--drop-label", "QQQ", "knows the label 'QQQ'", "name one of these"),
        ("--drop", "PERSON.mentoin", "an attribute 'mentoin' of PERSON", "did you mean mention"),
        ("--split", "PLACE:kind:cty=PERSON", "a value 'cty' of PLACE.kind", "did you mean city"),
        ("--rename-value", "PLACE.kind:cuntry=city", "a value 'cuntry'", "did you mean country"),
        ("--rename-value", "PLACE.kind:country=citty", "none of", "did you mean city"),
        ("--rename-attribute", "PLACE.kind=sens", "no attribute 'sens'", "did you mean sense"),
    ],
)
def test_a_step_that_names_what_nothing_knows_is_one_error(  # noqa: PLR0913, PLR0917
    project, take_in, now, option, typed, told, fix
):
    take_in("a1", PERSON, PLACE)
    take_in("b2", PLACE)
    asked = [step(project, option, typed), Rename("DATE", "CASUALTY")]
    with pytest.raises(UsageError) as caught:
        migrate(project, ["border"], None, asked, now=now)
    assert told in caught.value.what
    assert fix in caught.value.fix
    assert caught.value.where == f"{option} {typed}"
    assert newest(project, "a1").number == 1


def test_a_step_whose_names_only_an_older_version_knows_has_nothing_to_do(
    project, take_in, change, now
):
    take_in("a1", PERSON, PLACE)
    change("labels.PERSON", "labels.HUMAN")
    change("labels.HUMAN.attributes.mention", "labels.HUMAN.attributes.form")
    steps = [Rename("PERSON", "HUMAN"), RenameAttribute("HUMAN", "mention", "form")]
    assert migrate(project, ["border"], None, steps, now=now).notices == ()
    again = migrate(project, ["border"], None, steps, now=now)
    assert [one.split(":")[0] for one in again.notices] == ["nothing to do"] * 2


def test_references_to_what_is_now_of_another_label_are_warned_of_once(project, take_in, now):
    casualty = {"label": "CASUALTY", "start": 23, "end": 28, "attributes": {"where": [[13, 19]]}}
    take_in("a1", PLACE, casualty)
    take_in("b2", PLACE, casualty)
    steps = [Rename("PLACE", "PERSON"), DropAttribute("PLACE", "kind")]
    steps += [DropAttribute("PLACE", "sense")]
    (told,) = migrate(project, ["border"], None, steps, now=now, keep=False).notices
    assert told.startswith("warning: after these steps 2 references are amiss; the first: ")
    assert "CASUALTY.where names s1, which is no PLACE (" in told
    (told,) = migrate(project, ["border"], "b2", steps, now=now).notices
    assert told.startswith("warning: after these steps CASUALTY.where names s1, which is no PLACE")


def test_a_default_that_is_there_is_left(project, take_in, now):
    take_in("a1", PERSON)
    default = Default("PERSON", "mention", "nominal")
    assert migrate(project, ["border"], None, [default], now=now).done == ()
